#include "annotations/record_nif.hpp"

#include "docmill/base/json_text.hpp"

namespace docmill::writer {

namespace {

std::string place(const std::string& iri, uint32_t start, uint32_t end) {
  return "<" + iri + "#char=" + std::to_string(start) + "," + std::to_string(end) + ">";
}

void append_range(std::string& out, uint32_t start, uint32_t end) {
  out += " ;\n  nif:beginIndex \"" + std::to_string(start) + "\"^^xsd:nonNegativeInteger ;\n  nif:endIndex \"" +
         std::to_string(end) + "\"^^xsd:nonNegativeInteger";
}

}  // namespace

std::string_view NifGraph::header() {
  return "@prefix dc: <http://purl.org/dc/elements/1.1/> .\n"
         "@prefix itsrdf: <http://www.w3.org/2005/11/its/rdf#> .\n"
         "@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .\n"
         "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";
}

void NifGraph::append(Document document, Positions& positions, std::string& out, Outflow outflow) const {
  positions.next_document();
  if (!text_.has_text(document)) return;
  std::string iri, value;
  text_.append_document_iri(iri, text_.id(document));
  const uint32_t end = text_.code_points(document, positions);
  const std::string context = place(iri, 0, end);
  out += "\n" + context + "\n  a nif:Context , nif:RFC5147String";
  append_range(out, 0, end);
  out += " ;\n  nif:sourceUrl <" + iri + "> ;\n  nif:isString ";
  append_turtle_string(out, text_.text(document));
  out += " .\n";
  text_.for_each(document, positions, outflow, out, [&](const Annotation& a) {
    out += "\n" + place(iri, a.span.start, a.span.end) +
           "\n  a nif:Phrase , nif:RFC5147String ;\n  nif:referenceContext " + context;
    append_range(out, a.span.start, a.span.end);
    out += " ;\n  nif:anchorOf ";
    append_turtle_string(out, a.span.text);
    out += " ;\n  dc:type ";
    append_turtle_string(out, a.type);
    value.clear();
    if (text_.append_value_iri(value, a)) out += " ;\n  itsrdf:taIdentRef <" + value + ">";
    if (a.layer->has_score) {
      if (const std::optional<double> score = a.span.row.score()) {
        out += " ;\n  itsrdf:taConfidence \"";
        append_json_number(out, *score);
        out += "\"^^xsd:double";
      }
    }
    out += " .\n";
  });
}

void append_turtle_string(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  out += '"';
}

}  // namespace docmill::writer
