#include "common/turn/replies.hpp"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace bookrent::turn {
namespace {

/// BLAKE2b-128 of operation and body: tells a repeat from another request under the same key.
std::string digest(const message::Request& request) {
  std::array<unsigned char, 16> hash{};
  const std::string text = request.op + '\n' + request.body;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()),
                     text.size(), nullptr, 0);
  return {hash.begin(), hash.end()};
}

}  // namespace

std::string_view Replies::tables() {
  return R"sql(
    CREATE TABLE replies (
      principal TEXT NOT NULL,
      key       TEXT NOT NULL,
      request   BLOB NOT NULL,
      reply     TEXT NOT NULL,
      final     INTEGER NOT NULL CHECK (final IN (0, 1)),
      stored_at TEXT NOT NULL,
      PRIMARY KEY (principal, key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX replies_by_age ON replies(stored_at);
  )sql";
}

Replies::Replies(store::Store& store)
    : select_(store, "SELECT request, reply, final FROM replies WHERE principal = ?1 AND key = ?2"),
      insert_(store,
              "INSERT INTO replies(principal, key, request, reply, final, stored_at) "
              "VALUES(?1, ?2, ?3, ?4, ?5, ?6)"),
      complete_(store,
                "UPDATE replies SET reply = ?3, final = 1 WHERE principal = ?1 AND key = ?2"),
      forget_(store, "DELETE FROM replies WHERE principal = ?1 AND key = ?2 AND final = 0"),
      purge_(store,
             "DELETE FROM replies WHERE (principal, key) IN (SELECT principal, key FROM replies "
             "WHERE stored_at < ?1 AND final = 1 ORDER BY stored_at LIMIT ?2)") {}

std::optional<StoredReply> Replies::find(const message::Request& request) {
  if (!select_.bind(request.principal->id(), request.key).step()) return std::nullopt;
  StoredReply stored;
  stored.same_request = select_.text("request") == digest(request);
  stored.final = select_.flag("final");
  auto reply = message::from_stored_form(select_.text("reply"));
  select_.finish();
  if (!reply) throw std::runtime_error("a stored reply cannot be read: " + reply.error().what);
  stored.reply = *std::move(reply);
  return stored;
}

void Replies::store(const message::Request& request, const message::Reply& reply, bool final,
                    clock::Instant now) {
  const std::string hash = digest(request);
  insert_.run(request.principal->id(), request.key, std::as_bytes(std::span{hash}),
              message::stored_form(reply), final, clock::rfc3339(now));
}

void Replies::complete(std::string_view principal, std::string_view key,
                       const message::Reply& reply) {
  complete_.run(principal, key, message::stored_form(reply));
}

void Replies::forget(std::string_view principal, std::string_view key) {
  forget_.run(principal, key);
}

int Replies::purge(clock::Instant now) {
  return purge_.run(clock::rfc3339(now - replies_kept), replies_purged_max);
}

}  // namespace bookrent::turn
