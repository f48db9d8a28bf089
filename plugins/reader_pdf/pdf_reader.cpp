#include "pdf_reader.hpp"

#include <docmill/base/json_writer.hpp>
#include <stdexcept>
#include <utility>

#include "paragraphs.hpp"
#include "pdf_html.hpp"

namespace docmill::pdf {
namespace {

constexpr char behind_identity = '\n';
constexpr std::string_view pdf_begin = "%PDF-";
constexpr std::size_t begin_within = 1024;  // bytes: Adobe's readers look so far

void member(JsonWriter& w, std::string_view key, const std::string& value) {
  if (!value.empty()) w.member(key, value);
}

std::string metadata_of(const Layout& properties, const std::vector<uint64_t>& page_starts, std::string_view identity) {
  std::string json;
  JsonWriter w(json);
  w.object();
  member(w, "title", properties.title);
  member(w, "author", properties.author);
  member(w, "created", properties.created);
  w.member("pages", static_cast<uint64_t>(page_starts.size()));
  w.key("page_starts");
  w.array();
  for (const uint64_t start : page_starts) w.value(start);
  w.end();
  w.member("made_by", identity);
  w.end();
  return json;
}

// "page 3", "pages 3 and 5", "pages 3, 4, 5 and 12 others".
std::string pages_in_words(const std::vector<std::size_t>& pages) {
  constexpr std::size_t most = 3;
  if (pages.size() == 1) return "page " + std::to_string(pages[0]);
  std::string words = "pages ";
  for (std::size_t i = 0; i < pages.size() && i < most; ++i) {
    const bool is_last = i + 1 == pages.size();
    if (i > 0) words += is_last ? " and " : ", ";
    words += std::to_string(pages[i]);
  }
  return pages.size() <= most ? words : words + " and " + std::to_string(pages.size() - most) + " others";
}

std::string counted_pages(std::size_t n) { return n == 1 ? "page" : std::to_string(n) + " pages"; }

}  // namespace

PdfReader::PdfReader(const Config& config, const Setup&) {
  if (config.program.bytes.empty())
    throw ConfigError("program", "name poppler's pdftotext: it comes with poppler-utils");
  try {
    tool_ = std::make_unique<const PdfTool>(
        config.program.bytes,
        ToolLimits{config.max_seconds, config.max_pages, static_cast<std::size_t>(config.max_memory)});
  } catch (const std::runtime_error& e) {
    throw ConfigError("program", e.what());
  }
  if (!config.version.empty() && config.version != tool_->version())
    throw ConfigError("version", "the program is version " + tool_->version() + "; install " + config.version +
                                     ", or take this one: results may differ");
}

// Which program reads a PDF decides its text, so it stands in the record before the bytes: what was kept of one that
// was read by another is not taken for this one's.
void PdfReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  if (std::exchange(cursor.is_done, true)) {
    file.skip(~uint64_t{0});
    return;
  }
  const std::string head = tool_->identity() + behind_identity;
  const std::string_view bytes = file.peek(file.max_record());
  if (bytes.size() + head.size() >= file.max_record()) return cut.too_large(0, file.skip(~uint64_t{0}));
  if (bytes.empty()) return;
  cursor.record = head;
  cursor.record += bytes;
  cut.record(0, cursor.record);
  cut.hangs_on_end();  // of a part poppler would make a part of the text
}

void PdfReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  const std::size_t end = in.bytes.find(behind_identity);
  if (end == std::string_view::npos) return out.problem("no-pdf", "this is no PDF that the reader has cut");
  const std::string_view identity = in.bytes.substr(0, end), pdf = in.bytes.substr(end + 1);
  if (pdf.substr(0, begin_within).find(pdf_begin) == std::string_view::npos)
    return out.problem("no-pdf", "it does not begin like a PDF; take it off the files of this [[reader]]");
  try {
    PdfTool::Answer answer = tool_->read(pdf);
    Layout& layout = answer.layout;
    const std::size_t n_pages = layout.pages.size();
    const Text text = text_of(std::move(layout.pages));
    const Html html = html_of(text, layout.title, n_pages);
    out.metadata(metadata_of(layout, html.page_starts, identity));
    out.format("text/html", "utf-8");
    if (text.paragraphs.empty() && text.running.empty())
      return out.problem("no-text", "there is no text on its " + counted_pages(n_pages) +
                                        ": it was scanned; run OCR first (ocrmypdf makes a PDF with text)");
    out.raw(html.page);
    if (!text.empty_pages.empty())
      out.note("pages-without-text",
               "there is no text on " + pages_in_words(text.empty_pages) + ": pictures, or scanned");
    if (!answer.messages.empty()) out.note("damaged", "poppler complains of it: " + answer.messages);
  } catch (const Mistake& mistake) {
    out.problem(mistake.code, mistake.message);
  } catch (const std::runtime_error& e) {
    out.problem("program-not-started", e.what());
  }
}

}  // namespace docmill::pdf
