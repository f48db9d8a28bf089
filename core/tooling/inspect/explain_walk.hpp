// The walk that both forms of `explain` take through a trace: stage by stage, and of each the layers that it gave. A
// form says what each looks like.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tooling/inspect/explain_parts.hpp"

namespace docmill::tooling {

class ExplainWalk {
 public:
  virtual ~ExplainWalk() = default;

 protected:
  // All must outlive it.
  ExplainWalk(const PreparedPipeline& prepared, const Trace& trace, bool with_times)
      : prepared_(prepared), plan_(prepared.plan), trace_(trace), document_(trace.document), with_times_(with_times) {}
  ExplainWalk(const ExplainWalk&) = delete;
  ExplainWalk& operator=(const ExplainWalk&) = delete;

  // Calls what follows for every stage of the plan, in its order.
  void walk();

  virtual void begin_stage(std::size_t stage) = 0;
  virtual void note(const DocumentNote& note) = 0;
  virtual void begin_layers(std::size_t stage) = 0;
  // A layer of each kind. Spans that are the reasons of a rewrite come with that one alone.
  virtual void text(std::size_t slot) = 0;
  virtual void rewrite(std::size_t slot, const std::vector<std::size_t>& reasons) = 0;
  virtual void spans(std::size_t slot) = 0;
  virtual void attributes(std::size_t slot) = 0;
  virtual void json(std::size_t slot) = 0;
  // What the stage wrote; `outputs`: their names, with commas.
  virtual void emitted(uint64_t bytes, const std::string& outputs) = 0;
  virtual void end_stage() = 0;

  const PlannedLayer& layer_of(std::size_t slot) const { return plan_.layers[slot]; }
  // The text that a layer of spans, or a rewrite, lies over.
  const PlannedLayer& over(std::size_t slot) const { return layer_of(static_cast<std::size_t>(layer_of(slot).over)); }
  const docmill_layer& content_of(std::size_t slot) const { return *document_.layers[slot]; }
  // "in/a.jsonl:3".
  std::string place() const;
  // " 1.2 ms" with `before` in front; empty where times are not told.
  std::string time_of(std::size_t stage, const char* before) const;

  const PreparedPipeline& prepared_;
  const Plan& plan_;
  const Trace& trace_;
  const Document& document_;

 private:
  void layer(const StageTrace& seen, std::size_t slot);
  bool is_reason(const StageTrace& seen, std::size_t slot) const;

  const bool with_times_;
};

}  // namespace docmill::tooling
