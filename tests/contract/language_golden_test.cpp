// What the contract says besides its structs: the words of its enums, the types of its events, and
// its operations as a daemon announces them.
#include <gtest/gtest.h>

#include "common/contract/book.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"
#include "common/message/message.hpp"
#include "tests/contract/examples.hpp"
#include "tests/contract/golden_file.hpp"
#include "tests/contract/mutations.hpp"

namespace bookrent::golden {
namespace {

using namespace contract;

/// Every word of an enum whose values count from 0, in their order.
template <class Enum>
Json words_of() {
  Json words = Json::array();
  for (int value = 0; !word(static_cast<Enum>(value)).empty(); ++value)
    words.push_back(word(static_cast<Enum>(value)));
  return words;
}

template <class Enum>
void expect_each_word_read_back() {
  for (const Json& text : words_of<Enum>()) {
    Enum value{};
    EXPECT_TRUE(from_word(text.get<std::string>(), value));
    EXPECT_EQ(word(value), text.get<std::string>());
  }
}

TEST(LanguageGolden, the_words_of_each_context_are_as_in_its_file) {
  expect_golden("user/words.json",
                Json{{"Role", words_of<Role>()}, {"UserStatus", words_of<UserStatus>()}}.dump());
  expect_golden("book/words.json", Json{{"BookStatus", words_of<BookStatus>()}}.dump());
  expect_golden("rental/words.json", Json{{"RentalStatus", words_of<RentalStatus>()},
                                          {"RejectReason", words_of<RejectReason>()}}
                                         .dump());
  expect_golden("payment/words.json", Json{{"PaymentStatus", words_of<PaymentStatus>()}}.dump());
  expect_golden("view/words.json", "{}");
}

TEST(LanguageGolden, each_word_is_read_back) {
  expect_each_word_read_back<Role>();
  expect_each_word_read_back<UserStatus>();
  expect_each_word_read_back<BookStatus>();
  expect_each_word_read_back<RentalStatus>();
  expect_each_word_read_back<RejectReason>();
  expect_each_word_read_back<PaymentStatus>();
}

TEST(LanguageGolden, the_event_types_of_each_context_are_as_in_its_file) {
  for (const Chapter& chapter : all_examples()) {
    Json types = Json::object();
    for (const Example& example : chapter.examples)
      if (example.event_type) types[example.name] = *example.event_type;
    expect_golden(chapter.context + "/event_types.json", types.dump());
  }
}

void expect_announced(std::string_view context, std::vector<message::Operation> operations) {
  const std::string name{context};
  const message::Ready ready{name, "instance", "store", 4096, std::move(operations)};
  const message::Parts parts = message::encode(ready);
  expect_golden(name + "/ready.json", parts.at(1));
  EXPECT_EQ(std::get<message::Ready>(
                message::decode({parts[0], golden_text(name + "/ready.json")}).value()),
            ready);
}

TEST(LanguageGolden, the_operations_of_each_context_are_announced_as_in_its_file) {
  expect_announced(user_context, user_operations());
  expect_announced(book_context, book_operations());
  expect_announced(rental_context, rental_operations());
  expect_announced(payment_context, payment_operations());
  expect_announced(view_context, view_operations());
}

}  // namespace
}  // namespace bookrent::golden
