#include "tooling/inspect/explain_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "host/pipeline/option_text.hpp"
#include "host/pipeline/toml_reader.hpp"
#include "host/stages/condition_values.hpp"
#include "tooling/inspect/layer_value.hpp"

namespace docmill::tooling {

SpansOf::SpansOf(const Plan& plan, std::size_t slot, const Document& document)
    : planned_(plan.layers[slot]),
      layer_(document.layers[slot]),
      over_(planned_.over == no_slot ? nullptr : document.layers[static_cast<std::size_t>(planned_.over)]),
      text_(over_ != nullptr ? pool_of(*over_) : std::string_view()) {}

std::size_t SpansOf::size() const { return layer_ != nullptr ? layer_->n_rows : 0; }

ToldSpan SpansOf::at(std::size_t i) const {
  const char* row = static_cast<const char*>(layer_->rows) + i * layer_->row_size;
  const auto& span = *reinterpret_cast<const docmill_span*>(row);
  ToldSpan told{span.start, span.end, text_.substr(span.start, span.end - span.start), {}, {}, {}, {}, {}};
  const auto string = [&](docmill_ref ref) { return std::string_view(layer_->pool + ref.offset, ref.size); };
  if ((span.nulls & DOCMILL_NULL_LABEL) == 0) told.label = string(span.label);
  if ((span.nulls & DOCMILL_NULL_VALUE) == 0) told.value = string(span.value);
  if ((span.nulls & DOCMILL_NULL_SCORE) == 0) told.score = span.score;
  const auto* cells = reinterpret_cast<const docmill_cell*>(row + sizeof span);
  for (std::size_t k = 0; k < planned_.fields.size(); ++k) {
    if ((span.nulls & DOCMILL_NULL_FIELD(k)) != 0) continue;
    std::string value;
    switch (planned_.fields[k].type) {
      case FieldType::boolean: value = cells[k].integer != 0 ? "true" : "false"; break;
      case FieldType::integer: value = std::to_string(cells[k].integer); break;
      case FieldType::number: value = toml_number(cells[k].number); break;
      default: value = toml_string(string(cells[k].string));
    }
    told.fields.emplace_back(planned_.fields[k].name, std::move(value));
  }
  if (over_ != nullptr && over_->map != nullptr)
    told.source = source_range(over_->map, over_->n_map, span.start, span.end);
  return told;
}

std::string alone_of(const Trace& trace) {
  if (trace.alone == nullptr) return "";
  return fmt::format("seen alone: in a run '{}' (ORDERED) looks at the documents before it, too", trace.alone->name());
}

std::string outcome_of(const PreparedPipeline& prepared, const Trace& trace, std::size_t i) {
  const StageTrace& seen = trace.stages[i];
  const PlannedStage& planned = prepared.plan.stages[i];
  using What = StageTrace::What;
  const std::string why = seen.error.message + " (" + seen.error.code + ")";
  switch (seen.what) {
    case What::ran: return "ran";
    case What::kept: return "failed, and the document went on without its layers: " + why;
    case What::failed: return "failed: " + why;
    case What::dropped: return "dropped the document: " + why;
    case What::not_reached: return "not reached";
    case What::skipped: break;
  }
  for (const int slot : planned.needed)
    if (trace.document.layers[static_cast<std::size_t>(slot)] == nullptr)
      return fmt::format("skipped: '{}' is absent", prepared.plan.layers[static_cast<std::size_t>(slot)].unique_name);
  return planned.entry.when ? "skipped: not so: " + planned.entry.when->value : "skipped";
}

std::vector<std::pair<std::string, std::string>> options_of(const PlannedStage& stage, bool given) {
  std::vector<std::pair<std::string, std::string>> options;
  for (std::size_t i = 0; i < stage.options.size(); ++i) {
    const OptionDeclaration& declared = stage.declaration.options[i];
    if (stage.options[i].given == given)
      options.emplace_back(declared.name, describe_value(declared, stage.options[i]));
  }
  return options;
}

std::vector<std::size_t> reasons_for(const PreparedPipeline& prepared, const StageTrace& seen, std::size_t rewrite) {
  std::vector<std::size_t> reasons;
  for (const int slot : seen.provided) {
    const PlannedLayer& layer = prepared.plan.layers[static_cast<std::size_t>(slot)];
    if (layer.kind == LayerKind::spans && layer.over == prepared.plan.layers[rewrite].over)
      reasons.push_back(static_cast<std::size_t>(slot));
  }
  return reasons;
}

namespace {

std::string shown_bytes(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t n = utf8::valid_length(bytes, at);
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if (n == 0 || (n == 1 && byte < 0x20 && byte != '\n' && byte != '\t')) out += fmt::format("\\x{:02x}", byte);
    else out += bytes.substr(at, n);
    at += std::max<std::size_t>(n, 1);
  }
  return out;
}

// At or before `at`, not inside a character where the bytes are UTF-8.
std::size_t border(std::string_view bytes, std::size_t at) {
  for (int back = 0; back < 3 && at > 0 && at < bytes.size() && !utf8::is_start(bytes[at]); ++back) --at;
  return at;
}

}  // namespace

Excerpt excerpt(std::string_view raw, SourceRange range, std::size_t around, std::size_t most) {
  const std::size_t start = std::min<std::size_t>(range.start, raw.size());
  const std::size_t end = std::min<std::size_t>(std::max(range.end, range.start), raw.size());
  const std::size_t from = border(raw, start > around ? start - around : 0);
  const std::size_t to = border(raw, std::min(raw.size(), end + around));
  Excerpt e;
  e.cut = end - start > most;
  const std::size_t inside_end = e.cut ? border(raw, start + most) : end;
  e.before = shown_bytes(raw.substr(from, start - from));
  e.inside = shown_bytes(raw.substr(start, inside_end - start));
  e.after = e.cut || to < end ? std::string() : shown_bytes(raw.substr(end, to - end));
  return e;
}

std::string on_one_line(std::string_view text, std::size_t most) {
  std::string out;
  std::size_t n = 0;
  for (std::size_t at = 0; at < text.size(); ++n) {
    if (n == most) return out + "…";
    const std::size_t length = std::max<std::size_t>(utf8::valid_length(text, at), 1);
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte == '\n') out += "⏎";
    else if (byte < 0x20 || byte == 0x7F) out += ' ';
    else out += text.substr(at, length);
    at += length;
  }
  return out;
}

}  // namespace docmill::tooling
