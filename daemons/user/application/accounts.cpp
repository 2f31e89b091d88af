#include "daemons/user/application/accounts.hpp"

#include <algorithm>

namespace bookrent::user {
namespace {

bool of_plain_letters(std::string_view text) {
  return !text.empty() && text.size() <= account_bytes_max &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
             "0123456789-_.") == text.npos;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace

std::expected<contract::Account, AccountRefusal> AddAccount::operator()(
    const contract::AddAccount& command, const std::string& key, clock::Instant now) {
  if (!of_plain_letters(command.account)) return std::unexpected(AccountRefusal::bad_name);
  const bool good = !command.scopes.empty() && command.scopes.size() <= scopes_max &&
                    std::ranges::all_of(command.scopes, of_plain_letters);
  if (!good) return std::unexpected(AccountRefusal::bad_scope);
  contract::Account account{command.account, command.scopes, now,
                            secrets_.secret(command.account, key)};
  const std::string hash = secrets_.hash(*account.secret);
  if (accounts_.add(account, hash)) return account;
  if (accounts_.find(command.account)->secret_hash != hash)
    return std::unexpected(AccountRefusal::taken);
  return account;
}

std::expected<contract::Tokens, LoginRefused> LogInAccount::operator()(
    const contract::LogInAccount& command, clock::Instant now) {
  const auto known = accounts_.find(command.account);
  if (!known || !ports_.secrets.matches(command.secret, known->secret_hash))
    return std::unexpected(LoginRefused{LoginRefusal::wrong_password});
  contract::Tokens tokens;
  tokens.access_token = ports_.tokens.access_token(known->account, now);
  tokens.expires_in =
      std::chrono::duration_cast<std::chrono::seconds>(ports_.lifetimes.access).count();
  tokens.role = contract::Role::manager;
  tokens.scope = joined(known->account.scopes);
  tokens.name = known->account.account;
  return tokens;
}

}  // namespace bookrent::user
