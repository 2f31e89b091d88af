#pragma once
// The contract's replies as people read them: sentences for one, tables for many.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/render/terminal.hpp"
#include "common/contract/book.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"

namespace bookrent::cli {

/// What a script goes on with: what -q prints.
inline std::int64_t id_of(const contract::User& user) { return user.user_id; }
inline std::int64_t id_of(const contract::Book& book) { return book.book_id; }
inline std::int64_t id_of(const contract::Rental& rental) { return rental.rental_id; }
inline std::int64_t id_of(const contract::RentalView& rental) { return rental.rental_id; }
inline std::int64_t id_of(const contract::Payment& payment) { return payment.payment_id; }
inline std::string_view id_of(const contract::RentalHistoryEntry& entry) { return entry.id; }
inline std::string_view id_of(const contract::Account& account) { return account.account; }
inline std::string_view id_of(const contract::SigningKey& key) { return key.kid; }

/// What a command did: `Rented book 7 to user 3 as rental 12, due 2026-12-06 …`.
std::string sentence_of(const contract::Rental& rental);
/// `Registered 김민지 as user 3.`
std::string sentence_of(const contract::User& user);

/// One thing with all its fields, a line each.
std::string details_of(const contract::User& user, const TerminalTraits& terminal);
std::string details_of(const contract::Book& book, const TerminalTraits& terminal);
std::string details_of(const contract::Payment& payment, const TerminalTraits& terminal);
std::string details_of(const contract::RentalView& rental, const TerminalTraits& terminal);

/// `rental.rented` of `bookrent.rental.rented.v1`.
std::string short_type(std::string_view type);

std::string table_of(const std::vector<contract::User>& users, const TerminalTraits& terminal);
std::string table_of(const std::vector<contract::Book>& books, const TerminalTraits& terminal);
std::string table_of(const std::vector<contract::Payment>& payments,
                     const TerminalTraits& terminal);
std::string table_of(const std::vector<contract::RentalView>& rentals,
                     const TerminalTraits& terminal);
std::string table_of(const contract::RentalHistoryList& history, const TerminalTraits& terminal);

}  // namespace bookrent::cli
