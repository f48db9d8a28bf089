#include "host/stages/stage_output.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "docmill/base/utf8.hpp"
#include "host/documents/layer_check.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {
namespace {

std::string_view view(docmill_str s) { return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view(); }

// Codes and messages come from stages and go into JSON and onto terminals: valid UTF-8, no controls, a bearable
// length.
std::string cleaned(docmill_str s, std::size_t limit) {
  std::string out;
  const std::string_view in = view(s);
  for (std::size_t i = 0; i < in.size() && out.size() < limit;) {
    const std::size_t n = utf8::valid_length(in, i);
    if (n == 0) out += "\xEF\xBF\xBD";
    else if (n == 1 && (static_cast<unsigned char>(in[i]) < 0x20 || in[i] == 0x7F)) out += ' ';
    else out += in.substr(i, n);
    i += std::max<std::size_t>(n, 1);
  }
  return out;
}

int32_t refuse(Staged& s, std::string code, std::string message) {
  s.verdict = DOCMILL_FAIL;
  s.code = std::move(code);
  s.message = std::move(message);
  return DOCMILL_REFUSED;
}

}  // namespace

StageOutput::StageOutput(const std::atomic<bool>& stop, const std::atomic<bool>* interrupted)
    : stop_(stop), interrupted_(interrupted) {
  output_.size = sizeof output_;
  output_.impl = this;
  output_.put = on_put;
  output_.verdict = on_verdict;
  output_.note = on_note;
  output_.emit = on_emit;
  output_.should_stop = on_should_stop;
}

void StageOutput::begin_stage(const StageInstance& stage, uint32_t first_output, EmissionBuffer* emitted,
                              bool is_recorded) {
  stage_ = &stage;
  first_output_ = first_output;
  emitted_ = emitted;
  is_recorded_ = is_recorded;
  outside_ = nullptr;
  output_.max_spans = stage.plan().file.max_spans;
}

void StageOutput::open(const std::vector<Document*>& documents) {
  if (staged_.size() < documents.size()) staged_.resize(documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) staged_[i].reset(stage_->shapes().size());
  documents_ = &documents;
}

void StageOutput::close() {
  documents_ = nullptr;
  foreign_ = nullptr;
}

Staged* StageOutput::staged_of(uint32_t document) {
  if (documents_ == nullptr || document >= documents_->size()) return nullptr;
  if (foreign_ != nullptr) foreign_->reached(document);
  return &staged_[document];
}

const docmill_layer* StageOutput::own_text(const Staged& s, int slot) const {
  const std::vector<int>& outputs = stage_->planned().outputs;
  for (std::size_t i = 0; i < outputs.size(); ++i)
    if (outputs[i] == slot) return s.ports[i];
  return nullptr;
}

int32_t StageOutput::on_put(docmill_output* o, uint32_t document, uint32_t port, const docmill_layer* layer) noexcept
    try {
  StageOutput& self = of(o);
  Staged* s = self.staged_of(document);
  if (s == nullptr || layer == nullptr) return DOCMILL_REFUSED;
  if (s->verdict != 0) return DOCMILL_REFUSED;
  const PlannedStage& planned = self.stage_->planned();
  if (port >= s->ports.size())
    return refuse(*s, "bad-layer",
                  fmt::format("'{}' put port {}, but declares {}", planned.name(), port, s->ports.size()));
  const std::string& name = planned.declaration.provided[port].layer;
  if (layer->kind == DOCMILL_KIND_SPANS && layer->n_rows > o->max_spans)
    return refuse(*s, "too-many-spans",
                  fmt::format("'{}' finds more than {} spans for '{}' in this document; split the document or raise "
                              "[input] max-spans",
                              planned.name(), o->max_spans, name));
  if (planned.outputs[port] == no_slot) return DOCMILL_OK;  // switched off by its option: not wanted, no mistake
  if (s->ports[port] != nullptr)
    return refuse(*s, "bad-layer", fmt::format("'{}' put '{}' twice", planned.name(), name));
  Document& d = *(*self.documents_)[document];
  const docmill_layer* over = nullptr;
  if (const int slot = self.stage_->overs()[port]; slot != no_slot) {
    over = self.own_text(*s, slot);
    if (over == nullptr) over = d.layers[static_cast<std::size_t>(slot)];
    if (over == nullptr)
      return refuse(*s, "bad-layer",
                    fmt::format("'{}' put '{}' before the text that it lies over", planned.name(), name));
  }
  std::string why;
  s->ports[port] = accept_layer(*layer, self.stage_->shapes()[port], over, d.arena, why);
  if (s->ports[port] == nullptr)
    return refuse(*s, "bad-layer", fmt::format("'{}' put a wrong '{}': {}", planned.name(), name, why));
  if (self.is_recorded_) s->recorder.put(port, *layer);
  return DOCMILL_OK;
} catch (...) {
  return DOCMILL_STOP;
}

int32_t StageOutput::on_verdict(docmill_output* o, uint32_t document, uint32_t verdict, docmill_str code,
                                docmill_str message) noexcept try {
  Staged* s = of(o).staged_of(document);
  if (s == nullptr) return DOCMILL_REFUSED;
  if (s->verdict != 0) return DOCMILL_OK;  // the first word counts
  s->verdict = verdict == DOCMILL_DROP ? DOCMILL_DROP : DOCMILL_FAIL;
  s->code = cleaned(code, 100);
  if (s->code.empty()) s->code = "unnamed";
  s->message = cleaned(message, 4000);
  return DOCMILL_OK;
} catch (...) {
  return DOCMILL_STOP;
}

int32_t StageOutput::on_note(docmill_output* o, uint32_t document, uint32_t level, docmill_str code,
                             docmill_str message) noexcept try {
  StageOutput& self = of(o);
  Staged* s = self.staged_of(document);
  if (s == nullptr) return DOCMILL_REFUSED;
  if (s->notes.size() < 100)  // counted, so that a stage that babbles does not fill the memory
    s->notes.push_back(
        {self.stage_->index(), std::min(level, DOCMILL_LEVEL_ERROR), cleaned(code, 100), cleaned(message, 4000)});
  return DOCMILL_OK;
} catch (...) {
  return DOCMILL_STOP;
}

int32_t StageOutput::on_emit(docmill_output* o, uint32_t document, uint32_t output, docmill_str bytes) noexcept try {
  StageOutput& self = of(o);
  const std::vector<OpenedOutput>& outputs = self.stage_->outputs();
  if (document == DOCMILL_NO_DOCUMENT) {
    if (self.outside_ == nullptr || output >= outputs.size() || outputs[output].kind != DOCMILL_OUTPUT_FILE)
      return DOCMILL_REFUSED;
    if (!self.outside_status_.ok()) return DOCMILL_STOP;
    self.outside_status_ = (*self.outside_)(output, view(bytes));
    return self.outside_status_.ok() ? DOCMILL_OK : DOCMILL_STOP;
  }
  Staged* s = self.staged_of(document);
  if (s == nullptr || s->verdict != 0) return DOCMILL_REFUSED;
  if (output >= outputs.size())
    return refuse(
        *s, "bad-output",
        fmt::format("'{}' emitted to output {}, but opened {}", self.stage_->planned().name(), output, outputs.size()));
  // Pieces one behind the other are one: a large record need not stand in memory as a whole.
  const uint64_t at = self.emitted_->size();
  const bool goes_on = !s->emissions.empty() && s->emissions.back().output == self.first_output_ + output &&
                       s->emissions.back().offset + s->emissions.back().size == at;
  if (goes_on) s->emissions.back().size += bytes.size;
  else s->emissions.push_back({self.first_output_ + output, at, bytes.size});
  self.emitted_->append(view(bytes));
  return DOCMILL_OK;
} catch (...) {
  return DOCMILL_STOP;
}

int32_t StageOutput::on_should_stop(const docmill_output* o) noexcept {
  return static_cast<const StageOutput*>(o->impl)->is_to_stop() ? 1 : 0;
}

}  // namespace docmill::host
