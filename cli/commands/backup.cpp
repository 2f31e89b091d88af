#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/readers.hpp"
#include "cli/gateway_place.hpp"
#include "cli/render/progress.hpp"
#include "cli/render/text.hpp"
#include "common/backup/order.hpp"
#include "common/backup/part.hpp"
#include "common/contract/contexts.hpp"
#include "common/contract/money.hpp"

namespace bookrent::cli {
namespace {

using backup::State;
using backup::Step;
using std::chrono::steady_clock;

constexpr int look_interval_ms = 20;
constexpr int holds_max = 10;

/// A backup that is being made, and the contexts that make their parts of it. A context that says
/// no, or does not answer, has been told to the user when Abandoned is thrown.
struct Abandoned {
  ExitStatus status;
};

class Making {
 public:
  Making(Session& session, client::Client& client, std::vector<std::string> contexts,
         std::string directory)
      : session_(session),
        client_(client),
        contexts_(std::move(contexts)),
        directory_(std::move(directory)) {
    manifest_.backup = random::uuid(random_);
    manifest_.version = BOOKRENT_VERSION;
  }

  backup::Manifest make() try {
    order(Step::copy, contexts_);
    all_reach(State::copied, "copying");
    stand_still();
    all_reach(State::written, "writing");
    for (const backup::Report& report : reports_) manifest_.contexts.push_back(*report.file);
    order(Step::manifest, {contexts_.front()});
    if (reports_.front().state != State::sealed)
      fail(contexts_.front() + " did not write the manifest");
    return manifest_;
  } catch (const Abandoned&) {
    tell_ = false;
    try {
      order(Step::drop, contexts_);
    } catch (const Abandoned&) {  // it will forget by itself
    }
    throw;
  }

  std::chrono::milliseconds stood_still() const { return stood_still_; }

 private:
  void all_reach(State state, std::string_view label) {
    const auto started = steady_clock::now();
    std::optional<Progress> progress;
    while (true) {
      order(Step::tell, contexts_);
      const std::int64_t pages = sum(&backup::Report::pages);
      if (!progress)
        progress.emplace(STDERR_FILENO, label, static_cast<std::uint64_t>(pages), started);
      progress->update(static_cast<std::uint64_t>(sum(&backup::Report::copied)),
                       steady_clock::now());
      if (std::ranges::all_of(reports_, [&](const auto& one) { return one.state >= state; }))
        return;
      ::poll(nullptr, 0, look_interval_ms);
    }
  }

  /// From the last hold to the first go_on all contexts stand still, so the copies are of one
  /// moment.
  void stand_still() {
    const auto since = hold();
    manifest_.time = clock::rfc3339(session_.clock().now());
    order(Step::cut, contexts_);
    for (const backup::Report& report : reports_)
      if (report.state != State::cut) fail(report.context + " did not wait for the others");
    order(Step::go_on, contexts_);
    stood_still_ =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - since);
  }

  /// Until they all stand still so soon that there is time left for the rest. Since when they do.
  steady_clock::time_point hold() {
    for (int holds = 0; holds < holds_max; ++holds) {
      const auto since = steady_clock::now();
      order(Step::hold, contexts_);
      const bool all = std::ranges::all_of(
          reports_, [](const auto& report) { return report.state == State::still; });
      if (all && steady_clock::now() - since < backup::still_max / 2) return since;
      order(Step::go_on, contexts_);
    }
    fail("the contexts are too busy to stand still together");
  }

  [[noreturn]] void fail(const std::string& why) {
    throw Abandoned{
        session_.fail(try_later, "the backup was given up: " + why + "; back up again")};
  }

  std::int64_t sum(std::int64_t backup::Report::* what) const {
    return std::accumulate(
        reports_.begin(), reports_.end(), std::int64_t{0},
        [what](std::int64_t all, const auto& report) { return all + report.*what; });
  }

  /// Asks all of them at once. Each is tried, whatever the others say.
  void order(Step step, const std::vector<std::string>& contexts) {
    std::map<std::size_t, std::string> asked;
    for (const std::string& context : contexts)
      asked[client_.submit(request(step, context), session_.deadline())] = context;
    reports_.clear();
    std::optional<ExitStatus> failed;
    while (!asked.empty()) {
      for (client::Outcome& outcome : client_.wait(clock::Steady::max())) {
        const auto found = asked.extract(outcome.ticket);
        if (found) take(found.mapped(), std::move(outcome), failed);
      }
    }
    if (failed) throw Abandoned{*failed};
    std::ranges::sort(reports_, {}, [&](const backup::Report& report) {
      return std::ranges::find(contexts_, report.context) - contexts_.begin();
    });
  }

  message::Request request(Step step, const std::string& context) {
    backup::Order order{manifest_.backup, step, directory_, {}};
    if (step == Step::manifest) order.manifest = manifest_;
    message::Request request = session_.request(context, "backup", backup::json_of(order));
    request.after.clear();  // what was seen does not matter, and must not be waited for
    return request;
  }

  void take(const std::string& context, client::Outcome outcome,
            std::optional<ExitStatus>& failed) {
    const message::Reply reply =
        session_.reply_of(std::move(outcome), message::OperationKind::query);
    auto report = reply.error ? std::unexpected(std::string{}) : backup::report_of_json(reply.body);
    if (report) return reports_.push_back(*std::move(report));
    if (failed || !tell_) return;
    failed = reply.error ? session_.tell(*reply.error, context)
                         : session_.fail(internal, context + ": " + report.error());
  }

  Session& session_;
  client::Client& client_;
  random::SystemRandom random_;
  std::vector<std::string> contexts_;
  std::string directory_;
  backup::Manifest manifest_;
  std::vector<backup::Report> reports_;  // of the last order
  std::chrono::milliseconds stood_still_{0};
  bool tell_ = true;
};

/// All that have a database. Error: one is missing, or does not answer.
std::expected<std::vector<std::string>, ExitStatus> contexts_of(Session& session) {
  const auto states = reader_states(session);
  if (!states) return std::unexpected(states.error());
  std::vector<std::string> contexts(contract::contexts.begin(), contract::contexts.end());
  for (const ReaderState& state : *states) {
    if (!state.alive)
      return std::unexpected(session.fail(
          unavailable, state.context + " is down, and a backup is of all contexts at one moment; "
                                       "see `bookrent admin health`"));
    if (!std::ranges::count(contexts, state.context)) contexts.push_back(state.context);
  }
  return contexts;
}

std::string json_of(const backup::Manifest& manifest, const std::string& directory,
                    std::chrono::milliseconds still) {
  nlohmann::ordered_json json{{"directory", directory}, {"stood_still_ms", still.count()}};
  json.update(nlohmann::ordered_json::parse(backup::json_of(manifest)));
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string backed_up(const backup::Manifest& manifest, const std::string& directory,
                      std::chrono::milliseconds still) {
  std::int64_t bytes = 0, events = 0;
  for (const backup::Copied& one : manifest.contexts) {
    bytes += one.bytes;
    events += one.head;
  }
  return printable(fmt::format(
      "Backed up {} contexts to {}: {} events, {} bytes. Nobody waited longer than {} ms.",
      manifest.contexts.size(), directory, contract::grouped(static_cast<std::uint64_t>(events)),
      contract::grouped(static_cast<std::uint64_t>(bytes)), still.count()));
}

/// As the daemons need it: absolute, and without a slash at its end.
std::string absolute(const std::string& directory) {
  std::string text = std::filesystem::absolute(directory).lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/')) text.pop_back();
  return text;
}

/// Under systemd each daemon has a /tmp of its own, which ends with it. Empty where the backup can
/// be seen, or the daemons are on another machine.
std::string where_it_went(const std::string& directory, const Session& session) {
  const auto place = find_gateway(session.options());
  std::error_code error;
  if (!place || !place->suite ||
      std::filesystem::status(directory, error).type() != std::filesystem::file_type::not_found)
    return {};
  return fmt::format(
      "{0} is not there: each daemon has written to a {0} of its own, which ends with it; name a "
      "directory below {1}",
      directory, place->suite->data.string());
}

}  // namespace

int run(const BackUp& command, Session& session) try {
  if (command.directory.empty()) return session.fail(usage, "the directory has no name");
  const std::string directory = absolute(command.directory);
  const auto contexts = contexts_of(session);
  if (!contexts) return contexts.error();
  const auto client = session.gateway();
  if (!client) return client.error();
  Making making(session, **client, *contexts, directory);
  const backup::Manifest manifest = making.make();
  if (const std::string elsewhere = where_it_went(directory, session); !elsewhere.empty())
    return session.fail(storage, elsewhere);
  if (session.options().json)
    session.print(json_of(manifest, directory, making.stood_still()));
  else if (session.options().quiet)
    session.print(directory);
  else
    session.print(backed_up(manifest, directory, making.stood_still()));
  return done;
} catch (const Abandoned& abandoned) {
  return abandoned.status;
}

}  // namespace bookrent::cli
