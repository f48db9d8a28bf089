// The reader `wikipedia` as a struct of the SDK: pages are found by their tags on the reading thread; wikitext becomes
// text on any.
#pragma once

#include <algorithm>
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dump_page.hpp"
#include "wikitext.hpp"

namespace docmill::wikipedia {

enum class IdOf { title, page, place };

struct WikipediaReader {
  static constexpr ReaderInfo info{"wikipedia", "1.0.0", "a document for each page of a dump of a Wikipedia"};
  static constexpr auto suffixes = docmill::suffixes(".wiki.xml", ".mediawiki.xml", ".mediawiki");
  static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(0, "<mediawiki"));

  struct Config {
    Form form = Form::markdown;
    IdOf id = IdOf::title;
    std::vector<std::string> namespaces{"0"};
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::form>("form", "\"markdown\"",
                                     "what wikitext becomes: markdown keeps headings, lists, bold and italics")
          .one_of(docmill::choice("markdown", Form::markdown), docmill::choice("text", Form::text)),
      docmill::option<&Config::id>("id", "\"title\"",
                                   "what a document is called: by its title, the number of its page, or FILE:NUMBER")
          .one_of(docmill::choice("title", IdOf::title), docmill::choice("page", IdOf::page),
                  docmill::choice("place", IdOf::place)),
      docmill::option<&Config::namespaces>("namespaces", "[\"0\"]",
                                           "numbers of the name spaces that are read; \"0\" are the articles"));
  static constexpr auto metadata = docmill::metadata(
      field::string("title", "of the page"), field::string("url", "its address"),
      field::string("page_id", "the number of the page"), field::string("revision_id", "of the version that is read"),
      field::string("date", "when that was written, as 2026-01-02T03:04:05Z"),
      field::string("wiki", "the wiki's own name: enwiki"));

  struct Cursor {
    bool is_begun = false, has_ended = false;
    uint64_t to_skip = 0;  // bytes of the page that came out last
    std::string head;      // what stands before each page that goes to decode(): the beginning of the dump
    std::string cut;
  };
  struct Worker {
    std::string head;  // the one that `site` and `hidden` are of
    SiteInfo site;
    HiddenSpaces hidden;
  };

  explicit WikipediaReader(Config c);

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(Worker& worker, CutRecord in, Record& out) const;

  Config config;

 private:
  bool begin(Cursor& cursor, Source& file, Cut& cut) const;
  bool find_page(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_page(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_whole(Cursor& cursor, Cut& cut, std::string_view page, uint64_t offset) const;
  static void read_head(Worker& worker, std::string_view head);
};

namespace detail_of_reader {

inline constexpr uint64_t block = uint64_t{64} << 10;
inline constexpr std::string_view page_begin = "<page>", page_end = "</page>", dump_end = "</mediawiki>";

// Passes over bytes up to `mark`. False: it does not come.
inline bool skip_to(Source& file, std::string_view mark) {
  for (;;) {
    const std::string_view bytes = file.peek(block);
    const std::size_t found = bytes.find(mark);
    if (found != std::string_view::npos) {
      file.skip(found);
      return true;
    }
    if (bytes.size() < block) {
      file.skip(bytes.size());
      return false;
    }
    file.skip(bytes.size() - mark.size());
  }
}

inline std::string place_text(uint64_t offset) { return "byte " + std::to_string(offset); }

inline std::string locator_of(std::string_view page, uint64_t offset) {
  const std::string title = text_of(page.substr(0, 4096), "title");
  return title.empty() || title.size() > 500 || !utf8::is_valid(title) ? place_text(offset) : title;
}

}  // namespace detail_of_reader

inline WikipediaReader::WikipediaReader(Config c) : config(std::move(c)) {
  for (uint32_t i = 0; i < config.namespaces.size(); ++i) {
    const std::string& number = config.namespaces[i];
    const bool is_number =
        !number.empty() && number.size() < 10 && number.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number)
      throw ConfigError("namespaces", "'" + number + "' is no number of a name space; the articles are \"0\"", i);
  }
}

inline void WikipediaReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  file.skip(std::exchange(cursor.to_skip, 0));
  if (cursor.has_ended) return;
  if (!std::exchange(cursor.is_begun, true) && !begin(cursor, file, cut)) return;
  if (find_page(cursor, file, cut)) cut_page(cursor, file, cut);
}

// False: it is no dump, which was told.
inline bool WikipediaReader::begin(Cursor& cursor, Source& file, Cut& cut) const {
  const std::string_view bytes = file.peek(detail_of_reader::block).substr(0, detail_of_reader::block);
  const std::size_t pages = std::min(bytes.find(detail_of_reader::page_begin), bytes.size());
  if (bytes.substr(0, pages).find("<mediawiki") != std::string_view::npos) {
    cursor.head = bytes.substr(0, pages);
    return true;
  }
  cursor.has_ended = true;
  if (!bytes.empty()) cut.problem(0, "no-dump", "this is no dump of MediaWiki in XML, which begins with <mediawiki>");
  return false;
}

// Goes to the next page. False: none comes; that the dump has no end was told.
inline bool WikipediaReader::find_page(Cursor& cursor, Source& file, Cut& cut) const {
  using namespace detail_of_reader;
  constexpr std::string_view end = dump_end;
  for (;;) {
    const std::string_view bytes = file.peek(block);
    const std::size_t page = bytes.find(page_begin), stop = bytes.find(end);
    if (page < stop) return file.skip(page), true;
    const bool is_last = stop == std::string_view::npos && bytes.size() < block;
    if (stop != std::string_view::npos || is_last) {
      cursor.has_ended = true;
      file.skip(is_last ? bytes.size() : stop + end.size());
      if (is_last)
        cut.broken_off(file.offset(), "cut-off", "the dump ends before </mediawiki>; it was not copied as a whole",
                       place_text(file.offset()));
      return false;
    }
    file.skip(bytes.size() - end.size());
  }
}

inline void WikipediaReader::cut_page(Cursor& cursor, Source& file, Cut& cut) const {
  using namespace detail_of_reader;
  const uint64_t offset = file.offset();
  const uint64_t most = file.max_record() - std::min<uint64_t>(file.max_record(), cursor.head.size());
  std::string_view bytes;
  std::size_t seen = 0, end = 0;
  const Source::Sight sight = file.look_up_to(most, [&](std::string_view shown, bool) {
    bytes = shown;
    end = bytes.find(page_end, seen);
    seen = bytes.size() - std::min(bytes.size(), page_end.size());
    return end != std::string_view::npos;
  });
  if (sight == Source::Sight::found) return cut_whole(cursor, cut, bytes.substr(0, end + page_end.size()), offset);
  const std::string locator = locator_of(bytes, offset);
  if (sight == Source::Sight::end_of_file) {
    cursor.has_ended = true;
    file.skip(bytes.size());
    return cut.broken_off(offset, "cut-off", "the dump ends inside this page; it was not copied as a whole", locator);
  }
  if (skip_to(file, page_end)) file.skip(page_end.size());
  cut.too_large(offset, file.offset() - offset, locator);
}

inline void WikipediaReader::cut_whole(Cursor& cursor, Cut& cut, std::string_view page, uint64_t offset) const {
  cursor.to_skip = page.size();
  const PageHead head = parse_page_head(page);
  const bool is_wanted =
      std::find(config.namespaces.begin(), config.namespaces.end(), head.name_space) != config.namespaces.end();
  if (!is_wanted) return cut.passed(offset, "other-namespace");
  if (head.is_redirect) return cut.passed(offset, "redirect");
  if (!head.has_text) return cut.passed(offset, "no-text");
  cursor.cut.assign(cursor.head).append(page);
  cut.record(offset, cursor.cut, detail_of_reader::locator_of(page, offset));
}

inline void WikipediaReader::read_head(Worker& worker, std::string_view head) {
  if (head == worker.head) return;
  worker.head = head;
  worker.site = parse_site_info(head);
  worker.hidden.names = worker.site.file_names;
  worker.hidden.names.insert(worker.hidden.names.end(), worker.site.category_names.begin(),
                             worker.site.category_names.end());
}

inline void WikipediaReader::decode(Worker& worker, CutRecord in, Record& out) const {
  const std::size_t page_at = in.bytes.find(detail_of_reader::page_begin);
  if (page_at == std::string_view::npos) return out.problem("bad-record", "this is no page");  // next() cuts none such
  read_head(worker, in.bytes.substr(0, page_at));
  const DumpPage page = parse_page(in.bytes.substr(page_at));
  if (!utf8::is_valid(in.bytes))
    return out.problem("not-utf-8", "the page is not UTF-8, which dumps are; fetch it again");
  if (!page.model.empty() && page.model != "wikitext")
    return out.problem("other-model",
                       "the page is no wikitext but " + page.model + "; take its name space off `namespaces`");
  const std::string& id = config.id == IdOf::title ? page.title : page.page_id;
  if (config.id != IdOf::place && !id.empty() && id.size() <= 2000) out.id(id);
  std::string json;
  JsonWriter w(json);
  w.object();
  const auto tell = [&](const char* name, const std::string& value) {
    if (!value.empty()) w.member(name, value);
  };
  tell("title", page.title);
  tell("url", url_of(worker.site.base_url, page.title));
  tell("page_id", page.page_id);
  tell("revision_id", page.revision_id);
  tell("date", page.date);
  tell("wiki", worker.site.name);
  w.end();
  out.metadata(json);
  out.format(config.form == Form::markdown ? "text/markdown" : "text/plain", "utf-8");
  const std::string title = config.form == Form::markdown ? "# " + page.title : page.title;
  out.raw(title + "\n\n");
  out.raw(plain_wikitext(page.text, worker.hidden, config.form));
}

}  // namespace docmill::wikipedia
