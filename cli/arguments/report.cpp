#include "cli/arguments/arguments.hpp"
#include "cli/month.hpp"

namespace bookrent::cli::arguments {

void add_report_commands(Reading& reading, CLI::App& root) {
  CLI::App* noun = add_noun(root, "report", "What to write into the books",
                            "  bookrent report revenue --month 2026-10\n");
  CLI::App* app = add(noun, "revenue", "What the rentals of a month have brought in, as CSV",
                      "  bookrent report revenue --month 2026-10 >2026-10.csv\n");
  auto report = keep<ReportRevenue>();
  const auto read = [report](const std::string& text) {
    report->month = read_month(text);
    if (!report->month)
      throw CLI::ValidationError("--month",
                                 fmt::format("'{}' is not a month such as 2026-10", text));
  };
  app->add_option_function<std::string>("--month", read,
                                        "Of this month (default: the last one that is over)")
      ->type_name("MONTH");
  choose(reading, app, [report] { return *report; });
}

}  // namespace bookrent::cli::arguments
