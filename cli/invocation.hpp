#pragma once
// What a command line asks for: the global options and one of the commands. Where a command is a
// message of the contract, it is that message.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "common/contract/book.hpp"
#include "common/contract/payment.hpp"
#include "common/contract/rental.hpp"
#include "common/contract/user.hpp"
#include "common/contract/view.hpp"

namespace bookrent::cli {

struct GlobalOptions {
  std::optional<std::string> data;
  std::optional<std::string> endpoint;
  std::optional<std::string> link_file;
  bool json = false;
  bool quiet = false;
  std::chrono::milliseconds timeout{10'000};
  std::optional<std::string> idempotency_key;
};

struct LogIn {
  std::optional<std::string> user;           // id or e-mail address; asked for where it is absent
  std::optional<std::string> password_file;  // `-`: standard input
  std::optional<std::string> account;        // of a program, instead of a user
  std::optional<std::string> secret_file;
  std::optional<std::string> token_file;  // another issuer's token, instead of a password
};
struct LogOut {};
struct WhoAmI {};
struct SetPassword {
  std::optional<std::int64_t> user_id;
  std::optional<std::string> password_file;
  std::optional<std::string> old_password_file;
};
struct AddAccount {
  contract::AddAccount account;
  std::optional<std::string> secret_file;  // where to leave the secret, instead of stdout
};
/// Takes over a new suite: logs in as its first manager.
struct Init {
  std::optional<std::string> password_file;  // a password to set at once
};
struct ShowRules {};
struct Top {};
/// One rental's way through the daemons.
struct Trace {
  std::int64_t rental_id = 0;
};
struct Restart {
  std::vector<std::string> daemons;  // empty: all
};
/// The settings of a suite on this machine, and where each is from.
struct ShowSettings {};
/// Links over TCP: made, listed and removed in the suite's files, whether it runs or not.
struct AddLink {
  std::string name;
  std::string context;              // of a daemon; empty: for the command
  std::optional<std::string> at;    // where the gateway is found from there
  std::optional<std::string> file;  // to carry there; NAME.link
};
struct ListLinks {};
struct RemoveLink {
  std::string name;
};

struct Up {
  bool detach = false;
};
struct Down {};
/// One record after the other from a file (`-`: standard input) through one operation.
struct Batch {
  std::string file;
  std::string context;
  std::string operation;
  std::optional<std::int64_t> user_id;  // for records that name none
};
struct ImportBooks {
  std::string file;
  std::optional<std::int64_t> fee;
  std::int64_t copies = 1;
  std::optional<std::int64_t> days;
};
struct Rent {
  contract::RentBook rent;
  std::optional<std::chrono::milliseconds> wait;  // repeat a "try again later" for so long
};
struct Users {
  std::optional<std::int64_t> limit;
};
struct Books {
  std::optional<std::string> search;
  std::optional<std::int64_t> limit;
};
struct Payments {
  contract::ListPayments filter;
  std::optional<std::int64_t> limit;
};
/// Rentals by filter; without one, `status` shows the counts.
struct Rentals {
  contract::ListRentals filter;
  std::optional<std::int64_t> limit;
  std::optional<std::chrono::milliseconds> due_within;  // also those that are overdue
  bool watch = false;
};
/// What the rentals of a month have brought in, by day.
struct ReportRevenue {
  std::optional<std::chrono::year_month> month;  // nothing: the last one that is over
};
struct Status {
  std::optional<std::int64_t> rental_id;
  Rentals rentals;
};
struct TailEvents {
  std::optional<std::string> source;
  std::optional<std::string> type;
  std::optional<std::string> actor;  // as in the log: user:3
  std::optional<std::int64_t> from;
  bool follow = false;
};
struct Health {
  std::optional<std::string> daemon;
  bool live = false;   // only whether it is there
  bool ready = false;  // only whether it serves as it should
};
struct Rebuild {
  std::optional<std::string> context;  // nothing: every one whose source lost history
  bool give_back_lost = false;         // the money of rentals that rental has lost
};
/// Of a suite that serves, into a directory of its machine.
struct BackUp {
  std::string directory;
};
/// Of a suite that is stopped, from a backup's directory.
struct Restore {
  std::string directory;
  std::vector<std::string> only;  // these contexts; empty: all
};
/// Of a suite that is stopped, by its databases; without a directory, of the suite that is meant.
struct Check {
  std::optional<std::string> directory;
};
/// Of the suite that serves, by its daemons.
struct CheckLive {};

/// A token on standard input, by the public keys in the file `jwks`.
struct VerifyToken {
  std::string jwks;
  std::optional<std::string> issuer;
  std::optional<std::string> audience;
  bool signature_only = false;
};

using Command =
    std::variant<Up, Down, Batch, ImportBooks, Rent, Users, Books, Payments, Rentals, ReportRevenue,
                 Status, TailEvents, Health, Rebuild, BackUp, Restore, Check, CheckLive, LogIn,
                 LogOut, WhoAmI, SetPassword, AddAccount, Init, ShowRules, Top, Trace, Restart,
                 ShowSettings, AddLink, ListLinks, RemoveLink, VerifyToken, contract::LinkUser,
                 contract::RemoveAccount, contract::ListAccounts, contract::RotateKey,
                 contract::ListKeys, contract::AddUser, contract::ShowUser, contract::ChangeUser,
                 contract::AddBook, contract::ShowBook, contract::ChangeBook,
                 contract::WithdrawBook, contract::CancelRental, contract::ReturnRental,
                 contract::RentalState, contract::RentalHistory, contract::ShowPayment>;

struct Invocation {
  GlobalOptions options;
  Command command;
};

}  // namespace bookrent::cli
