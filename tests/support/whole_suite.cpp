#include "tests/support/whole_suite.hpp"

#include <algorithm>
#include <stdexcept>

#include "common/contract/settings.hpp"
#include "daemons/payment/adapters/providers.hpp"
#include "tests/support/contexts.hpp"

namespace bookrent::support {
namespace {

constexpr const char* client = "client";
constexpr clock::Milliseconds step_time{50};

}  // namespace

WholeSuite::WholeSuite(const settings::Environment& environment)
    : settings_(settings::Settings::load("", contract::all_settings(), environment).value()) {
  restart_gateway();
  for (const char* name : context_names) {
    contexts_.emplace_back().name = name;
    start(name);
  }
  pass(std::chrono::seconds{2});
}

WholeSuite::~WholeSuite() = default;

void WholeSuite::make(Context& context) {
  context.service = make_service(
      context.name, *context.store, settings_,
      {random_,
       context.name == "payment" ? payment::make_provider(settings_, clock_, random_) : nullptr});
}

void WholeSuite::start(const std::string& name) {
  Context& context = context_named(name);
  auto store = store::Store::open(scratch_.path() / (name + ".db"), schema_of(name));
  if (!store) throw std::runtime_error(store.error().message);
  context.store = *std::move(store);
  make(context);
  context.engine =
      std::make_unique<turn::Engine>(name, *context.store, *context.service, clock_, random_);
  context.peer = name + "#" + std::to_string(++starts_);
  context.engine->connected(bus::Link::gateway);
  deliver(*context.engine, context.engine->turn({}));
}

void WholeSuite::kill(const std::string& name) {
  Context& context = context_named(name);
  context.inbox.clear();
  context.engine.reset();
  context.service.reset();
  context.store.reset();
  context.peer.clear();
}

void WholeSuite::restart_gateway() {
  gateway_inbox_.clear();
  gateway_ = std::make_unique<gateway::Gateway>(gateway::GatewayLimits{}, keys_, clock_, random_);
  for (Context& context : contexts_)
    if (context.engine) context.engine->connected(bus::Link::gateway);
}

void WholeSuite::change_settings(const settings::Environment& environment) {
  settings_ = settings::Settings::load("", contract::all_settings(), environment).value();
}

WholeSuite::Context& WholeSuite::context_named(const std::string& name) {
  return *std::ranges::find(contexts_, name, &Context::name);
}

WholeSuite::Context* WholeSuite::context_at(const std::string& peer) {
  const auto found = std::ranges::find(contexts_, peer, &Context::peer);
  return found == contexts_.end() ? nullptr : &*found;
}

std::string WholeSuite::send(const std::string& context, const std::string& op,
                             const std::string& body, const std::string& key,
                             const message::Positions& after, const std::string& token) {
  message::Request request;
  request.id = "r" + std::to_string(++requests_);
  request.to = context;
  request.op = op;
  request.key = key.empty() ? "key-" + request.id : key;
  request.ttl_ms = 10'000;
  request.token = token;
  request.after = after;
  request.body = body;
  gateway_inbox_.push_back({bus::Link::clients, client, message::encode(request)});
  return request.id;
}

std::optional<message::Reply> WholeSuite::take(const std::string& id) {
  const auto found = replies_.extract(id);
  return found ? std::optional{std::move(found.mapped())} : std::nullopt;
}

message::Reply WholeSuite::wait_for(const std::string& id) {
  for (clock::Milliseconds waited{0}; waited < std::chrono::seconds{30}; waited += step_time) {
    run();
    if (auto reply = take(id)) return *std::move(reply);
    clock_.advance(step_time);
    pass(clock::Milliseconds{0});
  }
  throw std::runtime_error("no reply to " + id);
}

void WholeSuite::deliver(bus::Node& from, std::vector<bus::Parcel> parcels) {
  for (bus::Parcel& parcel : parcels) {
    if (&from == gateway_.get()) {
      deliver_from_gateway(std::move(parcel));
      continue;
    }
    const auto sender = std::ranges::find_if(
        contexts_, [&](const Context& context) { return context.engine.get() == &from; });
    gateway_inbox_.push_back({bus::Link::workers, sender->peer, std::move(parcel.parts)});
  }
}

void WholeSuite::deliver_from_gateway(bus::Parcel parcel) {
  if (parcel.link == bus::Link::clients) {
    auto message = message::decode(parcel.parts).value();
    if (auto* reply = std::get_if<message::Reply>(&message)) replies_[reply->id] = *reply;
  } else if (parcel.link == bus::Link::events) {
    for (Context& context : contexts_)
      if (context.service && std::ranges::count(context.service->sources(), parcel.peer) > 0)
        context.inbox.push_back({bus::Link::events, parcel.peer, parcel.parts});
  } else if (Context* context = context_at(parcel.peer); context != nullptr) {
    context->inbox.push_back({bus::Link::gateway, {}, std::move(parcel.parts)});
  } else {
    gateway_->undeliverable(parcel);
  }
}

bus::Node* WholeSuite::waiting_node(std::vector<bus::Parcel>*& inbox) {
  inbox = &gateway_inbox_;
  if (!gateway_inbox_.empty()) return gateway_.get();
  for (Context& context : contexts_) {
    inbox = &context.inbox;
    if (context.engine && !context.inbox.empty()) return context.engine.get();
  }
  return nullptr;
}

void WholeSuite::watch(std::string name, Turn turn) {
  watched_ = std::move(name);
  turn_ = std::move(turn);
}

std::vector<bus::Parcel> WholeSuite::turn(bus::Node& node, std::span<const bus::Parcel> arrived) {
  if (!turn_) return node.turn(arrived);
  const bus::Node* watched = watched_ == "gateway"
                                 ? static_cast<bus::Node*>(gateway_.get())
                                 : static_cast<bus::Node*>(context_named(watched_).engine.get());
  return &node == watched ? turn_(node, arrived) : node.turn(arrived);
}

bool WholeSuite::step() {
  std::vector<bus::Parcel>* inbox = nullptr;
  bus::Node* node = waiting_node(inbox);
  if (node == nullptr) return false;
  const std::vector<bus::Parcel> arrived = std::exchange(*inbox, {});
  deliver(*node, turn(*node, arrived));
  return true;
}

void WholeSuite::run() {
  while (step()) {
  }
}

void WholeSuite::pass(clock::Milliseconds time) {
  for (clock::Milliseconds passed{0};; passed += step_time) {
    deliver(*gateway_, turn(*gateway_, {}));
    for (Context& context : contexts_)
      if (context.engine) deliver(*context.engine, turn(*context.engine, {}));
    run();
    if (passed >= time) return;
    clock_.advance(step_time);
  }
}

std::int64_t WholeSuite::number(const std::string& context, const std::string& sql) {
  return store(context).database().execAndGet(sql).getInt64();
}

}  // namespace bookrent::support
