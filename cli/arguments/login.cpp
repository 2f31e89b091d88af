#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {

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

}  // namespace bookrent::cli::arguments
