#include "annotations/annotations.hpp"

#include <algorithm>

#include "catalogue/name_lists.hpp"

namespace docmill::writer {

namespace {

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~' || c == '/';
}

// A scheme and a colon, and nothing that an IRI may not hold (RFC 3987).
bool is_iri_prefix(std::string_view iri) {
  const std::size_t colon = iri.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!is_letter(iri.front())) return false;
  for (const char c : iri.substr(0, colon))
    if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
  return std::none_of(iri.begin(), iri.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || std::string_view("<>\"{}|\\^`#").find(c) != std::string_view::npos;
  });
}

// Wikidata items are Q and digits; anything else under that name is no item.
bool is_item(std::string_view item) {
  return item.size() >= 2 && item.front() == 'Q' &&
         std::all_of(item.begin() + 1, item.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool lies_over(const LayerInfo& layer, const LayerInfo& text) {
  return layer.kind == DOCMILL_KIND_SPANS && layer.over_index == text.index;
}

std::vector<std::string> layer_names(const Catalogue& catalogue, bool (*wanted)(const LayerInfo&, const LayerInfo*),
                                     const LayerInfo* text) {
  std::vector<std::string> names;
  for (const LayerInfo& layer : catalogue.stage_layers())
    if (wanted(layer, text)) names.push_back(layer.name);
  return names;
}

void check_iri(const char* option, const std::string& iri, std::vector<ConfigError>& errors) {
  if (is_iri_prefix(iri)) return;
  errors.emplace_back(option,
                      "'" + iri + "' cannot begin an IRI; write something like \"https://example.org/articles/\"");
}

}  // namespace

std::vector<ConfigError> check_annotations(const Catalogue& catalogue, const AnnotationSettings& settings) {
  std::vector<ConfigError> errors;
  check_iri("document-iri", settings.document_iri, errors);
  check_iri("value-iri", settings.value_iri, errors);
  const LayerInfo* text = catalogue.find(settings.text);
  if (text == nullptr || text->kind != DOCMILL_KIND_TEXT) {
    const auto is_text = [](const LayerInfo& layer, const LayerInfo*) { return layer.kind == DOCMILL_KIND_TEXT; };
    const std::vector<std::string> names = layer_names(catalogue, is_text, nullptr);
    errors.emplace_back("text", "no text layer '" + settings.text + "'" + did_you_mean(settings.text, names) +
                                    "; there are: " + list_names(names));
    return errors;
  }
  const auto is_over = [](const LayerInfo& layer, const LayerInfo* below) { return lies_over(layer, *below); };
  const std::vector<std::string> names = layer_names(catalogue, is_over, text);
  for (uint32_t i = 0; i < settings.spans.size(); ++i) {
    const std::string& name = settings.spans[i];
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    errors.emplace_back("spans",
                        "no spans '" + name + "' over '" + text->name + "'" + did_you_mean(name, names) +
                            "; there are: " + list_names(names),
                        i);
  }
  return errors;
}

AnnotatedText::AnnotatedText(const Catalogue& catalogue, const AnnotationSettings& settings)
    : id_(catalogue.id()),
      text_(catalogue.find(settings.text)->index),
      document_iri_(settings.document_iri),
      value_iri_(settings.value_iri) {
  for (const LayerInfo& layer : catalogue.stage_layers()) {
    if (!lies_over(layer, catalogue[text_])) continue;
    const bool chosen = std::find(settings.spans.begin(), settings.spans.end(), layer.name) != settings.spans.end();
    if (!settings.spans.empty() && !chosen) continue;
    layers_.push_back(
        {layer, layer.find_field("name", DOCMILL_TYPE_STRING), layer.find_field("wikidata", DOCMILL_TYPE_STRING)});
  }
}

uint32_t AnnotatedText::code_points(Document document, Positions& positions) const {
  return positions.of(document, text_).at(static_cast<uint32_t>(text(document).size()));
}

void AnnotatedText::append_document_iri(std::string& out, std::string_view id) const {
  out += document_iri_;
  append_iri_part(out, id);
}

bool AnnotatedText::append_value_iri(std::string& out, const Annotation& annotation) const {
  if (is_item(annotation.item)) {
    out += "http://www.wikidata.org/entity/";
    out += annotation.item;
    return true;
  }
  const std::optional<std::string_view> value =
      annotation.layer->has_value ? annotation.span.row.value() : std::optional<std::string_view>();
  if (!value || value->empty()) return false;
  out += value_iri_;
  append_iri_part(out, *value);
  return true;
}

void append_iri_part(std::string& out, std::string_view part) {
  constexpr char digits[] = "0123456789ABCDEF";
  for (const char c : part) {
    if (is_unreserved(c)) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const char escape[] = {'%', digits[byte >> 4], digits[byte & 15]};
    out.append(escape, sizeof escape);
  }
}

}  // namespace docmill::writer
