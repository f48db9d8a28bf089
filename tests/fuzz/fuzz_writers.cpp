// Documents made of anything, in every format of the writer: each is written so that a reader of the format takes it,
// or refused with a sentence. The first byte chooses the format, the second the unit of offsets; the rest is divided by
// NULs: id, text, title, label, value, a member of the metadata, and bytes that say where spans lie. Everything is made
// valid UTF-8, as the host does. The body is also a test (plugins/writer/tests/fuzz_writers_test.cpp).
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libxml/parser.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "../../plugins/writer/tests/sample_pipeline.hpp"
#include "annotations/record_brat.hpp"
#include "annotations/record_conllu.hpp"
#include "annotations/record_nif.hpp"
#include "annotations/record_tei.hpp"
#include "annotations/record_web_annotation.hpp"
#include "csv/record_csv.hpp"
#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"
#include "markdown/record_markdown.hpp"
#include "records/record_bulk.hpp"
#include "records/record_json.hpp"
#include "support/valid_utf8.hpp"

namespace docmill::writer::test {

inline void writer_must(bool condition, const char* what) {
  if (condition) return;
  std::fprintf(stderr, "fuzz_writers: %s\n", what);
  std::abort();
}

// ---- what each format is read by

inline void check_json(std::string_view line) {
  rapidjson::Reader reader;
  rapidjson::MemoryStream stream(line.data(), line.size());
  rapidjson::BaseReaderHandler<> nothing;
  constexpr unsigned flags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;
  writer_must(!reader.Parse<flags>(stream, nothing).IsError(), "JSON is written");
}

inline std::vector<std::string_view> lines_of(std::string_view out) {
  writer_must(out.empty() || out.back() == '\n', "the last line is ended");
  std::vector<std::string_view> lines;
  while (!out.empty()) {
    const std::size_t end = out.find('\n');
    lines.push_back(out.substr(0, end));
    out.remove_prefix(end + 1);
  }
  return lines;
}

inline void check_json_lines(std::string_view out, std::size_t n) {
  const std::vector<std::string_view> lines = lines_of(out);
  writer_must(lines.size() == n, "as many lines as there are");
  for (const std::string_view line : lines) check_json(line);
}

// The cells of a table; a quote is doubled inside of quotes and stands nowhere else.
inline void check_csv_rows(std::string_view out, std::size_t n_rows) {
  std::size_t rows = 0, cells = 0, width = 0;
  for (std::size_t at = 0; at < out.size();) {
    ++cells;
    if (out[at] == '"') {
      for (++at;; at += 2) {
        at = out.find('"', at);
        writer_must(at != std::string_view::npos, "a cell in quotes ends");
        if (at + 1 >= out.size() || out[at + 1] != '"') break;
      }
      ++at;
    } else {
      at = std::min(out.find_first_of(",\n\"", at), out.size());
    }
    writer_must(at < out.size() && (out[at] == ',' || out[at] == '\n'), "behind a cell stands a comma or a line end");
    if (out[at++] == ',') continue;
    writer_must(rows == 0 || cells == width, "every row has as many cells as the header");
    width = cells, cells = 0, ++rows;
  }
  writer_must(rows == n_rows, "as many rows as there are");
}

inline void check_xml(std::string_view out) {
  constexpr int flags = XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET;
  xmlDoc* read = xmlReadMemory(out.data(), static_cast<int>(out.size()), "t.xml", nullptr, flags);
  writer_must(read != nullptr, "TEI is XML");
  xmlFreeDoc(read);
}

inline void check_conllu(std::string_view out) {
  long open = 0;
  for (const std::string_view line : lines_of(out)) {
    if (line.empty() || line[0] == '#') continue;
    writer_must(std::count(line.begin(), line.end(), '\t') == 9, "a word has ten columns");
    std::size_t from = 0;
    for (std::size_t end; from <= line.size(); from = end + 1) {
      end = std::min(line.find('\t', from), line.size());
      writer_must(end > from, "no column is empty");
    }
    const std::string_view misc = line.substr(line.rfind('\t') + 1);
    const std::string_view entity = misc.starts_with("Entity=") ? misc.substr(0, misc.find('|')) : std::string_view();
    for (const char c : entity) {
      open += c == '(' ? 1 : c == ')' ? -1 : 0;
      writer_must(open >= 0, "a mention closes behind where it opens");
    }
  }
  writer_must(open == 0, "every mention closes");
}

inline void check_brat(std::string_view out, std::size_t n_characters) {
  for (const std::string_view line : lines_of(out)) {
    writer_must(!line.empty() && (line[0] == 'T' || line[0] == 'N' || line[0] == '#'), "a line of brat");
    writer_must(std::count(line.begin(), line.end(), '\t') == 2 && line.find('\r') == std::string_view::npos,
                "has three columns");
    if (line[0] != 'T') continue;
    const std::size_t tab = line.find('\t'), space = line.find(' ', tab), end = line.find('\t', space);
    writer_must(space != std::string_view::npos && end != std::string_view::npos, "a span has a type and places");
    std::size_t last = 0;
    for (std::size_t at = space + 1; at < end;) {
      std::size_t n = 0;
      for (; at < end && line[at] >= '0' && line[at] <= '9'; ++at)
        n = n * 10 + static_cast<std::size_t>(line[at] - '0');
      writer_must(n >= last && n <= n_characters, "places ascend and lie in the text");
      last = n;
      ++at;
    }
  }
}

// Strings of Turtle are closed on their line, and nothing in one ends it early.
inline void check_turtle(std::string_view out) {
  for (const std::string_view line : lines_of(out)) {
    bool inside = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\') writer_must(inside && ++i < line.size(), "an escape stands in a string");
      else if (line[i] == '"') inside = !inside;
      else writer_must(inside || static_cast<unsigned char>(line[i]) < 0x80, "outside of strings is ASCII");
    }
    writer_must(!inside, "a string ends on its line");
  }
}

// ---- a document of bytes

struct MadeDocument {
  fake::SamplePipeline pipeline;
  std::string id, text, title, label, value, member, places;
  std::size_t n_spans = 0;

  explicit MadeDocument(std::string_view bytes) {
    for (std::string* part : {&id, &text, &title, &label, &value, &member, &places}) {
      const std::size_t end = part == &places ? std::string_view::npos : bytes.find('\0');
      const std::string_view piece = bytes.substr(0, end);
      *part = part == &places ? std::string(piece) : docmill::test::valid_utf8(piece);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
    }
    if (id.empty()) id = "a.txt";  // the host gives no other
  }

  void fill(fake::Document& d) {
    d.set(1, text, fake::identity_map());
    d.set(pipeline.clean, text, fake::identity_map());
    d.place(id, places.empty() ? std::nullopt : std::optional<int64_t>(places[0]));
    std::string metadata = "{";
    append_json_string(metadata, member);
    metadata += ":";
    append_json_string(metadata, value);
    d.set(4, metadata + "}");
    d.attributes(pipeline.article, 5)
        .string(0, title)
        .string(1, label)
        .string(2, value)
        .string(3, id)
        .string(4, member);
    d.attributes(pipeline.language, 3).string(0, label).string(1, value);
    d.set(pipeline.summary, title);
    std::vector<std::pair<uint32_t, uint32_t>> spans;
    for (std::size_t i = 0; i + 1 < places.size() && spans.size() < 40; i += 2) {
      const auto place = [&](char c) { return fake::border(text, text.size() * static_cast<unsigned char>(c) / 255); };
      const uint32_t a = place(places[i]), b = place(places[i + 1]);
      spans.emplace_back(std::min(a, b), std::max(a, b));
    }
    std::sort(spans.begin(), spans.end());
    n_spans = spans.size();
    docmill::Spans& entities = d.spans(pipeline.entities, 2);
    for (std::size_t i = 0; i < spans.size(); ++i) {
      entities.add({spans[i].first, spans[i].second, i % 3 == 0 ? std::string_view(label) : std::string_view("chip"),
                    i % 2 == 0 ? std::string_view(value) : std::string_view(), 0.5});
      if (i % 2 == 0) entities.string(0, title).string(1, member);
    }
  }
};

template <class Rendering>
std::string rendered(const Rendering& rendering, docmill::Document document, Positions& positions) {
  std::string out;
  positions.next_document();
  rendering.append(document, positions, out);
  return out;
}

inline void write_and_check(uint8_t format, Unit unit, MadeDocument& made) {
  fake::Document document(made.pipeline, made.id);
  made.fill(document);
  const docmill::Document view = document.view();
  const Catalogue catalogue = made.pipeline.catalogue();
  const AnnotatedText annotated(catalogue, {"text", {"entities"}, "docmill:document/", "docmill:value/"});
  Positions positions(catalogue.size(), format < 3 ? unit : Unit::codepoint);
  std::string out;
  switch (format) {
    case 0: return check_json_lines(rendered(JsonRecord(catalogue, {unit, true}), view, positions), 1);
    case 1: return check_json_lines(rendered(BulkRequest(catalogue, {unit, true}, "docmill"), view, positions), 2);
    case 2: {
      for (const char* rows : {"documents", "entities"}) {
        const CsvTable table(catalogue, {rows, {}, unit});
        CsvTable::Scratch scratch;
        positions.next_document();
        out = table.header();
        table.append(view, positions, scratch, out);
        check_csv_rows(out, 1 + (rows[0] == 'd' ? 1 : made.n_spans));
      }
      return;
    }
    case 3: {
      const MarkdownPage page(catalogue);
      MarkdownPage::Scratch scratch;
      page.append(view, scratch, out);
      return writer_must(utf8::is_valid(out), "a page is UTF-8");
    }
    case 4: return check_json(rendered(WebAnnotationPage(annotated), view, positions));
    case 5: return check_turtle(std::string(NifGraph::header()) + rendered(NifGraph(annotated), view, positions));
    case 6: return check_xml(rendered(TeiDocument(annotated, catalogue), view, positions));
    case 7: {
      writer_must(BratDocument(annotated).append_text(view, out) && out == made.text, "the text is as it is");
      return check_brat(rendered(BratDocument(annotated), view, positions), utf8::count(made.text));
    }
    default: {
      ConllUWords words;
      ConllUDocument(annotated, catalogue).append(view, positions, words, out);
      return check_conllu(out);
    }
  }
}

inline void fuzz_writers(const uint8_t* data, std::size_t size) {
  if (size < 2) return;
  static constexpr Unit units[] = {Unit::codepoint, Unit::byte, Unit::utf16};
  MadeDocument made({reinterpret_cast<const char*>(data) + 2, size - 2});
  try {
    write_and_check(data[0] % 9, units[data[1] % 3], made);
  } catch (const std::runtime_error& e) {
    const std::string_view why = e.what();
    writer_must(!why.empty() && why.back() != '.' && utf8::is_valid(why), "what is refused has a sentence");
  }
}

}  // namespace docmill::writer::test

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  docmill::writer::test::fuzz_writers(data, size);
  return 0;
}
