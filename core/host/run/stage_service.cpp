#include "host/run/stage_service.hpp"

#include <algorithm>

#include "host/run/flat_bytes.hpp"
#include "host/run/spool.hpp"
#include "host/run/stage_executor.hpp"
#include "host/run/stop_reason.hpp"
#include "host/run/worker_reply.hpp"

namespace docmill::host {

using flat::put;
using flat::put_bytes;

// The store of docmill, over the channel. Places are those by which a replay finds answers.
class StageService::RemoteAnswers : public StageResultStore {
 public:
  RemoteAnswers(Serving& serving, int stage) : serving_(serving), stage_(stage) {}

  bool find(const Digest& key, Document& document, std::string& out) override {
    const std::string answer = serving_.ask(question(Question::find_answer, key, document));
    if (answer.empty()) return false;
    out.assign(answer, 1);
    return true;
  }
  void store(const Digest& key, Document& document, uint32_t verdict, std::string_view answer) override {
    std::string text = question(Question::keep_answer, key, document);
    put(text, verdict);
    put_bytes(text, answer);
    (void)serving_.ask(text);
  }

 private:
  std::string question(Question kind, const Digest& key, const Document& document) const {
    std::string text;
    put(text, kind);
    put<int32_t>(text, stage_);
    put(text, key);
    put_bytes(text, document.source.id);
    put_bytes(text, document.source.file);
    put<uint64_t>(text, document.source.line.value_or(0));
    return text;
  }
  Serving& serving_;
  int stage_;
};

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
    answers_.push_back(std::make_unique<RemoteAnswers>(serving, static_cast<int>(i)));
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
    raw.file = in.get<uint32_t>();
    raw.line = in.get<uint64_t>();
    raw.offset = in.get<uint64_t>();
    in.string(raw.bytes);
    in.string(raw.locator);
    raw.marked = in.get<uint8_t>() != 0;
    raw.problem.reset();
    if (in.get<uint8_t>() != 0) {
      Problem& problem = raw.problem.emplace();
      in.string(problem.code);
      in.string(problem.message);
    }
    std::vector<DocumentError>& dooms = batch_.doomed.emplace_back();
    for (uint32_t k = in.get<uint32_t>(); k != 0 && in.is_whole(); --k) {
      DocumentError& doom = dooms.emplace_back();
      doom.stage = in.get<int32_t>();
      in.string(doom.code);
      in.string(doom.message);
    }
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
    ++next;
    put_result(reply, prepared_.plan, *d, batch_.emitted, has_serial_);
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
