#include <unistd.h>

#include <nlohmann/json.hpp>

#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/input.hpp"
#include "cli/commands/pipeline.hpp"
#include "cli/commands/tally.hpp"
#include "cli/records/record_reader.hpp"
#include "cli/records/values.hpp"
#include "cli/render/progress.hpp"
#include "cli/shown/shown.hpp"

namespace bookrent::cli {
namespace {

/// The operations that take records: the columns they need, and which field is the id of a reply.
struct BatchKind {
  std::string_view context, operation;
  std::vector<std::vector<std::string>> required;
  const char* id;
};

const BatchKind& kind_of(const Batch& batch) {
  static const BatchKind kinds[] = {
      {"user", "add", {{"name"}, {"email"}}, "user_id"},
      {"rental", "rent", {{"book_id"}}, "rental_id"},
      {"rental", "cancel", {{"rental_id"}}, "rental_id"},
      {"rental", "return", {{"rental_id"}}, "rental_id"},
  };
  return *std::ranges::find_if(kinds, [&](const BatchKind& kind) {
    return kind.context == batch.context && kind.operation == batch.operation;
  });
}

message::Reply bad_record(std::string what) {
  message::Error error;
  error.code = message::ErrorCode::invalid;
  error.message = std::move(what);
  return message::error_reply({}, std::move(error));
}

/// CSV cells are text: numbers are what the contract has as numbers.
std::expected<std::string, std::string> body_of(nlohmann::json fields, const Batch& batch) {
  for (const char* name : {"user_id", "book_id", "rental_id", "days"}) {
    const auto found = fields.find(name);
    if (found == fields.end() || found->is_null()) continue;
    const auto number = as_integer(*found);
    if (!number) return std::unexpected(fmt::format("{}: {}", name, number.error()));
    *found = *number;
  }
  if (batch.user_id && !fields.contains("user_id")) fields["user_id"] = *batch.user_id;
  return fields.dump();
}

class BatchRun {
 public:
  BatchRun(const Batch& batch, Session& session, client::Client& client, Input& input)
      : batch_(batch),
        session_(session),
        input_(input),
        progress_(input.is_terminal() ? -1 : STDERR_FILENO, batch.operation, std::nullopt,
                  std::chrono::steady_clock::now()),
        pipeline_(session, client,
                  [this](std::size_t line, const message::Reply& reply) { deliver(line, reply); }) {
  }

  int run(RecordReader& reader) {
    input_.while_waiting([this](int file) { pipeline_.go_on_until(file); });
    while (auto record = reader.next()) {
      if (*record)
        send(**record);
      else
        pipeline_.add_answered(record->error().line, bad_record(record->error().message));
    }
    pipeline_.finish();
    return tally_.status();
  }

 private:
  void send(const Record& record) {
    auto body = body_of(record.fields, batch_);
    if (!body) return pipeline_.add_answered(record.line, bad_record(body.error()));
    message::Request request = session_.request(batch_.context, batch_.operation, *std::move(body));
    request.key = fmt::format("{}-{}", session_.key(), record.line);
    pipeline_.add(record.line, std::move(request));
  }

  void deliver(std::size_t line, const message::Reply& reply) {
    tally_.count(reply);
    if (session_.out().columns || reply.error) progress_.hide();
    if (reply.error)
      session_.tell(*reply.error, input_.place(line));
    else
      print(reply);
    progress_.update(tally_.total(), std::chrono::steady_clock::now());
  }

  void print(const message::Reply& reply) const {
    if (session_.options().json) return session_.print_json(reply);
    if (session_.options().quiet) return session_.print(id_of(reply));
    session_.print(batch_.context == "user" ? sentence<contract::User>(reply)
                                            : sentence<contract::Rental>(reply));
  }

  template <class Shown>
  std::string sentence(const message::Reply& reply) const {
    const auto shown = contract::decode<Shown>(reply.body);
    return shown ? sentence_of(*shown) : id_of(reply);
  }

  std::string id_of(const message::Reply& reply) const {
    const auto json = nlohmann::json::parse(reply.body, nullptr, false);
    return json.value(kind_of(batch_).id, nlohmann::json{}).dump();
  }

  const Batch& batch_;
  Session& session_;
  Input& input_;
  Tally tally_;
  Progress progress_;
  Pipeline pipeline_;
};

}  // namespace

int run(const Batch& command, Session& session) {
  auto input = Input::open(command.file, session);
  if (!input) return input.error();
  auto reader = RecordReader::create(input->stream(), {input->name(), kind_of(command).required});
  if (!reader) return session.fail(usage, reader.error());
  const auto client = session.gateway();
  if (!client) return client.error();
  return BatchRun(command, session, **client, *input).run(*reader);
}

}  // namespace bookrent::cli
