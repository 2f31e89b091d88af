#include "cli/commands/rental_pages.hpp"

#include "cli/commands/asking.hpp"

namespace bookrent::cli {

std::expected<void, ExitStatus> each_rental(
    contract::ListRentals filter, std::optional<std::int64_t> limit, Session& session,
    const std::function<void(contract::RentalView&& rental)>& visit) {
  const auto ask = [&](std::int64_t rows) -> std::expected<contract::RentalViewList, ExitStatus> {
    filter.limit = rows;
    const auto reply =
        session.ask(contract::view_context, filter.operation, contract::encode(filter));
    if (!reply) return std::unexpected(reply.error());
    return read<contract::RentalViewList>(*reply, session);
  };
  return each_page(
      limit, ask, [](auto& list) -> auto& { return list.rentals; }, visit,
      [&](const auto& list) { return (filter.before = list.next).has_value(); });
}

}  // namespace bookrent::cli
