#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {

int run(const contract::ShowPayment& command, Session& session) {
  return ask_and_print<contract::Payment>(
      session, contract::payment_context, command,
      [&](const contract::Payment& payment) { return details_of(payment, session.out()); });
}

int run(const Payments& command, Session& session) {
  contract::ListPayments query = command.filter;
  const auto ask = [&](std::int64_t limit) -> std::expected<contract::PaymentList, ExitStatus> {
    query.limit = limit;
    const auto reply =
        session.ask(contract::payment_context, query.operation, contract::encode(query));
    if (!reply) return std::unexpected(reply.error());
    return read<contract::PaymentList>(*reply, session);
  };
  const auto payments = all_pages<contract::Payment>(
      command.limit, ask, [](auto& list) -> auto& { return list.payments; },
      [&](const auto& list) { return (query.after = list.next).has_value(); });
  if (!payments) return payments.error();
  return print_all(session, *payments,
                   [&](const auto& all) { return table_of(all, session.out()); });
}

}  // namespace bookrent::cli
