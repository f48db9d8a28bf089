// The host's side of the ABI, just large enough to drive a stage made with the SDK.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <vector>

#include "docmill/sdk/stage.hpp"

namespace doctest {
// What was said and what was expected, in full.
template <>
struct StringMaker<std::vector<std::string>> {
  static String convert(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : " | ") + line;
    return all.c_str();
  }
};
}  // namespace doctest

namespace docmill::test {

struct FakeSetup {
  std::vector<std::string> diagnosed;  // "LEVEL option item line column: message"
  std::vector<std::string> logged;
  std::vector<std::string> opened;
  bool refuse_outputs = false;
  docmill_setup raw{};

  FakeSetup(const std::vector<docmill_value>& values, const std::vector<const docmill_catalogue_entry*>& outputs,
            const std::vector<const docmill_catalogue_entry*>& inputs = {}) {
    raw.size = sizeof raw;
    raw.stage_name = str("the-name");
    raw.n_values = static_cast<uint32_t>(values.size());
    raw.values = values.data();
    raw.n_outputs = static_cast<uint32_t>(outputs.size());
    raw.outputs = outputs.data();
    raw.n_inputs = static_cast<uint32_t>(inputs.size());
    raw.inputs = inputs.data();
    raw.impl = this;
    raw.log = [](const docmill_setup* s, uint32_t level, docmill_str message) noexcept {
      of(s).logged.push_back(std::to_string(level) + " " + std::string(view(message)));
    };
    raw.diagnose = [](const docmill_setup* s, uint32_t level, docmill_str option, uint32_t item, uint32_t line,
                      uint32_t column, docmill_str message) noexcept {
      of(s).diagnosed.push_back(std::to_string(level) + " " + std::string(view(option)) + " " + std::to_string(item) +
                                " " + std::to_string(line) + " " + std::to_string(column) + ": " +
                                std::string(view(message)));
    };
    raw.open_output = [](const docmill_setup* s, uint32_t kind, docmill_str name, docmill_str suffix) noexcept {
      if (of(s).refuse_outputs) return UINT32_MAX;
      of(s).opened.push_back(std::to_string(kind) + " " + std::string(view(name)) + std::string(view(suffix)));
      return static_cast<uint32_t>(of(s).opened.size() - 1);
    };
  }
  FakeSetup(const FakeSetup&) = delete;

 private:
  static FakeSetup& of(const docmill_setup* s) { return *static_cast<FakeSetup*>(s->impl); }
};

struct FakeOutput {
  std::vector<std::string> said;  // "put DOCUMENT PORT ROWS pool", "verdict ...", "note ...", "emit ..."
  std::function<int32_t(const std::string&)> answer = [](const std::string&) { return DOCMILL_OK; };
  int32_t stop = 0;
  docmill_output raw{};

  FakeOutput() {
    raw.size = sizeof raw;
    raw.impl = this;
    raw.put = [](docmill_output* o, uint32_t d, uint32_t port, const docmill_layer* layer) noexcept {
      return of(o).say("put " + std::to_string(d) + " " + std::to_string(port) + " " + std::to_string(layer->n_rows) +
                       " " + std::string(layer->pool, layer->pool_size));
    };
    raw.verdict = [](docmill_output* o, uint32_t d, uint32_t verdict, docmill_str code, docmill_str message) noexcept {
      return of(o).say((verdict == DOCMILL_DROP ? "drop " : "fail ") + std::to_string(d) + " " +
                       std::string(view(code)) + ": " + std::string(view(message)));
    };
    raw.note = [](docmill_output* o, uint32_t d, uint32_t level, docmill_str code, docmill_str message) noexcept {
      return of(o).say("note " + std::to_string(d) + " " + std::to_string(level) + " " + std::string(view(code)) +
                       ": " + std::string(view(message)));
    };
    raw.emit = [](docmill_output* o, uint32_t d, uint32_t output, docmill_str bytes) noexcept {
      return of(o).say("emit " + (d == DOCMILL_NO_DOCUMENT ? "-" : std::to_string(d)) + " " + std::to_string(output) +
                       " " + std::string(view(bytes)));
    };
    raw.should_stop = [](const docmill_output* o) noexcept { return static_cast<const FakeOutput*>(o->impl)->stop; };
  }
  FakeOutput(const FakeOutput&) = delete;

 private:
  static FakeOutput& of(docmill_output* o) { return *static_cast<FakeOutput*>(o->impl); }
  int32_t say(std::string what) {
    said.push_back(std::move(what));
    return answer(said.back());
  }
};

inline docmill_catalogue_entry catalogue_entry(uint32_t kind, uint32_t n_fields = 0) {
  docmill_catalogue_entry entry{};
  entry.size = sizeof entry;
  entry.kind = kind;
  entry.n_fields = n_fields;
  return entry;
}

// Texts as a batch; each is layer 0 of its document.
class FakeBatch {
 public:
  explicit FakeBatch(const std::vector<std::string>& texts)
      : texts_(texts), layers_(texts.size()), pointers_(texts.size()), documents_(texts.size()) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      layers_[i] = {sizeof(docmill_layer), DOCMILL_KIND_TEXT, nullptr, 0, 0,
                    texts_[i].data(),      texts_[i].size(),  nullptr, 0};
      pointers_[i] = &layers_[i];
      documents_[i] = {sizeof(docmill_document), 1, &pointers_[i]};
      list_.push_back(&documents_[i]);
    }
    raw_ = {sizeof(docmill_batch), static_cast<uint32_t>(list_.size()), list_.data()};
  }
  FakeBatch(const FakeBatch&) = delete;
  const docmill_batch* raw() const { return &raw_; }

 private:
  std::vector<std::string> texts_;
  std::vector<docmill_layer> layers_;
  std::vector<const docmill_layer*> pointers_;
  std::vector<docmill_document> documents_;
  std::vector<const docmill_document*> list_;
  docmill_batch raw_{};
};

}  // namespace docmill::test
