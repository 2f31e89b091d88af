#include "common/suite/suite.hpp"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

#include "common/suite/file_lock.hpp"

namespace bookrent::suite {
namespace {

namespace fs = std::filesystem;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::size_t socket_path_bytes_max = 107;

class Variable {
 public:
  Variable(const char* name, const std::optional<std::string>& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    set(value);
  }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;
  ~Variable() { set(before_); }

  void set(const std::optional<std::string>& value) {
    if (value) {
      ::setenv(name_, value->c_str(), 1);
    } else {
      ::unsetenv(name_);
    }
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

mode_t mode_of(const fs::path& path) {
  struct stat found = {};
  return ::lstat(path.c_str(), &found) == 0 ? found.st_mode & 07777 : 0;
}

class SuiteTest : public ::testing::Test {
 protected:
  SuiteTest() {
    std::string name = "/tmp/suite-XXXXXX";
    root_ = fs::canonical(::mkdtemp(name.data()));
    runtime_ = root_ / "runtime";
    fs::create_directory(runtime_);
    fs::permissions(runtime_, fs::perms::owner_all);
    runtime_variable_.set(runtime_.string());
  }
  ~SuiteTest() override { fs::remove_all(root_); }

  fs::path long_data(const std::string& last = "library") const {
    return root_ / std::string(60, 'a') / std::string(60, 'b') / last;
  }

  // The path whose run directory's longest socket has exactly this many bytes.
  fs::path data_for_socket_path_of(std::size_t bytes) const {
    const auto rest = (root_ / "").native().size() + std::string("/run/clients").size();
    return root_ / std::string(bytes - rest, 'd');
  }

  fs::path root_;
  fs::path runtime_;
  Variable runtime_variable_{"XDG_RUNTIME_DIR", std::nullopt};
};

TEST_F(SuiteTest, keeps_everything_below_a_short_data_directory) {
  const auto suite = Suite::at(root_ / "lib");
  ASSERT_TRUE(suite) << suite.error();
  EXPECT_EQ(suite->data, root_ / "lib");
  EXPECT_EQ(suite->run, root_ / "lib/run");
  EXPECT_EQ(suite->settings, root_ / "lib/bookrent.toml");
  EXPECT_EQ(suite->clients_endpoint(), "ipc://" + (root_ / "lib/run/clients").string());
  EXPECT_EQ(suite->workers_endpoint(), "ipc://" + (root_ / "lib/run/workers").string());
  EXPECT_EQ(suite->events_endpoint(), "ipc://" + (root_ / "lib/run/events").string());
  EXPECT_EQ(suite->gateway_lock(), root_ / "lib/run/gateway.lock");
  EXPECT_EQ(suite->supervisor_lock(), root_ / "lib/up.lock");
}

TEST_F(SuiteTest, makes_a_relative_directory_absolute) {
  const auto before = fs::current_path();
  fs::current_path(root_);
  const auto suite = Suite::at("library");
  fs::current_path(before);
  ASSERT_TRUE(suite);
  EXPECT_EQ(suite->data, root_ / "library");
}

TEST_F(SuiteTest, knows_one_directory_by_all_its_names) {
  const auto before = Suite::at(root_ / "library/");
  fs::create_directory(root_ / "library");
  fs::create_directory_symlink(root_ / "library", root_ / "alias");
  ASSERT_TRUE(before);
  EXPECT_EQ(before->data, root_ / "library");
  EXPECT_EQ(Suite::at(root_ / "library/")->data, before->data);
  EXPECT_EQ(Suite::at(root_ / "alias")->data, before->data);
  EXPECT_EQ(Suite::at(root_ / "other/../library/.")->data, before->data);
}

TEST_F(SuiteTest, refuses_a_directory_without_a_name) {
  const auto suite = Suite::at("");
  ASSERT_FALSE(suite);
  EXPECT_THAT(suite.error(), HasSubstr("no name"));
}

TEST_F(SuiteTest, uses_all_the_bytes_of_a_socket_path_and_no_more) {
  const auto fitting = Suite::at(data_for_socket_path_of(socket_path_bytes_max));
  const auto longer = Suite::at(data_for_socket_path_of(socket_path_bytes_max + 1));
  ASSERT_TRUE(fitting);
  ASSERT_TRUE(longer);
  EXPECT_EQ((fitting->run / "clients").native().size(), socket_path_bytes_max);
  EXPECT_EQ(fitting->run, fitting->data / "run");
  EXPECT_EQ(longer->run.parent_path(), runtime_);
}

TEST_F(SuiteTest, gives_a_long_data_directory_a_short_run_directory_of_its_own) {
  const auto one = Suite::at(long_data("one"));
  const auto two = Suite::at(long_data("two"));
  ASSERT_TRUE(one);
  ASSERT_TRUE(two);
  EXPECT_THAT(one->run.filename().string(), ::testing::MatchesRegex("bookrent-[0-9a-f]{16}"));
  EXPECT_NE(one->run, two->run);
  EXPECT_EQ(one->run, Suite::at(long_data("one"))->run);
  EXPECT_EQ(one->settings, long_data("one") / "bookrent.toml");
}

TEST_F(SuiteTest, runs_in_tmp_without_a_usable_runtime_directory) {
  const auto expected = "/tmp/bookrent-" + std::to_string(::geteuid()) + "-";
  for (const auto& unusable :
       {std::optional<std::string>{}, std::optional<std::string>{""},
        std::optional<std::string>{"relative"}, std::optional{(root_ / "missing").string()}}) {
    runtime_variable_.set(unusable);
    const auto suite = Suite::at(long_data());
    ASSERT_TRUE(suite);
    EXPECT_THAT(suite->run.string(), StartsWith(expected)) << unusable.value_or("unset");
  }
}

TEST_F(SuiteTest, refuses_in_words_a_runtime_directory_that_is_too_long) {
  const auto runtime = root_ / std::string(80, 'r');
  fs::create_directory(runtime);
  runtime_variable_.set(runtime.string());
  const auto suite = Suite::at(long_data());
  ASSERT_FALSE(suite);
  EXPECT_THAT(suite.error(), HasSubstr(runtime.string() + " is too long"));
  EXPECT_THAT(suite.error(), HasSubstr("107"));
  EXPECT_THAT(suite.error(), HasSubstr("XDG_RUNTIME_DIR"));
}

TEST_F(SuiteTest, is_found_by_a_process_with_another_environment) {
  const auto suite = Suite::at(long_data());
  ASSERT_TRUE(prepare(*suite));
  runtime_variable_.set(std::nullopt);
  EXPECT_EQ(Suite::at(long_data())->run, suite->run);
}

TEST_F(SuiteTest, does_not_share_the_run_directory_of_the_suite_it_was_copied_from) {
  const auto original = Suite::at(long_data("original"));
  ASSERT_TRUE(prepare(*original));
  fs::copy(original->data, long_data("copied"),
           fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  EXPECT_NE(Suite::at(long_data("copied"))->run, original->run);
}

TEST_F(SuiteTest, does_not_trust_a_short_run_directory_that_others_can_enter) {
  const auto run = Suite::at(long_data())->run;
  fs::create_directory(run);
  fs::permissions(run, fs::perms::all);
  const auto suite = Suite::at(long_data());
  ASSERT_FALSE(suite);
  EXPECT_THAT(suite.error(), HasSubstr("others can enter"));
}

TEST_F(SuiteTest, lies_where_its_unit_says_when_installed) {
  const Variable no_state("STATE_DIRECTORY", std::nullopt);
  const Variable no_runtime("RUNTIME_DIRECTORY", std::nullopt);
  EXPECT_EQ(Suite::of_unit().data, "/var/lib/bookrent");
  EXPECT_EQ(Suite::of_unit().run, "/run/bookrent");
  EXPECT_EQ(Suite::of_unit().settings, "/etc/bookrent/bookrent.toml");
  const Variable state("STATE_DIRECTORY", "/srv/bookrent:/srv/other");
  const Variable runtime("RUNTIME_DIRECTORY", "/run/elsewhere");
  EXPECT_EQ(Suite::of_unit().data, "/srv/bookrent");
  EXPECT_EQ(Suite::of_unit().run, "/run/elsewhere");
}

TEST_F(SuiteTest, is_found_from_the_unit_of_a_job) {
  const Variable state("STATE_DIRECTORY", "/var/lib/bookrent/backups");
  const Variable runtime("RUNTIME_DIRECTORY", "/run/bookrent-backup");
  EXPECT_EQ(Suite::installed().data, "/var/lib/bookrent");
  EXPECT_EQ(Suite::installed().run, "/run/bookrent");
}

TEST_F(SuiteTest, defaults_to_the_users_data_directory) {
  const Variable home("HOME", "/home/mina");
  Variable data("XDG_DATA_HOME", std::nullopt);
  EXPECT_EQ(default_data_directory(), "/home/mina/.local/share/bookrent");
  data.set("relative");
  EXPECT_EQ(default_data_directory(), "/home/mina/.local/share/bookrent");
  data.set("/data/mina");
  EXPECT_EQ(default_data_directory(), "/data/mina/bookrent");
}

TEST_F(SuiteTest, is_prepared_closed_to_others_whatever_the_umask) {
  for (const mode_t mask : {0000U, 0077U, 0777U}) {
    const auto suite = Suite::at(root_ / ("deep" + std::to_string(mask)) / "er/library");
    const auto before = ::umask(mask);
    const auto prepared = prepare(*suite);
    ::umask(before);
    ASSERT_TRUE(prepared) << prepared.error();
    EXPECT_EQ(mode_of(suite->data), 0700U);
    EXPECT_EQ(mode_of(suite->data.parent_path()), 0700U);
    EXPECT_EQ(mode_of(suite->run), 0700U);
  }
}

TEST_F(SuiteTest, is_prepared_again_without_a_change) {
  const auto suite = Suite::at(long_data());
  ASSERT_TRUE(prepare(*suite));
  EXPECT_TRUE(prepare(*suite));
}

TEST_F(SuiteTest, closes_a_data_directory_that_was_made_for_it) {
  const auto suite = Suite::at(root_ / "library");
  fs::create_directory(suite->data);
  std::ofstream(suite->settings) << "[log]\n";
  fs::create_directory(suite->links());
  fs::permissions(suite->data, static_cast<fs::perms>(0755));
  ASSERT_TRUE(prepare(*suite));
  EXPECT_EQ(mode_of(suite->data), 0700U);
  EXPECT_EQ(mode_of(suite->run), 0700U);
}

TEST_F(SuiteTest, refuses_a_data_directory_in_use_that_others_can_enter) {
  const auto suite = Suite::at(root_ / "library");
  ASSERT_TRUE(prepare(*suite));
  std::ofstream(suite->data / "user.db") << "hashes of passwords";
  for (const unsigned mode : {0701U, 0710U, 0755U}) {
    fs::permissions(suite->data, static_cast<fs::perms>(mode));
    const auto prepared = prepare(*suite);
    const auto checked = check_data(*suite);
    ASSERT_FALSE(prepared || checked);
    EXPECT_THAT(prepared.error(), HasSubstr("can be entered by others; say `chmod 700` on it"));
    EXPECT_EQ(checked.error(), prepared.error());
    EXPECT_EQ(mode_of(suite->data), mode);
  }
}

/// Whoever is root may everything, and is nobody for a while.
class WithoutRights {
 public:
  WithoutRights() { [[maybe_unused]] const int changed = ::seteuid(was_ == 0 ? nobody : was_); }
  WithoutRights(const WithoutRights&) = delete;
  WithoutRights& operator=(const WithoutRights&) = delete;
  ~WithoutRights() { [[maybe_unused]] const int changed = ::seteuid(was_); }

 private:
  static constexpr uid_t nobody = 65534;
  uid_t was_ = ::geteuid();
};

TEST_F(SuiteTest, names_the_directory_that_is_closed_to_a_client_and_its_owner) {
  const auto suite = Suite::at(root_ / "library");
  ASSERT_TRUE(prepare(*suite));
  std::ofstream(suite->run / "clients") << "";
  fs::permissions(root_, static_cast<fs::perms>(0755));
  EXPECT_EQ(why_closed(suite->run / "clients"), std::nullopt);
  fs::permissions(suite->data, fs::perms::none);
  const WithoutRights nobody;
  const auto why = why_closed(suite->run / "clients");
  ASSERT_TRUE(why);
  EXPECT_THAT(*why, StartsWith(suite->data.string() + " belongs to "));
  EXPECT_EQ(Suite::at(root_ / "library")->run, suite->run);
  EXPECT_EQ(why_closed(root_ / "no library" / "clients"), std::nullopt);
}

TEST_F(SuiteTest, names_a_socket_that_is_closed_to_a_client) {
  fs::permissions(root_, static_cast<fs::perms>(0755));
  std::ofstream(root_ / "clients") << "";
  fs::permissions(root_ / "clients", fs::perms::none);
  const WithoutRights nobody;
  EXPECT_THAT(why_closed(root_ / "clients").value_or(""), StartsWith((root_ / "clients").string()));
}

TEST_F(SuiteTest, refuses_a_data_directory_of_another_user_before_anything_is_made_there) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory away";
  const auto suite = Suite::at(root_ / "library");
  fs::create_directories(suite->data);
  fs::permissions(suite->data, fs::perms::owner_all);
  ASSERT_EQ(::chown(suite->data.c_str(), 65534, 65534), 0);
  const auto prepared = prepare(*suite);
  ASSERT_FALSE(prepared);
  EXPECT_THAT(prepared.error(), HasSubstr("belongs to nobody, and this runs as root"));
  EXPECT_FALSE(fs::exists(suite->run));
}

TEST_F(SuiteTest, refuses_a_symlinked_run_directory) {
  const auto suite = Suite::at(root_ / "library");
  fs::create_directories(root_ / "elsewhere");
  fs::create_directory(suite->data);
  fs::permissions(suite->data, fs::perms::owner_all);
  fs::create_directory_symlink(root_ / "elsewhere", suite->run);
  const auto prepared = prepare(*suite);
  ASSERT_FALSE(prepared);
  EXPECT_THAT(prepared.error(), HasSubstr("symbolic link"));
}

TEST_F(SuiteTest, refuses_a_run_directory_that_others_can_enter) {
  const auto suite = Suite::at(root_ / "library");
  fs::create_directories(suite->run);
  fs::permissions(suite->data, fs::perms::owner_all);
  fs::permissions(suite->run, static_cast<fs::perms>(0710));
  const auto prepared = prepare(*suite);
  ASSERT_FALSE(prepared);
  EXPECT_THAT(prepared.error(), HasSubstr("others can enter"));
}

TEST_F(SuiteTest, refuses_a_run_directory_of_another_user) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a directory away";
  const auto suite = Suite::at(root_ / "library");
  fs::create_directories(suite->run);
  fs::permissions(suite->data, fs::perms::owner_all);
  fs::permissions(suite->run, fs::perms::owner_all);
  ASSERT_EQ(::chown(suite->run.c_str(), 65534, 65534), 0);
  const auto prepared = prepare(*suite);
  ASSERT_FALSE(prepared);
  EXPECT_THAT(prepared.error(), HasSubstr("another user"));
}

TEST_F(SuiteTest, refuses_a_file_in_the_place_of_a_directory) {
  std::ofstream(root_ / "library") << "a file";
  const auto prepared = prepare(*Suite::at(root_ / "library"));
  ASSERT_FALSE(prepared);
  EXPECT_THAT(prepared.error(), EndsWith("is not a directory"));
}

class FileLockTest : public SuiteTest {
 protected:
  fs::path path_ = root_ / "up.lock";
};

TEST_F(FileLockTest, names_its_holder) {
  EXPECT_EQ(lock_holder(path_), std::nullopt);
  const auto lock = FileLock::take(path_);
  ASSERT_TRUE(lock) << lock.error().reason;
  EXPECT_EQ(lock_holder(path_), ::getpid());
  EXPECT_EQ(mode_of(path_), 0600U);
}

TEST_F(FileLockTest, is_refused_to_a_second_taker_with_the_holders_pid) {
  const auto first = FileLock::take(path_);
  const auto second = FileLock::take(path_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().holder, ::getpid());
  EXPECT_THAT(second.error().reason, HasSubstr(std::to_string(::getpid())));
}

TEST_F(FileLockTest, is_free_after_its_end_and_after_being_asked_for) {
  {
    const auto lock = FileLock::take(path_);
  }
  EXPECT_EQ(lock_holder(path_), std::nullopt);
  EXPECT_TRUE(FileLock::take(path_));
}

TEST_F(FileLockTest, moves_with_its_object) {
  auto first = FileLock::take(path_);
  const FileLock second = *std::move(first);
  EXPECT_EQ(lock_holder(path_), ::getpid());
}

TEST_F(FileLockTest, ends_with_a_killed_process) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = FileLock::take(path_);
    ::raise(SIGKILL);
  }
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  EXPECT_EQ(lock_holder(path_), std::nullopt);
  EXPECT_TRUE(FileLock::take(path_));
}

TEST_F(FileLockTest, has_no_holder_where_the_file_cannot_be_used) {
  const auto lock = FileLock::take(root_ / "missing/up.lock");
  ASSERT_FALSE(lock);
  EXPECT_EQ(lock.error().holder, std::nullopt);
  EXPECT_THAT(lock.error().reason, HasSubstr("cannot be locked"));
}

TEST_F(FileLockTest, is_not_taken_through_a_symbolic_link) {
  fs::create_symlink(root_ / "target", path_);
  EXPECT_FALSE(FileLock::take(path_));
  EXPECT_FALSE(fs::exists(root_ / "target"));
}

}  // namespace
}  // namespace bookrent::suite
