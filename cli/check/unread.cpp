#include "cli/check/unread.hpp"

#include "cli/exit_status.hpp"

namespace bookrent::cli {

void Unread::add(const SourceFailed& failed) {
  tell_all(tell_, failed.context, failed.findings);
  if (failed.status != storage) throw SourceFailed(failed);
  if (!contexts_.insert(failed.context).second) return;
  if (first_)
    tell_({{failed.context}, failed.what()});
  else
    first_ = failed;
}

}  // namespace bookrent::cli
