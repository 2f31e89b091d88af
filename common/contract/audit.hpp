#pragma once
// The vocabulary of audits: of what the contexts state facts, under which names, so that one's can
// be held against another's. What must be equal and what may stand beside what is said by whoever
// compares (cli/check/rules.cpp).
#include <string_view>

namespace bookrent::contract::about {

// Subjects, with what their keys are.

inline constexpr std::string_view rental = "rental";            // rental
inline constexpr std::string_view user = "user";                // user
inline constexpr std::string_view book = "book";                // book
inline constexpr std::string_view user_rental = "user_rental";  // user, rental: RENTED now
inline constexpr std::string_view book_rental = "book_rental";  // book, rental: RENTED now

// Of a rental. Instants are milliseconds since 1970 in UTC, flags 0 or 1. `status` is as the
// rental's events tell, so CANCELLING is REQ_PAY there, and itself in `exact_status`. Events are
// counted as `number:sum of their sequence numbers`.

inline constexpr std::string_view user_id = "user_id";
inline constexpr std::string_view book_id = "book_id";
inline constexpr std::string_view payment_id = "payment_id";
inline constexpr std::string_view amount = "amount";
inline constexpr std::string_view currency = "currency";
inline constexpr std::string_view status = "status";
inline constexpr std::string_view exact_status = "exact_status";
inline constexpr std::string_view reason = "reason";
inline constexpr std::string_view requested_at = "requested_at";
inline constexpr std::string_view rented_at = "rented_at";
inline constexpr std::string_view due_at = "due_at";
inline constexpr std::string_view returned_at = "returned_at";
inline constexpr std::string_view cancelled_at = "cancelled_at";
inline constexpr std::string_view was_rented = "was_rented";
inline constexpr std::string_view was_cancelled = "was_cancelled";
inline constexpr std::string_view events = "events";
inline constexpr std::string_view payment_status = "payment_status";
inline constexpr std::string_view payment_events = "payment_events";

// Of users and books.

inline constexpr std::string_view name = "name";
inline constexpr std::string_view suspended = "suspended";
inline constexpr std::string_view title = "title";
inline constexpr std::string_view fee = "fee";
inline constexpr std::string_view days = "days";
inline constexpr std::string_view copies = "copies";
inline constexpr std::string_view withdrawn = "withdrawn";

}  // namespace bookrent::contract::about
