#include "cli/commands/event_pages.hpp"

namespace bookrent::cli {

std::expected<message::Events, ExitStatus> page_of(const std::string& source, std::int64_t after,
                                                   Session& session, client::Client& client) {
  message::Fetch fetch;
  fetch.token = session.token();
  fetch.source = source;
  fetch.after = after;
  client::Outcome outcome = client.wait_for(client.submit(fetch, session.deadline()));
  if (auto* page = std::get_if<message::Events>(&outcome.answer)) return std::move(*page);
  const message::Reply reply = session.reply_of(std::move(outcome), message::OperationKind::query);
  return std::unexpected(session.tell(*reply.error));
}

}  // namespace bookrent::cli
