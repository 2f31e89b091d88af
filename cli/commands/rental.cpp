#include <poll.h>
#include <unistd.h>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/duration.hpp"
#include "cli/render/progress.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {
namespace {

constexpr clock::Milliseconds retry_standard{500};

constexpr auto people = [](const contract::Rental& rental) { return sentence_of(rental) + "\n"; };

bool worth_waiting(const message::Reply& reply) {
  using enum message::ErrorCode;
  if (!reply.error || !reply.error->retryable) return false;
  const message::ErrorCode code = reply.error->code;
  return code == message::ErrorCode::unavailable || code == overloaded || code == pending ||
         code == rate_limited;
}

std::int64_t seconds_in(clock::Milliseconds time) {
  return std::chrono::ceil<std::chrono::seconds>(time).count();
}

/// Until it is time to try again; on a terminal it tells each second how long that is.
void wait_in_line(clock::Milliseconds time, clock::Steady give_up, const clock::Clock& clock) {
  constexpr clock::Milliseconds look{1'000};
  StatusLine line(STDERR_FILENO);
  const clock::Steady until = clock.steady() + time;
  for (clock::Steady now = clock.steady(); now < until; now = clock.steady()) {
    line.show(fmt::format("waiting: the next try is in {} s; gives up in {} s",
                          seconds_in(until - now), seconds_in(give_up - now)));
    ::poll(nullptr, 0, static_cast<int>(std::min(until - now, look).count()));
  }
}

int print(const message::Reply& reply, Session& session) {
  if (session.options().json) {
    session.print_json(reply);
    return done;
  }
  const auto rental = read<contract::Rental>(reply, session);
  if (!rental) return rental.error();
  session.print(session.options().quiet ? std::to_string(rental->rental_id) : sentence_of(*rental));
  return done;
}

}  // namespace

/// With --wait a "try again later" is repeated under the same key until it is over, so that the
/// customer keeps one place and rents once.
int run(const Rent& command, Session& session) {
  const auto client = session.gateway();
  if (!client) return client.error();
  const message::Request request = session.request(
      contract::rental_context, contract::RentBook::operation, contract::encode(command.rent));
  random::SystemRandom random;
  const clock::Steady give_up =
      session.clock().steady() + command.wait.value_or(clock::Milliseconds{0});
  while (true) {
    const std::size_t ticket = (*client)->submit(request, session.deadline());
    const message::Reply reply =
        session.reply_of((*client)->wait_for(ticket), message::OperationKind::command);
    session.seen(reply.position);
    if (!reply.error) return print(reply, session);
    const clock::Steady now = session.clock().steady();
    if (!worth_waiting(reply) || now >= give_up) return session.tell(*reply.error);
    const clock::Milliseconds wanted{reply.error->retry_after_ms.value_or(retry_standard.count())};
    wait_in_line(std::min(with_jitter(wanted, random), give_up - now), give_up, session.clock());
  }
}

int run(const contract::CancelRental& command, Session& session) {
  return ask_and_print<contract::Rental>(session, contract::rental_context, command, people);
}

int run(const contract::ReturnRental& command, Session& session) {
  return ask_and_print<contract::Rental>(session, contract::rental_context, command, people);
}

}  // namespace bookrent::cli
