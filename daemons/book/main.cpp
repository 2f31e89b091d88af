#include "common/contract/settings.hpp"
#include "common/daemon/context.hpp"
#include "daemons/book/adapters/book_service.hpp"
#include "daemons/book/adapters/schema.hpp"

using namespace bookrent;

int main(int argc, char** argv) {
  return daemon::run_context(argc, argv,
                             {"book", book::schema(), contract::all_settings(), book::shop_terms,
                              [](const daemon::Ports& ports) {
                                return std::make_unique<book::BookService>(
                                    ports.store, book::shop_terms(ports.settings));
                              }});
}
