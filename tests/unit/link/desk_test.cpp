#include "common/link/desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "common/suite/private_file.hpp"

namespace bookrent::link {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class LinkDesk : public testing::Test {
 protected:
  LinkDesk() {
    char name[] = "/tmp/bookrent-link.XXXXXX";
    directory_ = ::mkdtemp(name);
    suite_ = {directory_, directory_ / "run", directory_ / "bookrent.toml"};
  }
  ~LinkDesk() override { fs::remove_all(directory_); }

  auto add(const std::string& name, const std::string& context = {}) {
    return add_link(suite_, name, context, "tcp://192.0.2.7:7700", file(name));
  }
  fs::path file(const std::string& name) { return directory_ / (name + ".link"); }
  static mode_t mode_of(const fs::path& path) {
    struct stat found{};
    EXPECT_EQ(::stat(path.c_str(), &found), 0) << path;
    return found.st_mode & 0777U;
  }

  fs::path directory_;
  suite::Suite suite_;
};

TEST_F(LinkDesk, leaves_a_file_that_says_all_the_other_machine_needs) {
  const auto peer = add("view2", "view");
  ASSERT_TRUE(peer.has_value());
  const auto link = read_link_file(file("view2"));
  ASSERT_TRUE(link.has_value()) << link.error();
  EXPECT_EQ(link->name, "view2");
  EXPECT_EQ(link->context, "view");
  EXPECT_EQ(link->endpoint, "tcp://192.0.2.7:7700");
  EXPECT_EQ(link->keys.public_key, peer->public_key);
  EXPECT_EQ(link->server_key, read_gateway_keys(suite_)->public_key);
}

TEST_F(LinkDesk, leaves_what_root_makes_to_the_owner_of_the_data) {
  constexpr uid_t owner = 4711;
  if (::geteuid() != 0) GTEST_SKIP() << "only root makes files of others";
  ASSERT_EQ(::chown(directory_.c_str(), owner, owner), 0);
  ASSERT_TRUE(add("laptop").has_value());
  for (const fs::path& path : {suite_.links(), suite_.gateway_key(), suite_.allowed_links()}) {
    struct stat found{};
    ASSERT_EQ(::stat(path.c_str(), &found), 0) << path;
    EXPECT_EQ(found.st_uid, owner) << path;
  }
}

TEST_F(LinkDesk, shows_secrets_to_nobody_else) {
  ::umask(0);
  ASSERT_TRUE(add("laptop").has_value());
  EXPECT_EQ(mode_of(file("laptop")), 0600U);
  EXPECT_EQ(mode_of(suite_.gateway_key()), 0600U);
  EXPECT_EQ(mode_of(suite_.allowed_links()), 0600U);
  EXPECT_EQ(mode_of(suite_.links()), 0700U);
}

TEST_F(LinkDesk, keeps_no_secret_of_a_link) {
  ASSERT_TRUE(add("laptop").has_value());
  const auto link = read_link_file(file("laptop"));
  const auto allowed = suite::read_private_file(suite_.allowed_links());
  EXPECT_THAT(*allowed, testing::Not(HasSubstr(link->keys.secret_key)));
}

TEST_F(LinkDesk, keeps_the_gateways_key_when_links_come_and_go) {
  ASSERT_TRUE(add("a").has_value());
  const auto before = read_gateway_keys(suite_)->secret_key;
  ASSERT_TRUE(add("b").has_value());
  ASSERT_TRUE(remove_link(suite_, "a").has_value());
  ASSERT_TRUE(remove_link(suite_, "b").has_value());
  EXPECT_TRUE(read_allowed(suite_)->empty());
  EXPECT_EQ(read_gateway_keys(suite_)->secret_key, before);
}

TEST_F(LinkDesk, refuses_a_name_that_is_taken_and_removes_no_stranger) {
  ASSERT_TRUE(add("laptop").has_value());
  fs::remove(file("laptop"));
  EXPECT_EQ(add("laptop").error().reason, Refusal::Reason::rule);
  EXPECT_FALSE(fs::exists(file("laptop")));
  EXPECT_EQ(remove_link(suite_, "phone").error().reason, Refusal::Reason::rule);
  EXPECT_EQ(read_allowed(suite_)->size(), 1U);
}

TEST_F(LinkDesk, overwrites_no_file) {
  std::ofstream(file("laptop")) << "mine";
  EXPECT_EQ(add("laptop").error().reason, Refusal::Reason::rule);
  EXPECT_EQ(fs::file_size(file("laptop")), 4U);
  EXPECT_TRUE(read_allowed(suite_)->empty());
}

TEST_F(LinkDesk, allows_nothing_when_the_file_cannot_be_written) {
  const auto peer = add_link(suite_, "laptop", "", "tcp://192.0.2.7:1", directory_ / "no" / "x");
  EXPECT_EQ(peer.error().reason, Refusal::Reason::files);
  EXPECT_TRUE(read_allowed(suite_)->empty());
}

TEST_F(LinkDesk, holds_no_more_links_than_the_gateway_reads) {
  std::vector<Peer> peers;
  for (std::size_t number = 0; number < links_max; ++number)
    peers.push_back({std::string(name_characters_max - 3, 'n') + std::to_string(100 + number),
                     std::string(name_characters_max, 'c'), make_key_pair().public_key});
  fs::create_directory(suite_.links());
  suite::write_private_file(suite_.allowed_links(), text_of(peers));
  EXPECT_EQ(*read_allowed(suite_), peers);
  EXPECT_EQ(add("one-more").error().reason, Refusal::Reason::rule);
}

TEST_F(LinkDesk, says_how_to_close_a_link_file_that_others_may_read) {
  ASSERT_TRUE(add("laptop").has_value());
  ::chmod(file("laptop").c_str(), 0640);
  EXPECT_THAT(read_link_file(file("laptop")).error(), HasSubstr("chmod 600"));
}

TEST_F(LinkDesk, refuses_a_link_file_that_is_none) {
  const auto refused = [&](const std::string& content) {
    suite::write_private_file(file("x"), content);
    const auto link = read_link_file(file("x"));
    return link ? "" : link.error();
  };
  EXPECT_THAT(refused(""), HasSubstr("no JSON object"));
  EXPECT_THAT(refused("[]"), HasSubstr("no JSON object"));
  EXPECT_THAT(refused(R"({"endpoint":7})"), HasSubstr("endpoint"));
  EXPECT_THAT(refused(R"({"endpoint":"tcp://192.0.2.7:1","server_key":"short"})"),
              HasSubstr("server_key"));
  const std::string key = make_key_pair().public_key;
  suite::write_private_file(file("x"), text_of({"x", "", "tcp://192.0.2.7:1", key, {"", "none"}}));
  EXPECT_THAT(read_link_file(file("x")).error(), HasSubstr("secret_key"));
}

TEST(AllowedLinks, are_refused_as_a_whole_with_the_line_that_is_wrong) {
  const std::string good = text_of({{"a", "", make_key_pair().public_key}});
  const std::string key = make_key_pair().public_key;
  EXPECT_TRUE(read_peers("").has_value());
  EXPECT_TRUE(read_peers(good.substr(0, good.size() - 1)).has_value());
  for (const std::string& line :
       {std::string{}, std::string{"b client"}, "b client " + key.substr(1), "b  client " + key,
        "b friend " + key, "b worker= " + key, "b worker=../x " + key, "../b client " + key,
        "b client " + key + " ", good.substr(0, good.size() - 1), "a client " + key})
    EXPECT_THAT(read_peers(good + line + "\n").error(), HasSubstr("line 2")) << line;
}

TEST(LinkKeys, are_pairs) {
  const KeyPair keys = make_key_pair();
  EXPECT_EQ(pair_of(keys.secret_key)->public_key, keys.public_key);
  EXPECT_FALSE(pair_of("").has_value());
  EXPECT_FALSE(pair_of(std::string(key_characters, ' ')).has_value());
  EXPECT_FALSE(is_key(std::string(key_characters, '\0')));
  EXPECT_EQ(z85_of("short"), "");
}

}  // namespace
}  // namespace bookrent::link
