// One document through the created stages, looked at after each of them. Nothing is written: what stages emit is
// counted and forgotten. For `docmill test` and `docmill explain`; not for runs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/input/input.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/stages/document.hpp"
#include "host/stages/stage_call.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// What a stage did with the document.
struct StageTrace {
  enum class What {
    ran,
    skipped,     // `when` did not hold, or a layer that it needs is absent
    kept,        // it failed, and the document went on without its layers (on-error = "keep")
    failed,      // and with it the document
    dropped,     // it said that the document is not wanted
    not_reached  // the document had failed, was dropped or was split before
  };
  What what = What::not_reached;
  DocumentError error;              // of kept, failed, dropped
  std::vector<int> provided;        // slots of the layers that it gave this document
  std::vector<DocumentNote> notes;  // what it remarked
  uint64_t nanoseconds = 0;
  uint64_t emitted = 0;  // bytes for outputs
};

// What ORDERED stages remember of the documents before the one that is traced.
class Memory {
 public:
  explicit Memory(const PreparedPipeline& prepared);
  ~Memory();
  // The last ORDERED stage; null: no stage remembers anything.
  const PlannedStage* ordered() const;
  // An EXTERNAL stage stands before it: to remember, the world would have to be asked for every document.
  bool asks_the_world() const;
  // Sends a document (consumed) with its parts through the stages up to the last ORDERED one. In input order.
  void see(const InputFile& file, RawDocument& raw);
  // Likewise parts of a document that has been split, from the first one up to `end` (not included).
  void see_parts(const Document& whole, uint32_t end);
  StageWorker& worker(std::size_t stage);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct Trace {
  Document document;                // with all layers that it got; `error` when the input itself failed (stage -1)
  std::unique_ptr<Document> whole;  // where `document` is a part: that of which it is one
  uint32_t n_parts = 0;             // into which the document was split
  std::vector<StageTrace> stages;   // by stage of the plan
  // An ORDERED stage that would have seen other documents before this one; null: all is as in a run.
  const PlannedStage* alone = nullptr;
  bool read() const { return !document.source.problem; }
  // The bytes to which the maps of the texts lead.
  const std::string& raw() const { return whole ? whole->source.raw : document.source.raw; }
};

// A document that is not in a file.
RawDocument raw_document(std::string bytes);
InputFile input_named(std::string name, InputFormat format);
// "text", "html", "markdown", "jsonl"
InputFormat format_named(std::string_view name);

// Sends `raw` (consumed), as it was cut from `file`, through the stages. Without a memory each call opens workers of
// its own, so that a stage that remembers (ORDERED) remembers nothing of earlier calls. `id`: instead of the document's
// own. `part`, from 1: of the document that one is looked at; null when the document has no such part.
std::unique_ptr<Trace> trace_document(const PreparedPipeline& prepared, const InputFile& file, RawDocument& raw,
                                      const std::optional<std::string>& id = std::nullopt, Memory* memory = nullptr,
                                      uint32_t part = 0);

}  // namespace docmill::tooling
