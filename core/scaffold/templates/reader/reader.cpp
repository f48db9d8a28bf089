// @{name}: @{summary}. It works as it is: built, checked, tested. Yours to replace are next() and decode().
//
// A file is a list of entries: a line that begins with the mark ("== ") begins one and is its title; what follows, up
// to the next, is its text.
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace {

constexpr auto nowhere = std::string_view::npos;

struct @{struct} {
  static constexpr docmill::ReaderInfo info{"@{name}", "0.1.0", "@{summary}"};
  // The files that it takes where the pipeline names none; each also packed (.gz, .bz2, .xz, .zst), which docmill
  // unpacks.
  static constexpr auto suffixes = docmill::suffixes("@{suffix}");
  // How they begin, where that tells: docmill::first_bytes(docmill::bytes_at(0, "== ")). A file that is named in
  // [input] from, and whose suffix nobody knows, is then taken.

  // What the pipeline file can say to the reader.
  struct Config {
    std::string mark = "== ";
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::mark>("mark", "\"== \"", "how the line begins that begins an entry: 1 to 100 bytes"));

  // What it says of a document.
  static constexpr auto metadata =
      docmill::metadata(docmill::field::string("title", "the first line of the entry, without the mark"));

  explicit @{struct}(Config c) : config(std::move(c)) {
    if (config.mark.empty() || config.mark.size() > 100)
      throw docmill::ConfigError("mark", "it must have 1 to 100 bytes: mark = \"== \"");
  }

  // How far a file has been read.
  struct Cursor {
    uint64_t to_skip = 0;  // bytes of the entry that came out last: they stay until then
    uint64_t entries = 0;
  };

  // Cuts the next entry. Called on the one thread that reads, so what is expensive belongs into decode(). The same
  // bytes must give the same entries, however many of them peek() shows at once.
  void next(Cursor& cursor, docmill::Source& file, docmill::Cut& cut) const {
    file.skip(std::exchange(cursor.to_skip, 0));
    const uint64_t offset = file.offset();
    bool is_too_large = false, is_last = false;
    const std::string_view entry = show_entry(file, is_too_large, is_last);
    if (entry.empty()) return;  // the file has ended
    const bool begins = entry.starts_with(config.mark);
    const std::string locator = "entry " + std::to_string(++cursor.entries);  // where a person finds it
    if (is_too_large) skip_entry(file);
    else cursor.to_skip = entry.size();
    if (!begins)
      cut.problem(offset, "no-entry", "no entry begins here; what stands before the first is not read", locator);
    else if (is_too_large) cut.too_large(offset, 0, locator);
    else cut.record(offset, entry, locator);
    // Only the end of the file says where it ends: where that breaks off, docmill tells of it instead of half an entry.
    if (is_last) cut.hangs_on_end();
  }

  // What belongs to one thread: nothing. Keep no record in it: they come in any order.
  struct Worker {};

  // Makes a document of an entry. Called by many threads at once (const). An exception fails the document.
  void decode(Worker&, docmill::CutRecord in, docmill::Record& out) const {
    const std::size_t line_end = std::min(in.bytes.find('\n'), in.bytes.size());
    const std::string_view title =
        in.bytes.substr(config.mark.size(), line_end - std::min(line_end, config.mark.size()));
    out.format("text/plain");
    if (docmill::utf8::is_valid(title)) {
      std::string json;
      docmill::JsonWriter(json).object().member("title", title).end();
      out.metadata(json);
    }
    // The bytes of the document, in as many pieces as you like; false: it is too large, and no more is wanted.
    if (!out.raw(in.bytes.substr(std::min(line_end + 1, in.bytes.size())))) return;
  }

  // Where the next entry begins in these bytes, behind their first line; or nowhere.
  std::size_t next_entry(std::string_view bytes) const {
    const std::size_t at = bytes.find("\n" + config.mark);
    return at == nowhere ? nowhere : at + 1;
  }

  // The bytes up to the next entry or the end of the file (`is_last`); the beginning of them where they are too large.
  std::string_view show_entry(docmill::Source& file, bool& is_too_large, bool& is_last) const {
    std::string_view entry;
    const docmill::Source::Sight sight = file.look_up_to(file.max_record(), [&](std::string_view shown, bool) {
      const std::size_t end = next_entry(shown);
      entry = shown.substr(0, end);
      return end != nowhere;
    });
    is_last = sight == docmill::Source::Sight::end_of_file;
    is_too_large = sight == docmill::Source::Sight::limit;
    return entry;
  }

  // Goes behind an entry that is too large to be shown.
  void skip_entry(docmill::Source& file) const {
    for (;;) {
      const std::string_view shown = file.peek(file.max_record());
      const std::size_t end = next_entry(shown);
      const bool is_end = end != nowhere || shown.size() < file.max_record();
      // A mark may stand across the end of what is shown.
      file.skip(end != nowhere ? end
                : is_end       ? shown.size()
                               : shown.size() - std::min(shown.size() - 1, config.mark.size()));
      if (is_end) return;
    }
  }

  Config config;
};

}  // namespace

DOCMILL_READERS(@{struct});
