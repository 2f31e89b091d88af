#include "daemons/gateway/routing/registry.hpp"

namespace bookrent::gateway {

Worker* Context::least_busy() const {
  Worker* best = nullptr;
  for (Worker* worker : workers)
    if (worker->takes_more() && (best == nullptr || worker->in_flight < best->in_flight))
      best = worker;
  return best;
}

Context& Registry::context(const std::string& name) {
  Context& context = contexts_[name];
  if (context.name.empty()) context.name = name;
  return context;
}

Context* Registry::announced(const std::string& name, std::size_t contexts_max) {
  const auto found = contexts_.find(name);
  const bool known = found != contexts_.end() && found->second.announced;
  if (known) return &found->second;
  if (announced_ >= contexts_max) return nullptr;
  ++announced_;
  Context& made = context(name);
  made.announced = true;
  return &made;
}

void Registry::forget_if_idle(const Context& context) {
  if (!context.announced && context.queue.empty()) contexts_.erase(contexts_.find(context.name));
}

Worker* Registry::find(const std::string& peer) {
  const auto found = workers_.find(peer);
  return found == workers_.end() ? nullptr : &found->second;
}

Worker* Registry::replaced_by(const std::string& peer, const message::Ready& ready) {
  for (auto& [name, worker] : workers_) {
    const bool same_store = !ready.store.empty() && worker.store == ready.store;
    const bool same_worker = worker.instance == ready.instance;
    const bool same_context = worker.context->name == ready.context;
    const bool again = name == peer && same_worker && same_context;
    if (!again && (name == peer || (same_context && (same_store || same_worker)))) return &worker;
  }
  return nullptr;
}

Worker& Registry::add(const std::string& peer, Context& context, clock::Steady now) {
  Worker& worker = workers_[peer];
  worker.peer = peer;
  worker.context = &context;
  worker.heard_at = now;
  worker.next_heartbeat = now;
  context.workers.push_back(&worker);
  return worker;
}

void Registry::remove(const Worker& worker) {
  std::erase(worker.context->workers, &worker);
  workers_.erase(workers_.find(worker.peer));
}

}  // namespace bookrent::gateway
