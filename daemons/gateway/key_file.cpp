#include "daemons/gateway/key_file.hpp"

#include <system_error>
#include <utility>

#include "common/log/log.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::gateway {

std::optional<token::KeySet> KeyFile::changed() {
  std::error_code not_seen;
  if (!std::filesystem::exists(file_, not_seen) && !not_seen) return std::nullopt;
  auto content = suite::read_private_file(file_);
  if (!content) {
    if (content.error() != unread_)
      log::error("the keys that tokens are verified with cannot be read",
                 {{"why", content.error()}});
    unread_ = content.error();
    return std::nullopt;
  }
  unread_.clear();
  if (*content == content_) return std::nullopt;
  content_ = *std::move(content);
  auto keys = token::KeySet::read(content_);
  if (!keys) {
    log::error("the keys that tokens are verified with cannot be read",
               {{"file", file_.string()}, {"why", keys.error()}});
    return std::nullopt;
  }
  for (const std::string& fault : keys->faults())
    log::warn("a key was left out", {{"file", file_.string()}, {"why", fault}});
  log::info("keys to verify tokens with", {{"file", file_.string()}, {"keys", keys->size()}});
  return *std::move(keys);
}

}  // namespace bookrent::gateway
