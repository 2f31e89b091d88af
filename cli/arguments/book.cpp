#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {
namespace {

void add_book_add(Reading& reading, CLI::App* noun) {
  CLI::App* app = add(noun, "add", "Add a book to the catalogue",
                      "  bookrent book add \"Pride and Prejudice\" --author \"Jane Austen\" "
                      "--fee 1500 --copies 3\n"
                      "  id=$(bookrent book add 홍길동전 --author 허균 --fee 1000 -q)\n");
  auto book = keep<contract::AddBook>();
  app->add_option("TITLE", book->title, "Title")->required();
  add_number(app, "--fee", book->fee, "Rental fee in the currency's minor unit")->required();
  app->add_option("--author", book->authors, "Author; may be repeated")->take_all()->expected(1);
  app->add_option("--isbn", book->isbn, "ISBN-10 or ISBN-13");
  add_number(app, "--year", book->year, "Year of first publication; negative before our era");
  app->add_option("--language", book->language, "Language code");
  app->add_option("--currency", book->currency, "ISO 4217 code (default: the shop's)");
  add_number(app, "--copies", book->copies, "How many may be lent at a time (default 1)");
  add_number(app, "--days", book->days, "Rental period (default: the shop's)");
  choose(reading, app, [book] { return *book; });
}

}  // namespace

void add_book_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "book", "The catalogue",
                            "  bookrent book import catalogue.csv --fee 1500 --copies 3\n"
                            "  bookrent book search austen\n");
  add_book_add(reading, noun);

  CLI::App* app = add(noun, "import", "Add books from a file (- for standard input)",
                      "  bookrent book import catalogue.csv --fee 1500 --copies 3\n"
                      "  zcat books.jsonl.gz | bookrent book import - --fee 1500\n");
  auto import = keep<ImportBooks>();
  app->add_option("FILE", import->file, "CSV with a header, or JSON lines")->required();
  add_number(app, "--fee", import->fee, "Fee of records that have none", {0});
  add_number(app, "--copies", import->copies, "Copies of records that say nothing (default 1)",
             {1, 1'000'000});
  add_number(app, "--days", import->days, "Period of records that say nothing", {1, 3650});
  choose(reading, app, [import] { return *import; });

  app = add(noun, "show", "Show one book", "  bookrent book show 7\n");
  auto show = keep<contract::ShowBook>();
  add_id(app, "BOOK", show->book_id, "Book id")->required();
  choose(reading, app, [show] { return *show; });

  app = add(noun, "list", "List the catalogue", "  bookrent book list --limit 20\n");
  auto list = keep<Books>();
  add_limit(app, list->limit);
  choose(reading, app, [list] { return *list; });

  app = add(noun, "search", "Find books by words of title, authors or ISBN",
            "  bookrent book search austen pride\n");
  auto words = keep<std::vector<std::string>>();
  auto found = keep<Books>();
  app->add_option("TEXT", *words, "Words that must all occur")->required();
  add_limit(app, found->limit);
  choose(reading, app, [words, found] {
    found->search = fmt::format("{}", fmt::join(*words, " "));
    return *found;
  });

  app = add(noun, "change", "Change a book; running rentals stay as they are",
            "  bookrent book change 7 --fee 2000 --copies 5\n");
  auto change = keep<contract::ChangeBook>();
  add_id(app, "BOOK", change->book_id, "Book id")->required();
  app->add_option("--title", change->title, "New title");
  app->add_option("--author", change->authors, "New authors; may be repeated")
      ->take_all()
      ->expected(1);
  app->add_option("--isbn", change->isbn, "New ISBN");
  add_number(app, "--fee", change->fee, "New fee");
  add_number(app, "--copies", change->copies, "New number of copies");
  add_number(app, "--days", change->days, "New rental period");
  choose(reading, app, [change] { return *change; });

  app = add(noun, "withdraw", "Lend a book no longer", "  bookrent book withdraw 7\n");
  auto withdraw = keep<contract::WithdrawBook>();
  add_id(app, "BOOK", withdraw->book_id, "Book id")->required();
  choose(reading, app, [withdraw] { return *withdraw; });
}

}  // namespace bookrent::cli::arguments
