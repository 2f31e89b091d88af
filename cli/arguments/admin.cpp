#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {
namespace {

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
  choose(reading, app, [] { return ShowRules{}; });
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

}  // namespace

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

}  // namespace bookrent::cli::arguments
