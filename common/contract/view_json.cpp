#include "common/contract/fields.hpp"
#include "common/contract/view.hpp"

namespace bookrent::contract {

void fields(auto& visit, RentalState& query) { visit("rental_id", query.rental_id); }
void fields(auto& visit, ListRentals& query) {
  visit("user_id", query.user_id);
  visit("book_id", query.book_id);
  visit("status", query.status);
  visit("before", query.before);
  visit("limit", query.limit);
}
void fields(auto& visit, RentalHistory& query) { visit("rental_id", query.rental_id); }
void fields(auto&, Summary&) {}
void fields(auto& visit, RentalView& rental) {
  visit("rental_id", rental.rental_id);
  visit("user_id", rental.user_id);
  visit("name", rental.name);
  visit("book_id", rental.book_id);
  visit("title", rental.title);
  visit("status", rental.status);
  visit("payment_id", rental.payment_id);
  visit("payment_status", rental.payment_status);
  visit("amount", rental.amount);
  visit("currency", rental.currency);
  visit("requested_at", rental.requested_at);
  visit("rented_at", rental.rented_at);
  visit("due_at", rental.due_at);
  visit("returned_at", rental.returned_at);
  visit("cancelled_at", rental.cancelled_at);
  visit("reason", rental.reason);
}
void fields(auto& visit, RentalViewList& list) {
  visit("rentals", list.rentals);
  visit("next", list.next);
}
void fields(auto& visit, RentalHistoryEntry& entry) {
  visit("time", entry.time);
  visit("type", entry.type);
  visit("id", entry.id);
  visit("actor", entry.actor);
}
void fields(auto& visit, RentalHistoryList& list) {
  visit("rental_id", list.rental_id);
  visit("events", list.events);
}

BOOKRENT_CONTRACT_CODEC(RentalState)
BOOKRENT_CONTRACT_CODEC(ListRentals)
BOOKRENT_CONTRACT_CODEC(RentalHistory)
BOOKRENT_CONTRACT_CODEC(Summary)
BOOKRENT_CONTRACT_CODEC(RentalView)
BOOKRENT_CONTRACT_CODEC(RentalViewList)
BOOKRENT_CONTRACT_CODEC(RentalHistoryEntry)
BOOKRENT_CONTRACT_CODEC(RentalHistoryList)

namespace {

/// Counts travel as an object from status to number, which is what a reader of JSON expects.
std::string object_of(const std::vector<StatusCount>& counts) {
  json::ObjectText object;
  for (const StatusCount& one : counts) object.add(one.status, one.count);
  return object.text();
}

std::vector<StatusCount> counts_of(json::Object summary, const char* name) {
  std::vector<StatusCount> counts;
  const auto found = json::member(summary, name);
  if (!found) throw BadField(fmt::format("{} must be an object", name));
  const json::Object object = Reader::object(name, *found);
  Reader reader(object);
  for (const auto one : object) {
    std::string status{one.key};
    reader(status.c_str(), counts.emplace_back(status, 0).count);
  }
  return counts;
}

}  // namespace

template <>
std::string encode(const SummaryCounts& summary) {
  return json::ObjectText()
      .add("users", summary.users)
      .add("books", summary.books)
      .add_json("rentals", object_of(summary.rentals))
      .add_json("payments", object_of(summary.payments))
      .text();
}

template <>
std::expected<SummaryCounts, std::string> decode(std::string_view text) {
  return decode_with<SummaryCounts>(text, [](SummaryCounts& summary, json::Object object) {
    Reader reader(object);
    reader("users", summary.users);
    reader("books", summary.books);
    summary.rentals = counts_of(object, "rentals");
    summary.payments = counts_of(object, "payments");
  });
}

std::vector<message::Operation> view_operations() {
  using enum message::OperationKind;
  using namespace message;
  return {{RentalState::operation, query, for_owners("rental.read")},
          {ListRentals::operation, query, for_owners("rental.read")},
          {RentalHistory::operation, query, for_owners("rental.read")},
          {Summary::operation, query, for_managers("rental.read")}};
}

}  // namespace bookrent::contract
