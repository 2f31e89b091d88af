#include "daemons/gateway/admin/answer.hpp"

#include "daemons/gateway/admin/page_files.hpp"

namespace bookrent::gateway {
namespace {

constexpr const char* json = "application/json";
constexpr const char* exposition = "text/plain; version=0.0.4; charset=utf-8";

constexpr unsigned ok = 200;
constexpr unsigned not_found = 404;
constexpr unsigned unavailable = 503;

const char* type_of_file(std::string_view path) {
  if (path.ends_with(".js")) return "text/javascript; charset=utf-8";
  if (path.ends_with(".css")) return "text/css; charset=utf-8";
  if (path.ends_with(".svg")) return "image/svg+xml";
  return "text/html; charset=utf-8";
}

}  // namespace

Answer answer_to(std::string_view path, const Board& board, clock::Steady now) {
  if (const auto file = page_files().find(path); file != page_files().end())
    return {ok, type_of_file(path), file->second};
  const bool known =
      path == "/metrics" || path == "/livez" || path == "/readyz" || path == "/figures.json";
  if (!known)
    return {not_found, plain, "there are /, /figures.json, /metrics, /livez and /readyz\n"};
  auto notice = board.newest();
  if (notice == nullptr || now - notice->at > notice_kept)
    return {unavailable, plain, "the gateway does not go on\n"};
  if (path == "/livez") return {ok, plain, "alive\n"};
  if (path == "/metrics") return {ok, exposition, notice->metrics, notice};
  if (path == "/figures.json") return {ok, json, notice->figures, notice};
  return {notice->ready ? ok : unavailable, json, notice->readiness, notice};
}

}  // namespace bookrent::gateway
