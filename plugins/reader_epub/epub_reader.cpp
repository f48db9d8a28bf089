#include "epub_reader.hpp"

#include <algorithm>
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <utility>

namespace docmill::epub {
namespace {

constexpr uint64_t everything = ~uint64_t{0};
constexpr char behind_metadata = '\n';  // JSON of one line has none

std::string metadata_of(const Book& book, const Chapter& chapter, std::size_t number) {
  std::string json;
  JsonWriter w(json);
  w.object();
  const auto member = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) w.member(key, value);
  };
  member("title", book.title);
  member("author", book.author);
  member("language", book.language);
  member("publisher", book.publisher);
  member("date", book.date);
  member("identifier", book.identifier);
  if (utf8::is_valid(chapter.path)) member("entry", chapter.path);
  w.member("chapter", static_cast<uint64_t>(number));
  w.end();
  return json;
}

std::string locator_of(const Chapter& chapter) {
  if (!utf8::is_valid(chapter.path)) return "";
  return "entry " + std::string(utf8::prefix(chapter.path, 980));
}

bool is_readable(const Chapter& chapter) { return chapter.code.empty(); }

}  // namespace

// False: it cannot be, which was told of.
bool EpubReader::open(Cursor& cursor, Source& file, Cut& cut) const {
  cursor.is_done = true;
  const std::string_view bytes = file.peek(file.max_record());
  if (bytes.empty()) return false;
  if (bytes.size() >= file.max_record()) {
    cut.too_large(0, file.skip(everything));
    return false;
  }
  auto open = std::make_unique<OpenBook>(bytes);
  const auto refuse = [&](std::string_view code, std::string_view why) {
    file.skip(everything);
    cut.problem(0, code, why);
    cut.hangs_on_end();
    return false;
  };
  try {
    open->book = read_book(open->zip);
  } catch (const BookMistake& mistake) {
    return refuse(mistake.code, mistake.what());
  }
  const auto& chapters = open->book.chapters;
  const bool has_text = std::any_of(chapters.begin(), chapters.end(), is_readable);
  if (!has_text) return refuse("no-text", "the book has no chapters of text");
  if (std::all_of(chapters.begin(), chapters.end(), [](const auto& c) { return c.is_encrypted || !is_readable(c); }))
    return refuse("encrypted", "the book is encrypted with DRM; get one without");
  cursor.is_done = false;
  cursor.book = std::move(open);
  return true;
}

void EpubReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  if (!cursor.is_done && !cursor.book && !open(cursor, file, cut)) return;
  if (cursor.is_done || cursor.book->at == cursor.book->book.chapters.size()) {
    cursor.is_done = true;
    file.skip(everything);
    return;
  }
  cut_chapter(*cursor.book, file, cut);
}

void EpubReader::cut_chapter(OpenBook& open, Source& file, Cut& cut) const {
  const uint64_t offset = file.offset();
  open.to_skip -= file.skip(std::min<uint64_t>(open.to_skip, 1));  // the file moves on with each chapter
  const Chapter& chapter = open.book.chapters[open.at++];
  if (!chapter.code.empty()) return cut.passed(offset, chapter.code);
  const std::string locator = locator_of(chapter);
  if (chapter.is_encrypted)
    return cut.problem(offset, "encrypted", chapter.path + " is encrypted with DRM; get the book without", locator);
  const zip::Entry* entry = open.zip.find(chapter.path);
  if (entry == nullptr)
    return cut.problem(offset, "missing", "the book names " + chapter.path + ", and has none; fetch the book again",
                       locator);
  open.record = metadata_of(open.book, chapter, open.at) + behind_metadata;
  const uint64_t room = file.max_record() - std::min<uint64_t>(file.max_record(), open.record.size());
  if (entry->size > room) return cut.too_large(offset, entry->size, locator);
  const zip::ZipFile::Content content = open.zip.read(*entry, room);
  if (!content.mistake.empty())
    return cut.problem(offset, "damaged", chapter.path + " " + content.mistake + "; fetch the book again", locator);
  open.record += content.bytes;
  cut.record(offset, open.record, locator);
}

void EpubReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  const std::size_t end = in.bytes.find(behind_metadata);
  if (end == std::string_view::npos) return out.problem("bad-chapter", "this is no chapter that the reader has cut");
  const std::string_view chapter = in.bytes.substr(end + 1);
  out.metadata(in.bytes.substr(0, end));
  out.format("text/html", charset_of_xml(chapter));
  out.raw(chapter);
}

}  // namespace docmill::epub
