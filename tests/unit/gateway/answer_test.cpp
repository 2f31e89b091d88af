#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "daemons/gateway/admin/answer.hpp"
#include "daemons/gateway/admin/page_files.hpp"

namespace bookrent::gateway {
namespace {

using std::chrono_literals::operator""s;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class AnswerTest : public testing::Test {
 protected:
  Answer get(std::string_view path) { return answer_to(path, board_, now_); }

  clock::Steady now_{100s};
  Board board_;
};

TEST_F(AnswerTest, is_the_page_with_each_file_under_its_type) {
  EXPECT_THAT(std::string{get("/").body}, StartsWith("<!doctype html>"));
  EXPECT_THAT(get("/").type, StartsWith("text/html;"));
  EXPECT_THAT(get("/style.css").type, StartsWith("text/css;"));
  EXPECT_THAT(get("/page.js").type, StartsWith("text/javascript;"));
  EXPECT_STREQ(get("/icon.svg").type, "image/svg+xml");
}

TEST_F(AnswerTest, has_each_file_that_the_page_names_and_nothing_from_elsewhere) {
  const std::regex named(R"re((?:(?:src|href)=|from )["'](\.?/[^"'#]*)["'])re");
  int found = 0;
  for (const auto& [path, body] : page_files()) {
    if (path == "/uplot.js") continue;
    const std::string text{body};
    EXPECT_THAT(text, Not(HasSubstr("src=\"http"))) << path;
    EXPECT_THAT(text, Not(HasSubstr("innerHTML"))) << path;
    EXPECT_THAT(text, Not(HasSubstr(" style=\""))) << path << " is refused by the policy";
    for (std::sregex_iterator at(text.begin(), text.end(), named), end; at != end; ++at, ++found) {
      const std::string target = (*at)[1].str().substr((*at)[1].str().front() == '.' ? 1 : 0);
      if (target != "/metrics" && target != "/readyz") {
        EXPECT_EQ(get(target).status, 200U) << path << " names " << target;
      }
    }
  }
  EXPECT_GE(found, 10);
}

TEST_F(AnswerTest, is_small) {
  std::size_t all = 0;
  for (const auto& [path, body] : page_files()) all += body.size();
  EXPECT_LT(all, 120U * 1024U) << "and 30 KiB are left for the figures";
}

TEST_F(AnswerTest, to_what_is_not_there_is_404) {
  for (const char* path :
       {"/nothing", "/page", "//", "/third_party/uplot/LICENSE", "/../passwd", ""})
    EXPECT_EQ(get(path).status, 404U) << path;
}

TEST_F(AnswerTest, shows_figures_as_the_board_has_them_and_none_that_are_old) {
  EXPECT_EQ(get("/figures.json").status, 503U);
  board_.put({.metrics = "m", .ready = true, .readiness = "r", .figures = "{}", .at = now_});
  EXPECT_EQ(get("/figures.json").status, 200U);
  EXPECT_EQ(get("/figures.json").body, "{}");
  EXPECT_STREQ(get("/figures.json").type, "application/json");
  now_ += 6s;
  EXPECT_EQ(get("/figures.json").status, 503U);
  EXPECT_EQ(get("/").status, 200U) << "the page is there to say so";
}

}  // namespace
}  // namespace bookrent::gateway
