// The one file of `bookrent` that knows CLI11.
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <iostream>
#include <span>

#include "cli/duration.hpp"
#include "cli/error_line.hpp"
#include "cli/exit_status.hpp"
#include "cli/month.hpp"
#include "cli/records/text_fault.hpp"
#include "cli/render/suggest.hpp"
#include "cli/render/text.hpp"
#include "cli/whole_number.hpp"

namespace bookrent::cli {
namespace {

using std::int64_t;
using std::string;

constexpr std::size_t key_bytes_max = 200;

/// Everything that arguments are read into; lives while they are read.
struct Reading {
  GlobalOptions options;
  std::optional<Command> command;
  string timeout = "10s";
};

/// `choose(app, make)`: when `app` was given on the command line, `make()` is the command.
void choose(Reading& reading, CLI::App* app, std::function<Command()> make) {
  app->final_callback([&reading, make = std::move(make)] { reading.command = make(); });
}

CLI::App* add(CLI::App* parent, const char* name, const char* what, const char* examples) {
  CLI::App* app = parent->add_subcommand(name, what);
  app->footer(string{"\nExamples:\n"} + examples);
  return app;
}

CLI::App* add_noun(CLI::App& root, const char* name, const char* what, const char* examples) {
  CLI::App* noun = add(&root, name, what, examples);
  noun->require_subcommand(1);
  return noun;
}

template <class T>
std::shared_ptr<T> keep() {
  return std::make_shared<T>();
}

/// A whole number, which is read in no other way anywhere on the command line.
template <class Number>
CLI::Option* add_number(CLI::App* app, const char* name, Number& number, const char* what,
                        Range range = {}) {
  return app
      ->add_option_function<string>(
          name,
          [&number, name, range](const string& text) {
            const auto read = read_whole_number(text, range);
            if (!read) throw CLI::ValidationError(name, read.error());
            number = *read;
          },
          what)
      ->type_name("N");
}

template <class Id>
CLI::Option* add_id(CLI::App* app, const char* name, Id& id, const char* what) {
  return add_number(app, name, id, what, {1})->type_name("ID");
}

/// The words of an enum of the contract, whose values count up from 0.
template <class T>
string choices() {
  std::vector<std::string_view> words;
  for (int value = 0; !word(static_cast<T>(value)).empty(); ++value)
    words.push_back(word(static_cast<T>(value)));
  return fmt::format("{}", fmt::join(words, ", "));
}

template <class T>
void add_word(CLI::App* app, const char* name, std::optional<T>& value, const char* what) {
  app->add_option_function<string>(
         name,
         [&value, name](const string& text) {
           T read{};
           if (!from_word(text, read))
             throw CLI::ValidationError(
                 name, fmt::format("cannot be '{}', only one of {}", text, choices<T>()));
           value = read;
         },
         what)
      ->trigger_on_parse();
}

void add_limit(CLI::App* app, std::optional<int64_t>& limit) {
  add_number(app, "--limit", limit, "Show at most N", {1});
}

std::optional<std::chrono::milliseconds> duration(const string& option, const string& text) {
  const auto read = read_duration(text);
  if (!read)
    throw CLI::ValidationError(
        option, fmt::format("'{}' is not a duration such as 500ms, 10s, 2m, 3d", text));
  return read;
}

/// Each record says it all, but for what `shared` names.
void refuse_beside_batch(const CLI::App* app, const string& shared) {
  for (const CLI::Option* option : app->get_options())
    if (option->count() > 0 && option->get_name() != "--batch" && option->get_name() != shared)
      throw CLI::ExcludesError("--batch", option->get_name());
}

/// Either what is on the command line, or `--batch FILE`. `shared` is an option that goes with
/// both.
template <class Single>
void choose_or_batch(Reading& reading, CLI::App* app, const std::shared_ptr<Batch>& batch,
                     CLI::Option* required, Single single, const char* shared = "") {
  const auto* given = app->add_option(
      "--batch", batch->file, "Take records from FILE (- for standard input): JSON lines or CSV");
  choose(reading, app, [app, batch, required, given, single, shared]() -> Command {
    if (given->count() > 0) {
      refuse_beside_batch(app, shared);
      return *batch;
    }
    if (required->count() == 0) throw CLI::RequiredError(required->get_name());
    return single();
  });
}

void add_password(Reading& reading, CLI::App* noun) {
  CLI::App* app = add(noun, "password", "Set a password: one's own, or, for managers, anybody's",
                      "  bookrent user password\n"
                      "  bookrent user password 3 --password-file -  <new-password\n");
  auto password = keep<SetPassword>();
  add_id(app, "USER", password->user_id, "User id (default: who is logged in)");
  app->add_option("--password-file", password->password_file,
                  "Read the new password from FILE (- for standard input)")
      ->type_name("FILE");
  app->add_option("--old-password-file", password->old_password_file,
                  "Read the old password from FILE; needed for one's own")
      ->type_name("FILE");
  choose(reading, app, [password] { return *password; });

  app = add(noun, "link", "Take another issuer's tokens for a login of a user",
            "  bookrent user link 3 --issuer https://id.example.org --subject 7f3a\n"
            "  bookrent user link 3 --issuer https://id.example.org --subject 7f3a --remove\n");
  auto link = keep<contract::LinkUser>();
  add_id(app, "USER", link->user_id, "User id")->required();
  app->add_option("--issuer", link->issuer, "The issuer, as its tokens name it")->required();
  app->add_option("--subject", link->subject, "The user, as its tokens name them")->required();
  app->add_flag_callback("--remove", [link] { link->remove = true; }, "Take them no more");
  choose(reading, app, [link] { return *link; });
}

void add_user_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "user", "The people who rent",
                            "  bookrent user add \"Kim Minji\" --email minji@example.org\n"
                            "  bookrent user list\n");

  CLI::App* app = add(noun, "add", "Register a user",
                      "  bookrent user add \"Kim Minji\" --email minji@example.org\n"
                      "  bookrent user add --batch people.csv     # columns name,email[,role]\n");
  auto user = keep<contract::AddUser>();
  auto batch = keep<Batch>();
  *batch = {{}, "user", "add", {}};
  CLI::Option* name = app->add_option("NAME", user->name, "Name");
  CLI::Option* email = app->add_option("--email", user->email, "E-mail address");
  name->needs(email);
  add_word(app, "--role", user->role, "customer (default) or manager");
  choose_or_batch(reading, app, batch, name, [user]() -> Command { return *user; });

  app = add(noun, "show", "Show one user", "  bookrent user show 3\n");
  auto show = keep<contract::ShowUser>();
  add_id(app, "USER", show->user_id, "User id")->required();
  choose(reading, app, [show] { return *show; });

  app = add(noun, "list", "List all users", "  bookrent user list\n");
  auto list = keep<Users>();
  add_limit(app, list->limit);
  choose(reading, app, [list] { return *list; });

  app = add(noun, "change", "Change a user",
            "  bookrent user change 3 --email new@example.org\n"
            "  bookrent user change 3 --status suspended\n");
  auto change = keep<contract::ChangeUser>();
  add_id(app, "USER", change->user_id, "User id")->required();
  app->add_option("--name", change->name, "New name");
  app->add_option("--email", change->email, "New e-mail address");
  add_word(app, "--role", change->role, "customer or manager");
  add_word(app, "--status", change->status, "active or suspended");
  choose(reading, app, [change] { return *change; });

  add_password(reading, noun);
}

void add_login_commands(Reading& reading, CLI::App& root) {
  CLI::App* app = add(&root, "login", "Log in",
                      "  bookrent login --user minji@example.org\n"
                      "  bookrent login --user 3 --password-file ~/.bookrent-password\n"
                      "  bookrent login --account nightly --secret-file /etc/cron.bookrent\n");
  auto login = keep<LogIn>();
  CLI::Option* user = app->add_option("--user", login->user, "User id or e-mail address");
  app->add_option("--password-file", login->password_file,
                  "Read the password from FILE (- for standard input)")
      ->type_name("FILE");
  CLI::Option* account =
      app->add_option("--account", login->account, "A program's account")->excludes(user);
  app->add_option("--secret-file", login->secret_file, "Read the account's secret from FILE")
      ->type_name("FILE")
      ->needs(account);
  app->add_option("--token-file", login->token_file, "Read another issuer's token from FILE")
      ->type_name("FILE")
      ->excludes(user)
      ->excludes(account);
  choose(reading, app, [login] { return *login; });
  app = add(&root, "logout", "Log out", "  bookrent logout\n");
  choose(reading, app, [] { return LogOut{}; });
  app = add(&root, "whoami", "Show who is logged in", "  bookrent whoami\n");
  choose(reading, app, [] { return WhoAmI{}; });
}

void add_account_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "account", "Accounts of programs, such as cron's jobs",
                            "  bookrent account add nightly --scope rental.read\n");
  CLI::App* app = add(noun, "add", "Add an account",
                      "  bookrent account add nightly --scope rental.read --scope user.read "
                      "--secret-file nightly.secret\n");
  auto account = keep<AddAccount>();
  app->add_option("NAME", account->account.account, "Name")->required();
  app->add_option("--scope", account->account.scopes,
                  "What it may do, as `bookrent admin rules` names it; may be repeated")
      ->required()
      ->take_all()
      ->expected(1);
  app->add_option("--secret-file", account->secret_file,
                  "Leave the secret in FILE instead of showing it")
      ->type_name("FILE");
  choose(reading, app, [account] { return *account; });
  app = add(noun, "list", "List the accounts", "  bookrent account list\n");
  choose(reading, app, [] { return contract::ListAccounts{}; });
  app = add(noun, "remove", "Remove an account", "  bookrent account remove nightly\n");
  auto remove = keep<contract::RemoveAccount>();
  app->add_option("NAME", remove->account, "Name")->required();
  choose(reading, app, [remove] { return *remove; });
}

void add_link_commands(Reading& reading, CLI::App* key) {
  CLI::App* noun = add(key, "link", "The keys of links to this gateway over TCP",
                       "  bookrent admin key link add laptop\n  bookrent admin key link list\n");
  noun->require_subcommand(1);
  CLI::App* app = add(noun, "add", "Let a command or daemon on another machine in",
                      "  bookrent admin key link add laptop\n"
                      "  bookrent admin key link add shop --at tcp://gateway.example.org:7700\n"
                      "  bookrent admin key link add view2 --worker view --file view.link\n");
  auto link = keep<AddLink>();
  app->add_option("NAME", link->name, "Name of the link")->required();
  app->add_option("--worker", link->context, "For the daemon of CONTEXT, not for the command")
      ->type_name("CONTEXT");
  app->add_option("--at", link->at,
                  "Where the gateway is found from there (default: gateway.listen, or "
                  "gateway.listen_workers)")
      ->type_name("ENDPOINT");
  app->add_option("--file", link->file, "What is to be carried there (default: NAME.link)")
      ->type_name("FILE");
  choose(reading, app, [link] { return *link; });
  app = add(noun, "list", "List the links", "  bookrent admin key link list\n");
  choose(reading, app, [] { return ListLinks{}; });
  app = add(noun, "remove", "Let a link in no more", "  bookrent admin key link remove laptop\n");
  auto remove = keep<RemoveLink>();
  app->add_option("NAME", remove->name, "Name of the link")->required();
  choose(reading, app, [remove] { return *remove; });
}

void add_access_commands(Reading& reading, CLI::App* admin) {
  CLI::App* app = add(admin, "init", "Log in as the first manager of a new suite",
                      "  bookrent admin init\n"
                      "  bookrent admin init --password-file ~/.bookrent-password\n");
  auto init = keep<Init>();
  app->add_option("--password-file", init->password_file, "Set the password that FILE holds")
      ->type_name("FILE");
  choose(reading, app, [init] { return *init; });
  app =
      add(admin, "trace", "Show a rental's way through the daemons", "  bookrent admin trace 12\n");
  auto trace = keep<Trace>();
  add_id(app, "RENTAL", trace->rental_id, "Rental id")->required();
  choose(reading, app, [trace] { return *trace; });
  app = add(admin, "rules", "Show who may do what", "  bookrent admin rules\n");
  choose(reading, app, [] { return Rules{}; });
  CLI::App* key = add(admin, "key", "The keys that tokens are signed with, and those of links",
                      "  bookrent admin key list\n  bookrent admin key rotate\n"
                      "  bookrent admin key link add laptop\n");
  key->require_subcommand(1);
  app = add(key, "list", "List the keys", "  bookrent admin key list\n");
  choose(reading, app, [] { return contract::ListKeys{}; });
  app =
      add(key, "rotate", "Sign with a new key; the old one verifies what it signed",
          "  bookrent admin key rotate\n"
          "  bookrent admin key rotate --at-once     # a key was stolen: everybody logs in anew\n");
  auto rotate = keep<contract::RotateKey>();
  app->add_flag_callback(
      "--at-once", [rotate] { rotate->at_once = true; },
      "Take nothing any more that the old keys signed, and end all logins");
  choose(reading, app, [rotate] { return *rotate; });
  add_link_commands(reading, key);
}

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
  auto words = keep<std::vector<string>>();
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
  app->add_option_function<string>(
         "--wait",
         [rent](const string& text) {
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
  app->add_option_function<string>(
         "--due-within",
         [list](const string& text) { list->due_within = duration("--due-within", text); },
         "Only those that are out and due within this time, or overdue; the most urgent first")
      ->type_name("TIME")
      ->excludes("--state");
  choose(reading, app, [list] {
    if (list->due_within) list->filter.status = contract::RentalStatus::rented;
    return *list;
  });
}

void add_report_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "report", "What to write into the books",
                            "  bookrent report revenue --month 2026-10\n");
  CLI::App* app = add(noun, "revenue", "What the rentals of a month have brought in, as CSV",
                      "  bookrent report revenue --month 2026-10 >2026-10.csv\n");
  auto report = keep<ReportRevenue>();
  const auto read = [report](const string& text) {
    report->month = read_month(text);
    if (!report->month)
      throw CLI::ValidationError("--month",
                                 fmt::format("'{}' is not a month such as 2026-10", text));
  };
  app->add_option_function<string>("--month", read,
                                   "Of this month (default: the last one that is over)")
      ->type_name("MONTH");
  choose(reading, app, [report] { return *report; });
}

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

void add_payment_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "payment", "The payments behind the rentals",
                            "  bookrent payment list --state PAID\n");
  CLI::App* app = add(noun, "list", "List payments", "  bookrent payment list --state PAID\n");
  auto list = keep<Payments>();
  add_id(app, "--user", list->filter.user_id, "Only of this user");
  add_word(app, "--state", list->filter.status,
           "Only in this state: AUTHORIZED, PAID, REFUNDED, VOIDED or DECLINED");
  add_limit(app, list->limit);
  choose(reading, app, [list] { return *list; });
  app = add(noun, "show", "Show one payment", "  bookrent payment show 12\n");
  auto show = keep<contract::ShowPayment>();
  add_id(app, "PAYMENT", show->payment_id, "Payment id")->required();
  choose(reading, app, [show] { return *show; });
}

/// As the logs name whoever did something; a number is a user's id.
std::string actor_of(const std::string& text) {
  const bool is_id =
      !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (is_id) return "user:" + text;
  const auto colon = text.find(':');
  if (colon == 0 || colon == std::string::npos || colon + 1 == text.size())
    throw CLI::ValidationError(
        "--actor",
        "who acts is a user's id, or as in the logs, such as user:3, account:nightly or "
        "service:rental");
  return text;
}

void add_event_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "event", "The event logs", "  bookrent event tail --follow\n");
  CLI::App* app = add(noun, "tail", "Show the newest events",
                      "  bookrent event tail --follow\n"
                      "  bookrent event tail --source rental --from 1 --json\n"
                      "  bookrent event tail --actor 3 --from 1\n");
  auto tail = keep<TailEvents>();
  app->add_option("--source", tail->source, "Only of this context");
  app->add_option("--type", tail->type, "Only of this type, such as rented or book.registered");
  app->add_option_function<std::string>(
         "--actor", [tail](const std::string& text) { tail->actor = actor_of(text); },
         "Only what they did: a user's id, or account:nightly, service:rental")
      ->type_name("U");
  add_number(app, "--from", tail->from, "Begin at this sequence number", {1});
  app->add_flag("--follow,-f", tail->follow, "Go on with those to come");
  choose(reading, app, [tail] { return *tail; });
}

void add_admin_commands(Reading& reading, CLI::App& root) {
  CLI::App* app = add(&root, "up", "Run the whole suite here",
                      "  bookrent up                         # Ctrl-C stops it\n"
                      "  bookrent --data /tmp/trial up --detach\n");
  auto up = keep<Up>();
  app->add_flag("--detach", up->detach, "Return once it is ready, and leave it running");
  choose(reading, app, [up] { return *up; });
  app = add(&root, "top", "Show the whole suite at a glance, again and again",
            "  bookrent top                        # q leaves it\n");
  choose(reading, app, [] { return Top{}; });
  app = add(&root, "down", "Stop the suite that `up` runs", "  bookrent down\n");
  choose(reading, app, [] { return Down{}; });
  app = add(&root, "check", "Check the databases of a suite that is stopped",
            "  bookrent check                      # the suite that `up` runs\n"
            "  bookrent check /backup/bookrent --json\n");
  auto check = keep<Check>();
  app->add_option("DIR", check->directory, "Data directory (default: the suite's)");
  choose(reading, app, [check] { return *check; });
  app = add(&root, "restore", "Put a backup into the place of a stopped suite's databases",
            "  bookrent restore /backup/monday\n"
            "  bookrent restore /backup/monday --only rental\n");
  auto restore = keep<Restore>();
  app->add_option("DIR", restore->directory, "What `bookrent admin backup` made")->required();
  app->add_option("--only", restore->only, "Only this context; may be repeated")
      ->take_all()
      ->expected(1)
      ->type_name("CONTEXT");
  choose(reading, app, [restore] { return *restore; });

  CLI::App* noun =
      add_noun(root, "admin", "For whoever looks after the suite", "  bookrent admin health\n");
  app = add(noun, "health", "Show what runs, and how far each reader has come",
            "  bookrent admin health\n  bookrent admin health rental\n"
            "  bookrent admin health gateway\n"
            "  bookrent admin health --ready -q || alert\n");
  auto health = keep<Health>();
  app->add_option("DAEMON", health->daemon, "Only this context, or the gateway's own counts");
  CLI::Option* live =
      app->add_flag("--live", health->live, "Only say whether it is there, by the exit status");
  app->add_flag("--ready", health->ready, "Only say whether it serves as it should, and why not")
      ->excludes(live);
  choose(reading, app, [health] { return *health; });
  app = add(noun, "backup", "Copy all databases, as they are at one moment, while they serve",
            "  bookrent admin backup /backup/monday\n");
  auto backup = keep<BackUp>();
  app->add_option("DIR", backup->directory, "A new or empty directory of the daemons' machine")
      ->required();
  choose(reading, app, [backup] { return *backup; });
  app = add(noun, "restart", "Restart the daemons one after the other, while the suite serves",
            "  bookrent admin restart\n"
            "  bookrent admin restart rental\n");
  auto restart = keep<Restart>();
  app->add_option("DAEMON", restart->daemons, "Only this one; may be repeated (default: all)");
  choose(reading, app, [restart] { return *restart; });
  app = add(noun, "rebuild", "Read anew, from the logs, what a context knows of the others",
            "  bookrent admin rebuild view\n"
            "  bookrent admin rebuild payment --give-back-lost\n");
  auto rebuild = keep<Rebuild>();
  CLI::Option* context = app->add_option(
      "CONTEXT", rebuild->context,
      "view, user, book, rental or payment (default: all whose source lost what they had read)");
  app->add_flag("--give-back-lost", rebuild->give_back_lost,
                "Of payment: give back the money of rentals that rental has lost")
      ->needs(context);
  choose(reading, app, [rebuild] { return *rebuild; });
  app = add(noun, "config", "Show the settings, and where each is from",
            "  bookrent admin config\n  bookrent admin config --json | jq -r .setting\n");
  choose(reading, app, [] { return ShowSettings{}; });
  app = add(noun, "check", "Check the suite while it runs", "  bookrent admin check\n");
  choose(reading, app, [] { return CheckLive{}; });
  add_access_commands(reading, noun);
}

void add_token_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "token", "The access tokens",
                            "  bookrent token verify --jwks issuer.jwks <access.token\n");
  CLI::App* app = add(noun, "verify", "Verify a token on standard input, and print its claims",
                      "  bookrent token verify --jwks issuer.jwks <access.token\n"
                      "  bookrent token verify --jwks issuer.jwks --issuer https://id.example.org "
                      "--audience bookrent <access.token\n"
                      "  bookrent token verify --jwks key.jwk --signature-only <signed.jws\n");
  auto verify = keep<VerifyToken>();
  app->add_option("--jwks", verify->jwks, "The issuer's public keys: a JWK Set or one JWK")
      ->required()
      ->type_name("FILE");
  CLI::Option* issuer =
      app->add_option("--issuer", verify->issuer, "Who must have issued it (default: anybody)")
          ->type_name("ISSUER");
  CLI::Option* audience =
      app->add_option("--audience", verify->audience, "For whom it must be (default: anybody)")
          ->type_name("AUDIENCE");
  app->add_flag("--signature-only", verify->signature_only,
                "Verify the signature alone, and print the payload, whatever it is")
      ->excludes(issuer)
      ->excludes(audience);
  choose(reading, app, [verify] { return *verify; });
}

void add_global_options(Reading& reading, CLI::App& root) {
  GlobalOptions& options = reading.options;
  CLI::Option* data =
      root.add_option("--data", options.data, "Data directory of the suite (BOOKRENT_DATA)")
          ->type_name("DIR");
  root.add_option("--endpoint", options.endpoint, "Gateway elsewhere (BOOKRENT_ENDPOINT)")
      ->excludes(data);
  root.add_option("--link-file", options.link_file,
                  "Keys for a gateway on another machine (BOOKRENT_LINK_FILE)")
      ->type_name("FILE")
      ->excludes(data);
  root.add_flag("--json", options.json, "Print one JSON object per line");
  root.add_flag("-q,--quiet", options.quiet, "Print only ids, one a line");
  root.add_option("--timeout", reading.timeout, "How long to try (default 10s)")
      ->type_name("DURATION");
  root.add_option("--idempotency-key", options.idempotency_key,
                  "Makes your own repeats of this command safe")
      ->type_name("KEY");
  root.set_version_flag("--version", "bookrent " BOOKRENT_VERSION);
}

/// The deepest command that was named.
const CLI::App* innermost(const CLI::App* app) {
  for (const CLI::App* next : app->get_subcommands()) return innermost(next);
  return app;
}

std::vector<string> words_of(const CLI::App* app, bool options) {
  std::vector<string> words;
  if (!options) {
    for (const CLI::App* one : app->get_subcommands([](const CLI::App*) { return true; }))
      words.push_back(one->get_name());
    return words;
  }
  for (; app != nullptr; app = app->get_parent())
    for (const CLI::Option* one : app->get_options())
      for (const string& name : one->get_lnames()) words.push_back("--" + name);
  return words;
}

string did_you_mean(const CLI::App* app, const string& word) {
  const std::vector<string> words = words_of(app, word.starts_with('-'));
  const std::vector<std::string_view> candidates(words.begin(), words.end());
  const auto close = suggest(word, candidates);
  return close.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(close, " or "));
}

string path_of(const CLI::App* app) {
  return app->get_parent() == nullptr ? app->get_name()
                                      : path_of(app->get_parent()) + " " + app->get_name();
}

/// CLI11's words for what is wrong, or better ones where a word is unknown.
string reason_of(CLI::App& root, const CLI::ParseError& error) {
  const CLI::App* app = innermost(&root);
  const auto unknown = root.remaining(true);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr || unknown.empty()) {
    if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !unknown.empty())
      return fmt::format("'{}' is not a command of {}{}", unknown.front(), path_of(app),
                         did_you_mean(app, unknown.front()));
    return error.what();
  }
  const string& word = unknown.front();
  const char* kind = word.starts_with('-') ? "option" : "argument or command";
  return fmt::format("unknown {} '{}'{}", kind, word, did_you_mean(app, word));
}

int refuse(const string& reason, const string& hint, bool json) {
  if (json)
    fmt::print(stderr, "{}\n", json_line(usage, reason));
  else
    fmt::print(stderr, "bookrent: {}\n{}", printable(reason), hint);
  return usage;
}

/// Prints the help or the version.
int tell(const CLI::App& root, const CLI::Success& wanted) {
  root.exit(wanted);
  if (std::cout.flush()) return done;
  fmt::print(stderr, "bookrent: the output cannot be written\n");
  return storage;
}

}  // namespace

bool wants_json(int argc, char** argv) {
  const auto words = std::span(argv, static_cast<std::size_t>(argc)).subspan(1);
  const auto end = std::ranges::find(words, std::string_view{"--"});
  return std::find(words.begin(), end, std::string_view{"--json"}) != end;
}

std::expected<Invocation, int> read_command_line(int argc, char** argv) {
  const bool json = wants_json(argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (!find_text_fault(argv[i], 1)) continue;
    return std::unexpected(
        refuse(fmt::format("argument {} is not UTF-8: '{}'", i, printable(argv[i])), {}, json));
  }
  Reading reading;
  CLI::App root{"E-book rental from one Linux machine", "bookrent"};
  root.require_subcommand(1);
  root.fallthrough();
  root.footer(
      "\nExamples:\n"
      "  bookrent up --detach                              # a suite to try, in the background\n"
      "  bookrent user add \"Kim Minji\" --email minji@example.org\n"
      "  bookrent book import catalogue.csv --fee 1500 --copies 3\n"
      "  id=$(bookrent rent 7 --user 1 -q)\n"
      "  bookrent status \"$id\" --json\n"
      "`bookrent COMMAND --help` says more of a command, `man bookrent` of everything.\n");
  add_global_options(reading, root);
  add_user_commands(reading, root);
  add_account_commands(reading, root);
  add_login_commands(reading, root);
  add_book_commands(reading, root);
  add_rental_commands(reading, root);
  add_payment_commands(reading, root);
  add_report_commands(reading, root);
  add_event_commands(reading, root);
  add_token_commands(reading, root);
  add_admin_commands(reading, root);
  try {
    root.parse(argc, argv);
    reading.options.timeout = *duration("--timeout", reading.timeout);
    if (reading.options.idempotency_key.value_or("").size() > key_bytes_max)
      throw CLI::ValidationError("--idempotency-key",
                                 fmt::format("more than {} bytes", key_bytes_max));
  } catch (const CLI::CallForHelp& help) {
    return std::unexpected(tell(root, help));
  } catch (const CLI::CallForVersion& version) {
    return std::unexpected(tell(root, version));
  } catch (const CLI::ParseError& error) {
    const string hint = fmt::format("Try '{} --help'.\n", path_of(innermost(&root)));
    return std::unexpected(refuse(reason_of(root, error), hint, json));
  }
  return Invocation{reading.options, *reading.command};
}

}  // namespace bookrent::cli
