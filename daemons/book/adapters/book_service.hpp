#pragma once
// The book context as the turn sees it: messages in, use cases, messages out.
#include "common/settings/settings.hpp"
#include "common/store/store.hpp"
#include "common/turn/service.hpp"
#include "daemons/book/adapters/book_search.hpp"
#include "daemons/book/adapters/book_table.hpp"
#include "daemons/book/adapters/current_rentals.hpp"

namespace bookrent::book {

/// Throws settings::BadSetting.
ShopTerms shop_terms(const settings::Settings& settings);

class BookService final : public turn::Service {
 public:
  BookService(store::Store& store, ShopTerms shop);

  std::vector<message::Operation> operations() const override;
  std::vector<std::string> sources() const override;
  turn::Answer handle(const message::Request& request, turn::Effects& effects) override;
  std::expected<void, std::string> apply(const eventlog::Event& event,
                                         turn::Effects& effects) override;
  void replied(const turn::CallReply&, turn::Effects&) override {}
  void tick(turn::Effects&) override {}
  clock::Instant wake_at() override { return clock::Instant::max(); }
  std::vector<std::string> projected_sources() const override { return sources(); }
  void forget_projection(turn::Lost) override { rentals_.forget(); }
  void adopt(const settings::Settings& settings) override { shop_ = shop_terms(settings); }
  std::unique_ptr<audit::Auditor> auditor() override;

 private:
  template <class Message>
  turn::Answer take(const message::Request& request, turn::Effects& effects);
  turn::Answer answer(const contract::AddBook& command, Journal& journal);
  turn::Answer answer(const contract::ImportBook& command, Journal& journal);
  turn::Answer answer(const contract::ChangeBook& command, Journal& journal);
  turn::Answer answer(const contract::WithdrawBook& command, Journal& journal);
  turn::Answer answer(const contract::ShowBook& query, Journal& journal);
  turn::Answer answer(const contract::ListBooks& query, Journal& journal);
  turn::Answer answer(const contract::SearchBooks& query, Journal& journal);
  contract::Book shown(const Book& book);
  std::string page_of(std::vector<Book> books, std::int64_t limit);

  store::Store& store_;
  ShopTerms shop_;
  BookTable books_;
  BookSearch search_;
  CurrentRentals rentals_;
};

}  // namespace bookrent::book
