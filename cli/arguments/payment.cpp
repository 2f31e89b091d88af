#include "cli/arguments/arguments.hpp"

namespace bookrent::cli::arguments {

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

}  // namespace bookrent::cli::arguments
