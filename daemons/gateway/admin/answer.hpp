#pragma once
// What is answered to a path, whoever asks.
#include <memory>
#include <string_view>

#include "daemons/gateway/admin/board.hpp"

namespace bookrent::gateway {

/// A notice that is older is no answer: the gateway's loop hangs.
inline constexpr clock::Milliseconds notice_kept{5'000};

inline constexpr const char* plain = "text/plain; charset=utf-8";

struct Answer {
  unsigned status = 200;
  const char* type = plain;
  std::string_view body;
  std::shared_ptr<const Notice> notice = {};  // which holds the body, unless it is constant
};

/// The files of the page are there also while the gateway hangs, which the page then says.
Answer answer_to(std::string_view path, const Board& board, clock::Steady now);

}  // namespace bookrent::gateway
