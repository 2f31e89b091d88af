#pragma once
// Examples of every kind of message between processes: filled in, and with nothing optional.
#include <string>
#include <vector>

#include "common/message/message.hpp"

namespace bookrent::golden {

struct FrameExample {
  std::string name;
  message::Message content;
};
std::vector<FrameExample> frame_examples();

message::Reply an_applied_reply();
message::Error an_error();

}  // namespace bookrent::golden
