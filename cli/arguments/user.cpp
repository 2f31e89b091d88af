#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {
namespace {

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

}  // namespace

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

}  // namespace bookrent::cli::arguments
