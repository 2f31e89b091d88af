// A file where a daemon expects its database. Input: the file. Whatever it is, it is opened or
// refused; one of another program or a newer version keeps every byte.
#include <fstream>
#include <iterator>

#include "common/store/header.hpp"
#include "common/store/store.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/support/fake_ports.hpp"

namespace bookrent::fuzz {
namespace {

constexpr std::string_view magic{"SQLite format 3\0", 16};

const store::Schema& schema() {
  static const store::Schema ours{.application_id = 0x62720001,
                                  .steps = {"CREATE TABLE a(b TEXT) STRICT"}};
  return ours;
}

void write(const std::filesystem::path& file, std::string_view content) {
  std::ofstream(file, std::ios::binary) << content;
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>{stream}, {}};
}

void check_header(const std::filesystem::path& file, std::string_view input) {
  const auto header = store::read_header(file);
  claim(header.has_value() == !input.empty(), "a header is missing in an empty file only");
  if (!header) return;
  claim(header->sqlite == (input.starts_with(magic) && input.size() >= 100),
        "a database begins with SQLite's words, and has a whole header");
  claim(!header->sqlite || header->file_bytes == input.size(), "a file is as large as it is");
}

void check_refusal(const store::OpenError& error, const std::filesystem::path& file,
                   std::string_view input) {
  claim(!error.message.empty(), "a refusal has words");  // SQLite's own may quote a broken file
  if (error.problem == store::OpenProblem::unreadable) return;
  claim(error.problem != store::OpenProblem::in_use, "nobody else uses it");
  claim(content_of(file) == input, "a file that is not ours keeps every byte");
}

}  // namespace

void run(std::string_view input) {
  static const support::ScratchDirectory directory;
  const std::filesystem::path file = directory.path() / "fuzz.db";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(file.string() + suffix);
  write(file, input);
  check_header(file, input);
  const auto opened = store::Store::open(file, schema());
  if (!opened) return check_refusal(opened.error(), file, input);
  claim(store::read_header(file)->application_id == schema().application_id,
        "a database that was opened says whose it is");
}

}  // namespace bookrent::fuzz
