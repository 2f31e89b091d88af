#include "common/contract/book.hpp"

#include "tests/contract/examples.hpp"

namespace bookrent::golden {

using namespace contract;

namespace {

AddBook new_book() {
  return {.title = "홍길동전",
          .authors = {"허균", "김탁환"},
          .isbn = "9780306406157",
          .year = -43,
          .language = "ko",
          .fee = 1500,
          .currency = "KRW",
          .copies = 3,
          .days = 14};
}

Book a_book() {
  return {.book_id = 7,
          .title = "홍길동전",
          .authors = {"허균", "김탁환"},
          .isbn = "9780306406157",
          .year = -43,
          .language = "ko",
          .fee = 1500,
          .currency = "KRW",
          .copies = 3,
          .free_copies = 2,
          .days = 14,
          .status = BookStatus::rented,
          .withdrawn = true};
}

}  // namespace

std::vector<Example> book_examples() {
  return {
      message("AddBook", new_book()),
      message("ImportBook", ImportBook{.book = new_book()}),
      message("ChangeBook", ChangeBook{.book_id = 7,
                                       .title = "홍길동전, 완역본",
                                       .authors = std::vector<std::string>{"허균"},
                                       .isbn = "9780306406157",
                                       .fee = 2000,
                                       .copies = 5,
                                       .days = 7}),
      message("WithdrawBook", WithdrawBook{.book_id = 7}),
      message("ShowBook", ShowBook{.book_id = 7}),
      message("ListBooks", ListBooks{.after = 7, .limit = 100}),
      message("SearchBooks", SearchBooks{.text = "홍길동 허균", .after = 7, .limit = 20}),
      message("Book", a_book()),
      message("ImportedBook", ImportedBook{.book_id = 7, .added = true}),
      message("BookList", BookList{.books = {a_book()}, .next = 7}),
      event("BookRegistered", BookRegistered{.book_id = 7,
                                             .title = "홍길동전",
                                             .authors = {"허균"},
                                             .fee = 1500,
                                             .currency = "KRW",
                                             .copies = 3,
                                             .days = 14}),
      event("BookChanged", BookChanged{.book_id = 7,
                                       .title = "홍길동전",
                                       .authors = {"허균"},
                                       .fee = 2000,
                                       .currency = "KRW",
                                       .copies = 5,
                                       .days = 7}),
      event("BookWithdrawn", BookWithdrawn{.book_id = 7}),
  };
}

}  // namespace bookrent::golden
