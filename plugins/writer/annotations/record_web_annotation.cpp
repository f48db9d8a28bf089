#include "annotations/record_web_annotation.hpp"

#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::writer {

namespace {

// The last, or the first, code points of a text.
std::string_view tail(std::string_view text, uint32_t n) {
  std::size_t at = text.size();
  for (; n > 0 && at > 0; --n) {
    --at;
    while (at > 0 && !utf8::is_border(text, at)) --at;
  }
  return text.substr(at);
}

std::string_view head(std::string_view text, uint32_t n) {
  std::size_t at = 0;
  for (; n > 0 && at < text.size(); --n) utf8::next(text, at);
  return text.substr(0, at);
}

class Writer {
 public:
  Writer(const AnnotatedText& text, Document document, Positions& positions, Outflow& outflow, std::string& out)
      : text_(text),
        all_(text.text(document)),
        document_(document),
        positions_(positions),
        outflow_(outflow),
        out_(out) {
    text.append_document_iri(iri_, text.id(document));
  }

  void write() {
    out_ +=
        "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"score\":\"http://www.w3.org/2005/11/its/"
        "rdf#taConfidence\"}],"
        "\"id\":";
    append_json_string(out_, iri_ + "#annotations");
    out_ += ",\"type\":\"AnnotationPage\",\"items\":[";
    bool first = true;
    text_.for_each(document_, positions_, outflow_, out_, [&](const Annotation& a) {
      out_ += first ? "\n" : ",\n";
      first = false;
      add(a);
    });
    out_ += first ? "]}\n" : "\n]}\n";
  }

 private:
  void add(const Annotation& a) {
    out_ += "{\"id\":";
    append_json_string(out_, iri_ + "#" + a.layer->name + "-" + std::to_string(a.number));
    out_ += ",\"type\":\"Annotation\",\"motivation\":";
    value_iri_.clear();
    const bool identified = text_.append_value_iri(value_iri_, a);
    out_ += identified ? "\"identifying\"" : "\"tagging\"";
    out_ += ",\"generator\":{\"type\":\"Software\",\"name\":";
    append_json_string(out_, maker_of(*a.layer, document_));
    out_ += "},\"body\":[";
    add_text("tagging", a.type);
    if (identified) {
      out_ += ",{\"type\":\"SpecificResource\",\"purpose\":\"identifying\",\"source\":";
      append_json_string(out_, value_iri_);
      out_ += '}';
    }
    if (!a.name.empty()) {
      out_ += ',';
      add_text("describing", a.name);
    }
    out_ += ']';
    if (a.layer->has_score) {
      if (const std::optional<double> score = a.span.row.score()) {
        out_ += ",\"score\":";
        append_json_number(out_, *score);
      }
    }
    add_target(a);
  }

  void add_text(const char* purpose, std::string_view value) {
    out_ += "{\"type\":\"TextualBody\",\"purpose\":\"";
    out_ += purpose;
    out_ += "\",\"format\":\"text/plain\",\"value\":";
    append_json_string(out_, value);
    out_ += '}';
  }

  void add_target(const Annotation& a) {
    out_ += ",\"target\":{\"source\":";
    append_json_string(out_, iri_);
    out_ += ",\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":";
    append_json_integer(out_, a.span.start);
    out_ += ",\"end\":";
    append_json_integer(out_, a.span.end);
    out_ += "},{\"type\":\"TextQuoteSelector\",\"exact\":";
    append_json_string(out_, a.span.text);
    out_ += ",\"prefix\":";
    append_json_string(out_, tail(all_.substr(0, a.span.row.start()), quoted_surroundings));
    out_ += ",\"suffix\":";
    append_json_string(out_, head(all_.substr(a.span.row.end()), quoted_surroundings));
    out_ += "}]}}";
  }

  const AnnotatedText& text_;
  std::string_view all_;
  Document document_;
  Positions& positions_;
  Outflow& outflow_;
  std::string& out_;
  std::string iri_, value_iri_;
};

}  // namespace

void WebAnnotationPage::append(Document document, Positions& positions, std::string& out, Outflow outflow) const {
  positions.next_document();
  if (text_.has_text(document)) Writer(text_, document, positions, outflow, out).write();
}

}  // namespace docmill::writer
