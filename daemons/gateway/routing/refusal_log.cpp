#include "daemons/gateway/routing/refusal_log.hpp"

#include "common/log/log.hpp"

namespace bookrent::gateway {
namespace {

struct Asked {
  std::string who;
  std::string_view context, op, trace;
};

Asked summary(const message::Message& message) {
  const auto who = [](const auto& asked) {
    return asked.principal.value_or(message::Principal{}).id();
  };
  if (const auto* fetch = std::get_if<message::Fetch>(&message))
    return {who(*fetch), fetch->source, "fetch", {}};
  const auto& request = std::get<message::Request>(message);
  return {who(request), request.to, request.op, log::trace_of(request.traceparent)};
}

std::string_view cut(std::string_view text) { return text.substr(0, 64); }

}  // namespace

void RefusalLog::refused(const message::Message& asked, const message::Error& error) {
  using enum message::ErrorCode;
  if (error.code != forbidden && error.code != unauthenticated) return;
  const auto left_out = sparing_.admit(now_);
  if (!left_out) return;
  const Asked what = summary(asked);
  log::warn("an operation was refused", {{"actor", what.who},
                                         {"context", cut(what.context)},
                                         {"op", cut(what.op)},
                                         {"why", error.reason},
                                         {"trace", what.trace},
                                         {"left_out", *left_out}});
}

void RefusalLog::refused_token(const message::Error& error) {
  if (const auto left_out = sparing_.admit(now_))
    log::warn("a token was refused", {{"why", error.reason}, {"left_out", *left_out}});
}

void RefusalLog::refused_link(std::string_view what, std::string_view link, std::string_view key) {
  if (const auto left_out = sparing_.admit(now_))
    log::warn("refused over TCP",
              {{"what", what}, {"link", link}, {"key", key}, {"left_out", *left_out}});
}

}  // namespace bookrent::gateway
