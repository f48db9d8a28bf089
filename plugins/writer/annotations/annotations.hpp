// What the formats of annotation tools have in common: a text, the spans over it, and the IRIs that stand for a
// document and for what a span means. Offsets are code points in all of them: Web Annotation (section 4.2.5), RFC 5147
// and NIF (characters), brat (Python's indices).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/outflow.hpp"
#include "catalogue/placed_spans.hpp"
#include "docmill/sdk/document.hpp"
#include "docmill/sdk/setup.hpp"

namespace docmill::writer {

struct AnnotationSettings {
  std::string text = "text";       // the text layer
  std::vector<std::string> spans;  // names of spans layers over it; empty: all of them
  std::string document_iri = "docmill:document/";
  std::string value_iri = "docmill:value/";
};

// What is wrong with the settings, all of it.
std::vector<ConfigError> check_annotations(const Catalogue& catalogue, const AnnotationSettings& settings);

// One span as an annotation.
struct Annotation {
  PlacedSpan span;  // in code points
  const LayerInfo* layer = nullptr;
  uint32_t number = 0;    // within its layer, from 1
  std::string_view type;  // its label, or the name of the layer
  std::string_view name;  // of the thing that it means; empty: not known
  std::string_view item;  // Wikidata item; empty: not known
};

// The text and the spans to write; settings must have passed check_annotations. Immutable; shared by all threads.
class AnnotatedText {
 public:
  AnnotatedText(const Catalogue& catalogue, const AnnotationSettings& settings);

  // Has the document the text at all? If not, nothing is to be written for it.
  bool has_text(Document document) const { return document.has(text_); }
  std::string_view id(Document document) const { return document.text(id_); }
  std::string_view text(Document document) const { return document.text(text_); }
  uint32_t code_points(Document document, Positions& positions) const;
  // Code points before this byte of the text, which is a border of a character.
  uint32_t code_point(Document document, Positions& positions, uint32_t byte) const {
    return positions.of(document, text_).at(byte);
  }

  // Calls take(annotation) for each, by layer in pipeline order, within a layer as it stands there. Throws
  // std::runtime_error when the whole passes longest_output. Between two, `outflow` may take what stands in `out`.
  template <class F>
  void for_each(Document document, Positions& positions, Outflow& outflow, std::string& out, F&& take) const;

  // Appends the IRI of a document: the prefix of the settings and the id, percent-encoded.
  void append_document_iri(std::string& out, std::string_view id) const;
  // Appends the IRI of what an annotation means: its Wikidata item, or the prefix and its value; false: it has neither.
  bool append_value_iri(std::string& out, const Annotation& annotation) const;

 private:
  struct Layer {
    LayerInfo info;
    std::optional<uint32_t> name, item;  // fields `name` and `wikidata`
  };
  std::vector<Layer> layers_;
  uint32_t id_, text_;
  std::string document_iri_, value_iri_;
};

// Appends `part` with all but letters, digits and -._~/ of ASCII as %XX of its bytes: it can stand in any IRI.
void append_iri_part(std::string& out, std::string_view part);

template <class F>
void AnnotatedText::for_each(Document document, Positions& positions, Outflow& outflow, std::string& out,
                             F&& take) const {
  for (const Layer& layer : layers_) {
    if (!document.has(layer.info.index)) continue;
    PlacedSpans spans(document, layer.info, positions);
    for (uint32_t i = 0; i < spans.size(); ++i) {
      outflow.relieve(out, layer.info);
      Annotation a{spans[i], &layer.info, i + 1, layer.info.name, {}, {}};
      if (layer.info.has_label) a.type = a.span.row.label().value_or(std::string_view(layer.info.name));
      if (layer.name && !a.span.row.is_null(*layer.name)) a.name = a.span.row.string(*layer.name);
      if (layer.item && !a.span.row.is_null(*layer.item)) a.item = a.span.row.string(*layer.item);
      take(a);
    }
  }
}

}  // namespace docmill::writer
