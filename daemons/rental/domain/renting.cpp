#include "daemons/rental/domain/renting.hpp"

namespace bookrent::rental {
namespace {

using Rule = bool (*)(const RentRequest&, const RentingRules&);  // true: the rule says no

bool not_yours(const RentRequest& request, const RentingRules&) {
  return !request.actor.may_act_for(request.user_id);
}
bool unknown_user(const RentRequest& request, const RentingRules&) { return !request.user; }
bool suspended_user(const RentRequest& request, const RentingRules&) {
  return request.user->suspended;
}
bool unknown_book(const RentRequest& request, const RentingRules&) { return !request.book; }
bool withdrawn_book(const RentRequest& request, const RentingRules&) {
  return request.book->withdrawn;
}
bool bad_period(const RentRequest& request, const RentingRules&) {
  return request.days && (*request.days < 1 || *request.days > request.book->days);
}
bool has_this_book(const RentRequest& request, const RentingRules&) {
  return request.has_this_book;
}
bool too_many_rentals(const RentRequest& request, const RentingRules& rules) {
  return request.open_rentals >= rules.open_rentals_max;
}
bool no_free_copy(const RentRequest& request, const RentingRules&) {
  return request.book->lent >= request.book->copies;
}

struct NamedRule {
  Rule says_no;
  RentRefusal refusal;
};
// A rule may rely on those above it: behind unknown_book there is a book.
constexpr NamedRule rules_of_renting[] = {
    {not_yours, RentRefusal::not_yours},
    {unknown_user, RentRefusal::unknown_user},
    {suspended_user, RentRefusal::suspended_user},
    {unknown_book, RentRefusal::unknown_book},
    {withdrawn_book, RentRefusal::withdrawn_book},
    {bad_period, RentRefusal::bad_period},
    {has_this_book, RentRefusal::has_this_book},
    {too_many_rentals, RentRefusal::too_many_rentals},
    {no_free_copy, RentRefusal::no_free_copy},
};

}  // namespace

std::optional<RentRefusal> refusal_of(const RentRequest& request, const RentingRules& rules) {
  for (const NamedRule& rule : rules_of_renting)
    if (rule.says_no(request, rules)) return rule.refusal;
  return std::nullopt;
}

}  // namespace bookrent::rental
