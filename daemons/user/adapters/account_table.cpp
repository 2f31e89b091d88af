#include "daemons/user/adapters/account_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <ranges>
#include <stdexcept>

namespace bookrent::user {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (const auto word : std::views::split(text, ' ')) words.emplace_back(word.begin(), word.end());
  return words;
}

contract::Account account_of(store::Statement& row) {
  return {row.text("account"), words_of(row.text("scopes")), row.instant("added_at"), std::nullopt};
}

}  // namespace

AccountTable::AccountTable(store::Store& store)
    : insert_(store,
              "INSERT INTO accounts(account, secret, scopes, added_at) VALUES(?1, ?2, ?3, ?4) "
              "ON CONFLICT(account) DO NOTHING"),
      delete_(store, "DELETE FROM accounts WHERE account = ?1"),
      select_(store, "SELECT * FROM accounts WHERE account = ?1"),
      all_(store, "SELECT * FROM accounts ORDER BY account") {}

bool AccountTable::add(const contract::Account& account, const std::string& secret_hash) {
  return insert_.run(account.account, secret_hash,
                     fmt::format("{}", fmt::join(account.scopes, " ")), account.added_at) > 0;
}

bool AccountTable::remove(const std::string& name) { return delete_.run(name) > 0; }

std::optional<Accounts::Known> AccountTable::find(const std::string& name) {
  if (!select_.bind(name).step()) return std::nullopt;
  Known known{account_of(select_), select_.text("secret")};
  select_.finish();
  return known;
}

std::vector<contract::Account> AccountTable::all() {
  std::vector<contract::Account> accounts;
  all_.bind();
  while (all_.step()) accounts.push_back(account_of(all_));
  return accounts;
}

}  // namespace bookrent::user
