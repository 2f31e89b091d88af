#pragma once
// A context in this process as a source of a check: its engine is asked between two turns.
#include <map>
#include <string>
#include <utility>

#include "cli/check/source.hpp"
#include "common/turn/engine.hpp"

namespace bookrent::support {

class EngineSource final : public cli::Source {
 public:
  /// The engine is borrowed.
  EngineSource(std::string context, turn::Engine& engine)
      : context_(std::move(context)), engine_(engine) {}

  const std::string& context() const override { return context_; }

  Ticket ask(audit::Question question, const message::Positions&) override {
    auto answer = engine_.audit(question);
    if (!answer) throw cli::SourceFailed(70, answer.error());
    kept_.emplace(++asked_, *std::move(answer));
    return asked_;
  }

  Reply take(Ticket ticket) override { return {kept_.extract(ticket).mapped(), false}; }

 private:
  std::string context_;
  turn::Engine& engine_;
  Ticket asked_ = 0;
  std::map<Ticket, audit::Answer> kept_;
};

}  // namespace bookrent::support
