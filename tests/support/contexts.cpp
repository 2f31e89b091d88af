#include "tests/support/contexts.hpp"

#include <utility>

#include "daemons/book/adapters/book_service.hpp"
#include "daemons/book/adapters/schema.hpp"
#include "daemons/payment/adapters/payment_service.hpp"
#include "daemons/payment/adapters/schema.hpp"
#include "daemons/rental/adapters/rental_service.hpp"
#include "daemons/rental/adapters/schema.hpp"
#include "daemons/user/adapters/schema.hpp"
#include "daemons/user/adapters/user_service.hpp"
#include "daemons/view/adapters/schema.hpp"
#include "daemons/view/adapters/view_service.hpp"
#include "tests/support/logins.hpp"

namespace bookrent::support {

store::Schema schema_of(const std::string& context) {
  if (context == "user") return user::schema();
  if (context == "book") return book::schema();
  if (context == "rental") return rental::schema();
  if (context == "payment") return payment::schema();
  return view::schema();
}

std::unique_ptr<turn::Service> make_service(const std::string& context, store::Store& store,
                                            const settings::Settings& settings,
                                            ContextPorts ports) {
  if (context == "user") {
    static LoginWorld world;
    return std::make_unique<user::UserService>(store, world.outside(ports.random));
  }
  if (context == "book")
    return std::make_unique<book::BookService>(store, book::shop_terms(settings));
  if (context == "rental") {
    rental::RentalSettings read = rental::rental_settings(settings);
    read.breaker = ports.breaker;
    return std::make_unique<rental::RentalService>(store, read, ports.random);
  }
  if (context == "payment")
    return std::make_unique<payment::PaymentService>(store, std::move(ports.provider),
                                                     payment::payment_settings(settings));
  return std::make_unique<view::ViewService>(store);
}

}  // namespace bookrent::support
