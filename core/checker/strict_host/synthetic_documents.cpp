#include <algorithm>
#include <cstring>

#include "checker/strict_host/synthetic.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::checker {
namespace {

using host::FieldDeclaration;
using host::FieldType;

// Values of string fields that mean something to stages, by the field's name; others get what is odd.
std::optional<std::string> string_value(const std::string& field, uint32_t variant, std::string_view text) {
  struct Known {
    const char* field;
    const char* values[n_variants];
  };
  static constexpr Known known[] = {
      {"media_type", {"text/plain", "text/html", "text/markdown", nullptr, "", "application/x-unheard-of"}},
      {"charset", {"utf-8", "windows-1252", nullptr, "", "utf-16le", "x"}},
      {"tag", {"en", "zh-Hans", nullptr, "und", "ar", "not a tag at all"}},
      {"script", {"Latn", "Hans", nullptr, "", "Arab", "Xyzw"}},
      {"date", {"2024-02-29", nullptr, "", "2023-01-01", "yesterday", "0000-00-00"}},
      {"source", {"a/b.txt", "c.html", "d \"e\".md", "f.jsonl.zst", "g\nh.txt", "\xC3\xA9.txt"}},
  };
  for (const Known& k : known) {
    if (field != k.field) continue;
    const char* value = k.values[variant % n_variants];
    return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
  }
  switch (variant % n_variants) {
    case 0: return field + " value";
    case 1: return std::nullopt;
    case 2: return std::string();
    case 3: return std::string(utf8::prefix(text, 300));
    case 4: return std::string("a\0b\"\\\r\n\t<&>|,;=+-@*_`#", 22);
    default: return "\xF0\x9F\x90\xBF \xE2\x80\xAE \xEF\xBB\xBF";
  }
}

int64_t integer_value(uint32_t variant) {
  static constexpr int64_t values[] = {7, 0, -1, INT64_MAX, INT64_MIN, 1};
  return values[variant % n_variants];
}

double number_value(uint32_t variant) {
  static constexpr double values[] = {0.5, 0.0, 1.0, -1e-300, 1.7976931348623157e308, 0.1};
  return values[variant % n_variants];
}

LayerContent pool_content(uint32_t kind, std::string_view bytes) {
  LayerContent content;
  content.kind = kind;
  content.pool = bytes;
  return content;
}

// Sets field `i` of the last row by its type; leaves it null now and then.
void set_field(Rows& rows, uint32_t i, const FieldDeclaration& field, uint32_t variant, std::string_view text) {
  if (field.type == FieldType::string) {
    if (const auto value = string_value(field.name, variant, text)) rows.string(i, *value);
    return;
  }
  if (variant % n_variants == 1 && field.name != "line") return;
  if (field.type == FieldType::integer) rows.integer(i, integer_value(variant));
  else if (field.type == FieldType::number) rows.number(i, number_value(variant));
  else rows.integer(i, variant % 2 == 0 ? 1 : 0);
}

LayerContent attributes_content(const SyntheticLayer& layer, uint32_t variant, std::string_view text) {
  Rows rows(DOCMILL_KIND_ATTRIBUTES, static_cast<uint32_t>(layer.fields.size()));
  rows.add();
  for (uint32_t i = 0; i < layer.fields.size(); ++i) set_field(rows, i, layer.fields[i], variant, text);
  return rows.take();
}

// Spans of every sort over a text: empty ones, one over everything, nested ones, several at one place, up to its end.
std::vector<std::pair<uint32_t, uint32_t>> ranges_over(std::string_view text, uint32_t variant) {
  std::vector<std::pair<uint32_t, uint32_t>> ranges;
  if (variant % n_variants == 1) return ranges;
  const auto size = static_cast<uint32_t>(text.size());
  ranges.emplace_back(0, size);
  const uint32_t step = std::max<uint32_t>(size / 40, 1);
  const auto border = [&](uint64_t at) {
    return static_cast<uint32_t>(utf8::prefix(text, std::min<uint64_t>(at, size)).size());
  };
  for (uint32_t at = 0; at < size; at += step)
    for (const uint32_t length : {0u, 4u, 3 * step})
      ranges.emplace_back(border(at), std::max(border(at), border(at + uint64_t{length})));
  ranges.emplace_back(size, size);
  std::sort(ranges.begin(), ranges.end());
  return ranges;
}

LayerContent spans_content(const SyntheticLayer& layer, std::string_view text, uint32_t variant) {
  Rows rows(DOCMILL_KIND_SPANS, static_cast<uint32_t>(layer.fields.size()));
  uint32_t n = variant;
  for (const auto& [start, end] : ranges_over(text, variant)) {
    ++n;
    const std::string_view covered = text.substr(start, end - start);
    rows.add();
    rows.range(start, end);
    if ((layer.flags & DOCMILL_PORT_NO_LABEL) == 0)
      if (const auto label = string_value("label", n, covered)) rows.label(*label);
    if ((layer.flags & DOCMILL_PORT_NO_VALUE) == 0)
      if (const auto value = string_value("value", n + 1, covered)) rows.value(*value);
    if ((layer.flags & DOCMILL_PORT_NO_SCORE) == 0 && n % 3 != 0) rows.score(number_value(n));
    // By the name, not by the place: the same field has the same value wherever it stands (input-more-fields).
    for (uint32_t i = 0; i < layer.fields.size(); ++i)
      set_field(rows, i, layer.fields[i], n + static_cast<uint32_t>(layer.fields[i].name.size()), covered);
  }
  return rows.take();
}

LayerContent json_content(const SyntheticLayer& layer, uint32_t variant) {
  if (layer.name == "errors")
    return pool_content(DOCMILL_KIND_JSON, variant % 2 == 0 ? "[]" : R"([{"stage":"x","code":"c","message":"m"}])");
  if (layer.name == "metadata" || variant % n_variants == 0)
    return pool_content(
        DOCMILL_KIND_JSON,
        variant % 2 == 0 ? "{}" : R"({"url":"https://example.org/?a=1&b=\"2\"","n":1e2,"deep":[[{}],null]})");
  static constexpr const char* values[] = {"null", "[1, \"x\\u0000\", null]", "\"\"", "-0.5e-7", "{\"\":{\"\":[]}}"};
  return pool_content(DOCMILL_KIND_JSON, values[variant % 5]);
}

// `text` is the clean one; the source has a heading before it in every other variant, and the map says so.
struct Texts {
  std::string source, text;
  bool has_head = false;
};

LayerContent text_content(const SyntheticLayer& layer, const Texts& texts, uint32_t variant) {
  if (layer.name == "id") return pool_content(DOCMILL_KIND_TEXT, "folder/" + std::to_string(variant) + ".txt");
  const bool is_source = layer.name == "source";
  LayerContent content = pool_content(DOCMILL_KIND_TEXT, is_source ? texts.source : texts.text);
  const bool from_source = is_source || layer.over == "source" || (layer.name != "summary" && variant % 3 != 0);
  if (from_source && !content.pool.empty()) content.map.push_back({0, !is_source && texts.has_head ? 5u : 0u, 1, 1});
  return content;
}

std::string_view text_below(const SyntheticLayer& layer, const Texts& texts) {
  return layer.over == "source" ? texts.source : texts.text;
}

}  // namespace

DocumentContent make_document(const std::vector<SyntheticLayer>& catalogue, const NamedText& named, uint32_t variant) {
  const bool has_head = catalogue.size() > 8 && variant % 2 == 1;
  const Texts texts{(has_head ? "HEAD\n" : "") + named.text, named.text, has_head};
  DocumentContent document{named.name + " (variant " + std::to_string(variant) + ")", {}};
  for (const SyntheticLayer& layer : catalogue) {
    auto& place = document.layers.emplace_back();
    switch (layer.kind) {
      case DOCMILL_KIND_BYTES: place = pool_content(DOCMILL_KIND_BYTES, texts.source); break;
      case DOCMILL_KIND_TEXT: place = text_content(layer, texts, variant); break;
      case DOCMILL_KIND_JSON: place = json_content(layer, variant); break;
      case DOCMILL_KIND_ATTRIBUTES: place = attributes_content(layer, variant, texts.text); break;
      case DOCMILL_KIND_SPANS: place = spans_content(layer, text_below(layer, texts), variant); break;
      default: break;
    }
  }
  return document;
}

const docmill_document* lay_out(const DocumentContent& content, Placement& placement, const HostShape& host) {
  std::vector<const docmill_layer*> layers;
  for (const auto& layer : content.layers) {
    if (!layer) {
      layers.push_back(nullptr);
      continue;
    }
    const void* rows = layer->row_size != 0 ? placement.place_array(layer->words.data(), layer->words.size()) : nullptr;
    const docmill_layer raw{sizeof(docmill_layer),
                            layer->kind,
                            rows,
                            layer->n_rows,
                            layer->row_size,
                            placement.place_array(layer->pool.data(), layer->pool.size()),
                            layer->pool.size(),
                            layer->map.empty() ? nullptr : placement.place_array(layer->map.data(), layer->map.size()),
                            layer->map.size()};
    layers.push_back(place_as(raw, host.layer, placement));
  }
  const docmill_document raw{sizeof(docmill_document), static_cast<uint32_t>(layers.size()),
                             placement.place_array(layers.data(), layers.size())};
  return place_as(raw, host.document, placement);
}

}  // namespace docmill::checker
