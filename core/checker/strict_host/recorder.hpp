// The output of the strict host: takes what a stage gives, checks it by the same gate as docmill, and remembers it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "checker/strict_host/host_shape.hpp"
#include "checker/strict_host/synthetic.hpp"
#include "docmill/stage_abi.h"
#include "host/documents/arena.hpp"
#include "host/documents/layer_check.hpp"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::checker {

// A rule that the stage broke: the id of the check that is about it, and what happened.
struct Wrong {
  std::string id;
  std::string what;
};

// What a stage said of one document; equal results compare equal.
struct DocumentResult {
  std::map<uint32_t, std::string> layers;  // by port, as bytes
  std::string verdict;
  std::vector<std::string> notes;
  std::map<uint32_t, std::string> emitted;  // by output
  bool refused = false;                     // by the host, see Recorder::answer
  bool operator==(const DocumentResult&) const = default;
  bool is_empty() const { return layers.empty() && verdict.empty() && emitted.empty(); }
};

// A word about the first thing in which the two differ.
std::string difference(const DocumentResult& a, const DocumentResult& b);

class Recorder {
 public:
  // `provides[i]`: whether port i is switched on; `outputs`: kinds of the outputs that were opened; `host`: how far
  // docmill_output reaches.
  Recorder(const host::StageDeclaration& stage, const std::vector<SyntheticLayer>& catalogue,
           std::vector<bool> provides, std::vector<uint32_t> outputs, const HostShape& host);

  docmill_output* output() { return shown_; }
  // Before a call: the documents that it will be about. None: begin, finish, end.
  void expect(const docmill_batch* batch);
  // The results of the call, and everything that was wrong about it.
  std::vector<DocumentResult> take();
  std::vector<Wrong> wrongs() const;  // so far

  // What put and emit answer, asked with the document and the number of the call (from 0); DOCMILL_OK takes it.
  std::function<int32_t(uint32_t document, uint32_t call)> answer;
  int32_t stop_wanted = 0;  // what should_stop answers
  uint32_t n_calls() const { return n_calls_; }
  uint32_t calls_after_stop() const { return calls_after_stop_; }

 private:
  struct Given {
    DocumentResult result;
    std::vector<const docmill_layer*> ports;
  };
  static Recorder& of(docmill_output* o) { return *static_cast<Recorder*>(o->impl); }
  static int32_t on_put(docmill_output*, uint32_t, uint32_t, const docmill_layer*) noexcept;
  static int32_t on_verdict(docmill_output*, uint32_t, uint32_t, docmill_str, docmill_str) noexcept;
  static int32_t on_note(docmill_output*, uint32_t, uint32_t, docmill_str, docmill_str) noexcept;
  static int32_t on_emit(docmill_output*, uint32_t, uint32_t, docmill_str) noexcept;
  static int32_t on_should_stop(const docmill_output*) noexcept;

  int32_t wrong(std::string_view id, std::string what);
  // The part that all calls share: false when the call comes from a thread that may not make one.
  bool is_allowed(const char* what);
  // The document of the batch that a call is about. Null: refused.
  Given* find(uint32_t document, const char* what);
  // What the host answers to the next put or emit.
  int32_t next_answer(uint32_t document, Given& given);
  int32_t put(uint32_t document, uint32_t port, const docmill_layer& layer);
  const docmill_layer* text_below(uint32_t document, uint32_t port, const Given& given) const;
  void check_words(docmill_str code, docmill_str message);

  const host::StageDeclaration& stage_;
  const std::vector<SyntheticLayer>& catalogue_;
  std::vector<bool> provides_;
  std::vector<uint32_t> outputs_;
  docmill_output output_{};
  docmill_output* shown_ = &output_;
  GuardedPlacement memory_;  // of another host's docmill_output
  const docmill_batch* batch_ = nullptr;
  std::vector<Given> given_;
  DocumentResult outside_;  // what begin, finish and end emit
  host::Arena arena_;
  mutable std::mutex wrongs_mutex_;  // broken rules may come from any thread
  std::vector<Wrong> wrongs_;
  uint32_t n_calls_ = 0, calls_after_stop_ = 0;
  bool stopped_ = false;
  std::thread::id thread_;
};

}  // namespace docmill::checker
