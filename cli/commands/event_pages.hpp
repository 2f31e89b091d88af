#pragma once
// The logs of the contexts, page by page.
#include "cli/session.hpp"

namespace bookrent::cli {

/// The events of `source` behind `after`, as many as fit a page. The error is an exit status, and
/// was told.
std::expected<message::Events, ExitStatus> page_of(const std::string& source, std::int64_t after,
                                                   Session& session, client::Client& client);

}  // namespace bookrent::cli
