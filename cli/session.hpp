#pragma once
// What every command needs: the options, the terminal, and the gateway to ask.
#include <expected>
#include <memory>
#include <optional>
#include <string>

#include "cli/exit_status.hpp"
#include "cli/gateway_place.hpp"
#include "cli/invocation.hpp"
#include "cli/positions.hpp"
#include "cli/render/terminal.hpp"
#include "common/client/client.hpp"
#include "common/clock/clock.hpp"
#include "common/random/random.hpp"

namespace bookrent::cli {

class Session {
 public:
  explicit Session(GlobalOptions options);

  const GlobalOptions& options() const { return options_; }
  const TerminalTraits& out() const { return out_; }
  const TerminalTraits& err() const { return err_; }
  const clock::Clock& clock() const { return clock_; }

  /// Asks and waits, and tells on stderr when the answer is stale. Error: the exit status, after
  /// the reason was told.
  std::expected<message::Reply, ExitStatus> ask(std::string_view context,
                                                std::string_view operation, std::string body);
  /// A request as ask() would send it: with a key, and with what was seen so far.
  message::Request request(std::string_view context, std::string_view operation, std::string body);
  /// Makes the connection at the first call. Error: as ask().
  std::expected<client::Client*, ExitStatus> gateway();
  /// The reply in an outcome, or an error made from it.
  message::Reply reply_of(client::Outcome outcome) const;
  /// When a request that is sent now ends.
  clock::Steady deadline() const { return clock_.steady() + options_.timeout; }

  /// Remembers where a command's effect stands (read your writes).
  void seen(const message::Positions& position);
  /// Tells an error on stderr, as people or as `--json` want it; the exit status for it.
  ExitStatus tell(const message::Error& error, const std::string& where = {}) const;
  ExitStatus fail(ExitStatus status, const std::string& message) const;

  /// One line on stdout.
  void print(const std::string& line) const;
  /// The body of a reply as one JSON line, with `stale` where it was.
  void print_json(const message::Reply& reply) const;

 private:
  message::Error unreachable() const;
  void tell_stale() const;

  GlobalOptions options_;
  TerminalTraits out_;
  TerminalTraits err_;
  clock::SystemClock clock_;
  random::SystemRandom random_;
  std::optional<GatewayPlace> place_;
  std::unique_ptr<client::Client> client_;
  std::optional<PositionFile> position_file_;
  message::Positions seen_;
};

}  // namespace bookrent::cli
