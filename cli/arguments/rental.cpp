#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {
namespace {

void add_rent(Reading& reading, CLI::App& root) {
  CLI::App* app =
      add(&root, "rent", "Rent a book",
          "  bookrent rent 7 --user 3\n"
          "  id=$(bookrent rent 7 --user 3 -q)\n"
          "  bookrent rent --batch wishes.csv         # columns user_id,book_id[,days]\n");
  auto rent = keep<Rent>();
  auto batch = keep<Batch>();
  *batch = {{}, "rental", "rent", {}};
  CLI::Option* book = add_id(app, "BOOK", rent->rent.book_id, "Book id");
  add_id(app, "--user", rent->rent.user_id, "Who rents");
  add_number(app, "--days", rent->rent.days, "Fewer days than the book's period");
  app->add_option_function<std::string>(
         "--wait",
         [rent](const std::string& text) {
           rent->wait = duration("--wait", text.empty() ? "1m" : text);
         },
         "Keep trying for DURATION (default 1m) when told to come back later")
      ->expected(0, 1)
      ->type_name("DURATION");
  choose_or_batch(reading, app, batch, book, [rent]() -> Command { return *rent; }, "--user");
  app->parse_complete_callback([batch, rent] { batch->user_id = rent->rent.user_id; });
}

template <class Ending>
void add_ending(Reading& reading, CLI::App& root, const char* name, const char* what,
                const char* examples) {
  CLI::App* app = add(&root, name, what, examples);
  auto ending = keep<Ending>();
  auto batch = keep<Batch>();
  *batch = {{}, "rental", Ending::operation, {}};
  CLI::Option* rental = add_id(app, "RENTAL", ending->rental_id, "Rental id");
  choose_or_batch(reading, app, batch, rental, [ending]() -> Command { return *ending; });
}

void add_rental_filters(CLI::App* app, Rentals& rentals) {
  add_id(app, "--user", rentals.filter.user_id, "Only of this user");
  add_id(app, "--book", rentals.filter.book_id, "Only of this book");
  add_word(app, "--state", rentals.filter.status,
           "Only in this state: REQ_PAY, RENTED, RETURNED, CANCELLED, CANCELLING or REJECTED");
  add_limit(app, rentals.limit);
  app->add_flag("--watch", rentals.watch, "Show it again whenever it changes");
}

/// One rental is named by its id alone.
void refuse_filters_of_one(const CLI::App* app) {
  for (const char* filter : {"--user", "--book", "--state", "--limit"})
    if (app->get_option(filter)->count() > 0) throw CLI::ExcludesError("RENTAL", filter);
}

void add_rental_list(Reading& reading, CLI::App* noun) {
  CLI::App* app = add(noun, "list", "List rentals, newest first",
                      "  bookrent rental list --book 7 --limit 20\n"
                      "  bookrent rental list --due-within 3d --json\n");
  auto list = keep<Rentals>();
  add_rental_filters(app, *list);
  app->add_option_function<std::string>(
         "--due-within",
         [list](const std::string& text) { list->due_within = duration("--due-within", text); },
         "Only those that are out and due within this time, or overdue; the most urgent first")
      ->type_name("TIME")
      ->excludes("--state");
  choose(reading, app, [list] {
    if (list->due_within) list->filter.status = contract::RentalStatus::rented;
    return *list;
  });
}

}  // namespace

void add_rental_commands(Reading& reading, CLI::App& root) {
  add_rent(reading, root);
  add_ending<contract::CancelRental>(
      reading, root, "cancel", "Cancel a rental; the money goes back", "  bookrent cancel 12\n");
  add_ending<contract::ReturnRental>(reading, root, "return", "Return a rented book",
                                     "  bookrent return 12\n");
  CLI::App* app = add(&root, "status", "Show one rental, those that a filter names, or all counts",
                      "  bookrent status 12\n"
                      "  bookrent status --user 3 --state RENTED\n"
                      "  bookrent status --json\n");
  auto status = keep<Status>();
  add_id(app, "RENTAL", status->rental_id, "Rental id");
  add_rental_filters(app, status->rentals);
  choose(reading, app, [app, status] {
    if (status->rental_id) refuse_filters_of_one(app);
    return *status;
  });

  CLI::App* noun = add_noun(root, "rental", "The rentals, as the read model knows them",
                            "  bookrent rental list --user 3\n"
                            "  bookrent rental history 12\n");
  add_rental_list(reading, noun);
  app = add(noun, "show", "Show one rental", "  bookrent rental show 12\n");
  auto show = keep<contract::RentalState>();
  add_id(app, "RENTAL", show->rental_id, "Rental id")->required();
  choose(reading, app, [show] { return *show; });
  app =
      add(noun, "history", "Show all that happened to a rental", "  bookrent rental history 12\n");
  auto history = keep<contract::RentalHistory>();
  add_id(app, "RENTAL", history->rental_id, "Rental id")->required();
  choose(reading, app, [history] { return *history; });
}

}  // namespace bookrent::cli::arguments
