#include "daemons/user/adapters/files.hpp"

#include <fmt/format.h>

#include "common/log/log.hpp"
#include "common/suite/private_file.hpp"

namespace bookrent::user {

void KeyFile::publish(const std::string& jwk_set) {
  if (jwk_set == published_) return;
  suite::write_private_file(file_, jwk_set + '\n');
  published_ = jwk_set;
}

void FirstPasswordFile::leave(const User& manager, const std::string& password) {
  suite::write_private_file(file_, fmt::format("{}\n{}\n", manager.id, password));
  log::info("a manager may log in with the one-time password in a file",
            {{"user", manager.id}, {"file", file_.string()}});
}

std::optional<std::string> FirstPasswordFile::left() {
  const auto content = suite::read_private_file(file_);
  if (!content) return std::nullopt;
  const std::size_t first_end = content->find('\n');
  if (first_end == content->npos) return std::nullopt;
  return content->substr(first_end + 1, content->find('\n', first_end + 1) - first_end - 1);
}

void FirstPasswordFile::take_away() {
  std::error_code nothing_there;
  std::filesystem::remove(file_, nothing_there);
}

}  // namespace bookrent::user
