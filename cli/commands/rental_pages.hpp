#pragma once
// Rentals of the read model, page by page.
#include <functional>
#include <optional>

#include "cli/session.hpp"
#include "common/contract/view.hpp"

namespace bookrent::cli {

/// Gives `visit` each rental that `filter` asks for, the newest first, at most `limit` of them. The
/// error is an exit status, and was told.
std::expected<void, ExitStatus> each_rental(
    contract::ListRentals filter, std::optional<std::int64_t> limit, Session& session,
    const std::function<void(contract::RentalView&& rental)>& visit);

}  // namespace bookrent::cli
