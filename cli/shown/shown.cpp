#include "cli/shown/shown.hpp"

#include <fmt/format.h>

#include "cli/render/local_time.hpp"
#include "cli/render/table.hpp"
#include "cli/render/text.hpp"
#include "common/clock/calendar.hpp"
#include "common/contract/money.hpp"

namespace bookrent::cli {
namespace {

constexpr int whole_history_columns = 96;

using contract::BookStatus;
using contract::PaymentStatus;
using contract::RentalStatus;
using contract::UserStatus;

std::string shown(const std::optional<clock::Instant>& instant) {
  return instant ? local_time(clock::rfc3339(*instant)) : "";
}

std::string day(const std::optional<clock::Instant>& instant) {
  return instant ? clock::local_date(*instant) : "";
}

std::string shown(const std::optional<std::int64_t>& number) {
  return number ? fmt::format("{}", *number) : "";
}

std::string price(const std::optional<std::int64_t>& amount,
                  const std::optional<std::string>& currency) {
  return amount && currency ? text_of(contract::Money{*amount, *currency}) : "";
}

Style style_of(RentalStatus status) {
  switch (status) {
    case RentalStatus::rented:
      return Style::good;
    case RentalStatus::req_pay:
      return Style::warn;
    case RentalStatus::cancelling:
      return Style::warn;
    case RentalStatus::rejected:
      return Style::bad;
    case RentalStatus::returned:
      return Style::plain;
    case RentalStatus::cancelled:
      return Style::dim;
  }
  return Style::plain;
}

Cell shown(const std::optional<RentalStatus>& status) {
  if (!status) return Cell{""};
  return {std::string{word(*status)}, style_of(*status)};
}

Cell shown(PaymentStatus status) {
  const bool bad = status == PaymentStatus::declined;
  return {std::string{word(status)}, bad ? Style::bad : Style::plain};
}

Cell shown(UserStatus status) {
  return {std::string{word(status)}, status == UserStatus::active ? Style::plain : Style::warn};
}

/// The id with the name behind it, which gives way where the terminal is too narrow.
Cell id_and_name(const std::optional<std::int64_t>& id, const std::optional<std::string>& name) {
  const std::string digits = shown(id);
  Cell cell{fmt::format("{} {}", digits, name.value_or(""))};
  cell.kept = digits.empty() ? 0 : static_cast<int>(digits.size()) + 1;
  return cell;
}

std::string authors_of(const contract::Book& book) {
  return fmt::format("{}", fmt::join(book.authors, ", "));
}

/// Names and values below each other; what has no value is left out.
class Details {
 public:
  void add(const char* name, Cell value) {
    if (!value.text.empty()) table_.add({{fmt::format("{}:", name), Style::dim}, std::move(value)});
  }
  std::string render(const TerminalTraits& terminal) const {
    std::string text = table_.render(terminal);
    return text.substr(text.find('\n') + 1);  // these tables need no header
  }

 private:
  Table table_{{{"", Align::left}, {"", Align::left, true}}};
};

}  // namespace

std::string short_type(std::string_view type) {
  constexpr std::string_view before = "bookrent.";
  if (type.starts_with(before)) type.remove_prefix(before.size());
  const auto version = type.rfind(".v");
  return std::string(type.substr(0, version));
}

std::string sentence_of(const contract::Rental& rental) {
  const std::string what = fmt::format("book {} of user {}", rental.book_id, rental.user_id);
  switch (rental.status) {
    case RentalStatus::rented:
      return fmt::format("Rented book {} to user {} for {}: rental {}, due {}.", rental.book_id,
                         rental.user_id, text_of(contract::Money{rental.amount, rental.currency}),
                         rental.rental_id, day(rental.due_at));
    case RentalStatus::returned:
      return fmt::format("Returned {}: rental {}.", what, rental.rental_id);
    case RentalStatus::cancelled:
      return fmt::format("Cancelled rental {} ({}); {} go back.", rental.rental_id, what,
                         text_of(contract::Money{rental.amount, rental.currency}));
    case RentalStatus::req_pay:
    case RentalStatus::cancelling:
    case RentalStatus::rejected:
      break;
  }
  return fmt::format("Rental {} of {} is {}.", rental.rental_id, what, word(rental.status));
}

std::string sentence_of(const contract::User& user) {
  return fmt::format("Registered {} as user {}.", printable(user.name), user.user_id);
}

std::string details_of(const contract::User& user, const TerminalTraits& terminal) {
  Details details;
  details.add("User", fmt::format("{}", user.user_id));
  details.add("Name", user.name);
  details.add("E-mail", user.email);
  details.add("Role", std::string{word(user.role)});
  details.add("Status", shown(user.status));
  details.add("Rentals", user.rentals.empty() ? std::string{"none"}
                                              : fmt::format("{}", fmt::join(user.rentals, ", ")));
  return details.render(terminal);
}

std::string details_of(const contract::Book& book, const TerminalTraits& terminal) {
  Details details;
  details.add("Book", fmt::format("{}", book.book_id));
  details.add("Title", book.title);
  details.add("Authors", authors_of(book));
  details.add("ISBN", book.isbn.value_or(""));
  details.add("Year", shown(book.year));
  details.add("Language", book.language.value_or(""));
  details.add("Fee", text_of(contract::Money{book.fee, book.currency}));
  details.add("Copies", fmt::format("{} free of {}", book.free_copies, book.copies));
  details.add("Period", fmt::format("{} {}", book.days, book.days == 1 ? "day" : "days"));
  details.add("Status", std::string{word(book.status)});
  if (book.withdrawn) details.add("Withdrawn", Cell{"yes", Style::warn});
  return details.render(terminal);
}

std::string details_of(const contract::Payment& payment, const TerminalTraits& terminal) {
  Details details;
  details.add("Payment", fmt::format("{}", payment.payment_id));
  details.add("Rental", fmt::format("{}", payment.rental_id));
  details.add("User", shown(payment.user_id));
  details.add("Amount", price(payment.amount, payment.currency));
  details.add("Status", shown(payment.status));
  details.add("Reason", payment.reason.value_or(""));
  return details.render(terminal);
}

std::string details_of(const contract::RentalView& rental, const TerminalTraits& terminal) {
  Details details;
  const auto named = [](const std::optional<std::int64_t>& id,
                        const std::optional<std::string>& name) {
    return id ? fmt::format("{}  {}", *id, name.value_or("")) : std::string{};
  };
  details.add("Rental", fmt::format("{}", rental.rental_id));
  details.add("Status", shown(rental.status));
  details.add("User", named(rental.user_id, rental.name));
  details.add("Book", named(rental.book_id, rental.title));
  details.add("Fee", price(rental.amount, rental.currency));
  if (rental.payment_status) details.add("Payment", shown(*rental.payment_status));
  details.add("Requested", shown(rental.requested_at));
  details.add("Rented", shown(rental.rented_at));
  details.add("Due", shown(rental.due_at));
  details.add("Returned", shown(rental.returned_at));
  details.add("Cancelled", shown(rental.cancelled_at));
  if (rental.reason) details.add("Reason", std::string{word(*rental.reason)});
  return details.render(terminal);
}

std::string table_of(const std::vector<contract::User>& users, const TerminalTraits& terminal) {
  Table table({{"USER", Align::right},
               {"NAME", Align::left, true},
               {"E-MAIL", Align::left, true},
               {"ROLE"},
               {"STATUS"},
               {"RENTALS", Align::right}});
  for (const contract::User& user : users)
    table.add({fmt::format("{}", user.user_id), user.name, user.email, std::string{word(user.role)},
               shown(user.status), fmt::format("{}", user.rentals.size())});
  return table.render(terminal);
}

std::string table_of(const std::vector<contract::Book>& books, const TerminalTraits& terminal) {
  Table table({{"BOOK", Align::right},
               {"TITLE", Align::left, true},
               {"AUTHORS", Align::left, true},
               {"FEE", Align::right},
               {"FREE", Align::right},
               {"STATUS"}});
  for (const contract::Book& book : books)
    table.add({fmt::format("{}", book.book_id), book.title, authors_of(book),
               text_of(contract::Money{book.fee, book.currency}),
               fmt::format("{}/{}", book.free_copies, book.copies),
               book.withdrawn ? Cell{"withdrawn", Style::warn} : std::string{word(book.status)}});
  return table.render(terminal);
}

std::string table_of(const std::vector<contract::Payment>& payments,
                     const TerminalTraits& terminal) {
  Table table({{"PAYMENT", Align::right},
               {"RENTAL", Align::right},
               {"USER", Align::right},
               {"AMOUNT", Align::right},
               {"STATUS"}});
  for (const contract::Payment& payment : payments)
    table.add({fmt::format("{}", payment.payment_id), fmt::format("{}", payment.rental_id),
               shown(payment.user_id), price(payment.amount, payment.currency),
               shown(payment.status)});
  return table.render(terminal);
}

std::string table_of(const std::vector<contract::RentalView>& rentals,
                     const TerminalTraits& terminal) {
  Table table({{"RENTAL", Align::right},
               {"STATUS"},
               {"USER", Align::left, true},
               {"BOOK", Align::left, true},
               {"RENTED"},
               {"DUE"},
               {"PAYMENT"}});
  for (const contract::RentalView& rental : rentals) {
    const auto payment = rental.payment_status ? shown(*rental.payment_status) : Cell{""};
    table.add({fmt::format("{}", rental.rental_id), shown(rental.status),
               id_and_name(rental.user_id, rental.name), id_and_name(rental.book_id, rental.title),
               day(rental.rented_at), day(rental.due_at), payment});
  }
  return table.render(terminal);
}

std::string table_of(const contract::RentalHistoryList& history, const TerminalTraits& terminal) {
  Table table({{"TIME"}, {"EVENT"}, {"TYPE", Align::left, true}, {"BY", Align::left, true}});
  // A clipped type would tell nothing, as all begin alike.
  const bool narrow = terminal.columns && *terminal.columns < whole_history_columns;
  for (const contract::RentalHistoryEntry& entry : history.events)
    table.add({shown(std::optional{entry.time}), entry.id,
               narrow ? short_type(entry.type) : entry.type, entry.actor});
  return table.render(terminal);
}

}  // namespace bookrent::cli
