#include "daemons/book/adapters/book_table.hpp"

#include <sodium.h>

#include <array>
#include <nlohmann/json.hpp>
#include <span>
#include <stdexcept>

#include "common/turn/tables.hpp"
#include "daemons/book/domain/search.hpp"

namespace bookrent::book {
namespace {

using Digest = std::array<std::byte, 16>;

/// BLAKE2b-128; nothing for a book that its ISBN tells from others.
std::optional<Digest> same_book_digest(const Book& book) {
  if (book.isbn) return std::nullopt;
  const std::string text = title_and_authors(book);
  Digest digest{};
  crypto_generichash(reinterpret_cast<unsigned char*>(digest.data()), digest.size(),
                     reinterpret_cast<const unsigned char*>(text.data()), text.size(), nullptr, 0);
  return digest;
}

std::optional<std::span<const std::byte>> bytes(const std::optional<Digest>& digest) {
  return digest ? std::optional{std::span<const std::byte>{*digest}} : std::nullopt;
}

std::string authors_column(const Book& book) { return nlohmann::json(book.authors).dump(); }

Book book_of(store::Statement& row) {
  Book book;
  book.id = row.integer("book_id");
  book.title = row.text("title");
  book.authors = nlohmann::json::parse(row.text("authors")).get<std::vector<std::string>>();
  book.isbn = row.optional_text("isbn");
  book.year = row.optional_integer("year");
  book.language = row.optional_text("language");
  book.fee = {row.integer("fee"), row.text("currency")};
  book.copies = row.integer("copies");
  book.days = row.integer("days");
  book.withdrawn = row.flag("withdrawn");
  return book;
}

std::optional<std::int64_t> id_of(store::Statement& row) {
  if (!row.step()) return std::nullopt;
  const std::int64_t id = row.integer("book_id");
  row.finish();
  return id;
}

}  // namespace

BookTable::BookTable(store::Store& store)
    : insert_(store,
              "INSERT INTO books(book_id, title, authors, isbn, same_book, year, language, fee, "
              "currency, copies, days, withdrawn, searchable_text) VALUES(" +
                  turn::next_id("books", "book_id") +
                  ", ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) RETURNING book_id"),
      select_(store, "SELECT * FROM books WHERE book_id = ?1"),
      with_isbn_(store, "SELECT book_id FROM books WHERE isbn = ?1"),
      same_book_(store, "SELECT book_id FROM books WHERE same_book = ?1"),
      update_(store,
              "UPDATE books SET title = ?2, authors = ?3, isbn = ?4, same_book = ?5, fee = ?6, "
              "copies = ?7, days = ?8, withdrawn = ?9, searchable_text = ?10 WHERE book_id = ?1"),
      following_(store, "SELECT * FROM books WHERE book_id > ?1 ORDER BY book_id LIMIT ?2") {}

Book BookTable::add(Book book) {
  const auto digest = same_book_digest(book);
  insert_.bind(book.title, authors_column(book), book.isbn, bytes(digest), book.year, book.language,
               book.fee.amount, book.fee.currency, book.copies, book.days, book.withdrawn,
               searchable_text(book));
  const auto id = id_of(insert_);
  if (!id) throw std::runtime_error("a new book got no id");
  book.id = *id;
  return book;
}

std::optional<Book> BookTable::find(std::int64_t id) {
  if (!select_.bind(id).step()) return std::nullopt;
  Book book = book_of(select_);
  select_.finish();
  return book;
}

std::optional<std::int64_t> BookTable::same_as(const Book& book) {
  const auto digest = same_book_digest(book);
  return digest ? id_of(same_book_.bind(bytes(digest))) : id_of(with_isbn_.bind(book.isbn));
}

void BookTable::save(const Book& book) {
  const auto digest = same_book_digest(book);
  update_.run(book.id, book.title, authors_column(book), book.isbn, bytes(digest), book.fee.amount,
              book.copies, book.days, book.withdrawn, searchable_text(book));
}

std::vector<Book> BookTable::following(std::int64_t after, std::int64_t count) {
  std::vector<Book> books;
  following_.bind(after, count);
  while (following_.step()) books.push_back(book_of(following_));
  return books;
}

}  // namespace bookrent::book
