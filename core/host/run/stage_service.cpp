#include "host/run/stage_service.hpp"

#include <algorithm>

#include "host/run/flat_bytes.hpp"
#include "host/run/spool.hpp"
#include "host/run/stage_executor.hpp"
#include "host/run/stop_reason.hpp"
#include "host/run/worker_reply.hpp"
#include "host/run/worker_request.hpp"

namespace docmill::host {

using flat::put;
using flat::put_bytes;

StageService::StageService(PreparedPipeline& prepared, const InputList& inputs, const RunSettings& settings,
                           bool has_serial)
    : prepared_(prepared), inputs_(inputs), settings_(settings), has_serial_(has_serial) {}

StageService::~StageService() = default;

void StageService::begin(Serving& serving) {
  serving_ = &serving;
  prepared_.log = [&serving](uint32_t level, std::string_view stage, std::string_view message) {
    std::string text;
    put(text, level);
    put_bytes(text, stage);
    put_bytes(text, message);
    serving.remark(text);
  };
  for (std::size_t i = 0; i < prepared_.stages.size(); ++i) {
    ResultRecorder* record = prepared_.records[i].get();
    if (record != nullptr ? record->source() == nullptr : prepared_.stages[i]->stage_results() == nullptr) continue;
    answers_.push_back(std::make_unique<RemoteResults>(serving, static_cast<int>(i)));
    if (record != nullptr) record->look_in(*answers_.back());
    else prepared_.stages[i]->remember_in(*answers_.back());
  }
  stop_reason_ = std::make_unique<StopReason>(serving.is_to_stop());
  executor_ = std::make_unique<StageExecutor>(prepared_, inputs_, settings_, *stop_reason_);
}

void StageService::end() { executor_.reset(); }

void StageService::serve(std::string_view request, std::string& reply) {
  put<uint8_t>(reply, 1);
  const auto kind = static_cast<Request>(request.empty() ? 0 : request[0]);
  request.remove_prefix(std::min<std::size_t>(request.size(), 1));
  const bool done = kind == Request::work       ? work(request, reply)
                    : kind == Request::in_order ? work_in_order(request, reply)
                                                : outside(request, reply);
  if (!done) reply.assign(1, '\0');
}

void StageService::put_counts(std::string& reply) {
  for (const StageCounts& counts : executor_->take_counts()) put(reply, counts);
}

bool StageService::work(std::string_view request, std::string& reply) {
  flat::Reader in(request);
  batch_.clear();
  batch_.number = in.get<uint64_t>();
  for (uint32_t n = in.get<uint32_t>(); n != 0 && in.is_whole(); --n) {
    RawDocument& raw = batch_.next();
    take_document(in, raw, batch_.precautions.emplace_back());
  }
  if (!in.is_used_up()) throw std::runtime_error("a worker process got a request that is none");
  executor_->work(batch_);
  if (!stop_reason_->status().ok()) throw std::runtime_error(stop_reason_->status().message());
  if (stop_reason_->has_stopped()) return false;
  put_counts(reply);
  std::size_t next = 0;
  for (std::size_t i = 0; i < batch_.size; ++i) {
    const Document* d = batch_.documents[i].get();
    const bool is_there = next < batch_.pointers.size() && batch_.pointers[next] == d;
    put<uint8_t>(reply, is_there);
    if (!is_there) continue;
    next += 1 + d->parts.size();
    put_result(reply, prepared_.plan, *d, batch_.emitted, has_serial_);
    put<uint32_t>(reply, static_cast<uint32_t>(d->parts.size()));
    for (const Document* part : d->parts) put_result(reply, prepared_.plan, *part, batch_.emitted, has_serial_);
  }
  return true;
}

bool StageService::work_in_order(std::string_view request, std::string& reply) {
  flat::Reader in(request);
  batch_.clear();
  for (uint32_t n = in.get<uint32_t>(); n != 0 && in.is_whole(); --n) {
    (void)batch_.next();
    Document& d = *batch_.documents[batch_.size - 1];
    if (!restore_document(in.bytes(), prepared_.plan, d, batch_.emitted)) in.fail();
    batch_.pointers.push_back(&d);
  }
  if (!in.is_used_up()) throw std::runtime_error("a worker process got a request that is none");
  executor_->work_in_order(batch_);
  if (stop_reason_->has_stopped()) return false;
  put_counts(reply);
  for (const Document* d : batch_.pointers) put_result(reply, prepared_.plan, *d, batch_.emitted, false);
  return true;
}

bool StageService::outside(std::string_view request, std::string& reply) {
  flat::Reader in(request);
  const auto take = [this](uint32_t output, std::string_view bytes) {
    std::string question;
    put(question, Question::take_outside);
    put(question, output);
    put_bytes(question, bytes);
    const std::string why = serving_->ask(question);
    return why.empty() ? Status() : Status(Trouble::io, why);
  };
  const Status status = executor_->outside(static_cast<StageCaller::Moment>(in.get<uint32_t>()), take);
  put_bytes(reply, status.ok() ? std::string() : status.message());
  return true;
}

}  // namespace docmill::host
