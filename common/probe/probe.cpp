#include "common/probe/probe.hpp"

#include <utility>

#ifdef BOOKRENT_PROBES

namespace bookrent::probe {
namespace {

thread_local std::map<std::string_view, std::int64_t> reached_marks;
thread_local std::string planted_fault;

}  // namespace

void reached(std::string_view mark) { ++reached_marks[mark]; }

bool planted(std::string_view fault) { return !planted_fault.empty() && planted_fault == fault; }

const std::map<std::string_view, std::int64_t>& counts() { return reached_marks; }

void clear() { reached_marks.clear(); }

void plant(std::string fault) { planted_fault = std::move(fault); }

}  // namespace bookrent::probe

#endif
