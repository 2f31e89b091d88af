#include <unistd.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/catalogue/catalogue_entry.hpp"
#include "cli/commands/asking.hpp"
#include "cli/commands/commands.hpp"
#include "cli/commands/input.hpp"
#include "cli/commands/pipeline.hpp"
#include "cli/commands/tally.hpp"
#include "cli/error_line.hpp"
#include "cli/records/record_reader.hpp"
#include "cli/render/progress.hpp"
#include "common/contract/money.hpp"

namespace bookrent::cli {
namespace {

constexpr std::uint64_t told_max = 100;

message::Reply refusal(std::string what) {
  message::Error error;
  error.code = message::ErrorCode::invalid;
  error.message = std::move(what);
  return message::error_reply({}, std::move(error));
}

std::string body_of(CatalogueEntry entry) {
  contract::AddBook book;
  book.title = std::move(entry.title);
  book.authors = std::move(entry.authors);
  book.isbn = std::move(entry.isbn);
  book.year = entry.year;
  book.language = std::move(entry.language);
  book.fee = entry.fee;
  book.copies = entry.copies;
  book.days = entry.days;
  return contract::encode(contract::ImportBook{std::move(book)});
}

class Import {
 public:
  Import(const ImportBooks& command, Session& session, client::Client& client, Input& input)
      : defaults_{command.fee, command.copies, command.days},
        session_(session),
        input_(input),
        started_(std::chrono::steady_clock::now()),
        progress_(input.is_terminal() ? -1 : STDERR_FILENO, "importing", std::nullopt, started_),
        pipeline_(session, client,
                  [this](std::size_t line, const message::Reply& reply) { deliver(line, reply); }) {
  }

  int run(RecordReader& reader) {
    input_.while_waiting([this](int file) { pipeline_.go_on_until(file); });
    while (auto record = reader.next()) {
      if (*record)
        send(**record);
      else
        pipeline_.add_answered(record->error().line, refusal(record->error().message));
    }
    pipeline_.finish();
    progress_.hide();
    if (untold_ > 0)
      fmt::print(stderr, "{}: so with {} more; --json names each\n", input_.name(),
                 contract::grouped(untold_));
    summarize();
    return tally_.status();
  }

 private:
  void send(const Record& record) {
    auto reading = read_catalogue_entry(record.fields, defaults_);
    if (!reading) return pipeline_.add_answered(record.line, refusal(reading.error()));
    take_notes(record.line, reading->notes);
    message::Request request =
        session_.request("book", contract::ImportBook::operation, body_of(reading->entry));
    request.key = fmt::format("{}-{}", session_.key(), record.line);
    pipeline_.add(record.line, std::move(request));
  }

  void take_notes(std::size_t line, const std::vector<Note>& notes) {
    for (const Note& note : notes) {
      ++notes_[note.kind];
      if (session_.options().json)
        tell_fate(line, "note", {{"note", note.text}});
      else if (!is_routine(note.kind) && may_tell())
        fmt::print(stderr, "{}: {}\n", input_.place(line), note.text);
    }
  }

  /// For programs: what became of a record, in one object on stderr.
  void tell_fate(std::size_t line, const char* fate, nlohmann::ordered_json more) {
    progress_.hide();
    nlohmann::ordered_json json{{"where", input_.place(line)}, {"line", line}, {"fate", fate}};
    json.update(more);
    fmt::print(stderr, "{}\n",
               json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
  }

  /// Whether there is room for one more line about a record. A file that is bad throughout says the
  /// same of each, and what matters would be lost among it.
  bool may_tell() {
    progress_.hide();
    if (told_ < told_max) return ++told_, true;
    ++untold_;
    return false;
  }

  void deliver(std::size_t line, const message::Reply& reply) {
    tally_.count(reply);
    if (reply.error)
      refuse(line, *reply.error);
    else
      take(line, reply);
    progress_.update(tally_.total(), std::chrono::steady_clock::now());
  }

  void refuse(std::size_t line, const message::Error& error) {
    ++refused_;
    if (session_.options().json)
      tell_fate(line, "refused", nlohmann::ordered_json::parse(json_line(error)));
    else if (may_tell())
      session_.tell(error, input_.place(line));
  }

  void take(std::size_t line, const message::Reply& reply) {
    const auto book = contract::decode<contract::ImportedBook>(reply.body);
    const bool added = book && book->added;
    ++(added ? added_ : unchanged_);
    if (session_.options().json)
      tell_fate(line, added ? "added" : "unchanged",
                book ? nlohmann::ordered_json{{"book_id", book->book_id}}
                     : nlohmann::ordered_json::object());
    else if (added && session_.options().quiet)
      session_.print(std::to_string(book->book_id));
  }

  void summarize() const {
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - started_;
    if (session_.options().json) return session_.print(json_summary(time.count()));
    if (session_.options().quiet) return;
    const auto rate =
        static_cast<std::uint64_t>(static_cast<double>(tally_.total()) / time.count());
    fmt::print("{}: {} records in {:.1f} s, {} a second\n", input_.name(),
               contract::grouped(tally_.total()), time.count(), contract::grouped(rate));
    fmt::print("{:>10} added\n{:>10} unchanged: in the catalogue already\n{:>10} refused{}\n",
               contract::grouped(added_), contract::grouped(unchanged_),
               contract::grouped(refused_),
               refused_ == 0  ? ""
               : untold_ == 0 ? ": each is named above with its line"
                              : ": the first are named above with their lines");
    for (const auto& [kind, count] : notes_)
      fmt::print("{:>10} × {}\n", contract::grouped(count), describe(kind));
  }

  std::string json_summary(double seconds) const {
    auto notes = nlohmann::ordered_json::object();
    for (const auto& [kind, count] : notes_) notes[std::string{describe(kind)}] = count;
    return nlohmann::ordered_json{{"records", tally_.total()},
                                  {"added", added_},
                                  {"unchanged", unchanged_},
                                  {"refused", refused_},
                                  {"notes", notes},
                                  {"duration_ms", static_cast<std::int64_t>(seconds * 1000)}}
        .dump();
  }

  CatalogueDefaults defaults_;
  Session& session_;
  Input& input_;
  std::chrono::steady_clock::time_point started_;
  std::uint64_t added_ = 0, unchanged_ = 0, refused_ = 0;
  std::map<NoteKind, std::uint64_t> notes_;
  std::uint64_t told_ = 0, untold_ = 0;  // lines about a record, for people
  Tally tally_;
  Progress progress_;
  Pipeline pipeline_;
};

}  // namespace

int run(const ImportBooks& command, Session& session) {
  auto input = Input::open(command.file, session);
  if (!input) return input.error();
  auto reader = RecordReader::create(input->stream(), {input->name(), {{"title"}}});
  if (!reader) return session.fail(usage, reader.error());
  const auto client = session.gateway();
  if (!client) return client.error();
  return Import(command, session, **client, *input).run(*reader);
}

}  // namespace bookrent::cli
