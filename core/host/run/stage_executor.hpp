// The stages at work on batches: what may run anywhere, and what must run in input order.
#pragma once

#include <memory>
#include <vector>

#include "host/run/batch.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run_settings.hpp"
#include "host/run/stop_reason.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

class IsolatedStages;

class StageExecutor {
 public:
  // All must outlive the executor.
  StageExecutor(PreparedPipeline& prepared, const InputList& inputs, const RunSettings& settings,
                StopReason& stop_reason);
  ~StageExecutor();

  // From now on the stages work in processes of their own (see isolated_stages.hpp), where the pipeline asks for that.
  // Before the first call of the others, while this process has one thread. The status tells why that cannot be.
  Status isolate_if_asked();

  // From now on work() hashes what stages have emitted for files of their own, if it is done here: whoever writes them
  // would have to. Before the first call of work().
  void hash_document_files();

  // Must any stage see the documents in input order?
  bool has_serial() const { return first_serial_ < prepared_.stages.size(); }

  // Parses the documents of the batch and runs the stages before the first serial one, splitting them on the way.
  // Documents that are restored stay as they are; those outside a sample go. [any thread]
  void work(Batch& batch);
  // The stages from the first serial one on. [one thread at a time, in input order]
  void work_in_order(Batch& batch);
  // begin, finish or end of all stages. [the same]
  Status outside(StageCaller::Moment moment, const TakeOutside& take);
  // What stages have done for this run, by stage. [when no batch is under way]
  std::vector<StageCounts> counts();
  // The same since the last call of this.
  std::vector<StageCounts> take_counts();

 private:
  struct Context;
  std::unique_ptr<Context> take_context();
  Context& serial_context();
  template <class Visit>
  void each_context(Visit&& visit);
  void parse(Batch& batch, Context& context);
  void read_documents(Batch& batch, Context& context);
  void split(Batch& batch);
  void begin_part(const Batch& batch, const Document& document, Document& part) const;
  void work_on_parts(Batch& batch, Context& context, uint64_t seed);
  void record_results(Batch& batch) const;
  void hash_emissions(Batch& batch, Sha256Lanes& hashes) const;
  void run_stages(std::vector<Document*>& documents, Batch& batch, Context& context, std::size_t from, std::size_t to);

  PreparedPipeline& prepared_;
  const InputList& inputs_;
  const RunSettings& settings_;
  StopReason& stop_reason_;
  std::size_t first_serial_;
  std::vector<char> is_document_file_;  // by output, up to the last that is hashed
  Pool<Context> contexts_;
  std::unique_ptr<Context> serial_context_;
  std::unique_ptr<IsolatedStages> isolated_;  // null: everything is done here
};

}  // namespace docmill::host
