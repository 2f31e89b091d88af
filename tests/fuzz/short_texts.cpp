// Short texts with a form of their own: instants, ISBNs, durations, hashes, error codes. Input: one
// such text.
#include "cli/duration.hpp"
#include "common/clock/instant.hpp"
#include "common/contract/isbn.hpp"
#include "common/eventlog/chain.hpp"
#include "common/message/error.hpp"
#include "tests/fuzz/claim.hpp"

namespace bookrent::fuzz {
namespace {

void check_instant(std::string_view text) {
  const auto instant = clock::parse_rfc3339(text);
  if (!instant) return;
  const std::string written = clock::rfc3339(*instant);
  claim(written.size() == 24 && clock::parse_rfc3339(written) == instant, "an instant is kept");
  claim(text.size() != 24 || written == text, "an instant has one text with decimals");
}

void check_isbn(std::string_view text) {
  const auto isbn = contract::canonical_isbn(text);
  if (!isbn) return claim(!contract::describe(isbn.error()).empty(), "a refusal has words");
  claim(isbn->size() == 13 && isbn->find_first_not_of("0123456789") == isbn->npos,
        "an ISBN has 13 digits");
  claim(contract::canonical_isbn(*isbn) == *isbn, "an ISBN has one spelling");
}

void check_duration(std::string_view text) {
  const auto duration = cli::read_duration(text);
  if (duration) claim(duration->count() >= 0, "no duration is negative");
}

void check_chain(std::string_view text) {
  const auto chain = eventlog::chain_from_hex(text);
  if (!chain) return;
  claim(text.size() == 64 && eventlog::chain_from_hex(eventlog::hex(*chain)) == chain,
        "a hash has 64 digits, and is kept");
}

void check_error_code(std::string_view text) {
  const auto code = message::error_code(text);
  if (code) claim(message::text_of(*code) == text, "a code has one word");
}

}  // namespace

void run(std::string_view input) {
  check_instant(input);
  check_isbn(input);
  check_duration(input);
  check_chain(input);
  check_error_code(input);
}

}  // namespace bookrent::fuzz
