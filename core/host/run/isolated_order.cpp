// The worker of IsolatedStages in which stages remember: documents in input order, and what stands outside of them.
#include <fmt/format.h>

#include <cstring>
#include <utility>

#include "host/run/flat_bytes.hpp"
#include "host/run/isolated_stages.hpp"
#include "host/run/result_questions.hpp"
#include "host/run/spool.hpp"
#include "host/run/worker_death.hpp"
#include "host/run/worker_reply.hpp"
#include "host/run/worker_request.hpp"

namespace docmill::host {

using flat::put;

namespace {

const char* name_of(StageCaller::Moment moment) {
  switch (moment) {
    case StageCaller::Moment::begin: return "begin";
    case StageCaller::Moment::finish: return "finish";
    case StageCaller::Moment::end: break;
  }
  return "end";
}

}  // namespace

void IsolatedStages::work_in_order(Batch& batch) {
  std::vector<Document*> going;
  for (Document* d : batch.pointers)
    if (d->outcome == Outcome::going) going.push_back(d);
  if (going.empty()) return;
  std::string request;
  put(request, Request::in_order);
  put<uint32_t>(request, static_cast<uint32_t>(going.size()));
  std::vector<std::vector<Emission>> emissions;
  for (Document* d : going) {
    std::vector<Emission>& before = emissions.emplace_back(std::move(d->emissions));
    d->emissions.clear();  // what was emitted stays here
    const std::size_t at = request.size();
    put<uint64_t>(request, 0);
    append_document(request, prepared_.plan, *d, batch.emitted, true);
    const uint64_t size = request.size() - at - sizeof(uint64_t);
    std::memcpy(request.data() + at, &size, sizeof size);
    d->emissions = before;
  }
  Exchange exchange;
  if (!ask_serial(request, exchange)) return;
  flat::Reader in(exchange.reply);
  if (in.get<uint8_t>() == 0) return stop_reason_.end();
  take_counts(in.take(counts_.size() * sizeof(StageCounts)));
  for (std::size_t i = 0; i < going.size() && in.is_whole(); ++i) {
    Document& d = *going[i];
    const bool is_restored = d.is_restored, told_failure = d.told_failure;
    const std::size_t told_notes = d.told_notes, told_kept = d.told_kept;
    const ExpectedResult expected{d.file, d.offset, n_emitted_outputs(), d.part, d.part};
    if (!take_result(in, prepared_.plan, expected, d, batch.emitted)) in.fail();
    std::vector<Emission> all = std::move(emissions[i]);
    all.insert(all.end(), d.emissions.begin(), d.emissions.end());
    d.emissions = std::move(all);
    d.is_restored = is_restored;
    d.told_notes = told_notes;
    d.told_kept = told_kept;
    d.told_failure = told_failure;
  }
  if (!in.is_used_up())
    stop_reason_.stop_with({Trouble::stage,
                            "a worker process has sent a damaged reply: a stage writes into memory that is "
                            "not its own; docmill check-stage may tell which"});
}

// What stages there remember is lost with the worker, and nobody can put it back.
bool IsolatedStages::ask_serial(const std::string& request, Exchange& exchange) {
  if (!serial_) serial_ = worker(has_serial_);
  if (!serial_) return false;
  exchange = ask(*serial_, request);
  if (exchange.end == Exchange::End::replied) return true;
  serial_.reset();
  if (ends_run(exchange, true)) return false;
  const std::string at = exchange.document.empty() ? "" : fmt::format(" on document '{}'", exchange.document);
  stop_reason_.stop_with(
      {Trouble::stage, fmt::format("'{}' {}{}; it stands at or behind a stage that remembers earlier documents, so the "
                                   "run cannot go on without it",
                                   exchange.who, deed_of(exchange, launcher_->limits()), at)});
  return false;
}

// The answer to Question::take_outside: empty, or why it was not taken.
std::string IsolatedStages::take_outside(std::string_view question) {
  flat::Reader in(question);
  (void)in.get<Question>();
  const auto output = in.get<uint32_t>();
  const std::string_view bytes = in.bytes();
  if (!in.is_used_up() || outside_ == nullptr || output >= n_outputs())
    return "a worker process has sent a damaged piece of an output";
  return (*outside_)(output, bytes).message();
}

Status IsolatedStages::outside(StageCaller::Moment moment, const TakeOutside& take) {
  std::string request;
  put(request, Request::outside);
  put<uint32_t>(request, static_cast<uint32_t>(moment));
  Exchange exchange;
  Status taken;
  const TakeOutside remembering = [&](uint32_t output, std::string_view bytes) {
    taken = take(output, bytes);
    return taken;
  };
  outside_ = &remembering;
  const bool is_done = ask_serial(request, exchange);
  outside_ = nullptr;
  if (!taken.ok()) return taken;
  if (!is_done)
    return stop_reason_.status().ok() ? Status(Trouble::stage, fmt::format("interrupted in {}", name_of(moment)))
                                      : stop_reason_.status();
  flat::Reader in(exchange.reply);
  (void)in.get<uint8_t>();
  const std::string why(in.bytes());
  return why.empty() ? Status() : Status(Trouble::stage, why);
}

}  // namespace docmill::host
