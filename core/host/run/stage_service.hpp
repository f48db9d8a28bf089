// The other side of isolated_stages.hpp: what a worker process does with a request.
//
//   request  u8 kind (Request), then
//     work      u64 number of the batch, u32 documents, each as worker_request.hpp says
//     in_order  u32 documents, each a str: as append_document() makes it, with layers
//     outside   u32 moment
//   reply    u8 1 (0: it was told to stop), then
//     work            the counts of the stages; for each document u8 whether it is in the sample, and if so what
//                     worker_reply.hpp says of it, u32 parts, and the same of each
//     in_order        the counts of the stages; what worker_reply.hpp says of each document
//     outside         str: a sentence, or empty; what was emitted went before, as questions
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "host/isolation/launcher.hpp"
#include "host/run/batch.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/result_questions.hpp"
#include "host/run/run.hpp"

namespace docmill::host {

class StageExecutor;
class StopReason;

class StageService : public Service {
 public:
  StageService(PreparedPipeline& prepared, const InputList& inputs, const RunSettings& settings, bool has_serial);
  ~StageService() override;

  void begin(Serving& serving) override;
  void serve(std::string_view request, std::string& reply) override;
  void end() override;

 private:
  bool work(std::string_view request, std::string& reply);
  bool work_in_order(std::string_view request, std::string& reply);
  bool outside(std::string_view request, std::string& reply);
  void put_counts(std::string& reply);

  PreparedPipeline& prepared_;
  const InputList& inputs_;
  const RunSettings& settings_;
  const bool has_serial_;
  std::unique_ptr<StopReason> stop_reason_;
  std::unique_ptr<StageExecutor> executor_;
  std::vector<std::unique_ptr<RemoteResults>> answers_;
  Batch batch_;
  Serving* serving_ = nullptr;
};

}  // namespace docmill::host
