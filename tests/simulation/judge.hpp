#pragma once
// Says what must not be. At every instant: what P2 and P3 promise. In the end, when the weather is
// calm and everything has settled: what the customers were told against what is on the disks, and
// what each context says against what the others say.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/customer.hpp"
#include "tests/simulation/suite.hpp"

namespace bookrent::simulation {

class Judge {
 public:
  /// Both are borrowed and outlive the judge.
  Judge(Suite& suite, const Bank& bank) : suite_(suite), bank_(bank) {}

  /// A context's turn was committed.
  void look(const Process& process);
  bool was_rented(std::int64_t rental_id) const { return were_rented_.contains(rental_id); }

  /// Nothing is under way any more: each reader has read all, each saga has ended.
  bool settled() const;
  /// Once it is settled.
  void judge(const std::vector<std::unique_ptr<Customer>>& customers);

  /// How far each reader of a source has read it.
  std::map<std::string, std::int64_t> readers_of(const std::string& source) const;
  std::int64_t head_of(const std::string& source) const;

  void complain(std::string what);
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  using Rows = std::vector<std::vector<std::string>>;

  Rows rows(const std::string& context, const std::string& sql) const;
  std::string cell(const std::string& context, const std::string& sql) const;
  void must_be_equal(const std::string& what, const Rows& one, const Rows& other);

  void judge_logs();
  void judge_histories(const std::vector<std::unique_ptr<Customer>>& customers);
  void judge_history(const std::vector<Command>& history);
  void judge_command(const Command& command);
  void judge_look(const Command& command);
  void judge_rentals();
  void judge_projections();
  void judge_bank();
  void ask_the_checker();

  Suite& suite_;
  const Bank& bank_;
  std::vector<std::string> complaints_;
  std::set<std::int64_t> were_rented_;
  std::map<std::string, std::multiset<std::string>> caused_;  // event types by traceparent
};

}  // namespace bookrent::simulation
