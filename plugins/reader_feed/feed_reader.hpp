// The reader `feed` as a struct of the SDK. Feeds are small: their XML is read on the reading thread, item by item.
#pragma once

#include <algorithm>
#include <docmill/base/json_writer.hpp>
#include <docmill/sdk/reader.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "feed_item.hpp"
#include "feed_parser.hpp"
#include "headers/mail_date.hpp"

namespace docmill::feed {

enum class IdOf { guid, url, place };

struct FeedReader {
  static constexpr ReaderInfo info{"feed", "1.0.0", "a document for each item of a feed (RSS, Atom)"};
  static constexpr auto suffixes = docmill::suffixes(".rss", ".atom", ".rdf");
  static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(0, "<rss"), docmill::bytes_at(0, "<feed"));

  struct Config {
    IdOf id = IdOf::guid;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::id>("id", "\"guid\"",
                                   "what a document is called: by its guid (Atom: id), its address, or FILE:NUMBER")
          .one_of(docmill::choice("guid", IdOf::guid), docmill::choice("url", IdOf::url),
                  docmill::choice("place", IdOf::place)));
  static constexpr auto metadata = docmill::metadata(
      field::string("title", "of the item"), field::string("url", "link: where the whole of it stands"),
      field::string("guid", "guid, of Atom id"),
      field::string("date", "pubDate, published, dc:date or else updated, as 2026-01-02T03:04:05Z where it is a date"),
      field::string("author", "author or dc:creator; several with \"; \" between them"),
      field::string("categories", "likewise"), field::string("feed_title", "of the whole feed"));

  struct Cursor {
    std::unique_ptr<FeedParser> parser;
    uint64_t fed = 0;  // bytes of the file that the parser has had
    bool is_all_fed = false, has_ended = false, is_searching = false;
    std::string cut;
  };

  explicit FeedReader(Config c) : config(c) {}

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

  Config config;

 private:
  void cut_item(Cursor& cursor, Source& file, Cut& cut) const;
  void tell_mistake(Cursor& cursor, Source& file, Cut& cut) const;
  bool find_item(Cursor& cursor, Source& file, Cut& cut) const;
};

namespace detail_of_reader {

inline constexpr uint64_t block = uint64_t{64} << 10;

// Where an item begins: its tag, and not one whose name only begins so.
inline std::size_t find_tag(std::string_view bytes, const std::string& tag) {
  for (std::size_t at = 0; (at = bytes.find(tag, at)) != std::string_view::npos; ++at) {
    const std::size_t behind = at + tag.size();
    if (behind < bytes.size() && std::string_view(" \t\r\n>/").find(bytes[behind]) != std::string_view::npos) return at;
  }
  return std::string_view::npos;
}

inline std::string place_text(uint64_t offset) { return "byte " + std::to_string(offset); }

}  // namespace detail_of_reader

inline void FeedReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  using detail_of_reader::block;
  if (cursor.parser == nullptr) cursor.parser = std::make_unique<FeedParser>(file.max_record());
  while (!cursor.has_ended) {
    if (!cursor.parser->items().empty()) return cut_item(cursor, file, cut);
    if (cursor.parser->mistake().kind != FeedMistake::Kind::none && !cursor.is_searching)
      return tell_mistake(cursor, file, cut);
    if (cursor.is_searching) {
      if (!find_item(cursor, file, cut)) return;
      continue;
    }
    file.skip(cursor.fed - file.offset());
    if (cursor.is_all_fed) break;
    const std::string_view bytes = file.peek(block).substr(0, block);
    cursor.fed = file.offset() + bytes.size();
    if (cursor.fed == 0) break;  // an empty file
    cursor.is_all_fed = bytes.size() < block;
    cursor.parser->feed(bytes, cursor.is_all_fed);
  }
  cursor.has_ended = true;
}

inline void FeedReader::cut_item(Cursor& cursor, Source& file, Cut& cut) const {
  const Item item = std::move(cursor.parser->items().front());
  cursor.parser->items().pop_front();
  file.skip(item.end - std::min(item.end, file.offset()));
  const std::string locator = detail_of_reader::place_text(item.begin);
  if (item.is_too_large) return cut.too_large(item.begin, item.end - item.begin, locator);
  if (item.best() == nullptr) return cut.passed(item.begin, "no-text");
  cursor.cut = packed(item);
  if (cursor.cut.size() > file.max_record()) return cut.too_large(item.begin, item.end - item.begin, locator);
  cut.record(item.begin, cursor.cut, locator);
}

inline void FeedReader::tell_mistake(Cursor& cursor, Source& file, Cut& cut) const {
  const FeedMistake mistake = cursor.parser->mistake();
  const uint64_t place = std::min(std::max(mistake.place, file.offset()), cursor.fed);
  file.skip(place - file.offset());
  const std::string locator = detail_of_reader::place_text(mistake.begin);
  if (mistake.kind == FeedMistake::Kind::cut_off) {
    cursor.has_ended = true;
    return cut.broken_off(mistake.begin, mistake.code, mistake.message, locator);
  }
  cursor.is_searching = mistake.kind == FeedMistake::Kind::broken && !cursor.parser->item_tag().empty();
  cursor.has_ended = !cursor.is_searching;
  const bool is_lost = cursor.has_ended && mistake.kind == FeedMistake::Kind::broken;
  cut.problem(mistake.begin, mistake.code, mistake.message + (is_lost ? "; the file is not read on" : ""), locator);
}

// Goes on at the next item behind a mistake. False: there is none.
inline bool FeedReader::find_item(Cursor& cursor, Source& file, Cut& cut) const {
  const std::string& tag = cursor.parser->item_tag();
  for (;;) {
    const std::string_view bytes = file.peek(detail_of_reader::block);
    const std::size_t found = detail_of_reader::find_tag(bytes, tag);
    if (found != std::string_view::npos) {
      file.skip(found);
      cursor.fed = file.offset();
      cursor.is_all_fed = cursor.is_searching = false;
      cursor.has_ended = !cursor.parser->resume(cursor.fed);
      if (cursor.has_ended)
        cut.problem(cursor.fed, "bad-xml", "too much of this feed is broken; from here on it is not read",
                    detail_of_reader::place_text(cursor.fed));
      return !cursor.has_ended;
    }
    if (bytes.size() < detail_of_reader::block) {
      file.skip(bytes.size());
      cursor.has_ended = true;
      return false;
    }
    file.skip(bytes.size() - tag.size() - 1);
  }
}

inline void FeedReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  const std::optional<Item> item = unpacked(in.bytes);
  if (!item) return out.problem("bad-record", "this is no item of a feed");  // next() cuts none such
  const std::string& id = config.id == IdOf::guid && !item->guid.empty() ? item->guid : item->url;
  if (config.id != IdOf::place && !id.empty() && id.size() <= 2000) out.id(id);
  std::string json;
  JsonWriter w(json);
  w.object();
  const auto tell = [&](const char* name, const std::string& value) {
    if (!value.empty()) w.member(name, value);
  };
  tell("title", item->title);
  tell("url", item->url);
  tell("guid", item->guid);
  const std::string date = iso_date(item->date);
  tell("date", date.empty() ? item->date : date);
  tell("author", item->author);
  tell("categories", item->categories);
  tell("feed_title", item->feed_title);
  w.end();
  out.metadata(json);
  out.format(item->content.is_html ? "text/html" : "text/plain", "utf-8");
  out.raw(item->content.text);
  if (!item->left_out.empty()) out.note("content-left-out", "the content of this item " + item->left_out);
}

}  // namespace docmill::feed
