#pragma once
// The view context as the turn sees it: everybody's events in, queries answered.
#include "common/contract/actor.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/view/adapters/count_table.hpp"
#include "daemons/view/adapters/history_table.hpp"
#include "daemons/view/adapters/name_tables.hpp"
#include "daemons/view/adapters/payment_table.hpp"
#include "daemons/view/adapters/rental_table.hpp"
#include "daemons/view/adapters/rental_views.hpp"

namespace bookrent::view {

class ViewService final : public turn::Service {
 public:
  explicit ViewService(store::Store& store);

  std::vector<message::Operation> operations() const override;
  std::vector<std::string> sources() const override;
  turn::Answer handle(const message::Request& request, turn::Effects& effects) override;
  std::expected<void, std::string> apply(const eventlog::Event& event,
                                         turn::Effects& effects) override;
  void replied(const turn::CallReply&, turn::Effects&) override {}
  void tick(turn::Effects&) override {}
  void write_changes(const turn::Effects& effects) override;
  clock::Instant wake_at() override { return clock::Instant::max(); }
  std::vector<std::string> projected_sources() const override { return sources(); }
  /// How many rentals and payments there are, by state.
  metrics::Families figures(const turn::Effects& effects) override;
  std::unique_ptr<audit::Auditor> auditor() override;

 private:
  template <class Query, class... More>
  turn::Answer take(const message::Request& request, const More&... more);
  turn::Answer answer(const contract::RentalState& query, const contract::Actor& actor);
  turn::Answer answer(contract::ListRentals query, const contract::Actor& actor);
  turn::Answer answer(const contract::RentalHistory& query, const contract::Actor& actor);
  turn::Answer answer(const contract::Summary& query, const contract::Actor& actor,
                      const turn::Effects& effects);
  std::optional<contract::RentalView> find(std::int64_t rental_id, const contract::Actor& actor);

  store::Store& store_;
  CountTable counts_;
  NameTables names_;
  RentalTable rentals_;
  PaymentTable payments_;
  HistoryTable history_;
  RentalViews views_;
};

}  // namespace bookrent::view
