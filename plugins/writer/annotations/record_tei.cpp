#include "annotations/record_tei.hpp"

#include <algorithm>

#include "annotations/record_brat.hpp"
#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::writer {

namespace {

bool is_xml(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

void append_element(std::string& out, const char* name, std::string_view content) {
  out += std::string("<") + name + ">";
  append_xml(out, content);
  out += std::string("</") + name + ">";
}

// Lines that hold something. A place between two of them belongs to the end of the first.
class Paragraphs {
 public:
  explicit Paragraphs(std::string_view text) : text_(text) {
    for (std::size_t from = 0; from < text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      if (end > from) lines_.push_back({static_cast<uint32_t>(from), static_cast<uint32_t>(end)});
      from = end + 1;
    }
  }
  struct Line {
    uint32_t start, end;
  };
  std::size_t size() const { return lines_.size(); }
  const Line& operator[](std::size_t i) const { return lines_[i]; }
  std::string_view words(uint32_t start, uint32_t end) const { return text_.substr(start, end - start); }

  struct Place {
    std::size_t line;
    uint32_t byte;  // of the text, within the line
  };
  // Nothing where there is no line at all.
  std::optional<Place> place_of(uint32_t byte) const {
    if (lines_.empty()) return std::nullopt;
    const auto behind = std::upper_bound(lines_.begin(), lines_.end(), byte,
                                         [](uint32_t b, const Line& line) { return b < line.start; });
    if (behind == lines_.begin()) return Place{0, lines_[0].start};
    const auto line = static_cast<std::size_t>(behind - lines_.begin()) - 1;
    return Place{line, std::min(byte, lines_[line].end)};
  }

 private:
  std::string_view text_;
  std::vector<Line> lines_;
};

class Body {
 public:
  Body(const AnnotatedText& text, Document document, Positions& positions, Outflow& outflow, std::string& out)
      : annotated_(text),
        document_(document),
        positions_(positions),
        outflow_(outflow),
        out_(out),
        lines_(text.text(document)) {
    text.for_each(document, positions, outflow, out, [&](const Annotation& a) { spans_.push_back(a); });
    std::stable_sort(spans_.begin(), spans_.end(), [](const Annotation& a, const Annotation& b) {
      if (a.span.row.start() != b.span.row.start()) return a.span.row.start() < b.span.row.start();
      return a.span.row.end() > b.span.row.end();
    });
  }

  void write() {
    out_ += "<text><body>\n";
    for (std::size_t i = 0; i < lines_.size(); ++i) write_line(i);
    for (; next_ < spans_.size(); ++next_) apart_.push_back(next_);
    if (lines_.size() == 0) out_ += "<p/>\n";
    out_ += "</body></text>\n";
    if (apart_.empty() || lines_.size() == 0) return;
    out_ += "<standOff><spanGrp>\n";
    for (const std::size_t i : apart_) write_apart(spans_[i]);
    out_ += "</spanGrp></standOff>\n";
  }

 private:
  void write_line(std::size_t i) {
    const Paragraphs::Line& line = lines_[i];
    outflow_.relieve(out_, "its paragraphs");
    out_ += "<p xml:id=\"p" + std::to_string(i + 1) + "\">";
    at_ = line.start;
    for (; next_ < spans_.size() && spans_[next_].span.row.start() < line.end; ++next_) {
      const uint32_t start = spans_[next_].span.row.start(), end = spans_[next_].span.row.end();
      close_until(start);
      const bool fits = start >= line.start && start < end && end <= (open_.empty() ? line.end : open_.back());
      if (!fits || open_.size() == deepest_span) {
        apart_.push_back(next_);
        continue;
      }
      outflow_.relieve(out_, *spans_[next_].layer);
      words_until(start);
      out_ += "<rs";
      append_meaning(spans_[next_], "ref");
      out_ += '>';
      open_.push_back(end);
    }
    close_until(line.end);
    words_until(line.end);
    out_ += "</p>\n";
  }
  void words_until(uint32_t byte) {
    append_xml(out_, lines_.words(at_, byte));
    at_ = byte;
  }
  void close_until(uint32_t byte) {
    for (; !open_.empty() && open_.back() <= byte; open_.pop_back()) {
      words_until(open_.back());
      out_ += "</rs>";
    }
  }

  void write_apart(const Annotation& a) {
    outflow_.relieve(out_, *a.layer);
    out_ += "<span";
    append_place("from", a.span.row.start());
    append_place("to", a.span.row.end());
    append_meaning(a, "corresp");
    out_ += '>';
    append_xml(out_, a.span.text);
    out_ += "</span>\n";
  }
  void append_place(const char* attribute, uint32_t byte) {
    const Paragraphs::Place place = *lines_.place_of(byte);
    const uint32_t characters = annotated_.code_point(document_, positions_, place.byte) -
                                annotated_.code_point(document_, positions_, lines_[place.line].start);
    out_ += std::string(" ") + attribute + "=\"#string-index(p" + std::to_string(place.line + 1) + "," +
            std::to_string(characters) + ")\"";
  }

  void append_meaning(const Annotation& a, const char* reference) {
    out_ += " type=\"" + brat_type(a.type) + "\" subtype=\"" + brat_type(a.layer->name) + "\"";
    iri_.clear();
    if (annotated_.append_value_iri(iri_, a)) {
      out_ += std::string(" ") + reference + "=\"";
      append_xml(out_, iri_);
      out_ += '"';
    }
    if (!a.layer->has_score) return;
    if (const std::optional<double> score = a.span.row.score()) {
      out_ += " cert=\"";
      append_json_number(out_, *score);
      out_ += '"';
    }
  }

  const AnnotatedText& annotated_;
  Document document_;
  Positions& positions_;
  Outflow& outflow_;
  std::string& out_;
  Paragraphs lines_;
  std::vector<Annotation> spans_;
  std::vector<std::size_t> apart_;
  std::vector<uint32_t> open_;  // ends of the spans that are open, the innermost last
  std::size_t next_ = 0;
  uint32_t at_ = 0;
  std::string iri_;
};

}  // namespace

TeiDocument::TeiDocument(AnnotatedText text, const Catalogue& catalogue)
    : text_(std::move(text)),
      language_(catalogue.find_string("language", "tag")),
      title_(catalogue.find_string("article", "title")),
      byline_(catalogue.find_string("article", "byline")),
      date_(catalogue.find_string("article", "date")),
      site_(catalogue.find_string("article", "site")),
      url_(catalogue.find_string("article", "url")) {}

void TeiDocument::append(Document document, Positions& positions, std::string& out, Outflow outflow) const {
  positions.next_document();
  if (!text_.has_text(document)) return;
  append_header(document, out);
  Body(text_, document, positions, outflow, out).write();
  out += "</TEI>\n";
}

// `language.tag` is a BCP 47 tag, or no attribute is written.
void TeiDocument::append_header(Document document, std::string& out) const {
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"";
  if (const auto tag = string_of(language_, document)) {
    out += " xml:lang=\"";
    append_xml(out, *tag);
    out += '"';
  }
  out += ">\n<teiHeader><fileDesc>\n<titleStmt>";
  append_element(out, "title", string_of(title_, document).value_or(text_.id(document)));
  if (const auto byline = string_of(byline_, document)) append_element(out, "author", *byline);
  out += "</titleStmt>\n<publicationStmt><p>Written by docmill.</p></publicationStmt>\n<sourceDesc><bibl>";
  append_element(out, "idno", text_.id(document));
  if (const auto site = string_of(site_, document)) append_element(out, "publisher", *site);
  if (const auto date = string_of(date_, document)) append_element(out, "date", *date);
  if (const auto url = string_of(url_, document)) append_element(out, "ref", *url);
  out += "</bibl></sourceDesc>\n</fileDesc></teiHeader>\n";
}

void append_xml(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t here = at;
    const char32_t c = utf8::next(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\r': out += "&#13;"; break;
      default:
        if (is_xml(c)) out += text.substr(here, at - here);
        else out += "\xEF\xBF\xBD";
    }
  }
}

}  // namespace docmill::writer
