#pragma once
// The commands of each noun, and those without one beside the noun they are about. Each function
// adds its commands to `root`; the one that was given goes into `reading`, which outlives them.
#include "cli/arguments/reading.hpp"

namespace bookrent::cli::arguments {

void add_user_commands(Reading& reading, CLI::App& root);
void add_account_commands(Reading& reading, CLI::App& root);
void add_login_commands(Reading& reading, CLI::App& root);
void add_book_commands(Reading& reading, CLI::App& root);
void add_rental_commands(Reading& reading, CLI::App& root);
void add_payment_commands(Reading& reading, CLI::App& root);
void add_report_commands(Reading& reading, CLI::App& root);
void add_event_commands(Reading& reading, CLI::App& root);
void add_token_commands(Reading& reading, CLI::App& root);
void add_admin_commands(Reading& reading, CLI::App& root);

}  // namespace bookrent::cli::arguments
