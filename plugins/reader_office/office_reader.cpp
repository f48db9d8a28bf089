#include "office_reader.hpp"

#include <charconv>
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <string>
#include <utility>

#include "html_builder.hpp"

namespace docmill::office {
namespace {

// An older Word document, or the wrapping of an encrypted one (MS-CFB).
constexpr std::string_view compound_file = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr std::string_view encrypted_package("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);

// The part of a DOCX that has the text; empty: it is none.
std::string main_part_of(const Parts& parts) {
  if (const auto links = parts.xml_of("_rels/.rels"))
    for (const xml::Node& link : links->children)
      if (link.attribute("Type").ends_with("/officeDocument")) {
        std::string target(link.attribute("Target"));
        if (target.starts_with('/')) target.erase(0, 1);
        return target;
      }
  return parts.has("word/document.xml") ? "word/document.xml" : "";
}

// The most bytes that the HTML may have stand before those of the file, so that decode() stops as soon as there are
// more. Always as many digits: whether a record is too large must not hang on how long the number is.
constexpr std::size_t n_digits = 20;

std::string in_digits(uint64_t most) {
  const std::string digits = std::to_string(most);
  return std::string(n_digits - digits.size(), '0') + digits;
}

struct Cutting {
  uint64_t most;
  std::string_view file;
};

Cutting parts_of_record(std::string_view record) {
  const std::string_view digits = record.substr(0, n_digits);
  uint64_t most = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), most);
  if (digits.size() < n_digits || read.ec != std::errc() || read.ptr != digits.data() + n_digits)
    throw Mistake{"no-document", "this is no document that the reader has cut"};
  return {most, record.substr(n_digits)};
}

void member(JsonWriter& w, std::string_view key, const std::string& value) {
  if (!value.empty() && utf8::is_valid(value)) w.member(key, value);
}

}  // namespace

Document read_document(std::string_view bytes, uint64_t most) {
  if (bytes.starts_with(compound_file)) {
    if (bytes.find(encrypted_package) != std::string_view::npos)
      throw Mistake{"encrypted", "the document is encrypted; save it without a password first"};
    throw Mistake{"old-format", "it is a document of an old Word (.doc); save it as .docx first"};
  }
  if (!bytes.starts_with(zip::entry_begin))
    throw Mistake{"no-document", "it is neither DOCX nor ODT; take it off the files of this [[reader]]"};
  const Parts parts(bytes);
  if (!parts.is_whole()) throw Mistake{"cut-off", "the file ends before its directory; fetch or save it again"};
  Room room(most);
  if (const std::string part = main_part_of(parts); !part.empty()) return read_docx(parts, part, room);
  if (parts.has("content.xml")) return read_odt(parts, room);
  throw Mistake{"no-document", "it is neither DOCX nor ODT; take it off the files of this [[reader]]"};
}

void OfficeReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  if (std::exchange(cursor.is_done, true)) {
    file.skip(~uint64_t{0});
    return;
  }
  const std::string_view bytes = file.peek(file.max_record());
  const std::string head = in_digits(file.max_record());
  if (bytes.size() + head.size() >= file.max_record()) return cut.too_large(0, file.skip(~uint64_t{0}));
  if (bytes.empty()) return;
  cursor.record = head;
  cursor.record += bytes;
  cut.record(0, cursor.record);
  cut.hangs_on_end();
}

void OfficeReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  try {
    const Cutting cutting = parts_of_record(in.bytes);
    const Document document = read_document(cutting.file, cutting.most);
    const Properties& p = document.properties;
    out.format("text/html", "utf-8");
    std::string json;
    JsonWriter w(json);
    w.object();
    member(w, "title", p.title);
    member(w, "author", p.author);
    member(w, "created", p.created);
    member(w, "modified", p.modified);
    member(w, "language", p.language);
    w.end();
    out.metadata(json);
    if (document.body.empty() && document.notes.empty())
      return out.problem("no-text", "there is no text in it: pictures alone, or nothing");
    out.raw(html_page(p.title, p.language, document.body, document.notes));
    if (document.has_objects) out.note("embedded-objects", "it has embedded objects, which were left out");
    if (document.has_macros) out.note("macros", "it has macros, which were left out");
  } catch (const Mistake& mistake) {
    out.problem(mistake.code, mistake.message);
  }
}

}  // namespace docmill::office
