#include "annotations/record_brat.hpp"

#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"

namespace docmill::writer {

namespace {

// The characters at which Python's splitlines breaks, with which brat reads its files, and the tab between columns.
bool is_break(char32_t c) {
  return (c >= 0x9 && c <= 0xD) || (c >= 0x1C && c <= 0x1E) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

// Cuts a span at its breaks: offsets "0 5;6 10" and words "Santa Clara".
struct Fragments {
  std::string offsets, words;

  Fragments(std::string_view text, uint32_t start) {
    std::size_t from = 0;
    uint32_t first = start, at = start;
    for (std::size_t i = 0; i < text.size(); ++at) {
      const std::size_t here = i;
      if (!is_break(utf8::next(text, i))) continue;
      add(text.substr(from, here - from), first, at);
      from = i;
      first = at + 1;
    }
    add(text.substr(from), first, at);
  }

 private:
  void add(std::string_view part, uint32_t start, uint32_t end) {
    if (start == end) return;
    if (!offsets.empty()) {
      offsets += ';';
      words += ' ';
    }
    offsets += std::to_string(start) + " " + std::to_string(end);
    words += part;
  }
};

// Words in one line.
void append_flat(std::string& out, std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t here = i;
    if (is_break(utf8::next(text, i))) out += ' ';
    else out += text.substr(here, i - here);
  }
}

}  // namespace

bool BratDocument::append_text(Document document, std::string& out) const {
  if (!text_.has_text(document)) return false;
  out += text_.text(document);
  return true;
}

void BratDocument::append(Document document, Positions& positions, std::string& out, Outflow outflow) const {
  positions.next_document();
  if (!text_.has_text(document)) return;
  uint32_t n_spans = 0, n_meanings = 0, n_notes = 0;
  text_.for_each(document, positions, outflow, out, [&](const Annotation& a) {
    const Fragments fragments(a.span.text, a.span.start);
    if (fragments.offsets.empty()) return;
    const std::string id = "T" + std::to_string(++n_spans);
    out += id + "\t" + brat_type(a.type) + " " + fragments.offsets + "\t" + fragments.words + "\n";
    const std::optional<std::string_view> value = a.layer->has_value ? a.span.row.value() : std::nullopt;
    if (!a.item.empty() || (value && !value->empty())) {
      out += "N" + std::to_string(++n_meanings) + "\tReference " + id + (a.item.empty() ? " docmill:" : " Wikidata:");
      append_iri_part(out, a.item.empty() ? *value : a.item);
      out += '\t';
      append_flat(out, !a.name.empty() ? a.name : value.value_or(a.item));
      out += '\n';
    }
    if (!a.layer->has_score) return;
    if (const std::optional<double> score = a.span.row.score()) {
      out += "#" + std::to_string(++n_notes) + "\tAnnotatorNotes " + id + "\tscore ";
      append_json_number(out, *score);
      out += '\n';
    }
  });
}

std::string brat_type(std::string_view type) {
  std::string out;
  for (const char c : type) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    out += plain ? c : '_';
  }
  return out.empty() ? "_" : out;
}

}  // namespace docmill::writer
