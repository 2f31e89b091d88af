#include "daemons/view/adapters/view_service.hpp"

#include <concepts>

#include "common/contract/codec.hpp"
#include "common/turn/answers.hpp"
#include "daemons/view/adapters/audit.hpp"
#include "daemons/view/adapters/refusals.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/projections/page.hpp"

namespace bookrent::view {
namespace {

/// The list as a body. Rows too many for one message are left to the next page.
std::string fitting(contract::RentalViewList list) {
  std::string body = contract::encode(list);
  while (body.size() > message::body_bytes_max && list.rentals.size() > 1) {
    list.rentals.resize(list.rentals.size() / 2);
    list.next = list.rentals.back().rental_id;
    body = contract::encode(list);
  }
  return body;
}

template <class Event>
constexpr bool of_rental = requires(const Event& event) {
  { mark_of(event) } -> std::same_as<RentalMark>;
};
template <class Event>
constexpr bool of_payment = requires(const Event& event) {
  { mark_of(event) } -> std::same_as<PaymentMark>;
};

}  // namespace

ViewService::ViewService(store::Store& store)
    : store_(store),
      counts_(store),
      names_(store),
      rentals_(store),
      payments_(store),
      history_(store),
      views_(store) {}

std::vector<message::Operation> ViewService::operations() const {
  return contract::view_operations();
}

std::vector<std::string> ViewService::sources() const {
  return {std::string{contract::user_context}, std::string{contract::book_context},
          std::string{contract::rental_context}, std::string{contract::payment_context}};
}

turn::Answer ViewService::handle(const message::Request& request, turn::Effects& effects) {
  if (request.op == contract::RentalState::operation) return take<contract::RentalState>(request);
  if (request.op == contract::ListRentals::operation) return take<contract::ListRentals>(request);
  if (request.op == contract::RentalHistory::operation)
    return take<contract::RentalHistory>(request);
  if (request.op == contract::Summary::operation) return take<contract::Summary>(request, effects);
  return turn::unhandled(request);
}

template <class Query, class... More>
turn::Answer ViewService::take(const message::Request& request, const More&... more) {
  const auto query = contract::decode<Query>(request.body);
  if (!query) return turn::refused(turn::invalid(query.error()));
  return answer(*query, contract::actor_of(request), more...);
}

/// What is not the actor's does not exist for it.
std::optional<contract::RentalView> ViewService::find(std::int64_t rental_id,
                                                      const contract::Actor& actor) {
  auto rental = views_.find(rental_id);
  if (rental && !actor.may_act_for(rental->user_id.value_or(0))) rental.reset();
  return rental;
}

turn::Answer ViewService::answer(const contract::RentalState& query, const contract::Actor& actor) {
  const auto rental = find(query.rental_id, actor);
  if (!rental) return turn::refused(unknown_rental(query.rental_id));
  return turn::answered(contract::encode(*rental));
}

turn::Answer ViewService::answer(contract::ListRentals query, const contract::Actor& actor) {
  if (!query.user_id && !actor.manager) query.user_id = actor.user_id;
  if (query.user_id && !actor.may_act_for(*query.user_id))
    return turn::answered(contract::encode(contract::RentalViewList{}));
  const auto rows = rows_of(query);
  if (!rows) return turn::refused(error_of(rows.error()));
  const Page page = newest(views_.find(query, *rows + 1), *rows);
  contract::RentalViewList list;
  for (const std::int64_t id : page.rental_ids) list.rentals.push_back(views_.find(id).value());
  list.next = page.next;
  return turn::answered(fitting(std::move(list)));
}

turn::Answer ViewService::answer(const contract::RentalHistory& query,
                                 const contract::Actor& actor) {
  if (!find(query.rental_id, actor)) return turn::refused(unknown_rental(query.rental_id));
  return turn::answered(
      contract::encode(contract::RentalHistoryList{query.rental_id, history_.of(query.rental_id)}));
}

turn::Answer ViewService::answer(const contract::Summary&, const contract::Actor&,
                                 const turn::Effects& effects) {
  return turn::answered(contract::encode(counts_.summary(effects)));
}

std::expected<void, std::string> ViewService::apply(const eventlog::Event& event,
                                                    turn::Effects& effects) {
  using namespace contract;
  const auto project = [&]<class Read>(const Read& read) {
    if constexpr (of_rental<Read>)
      rentals_.apply(read, effects);
    else if constexpr (of_payment<Read>)
      payments_.apply(read, effects);
    else
      names_.apply(read, effects);
    if constexpr (of_rental<Read> || of_payment<Read>)
      history_.add(read.rental_id, mark_of(read).step, event);
  };
  return read_event<RentalRequested, PaymentAuthorized, Rented, Paid, Returned, Cancelled, Refunded,
                    RentalRejected, PaymentDeclined, PaymentVoided, UserRegistered, UserChanged,
                    BookRegistered, BookChanged, BookWithdrawn>(event.type, event.data, project);
}

void ViewService::write_changes(const turn::Effects& effects) { counts_.write(effects); }

metrics::Families ViewService::figures(const turn::Effects& effects) {
  const contract::SummaryCounts counts = counts_.summary(effects);
  metrics::Families families = {metrics::gauge("bookrent_rentals", "Rentals by state."),
                                metrics::gauge("bookrent_payments", "Payments by state.")};
  const auto fill = [](metrics::Family& family, const std::vector<contract::StatusCount>& all) {
    for (const contract::StatusCount& one : all)
      metrics::add(family, {{"state", one.status}}, static_cast<double>(one.count));
  };
  fill(families[0], counts.rentals);
  fill(families[1], counts.payments);
  return families;
}

std::unique_ptr<audit::Auditor> ViewService::auditor() {
  return std::make_unique<ViewAudit>(store_);
}

}  // namespace bookrent::view
