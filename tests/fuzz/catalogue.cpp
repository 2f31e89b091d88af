// Books of a catalogue file: what the import takes, the daemon takes too. Input: the file.
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/catalogue/catalogue_entry.hpp"
#include "cli/records/record_reader.hpp"
#include "common/contract/codec.hpp"
#include "daemons/book/domain/book.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"

namespace bookrent::fuzz {
namespace {

using cli::CatalogueEntry;

contract::AddBook command_of(const CatalogueEntry& entry) {
  contract::AddBook book;
  book.title = entry.title;
  book.authors = entry.authors;
  book.isbn = entry.isbn;
  book.year = entry.year;
  book.language = entry.language;
  book.fee = entry.fee;
  book.copies = entry.copies;
  book.days = entry.days;
  return book;
}

void check_taken(const CatalogueEntry& entry) {
  const auto read = contract::decode<contract::ImportBook>(
      contract::encode(contract::ImportBook{command_of(entry)}));
  claim(read.has_value(), "what the import sends can be read");
  const auto book = book::new_book(read->book, {});
  if (entry.fee > book::fee_max) return;  // the daemon has the last word
  claim(book.has_value(), "what the import takes, the daemon takes");
  claim(book->title == entry.title && book->authors == entry.authors && book->isbn == entry.isbn,
        "a book keeps its names and its number");
  claim(book->year == entry.year && book->language == entry.language &&
            book->fee.amount == entry.fee && book->copies == entry.copies,
        "a book keeps what the catalogue says of it");
}

void check(const nlohmann::json& fields, const cli::CatalogueDefaults& defaults) {
  const auto reading = cli::read_catalogue_entry(fields, defaults);
  if (!reading) return claim(is_for_people(reading.error()), "a refusal has words for a person");
  for (const cli::Note& note : reading->notes)
    claim(is_for_people(note.text), "what was mended is told to a person");
  check_taken(reading->entry);
}

}  // namespace

void run(std::string_view input) {
  std::istringstream in{std::string{input}};
  auto reader = cli::RecordReader::create(in, {"the file", {{"title"}}});
  if (!reader) return claim(is_for_people(reader.error()), "a refusal has words for a person");
  while (const auto record = reader->next()) {
    if (!*record) continue;
    check((*record)->fields, {});
    check((*record)->fields, {.fee = 1500, .copies = 2, .days = 14});
  }
}

}  // namespace bookrent::fuzz
