#pragma once
// What the commands that ask and show have in common.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/session.hpp"
#include "cli/shown/shown.hpp"
#include "common/contract/codec.hpp"

namespace bookrent::cli {

/// Reads a reply's body; a body that cannot be read means that command and daemon do not fit.
template <class Reply>
std::expected<Reply, ExitStatus> read(const message::Reply& reply, const Session& session) {
  auto read = contract::decode<Reply>(reply.body);
  if (read) return *std::move(read);
  return std::unexpected(session.fail(
      internal, fmt::format("the reply cannot be read ({}); do bookrent and its daemons have the "
                            "same version?",
                            read.error())));
}

/// Sends `message` and prints its reply: the body for --json, its id for -q, else `people` of it.
template <class Reply, class Message, class People>
int ask_and_print(Session& session, std::string_view context, const Message& message,
                  const People& people) {
  const auto reply = session.ask(context, Message::operation, contract::encode(message));
  if (!reply) return reply.error();
  if (session.options().json) {
    session.print_json(*reply);
    return done;
  }
  const auto value = read<Reply>(*reply, session);
  if (!value) return value.error();
  if (session.options().quiet)
    fmt::print("{}\n", id_of(*value));
  else
    fmt::print("{}", people(*value));
  return done;
}

/// Asks page after page and gives `visit` each item, at most `limit` of them. `ask(limit of this
/// page)` gives a list, or an exit status; `items(list)` its items; `more(list)` moves the query on
/// and is false at the end.
template <class Ask, class Items, class Visit, class More>
std::expected<void, ExitStatus> each_page(std::optional<std::int64_t> limit, const Ask& ask,
                                          const Items& items, const Visit& visit,
                                          const More& more) {
  constexpr std::int64_t page = 500;
  std::int64_t wanted = limit.value_or(INT64_MAX);
  while (true) {
    auto list = ask(std::min(page, wanted));
    if (!list) return std::unexpected(list.error());
    wanted -= static_cast<std::int64_t>(items(*list).size());
    for (auto& item : items(*list)) visit(std::move(item));
    if (wanted <= 0 || !more(*list)) return {};
  }
}

/// The same, with all of them in a list.
template <class Item, class Ask, class Items, class More>
std::expected<std::vector<Item>, ExitStatus> all_pages(std::optional<std::int64_t> limit,
                                                       const Ask& ask, const Items& items,
                                                       const More& more) {
  std::vector<Item> all;
  const auto keep = [&](Item&& item) { all.push_back(std::move(item)); };
  if (const auto read = each_page(limit, ask, items, keep, more); !read)
    return std::unexpected(read.error());
  return all;
}

/// Prints a list: objects for --json, ids for -q, else a table.
template <class Item, class People>
int print_all(const Session& session, const std::vector<Item>& items, const People& people) {
  if (!session.options().json && !session.options().quiet) {
    fmt::print("{}", people(items));
    return done;
  }
  for (const Item& item : items) {
    if (session.options().json)
      fmt::print("{}\n", contract::encode(item));
    else
      fmt::print("{}\n", id_of(item));
  }
  return done;
}

}  // namespace bookrent::cli
