#include "checker/strict_host/recorder.hpp"

#include <algorithm>
#include <exception>

#include "checker/strict_host/output_rules.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::checker {
namespace {

std::string_view view(docmill_str s) { return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view(); }

template <class T>
void append_bytes(std::string& out, const T* items, std::size_t n) {
  if (n != 0) out.append(reinterpret_cast<const char*>(items), n * sizeof(T));
}

// Everything of a layer that a later stage could see, as bytes.
std::string flattened(const docmill_layer& layer) {
  std::string out;
  const uint32_t row_size = layer.n_rows != 0 ? layer.row_size : 0;
  for (const uint64_t number :
       {uint64_t{layer.kind}, uint64_t{layer.n_rows}, uint64_t{row_size}, layer.pool_size, layer.n_map})
    append_bytes(out, &number, 1);
  append_bytes(out, static_cast<const char*>(layer.rows), std::size_t{layer.n_rows} * row_size);
  append_bytes(out, layer.pool, layer.pool_size);
  append_bytes(out, layer.map, layer.map != nullptr ? layer.n_map : 0);
  return out;
}

bool is_text(host::LayerKind kind) { return kind == host::LayerKind::text || kind == host::LayerKind::rewrite; }

host::LayerShape shape_of(const host::PortDeclaration& port) {
  host::LayerShape shape;
  shape.kind = static_cast<uint32_t>(port.kind);
  for (const host::FieldDeclaration& f : port.fields) {
    shape.field_types.push_back(static_cast<uint32_t>(f.type));
    shape.field_names.push_back(f.name);
  }
  shape.has_label = port.has_label;
  shape.has_value = port.has_value;
  shape.has_score = port.has_score;
  return shape;
}

std::size_t first_difference(const std::string& a, const std::string& b) {
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin()).first -
      a.begin());
}

}  // namespace

std::string difference(const DocumentResult& a, const DocumentResult& b) {
  const auto maps = [](const char* what, const auto& x, const auto& y) -> std::string {
    for (const auto& [key, bytes] : x) {
      const auto other = y.find(key);
      if (other == y.end()) return std::string(what) + " " + std::to_string(key) + " is there once and once not";
      if (other->second != bytes)
        return std::string(what) + " " + std::to_string(key) + " differs at byte " +
               std::to_string(first_difference(bytes, other->second)) + " of " + std::to_string(bytes.size()) +
               " and " + std::to_string(other->second.size());
    }
    return x.size() == y.size() ? "" : std::string(what) + " more";
  };
  if (a.verdict != b.verdict) return "verdicts '" + a.verdict + "' and '" + b.verdict + "'";
  if (a.notes != b.notes) return "other notes";
  if (a.refused != b.refused) return "one was refused";
  const std::string layers = maps("port", a.layers, b.layers);
  return layers.empty() ? maps("output", a.emitted, b.emitted) : layers;
}

Recorder::Recorder(const host::StageDeclaration& stage, const std::vector<SyntheticLayer>& catalogue,
                   std::vector<bool> provides, std::vector<uint32_t> outputs, const HostShape& host)
    : stage_(stage), catalogue_(catalogue), provides_(std::move(provides)), outputs_(std::move(outputs)) {
  output_.size = sizeof output_;
  output_.impl = this;
  output_.put = on_put;
  output_.verdict = on_verdict;
  output_.note = on_note;
  output_.emit = on_emit;
  output_.should_stop = on_should_stop;
  if (&host != &this_host) shown_ = const_cast<docmill_output*>(place_as(output_, host.output, memory_));
}

void Recorder::expect(const docmill_batch* batch) {
  batch_ = batch;
  given_.assign(batch != nullptr ? batch->n_documents : 0, {});
  for (Given& g : given_) g.ports.assign(stage_.provided.size(), nullptr);
  outside_ = {};
  arena_.reset();
  thread_ = std::this_thread::get_id();
  n_calls_ = calls_after_stop_ = 0;
  stopped_ = false;
}

std::vector<DocumentResult> Recorder::take() {
  std::vector<DocumentResult> results;
  if (batch_ == nullptr) results.push_back(std::move(outside_));
  for (Given& g : given_) results.push_back(std::move(g.result));
  return results;
}

std::vector<Wrong> Recorder::wrongs() const {
  const std::lock_guard lock(wrongs_mutex_);
  return wrongs_;
}

int32_t Recorder::wrong(std::string_view id, std::string what) {
  const std::lock_guard lock(wrongs_mutex_);
  if (wrongs_.size() < 20) wrongs_.push_back({std::string(id), std::move(what)});
  return DOCMILL_REFUSED;
}

// A call from another thread is refused, as it may come beside one that is allowed.
bool Recorder::is_allowed(const char* what) {
  if (std::this_thread::get_id() != thread_) {
    wrong("output-thread", std::string(what) + " was called from another thread than process");
    return false;
  }
  if (stopped_) ++calls_after_stop_;
  return true;
}

Recorder::Given* Recorder::find(uint32_t document, const char* what) {
  if (document < given_.size()) return &given_[document];
  wrong("output-declared", std::string(what) + " for document " + std::to_string(document) + " of a batch of " +
                               std::to_string(given_.size()));
  return nullptr;
}

int32_t Recorder::next_answer(uint32_t document, Given& given) {
  const uint32_t call = n_calls_++;
  const int32_t status = answer ? answer(document, call) : DOCMILL_OK;
  if (status == DOCMILL_REFUSED) given.result.refused = true;
  if (status == DOCMILL_STOP) stopped_ = true;
  return status;
}

int32_t Recorder::on_put(docmill_output* o, uint32_t document, uint32_t port, const docmill_layer* layer) noexcept try {
  Recorder& self = of(o);
  if (!self.is_allowed("put")) return DOCMILL_REFUSED;
  Given* given = self.find(document, "put");
  if (given == nullptr) return DOCMILL_REFUSED;
  if (layer == nullptr) return self.wrong("output-layout", "put of a null pointer");
  const int32_t status = self.next_answer(document, *given);
  return status == DOCMILL_OK ? self.put(document, port, *layer) : status;
} catch (const std::exception&) {
  return DOCMILL_STOP;
}

int32_t Recorder::put(uint32_t document, uint32_t port, const docmill_layer& layer) {
  Given& given = given_[document];
  if (port >= stage_.provided.size())
    return wrong("output-declared", "put to port " + std::to_string(port) + ", which is not declared");
  const std::string& name = stage_.provided[port].layer;
  if (!provides_[port]) return DOCMILL_OK;  // switched off by its option
  if (given.ports[port] != nullptr) return wrong("output-declared", "'" + name + "' was put twice for one document");
  if (!given.result.verdict.empty())
    return wrong("output-declared", "'" + name + "' was put after the verdict on the document");
  const docmill_layer* over = nullptr;
  if (!stage_.provided[port].over.empty()) {
    over = text_below(document, port, given);
    if (over == nullptr) return wrong("output-declared", "'" + name + "' was put before the text that it lies over");
  }
  std::string why;
  const host::LayerShape shape = shape_of(stage_.provided[port]);
  given.ports[port] = host::accept_layer(layer, shape, over, arena_, why);
  if (given.ports[port] == nullptr) return wrong(broken_rule(layer, shape, over), "'" + name + "': " + why);
  given.result.layers[port] = flattened(*given.ports[port]);
  return DOCMILL_OK;
}

// Where a stage requires and provides a text of one name, a rewrite means the required and spans mean the provided one.
const docmill_layer* Recorder::text_below(uint32_t document, uint32_t port, const Given& given) const {
  const host::PortDeclaration& declared = stage_.provided[port];
  const bool is_rewrite = declared.kind == host::LayerKind::rewrite;
  const auto provided = [&]() -> std::optional<const docmill_layer*> {
    for (std::size_t i = 0; i < stage_.provided.size(); ++i)
      if (i != port && stage_.provided[i].layer == declared.over && is_text(stage_.provided[i].kind))
        return given.ports[i];
    return std::nullopt;
  };
  const auto required = [&]() -> std::optional<const docmill_layer*> {
    for (std::size_t i = 0; i < catalogue_.size(); ++i)
      if (catalogue_[i].port == declared.over && catalogue_[i].kind == DOCMILL_KIND_TEXT)
        return batch_->documents[document]->layers[i];
    return std::nullopt;
  };
  auto found = is_rewrite ? required() : provided();
  if (!found) found = is_rewrite ? provided() : required();
  return found.value_or(nullptr);
}

void Recorder::check_words(docmill_str code, docmill_str message) {
  const bool kebab = code.size != 0 && std::all_of(view(code).begin(), view(code).end(), [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                     });
  if (!kebab) wrong("output-words", "the code '" + std::string(view(code)) + "' is not kebab-case");
  if (message.size == 0 || !utf8::is_valid(view(message)) || view(message).find('\n') != std::string_view::npos)
    wrong("output-words", "the message of '" + std::string(view(code)) + "' is empty, not UTF-8 or has several lines");
}

int32_t Recorder::on_verdict(docmill_output* o, uint32_t document, uint32_t verdict, docmill_str code,
                             docmill_str message) noexcept try {
  Recorder& self = of(o);
  if (!self.is_allowed("verdict")) return DOCMILL_REFUSED;
  Given* given = self.find(document, "verdict");
  if (given == nullptr) return DOCMILL_REFUSED;
  if (verdict != DOCMILL_DROP && verdict != DOCMILL_FAIL)
    self.wrong("output-words", "verdict " + std::to_string(verdict) + " is unknown");
  self.check_words(code, message);
  if (view(code) == "wrong-use") self.wrong("output-types", std::string(view(message)));  // so says the SDK
  given->result.verdict = std::string(verdict == DOCMILL_DROP ? "drop " : "fail ") + std::string(view(code)) + ": " +
                          std::string(view(message));
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_STOP;
}

int32_t Recorder::on_note(docmill_output* o, uint32_t document, uint32_t level, docmill_str code,
                          docmill_str message) noexcept try {
  Recorder& self = of(o);
  if (!self.is_allowed("note")) return DOCMILL_REFUSED;
  Given* given = self.find(document, "note");
  if (given == nullptr) return DOCMILL_REFUSED;
  if (level > DOCMILL_LEVEL_ERROR)
    self.wrong("output-words", "a note of level " + std::to_string(level) + ", which is unknown");
  self.check_words(code, message);
  given->result.notes.push_back(std::to_string(level) + " " + std::string(view(code)) + ": " +
                                std::string(view(message)));
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_STOP;
}

int32_t Recorder::on_emit(docmill_output* o, uint32_t document, uint32_t output, docmill_str bytes) noexcept try {
  Recorder& self = of(o);
  if (!self.is_allowed("emit")) return DOCMILL_REFUSED;
  if (output >= self.outputs_.size())
    return self.wrong("output-declared", "emit to output " + std::to_string(output) + ", which was not opened");
  if (self.batch_ == nullptr) {
    if (document != DOCMILL_NO_DOCUMENT) return self.wrong("output-declared", "emit for a document outside process");
    if (self.outputs_[output] != DOCMILL_OUTPUT_FILE)
      return self.wrong("output-declared", "emit to a folder outside process");
    self.outside_.emitted[output] += view(bytes);
    return DOCMILL_OK;
  }
  Given* given = self.find(document, "emit");
  if (given == nullptr) return DOCMILL_REFUSED;
  const int32_t status = self.next_answer(document, *given);
  if (status == DOCMILL_OK) given->result.emitted[output] += view(bytes);
  return status;
} catch (const std::exception&) {
  return DOCMILL_STOP;
}

int32_t Recorder::on_should_stop(const docmill_output* o) noexcept {
  return static_cast<const Recorder*>(o->impl)->stop_wanted;
}

}  // namespace docmill::checker
