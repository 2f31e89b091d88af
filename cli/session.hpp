#pragma once
// What every command needs: the options, the terminal, and the gateway to ask.
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "cli/exit_status.hpp"
#include "cli/gateway_place.hpp"
#include "cli/invocation.hpp"
#include "cli/login_file.hpp"
#include "cli/positions.hpp"
#include "cli/render/terminal.hpp"
#include "common/client/client.hpp"
#include "common/clock/clock.hpp"
#include "common/random/random.hpp"

namespace bookrent::cli {

/// What an operation of the contract is; the built-in ones that daemons add are queries.
message::OperationKind kind_of(std::string_view context, std::string_view operation);

class Session {
 public:
  explicit Session(GlobalOptions options);

  const GlobalOptions& options() const { return options_; }
  const TerminalTraits& out() const { return out_; }
  /// Its window may have another size by now.
  void look_at_out_again();
  const TerminalTraits& err() const { return err_; }
  const clock::Clock& clock() const { return clock_; }

  /// Asks and waits, and tells on stderr when the answer is stale. Error: the exit status, after
  /// the reason was told.
  std::expected<message::Reply, ExitStatus> ask(std::string_view context,
                                                std::string_view operation, std::string body);
  /// Makes repeats of this run's command safe: --idempotency-key, or one that was made for this
  /// run.
  const std::string& key() const { return key_; }
  /// The access token of this user's login, refreshed when it is about to expire; empty when there
  /// is none. Only after gateway().
  std::string token();
  /// Asks without a login, with an idempotency key of its own; `message` may be secret. Errors are
  /// not told.
  message::Reply ask_as_guest(std::string_view context, std::string_view operation,
                              std::string body);
  const std::optional<LoginFile>& login_file() const { return login_file_; }
  const KeptLogin& login() const { return login_; }
  /// Remembers a login, or that there is none. Error: as ask().
  std::expected<void, ExitStatus> keep(const KeptLogin& login);

  /// A request as ask() would send it: with token and key, and with what was seen so far.
  message::Request request(std::string_view context, std::string_view operation, std::string body);
  /// Makes the connection at the first call. Error: as ask().
  std::expected<client::Client*, ExitStatus> gateway();
  /// The reply in an outcome, or an error made from it. Where it is not known what became of a
  /// command, it says how to repeat that safely. `context` is who was asked, where there is one
  /// only.
  message::Reply reply_of(client::Outcome outcome, message::OperationKind kind,
                          std::string_view context = {}) const;
  /// When a request that is sent now ends.
  clock::Steady deadline() const { return clock_.steady() + options_.timeout; }

  /// Remembers where a command's effect stands (read your writes).
  void seen(const message::Positions& position);
  /// What to tell whom no login lets in: why it has ended, when it has just done so.
  message::Error not_logged_in() const;
  /// Tells an error on stderr, as people or as `--json` want it, in the name of the program that
  /// runs; the exit status for it.
  ExitStatus tell(const message::Error& error, const std::string& where = {}) const;
  ExitStatus fail(ExitStatus status, const std::string& message) const;

  /// One line on stdout.
  void print(const std::string& line) const;
  /// The body of a reply as one JSON line, with `stale` where it was.
  void print_json(const message::Reply& reply) const;

 private:
  message::Error unreachable() const;
  message::Error refused_link() const;
  message::Reply answer(message::Request request, message::OperationKind kind);
  void refresh(bool was_refused = false);
  bool awaits_first_manager() const;
  message::Reply told(message::Reply reply) const;
  std::string token_that_is_good() const;
  bool needs_refresh() const;
  message::Reply plain_reply_of(client::Outcome outcome, message::OperationKind kind,
                                std::string_view context = {}) const;
  void tell_stale() const;

  random::SystemRandom random_;
  GlobalOptions options_;
  std::string key_;
  TerminalTraits out_;
  TerminalTraits err_;
  clock::SystemClock clock_;
  std::optional<GatewayPlace> place_;
  std::unique_ptr<client::Client> client_;
  std::optional<LoginFile> login_file_;
  KeptLogin login_;
  bool token_is_good_ = true;                  // as far as the gateway has said
  std::optional<message::Error> login_ended_;  // why there is none any more
  std::optional<message::Error> not_renewed_;  // why it could not be refreshed just now
  std::optional<PositionFile> position_file_;
  message::Positions seen_;
};

}  // namespace bookrent::cli
