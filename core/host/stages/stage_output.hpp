// What a stage says in a call, checked as it says it and kept apart until it is believed: the host's side of
// docmill_output.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"
#include "host/guard/foreign_call.hpp"
#include "host/stages/document.hpp"
#include "host/stages/emission_buffer.hpp"
#include "host/stages/stage_instance.hpp"
#include "host/stages/stage_result.hpp"

namespace docmill::host {

// What a call has said of one document, not yet believed: the call may still fail as a whole.
struct Staged {
  std::vector<const docmill_layer*> ports;
  uint32_t verdict = 0;
  std::string code, message;
  std::vector<DocumentNote> notes;
  std::vector<Emission> emissions;
  StageResultWriter recorder;  // of stages whose results are kept

  void reset(std::size_t n_ports) {
    ports.assign(n_ports, nullptr);
    verdict = 0;
    notes.clear();
    emissions.clear();
    recorder.reset();
  }
};

// Takes what a stage emits outside of documents (begin, finish, end) to an output of its own, at once: a finish may
// write a whole database.
using TakeOutside = std::function<Status(uint32_t output, std::string_view bytes)>;

// One at a time: begin_stage(), then any number of calls, each between open() and close(). Used by one thread.
class StageOutput {
 public:
  // `interrupted` may be null. Both are looked at when a stage asks whether it is to stop.
  StageOutput(const std::atomic<bool>& stop, const std::atomic<bool>* interrupted);
  StageOutput(const StageOutput&) = delete;
  StageOutput& operator=(const StageOutput&) = delete;

  bool is_to_stop() const {
    return stop_.load(std::memory_order_relaxed) ||
           (interrupted_ != nullptr && interrupted_->load(std::memory_order_relaxed));
  }
  // From here on the stage is this one. `emitted` takes what it emits for documents; `is_recorded`: what it says is to
  // be stored, see Staged::recorder.
  void begin_stage(const StageInstance& stage, uint32_t first_output, EmissionBuffer* emitted, bool is_recorded);
  // A call about these documents begins: what it says goes into staged(0) and so on. They must live until close().
  void open(const std::vector<Document*>& documents);
  // `foreign`: the mark of this call, told which document the stage has come to; may be null.
  void mark(ForeignCall* foreign) { foreign_ = foreign; }
  void close();
  // begin, finish and end of a stage, which emit for no document; null: that is over.
  void take_outside(const TakeOutside* take) {
    outside_ = take;
    outside_status_ = {};
  }
  // Why the last emission outside of documents was not taken.
  const Status& outside_status() const { return outside_status_; }

  Staged& staged(std::size_t i) { return staged_[i]; }
  docmill_output* output() { return &output_; }

  static int32_t on_put(docmill_output* o, uint32_t document, uint32_t port, const docmill_layer* layer) noexcept;
  static int32_t on_verdict(docmill_output* o, uint32_t document, uint32_t verdict, docmill_str code,
                            docmill_str message) noexcept;
  static int32_t on_note(docmill_output* o, uint32_t document, uint32_t level, docmill_str code,
                         docmill_str message) noexcept;
  static int32_t on_emit(docmill_output* o, uint32_t document, uint32_t output, docmill_str bytes) noexcept;
  static int32_t on_should_stop(const docmill_output* o) noexcept;

 private:
  static StageOutput& of(docmill_output* o) { return *static_cast<StageOutput*>(o->impl); }
  Staged* staged_of(uint32_t document);
  // A text that this very call has put.
  const docmill_layer* own_text(const Staged& s, int slot) const;

  const std::atomic<bool>& stop_;
  const std::atomic<bool>* interrupted_;
  docmill_output output_{};
  const StageInstance* stage_ = nullptr;
  uint32_t first_output_ = 0;
  EmissionBuffer* emitted_ = nullptr;
  bool is_recorded_ = false;
  const TakeOutside* outside_ = nullptr;
  Status outside_status_;
  const std::vector<Document*>* documents_ = nullptr;  // of the call
  ForeignCall* foreign_ = nullptr;
  std::vector<Staged> staged_;  // one for each document of the call; used again
};

}  // namespace docmill::host
