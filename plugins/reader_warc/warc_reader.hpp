// The reader `warc` as a struct of the SDK: cutting on the reading thread, decoding on any.
#pragma once

#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "payload.hpp"
#include "warc_record.hpp"

namespace docmill::warc {

enum class IdOf { record, url, place };

struct WarcReader {
  static constexpr ReaderInfo info{"warc", "1.0.0", "pages and texts out of web archives (WARC, WET)", from_middle};
  static constexpr auto suffixes = docmill::suffixes(".warc", ".wet");
  static constexpr auto first_bytes = docmill::first_bytes(docmill::bytes_at(0, "WARC/"));

  struct Config {
    IdOf id = IdOf::record;
    bool any_status = false;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::id>("id", "\"record\"",
                                   "what a document is called: by its WARC-Record-ID, its address, or FILE:NUMBER")
          .one_of(docmill::choice("record", IdOf::record), docmill::choice("url", IdOf::url),
                  docmill::choice("place", IdOf::place)),
      docmill::option<&Config::any_status>("any-status", "false",
                                           "whether answers other than 2xx, such as error pages, are documents"));
  static constexpr auto metadata = docmill::metadata(
      field::string("url", "WARC-Target-URI: where the page was fetched"),
      field::string("date", "WARC-Date: when, as it is written there"),
      field::string("record_id", "WARC-Record-ID without its brackets"),
      field::string("record_type", "response, resource or conversion"), field::integer("http_status", "of a response"),
      field::string("languages", "WARC-Identified-Content-Language, as the crawler says it"));

  struct Cursor {
    uint64_t to_skip = 0;       // bytes of the record that came out last
    bool is_searching = false;  // for the next record
    bool is_fresh = true;       // nothing of the file was looked at
    std::string head;           // of the record that is cut: what peek() showed is gone when more is asked for
  };

  explicit WarcReader(Config c) : config(c) {}

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(detail::Nothing&, CutRecord in, Record& out) const;

  Config config;

 private:
  bool find_begin(Cursor& cursor, Source& file, Cut& cut) const;
  std::size_t head_at(Source& file) const;
  void cut_record(Cursor& cursor, Source& file, Cut& cut, std::size_t head_size) const;
  void cut_whole(Cursor& cursor, Cut& cut, const RecordHead& head, std::string_view record, std::size_t head_size,
                 uint64_t offset) const;
};

namespace detail_of_reader {

inline std::string locator_of(const RecordHead& head, uint64_t offset) {
  const std::string_view id = without_brackets(head.fields.get("WARC-Record-ID"));
  if (!id.empty() && id.size() <= 200 && utf8::is_valid(id)) return std::string(id);
  return "byte " + std::to_string(offset);
}

// Text of a head for JSON, which must be UTF-8; older crawlers wrote addresses as they found them.
inline std::string as_utf8(std::string_view text) {
  if (utf8::is_valid(text)) return std::string(text);
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) out += c;
    else (out += '%') += {digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

inline bool is_line_ends(std::string_view text) { return text.find_first_not_of("\r\n") == std::string_view::npos; }

}  // namespace detail_of_reader

inline void WarcReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  file.skip(std::exchange(cursor.to_skip, 0));
  if (std::exchange(cursor.is_fresh, false) && file.is_middle()) cursor.is_searching = true;
  if (!find_begin(cursor, file, cut)) return;
  const uint64_t offset = file.offset();
  const std::size_t head_size = head_at(file);
  if (head_size == std::string_view::npos) {
    cursor.is_searching = true;
    cursor.to_skip = 1;
    const std::string_view rest = file.peek(longest_head);
    if (rest.size() < longest_head && find_record(rest, 1) == std::string_view::npos) {
      cursor.to_skip = rest.size();
      return cut.broken_off(offset, "cut-off", "the file ends inside the head of a record; fetch it again",
                            "byte " + std::to_string(offset));
    }
    return cut.problem(offset, "bad-head", "the head of this record does not end; fetch the file again",
                       "byte " + std::to_string(offset));
  }
  cut_record(cursor, file, cut, head_size);
}

// Goes to where the next record begins. False: the file has ended, or what stands there was told of.
inline bool WarcReader::find_begin(Cursor& cursor, Source& file, Cut& cut) const {
  constexpr uint64_t block = uint64_t{64} << 10, overlap = 256;  // bytes; a version and the field behind it are shorter
  for (;;) {
    std::string_view bytes = file.peek(8);
    if (bytes.empty()) return false;
    if (begins_record(bytes)) {
      cursor.is_searching = false;
      return true;
    }
    const std::size_t white = std::min(bytes.find_first_not_of("\r\n"), bytes.size());
    if (white != 0) {
      file.skip(white);
      continue;
    }
    if (!cursor.is_searching) {
      cursor.is_searching = true;
      cut.problem(file.offset(), "no-record",
                  "no record begins here, where the one before ends; what stands up to the next is not read",
                  "byte " + std::to_string(file.offset()));
      return false;
    }
    bytes = file.peek(block).substr(0, block);
    const std::size_t found = find_record(bytes, 1);
    if (found != std::string_view::npos) file.skip(found);
    else if (bytes.size() < block) file.skip(bytes.size());
    else file.skip(block - overlap);
  }
}

// The size of the head that begins here; npos: it does not end.
inline std::size_t WarcReader::head_at(Source& file) const {
  std::size_t end = std::string_view::npos;
  const auto look = [&](std::string_view bytes, bool) {
    end = end_of_head(bytes);
    return end != std::string_view::npos;
  };
  (void)file.look_up_to(longest_head, look, 1);  // of what is at hand: most heads are short
  return end;
}

inline void WarcReader::cut_record(Cursor& cursor, Source& file, Cut& cut, std::size_t head_size) const {
  const uint64_t offset = file.offset();
  cursor.head.assign(file.peek(head_size).substr(0, head_size));
  const ParsedHead parsed = parse_record_head(cursor.head);
  if (!parsed.head) {
    cursor.to_skip = head_size;
    cursor.is_searching = true;
    return cut.problem(offset, "bad-head", "the head of this record is broken: " + parsed.mistake,
                       "byte " + std::to_string(offset));
  }
  const RecordHead& head = *parsed.head;
  const std::string locator = detail_of_reader::locator_of(head, offset);
  const uint64_t size = head_size + head.length;
  if (size + 4 > file.max_record()) {
    if (file.skip(size) < size)
      return cut.broken_off(offset, "cut-off", "the file ends inside this record, or its Content-Length is wrong",
                            locator);
    return cut.too_large(offset, head.length, locator);
  }
  // No more than that: what else is at hand depends on how the file comes in.
  const std::string_view bytes = file.peek(size + 4).substr(0, size + 4);
  const bool is_whole = bytes.size() >= size;
  if (is_whole && detail_of_reader::is_line_ends(bytes.substr(size, 4))) {
    cursor.to_skip = std::min<uint64_t>(size + 4, bytes.size());
    return cut_whole(cursor, cut, head, bytes.substr(0, size), head_size, offset);
  }
  // The length is wrong, or the end is missing: what comes behind is found by its look.
  const std::size_t following = find_record(bytes, head_size);
  cursor.is_searching = true;
  cursor.to_skip = following != std::string_view::npos ? following : is_whole ? head_size : bytes.size();
  if (!is_whole && following == std::string_view::npos)
    return cut.broken_off(offset, "cut-off", "the file ends inside this record; fetch it again", locator);
  cut.problem(offset, "bad-length", "no record follows where this one should end by its Content-Length", locator);
}

inline void WarcReader::cut_whole(Cursor&, Cut& cut, const RecordHead& head, std::string_view record,
                                  std::size_t head_size, uint64_t offset) const {
  const Judgement judgement = judge(head, record.substr(head_size), config.any_status);
  switch (judgement.kind) {
    case Judgement::Kind::passed: return cut.passed(offset, judgement.code);
    case Judgement::Kind::broken:
      return cut.problem(offset, judgement.code, judgement.message, detail_of_reader::locator_of(head, offset));
    case Judgement::Kind::document: cut.record(offset, record, detail_of_reader::locator_of(head, offset));
  }
}

inline void WarcReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  using detail_of_reader::as_utf8;
  const std::size_t head_size = end_of_head(in.bytes);
  const ParsedHead parsed = parse_record_head(in.bytes.substr(0, head_size));
  if (!parsed.head || head_size == std::string_view::npos) return out.problem("bad-head", parsed.mistake);
  const RecordHead& head = *parsed.head;
  const Judgement page = judge(head, in.bytes.substr(head_size), config.any_status);
  const std::string url = as_utf8(without_brackets(head.fields.get("WARC-Target-URI")));
  const std::string record_id = as_utf8(without_brackets(head.fields.get("WARC-Record-ID")));
  const std::string& id = config.id == IdOf::record ? record_id : url;
  if (config.id != IdOf::place && !id.empty() && id.size() <= 2000) out.id(id);
  out.format(page.media.type, page.media.charset);

  std::string json;
  JsonWriter w(json);
  w.object();
  if (!url.empty()) w.member("url", url);
  if (const auto date = head.fields.get("WARC-Date"); !date.empty()) w.member("date", as_utf8(date));
  if (!record_id.empty()) w.member("record_id", record_id);
  w.member("record_type", as_utf8(head.type));
  if (page.status != 0) w.member("http_status", static_cast<int64_t>(page.status));
  if (const auto languages = head.fields.get("WARC-Identified-Content-Language"); !languages.empty())
    w.member("languages", as_utf8(languages));
  w.end();
  out.metadata(json);

  bool is_cut_off = false;
  const bool is_chunked = page.transfer.find("chunked") != std::string::npos;
  const std::string joined = is_chunked ? join_chunks(page.body, is_cut_off) : std::string();
  const Unpacked done = unpack_payload(is_chunked ? std::string_view(joined) : page.body, page.content,
                                       [&](std::string_view bytes) { return out.raw(bytes); });
  if (done == Unpacked::not_known)
    return out.problem("content-encoding", "the page is packed as '" + as_utf8(page.content) +
                                               "', which is not read: gzip, deflate and br are");
  if (is_cut_off || done == Unpacked::cut_off)
    out.note("payload-cut-off", "the payload ends early; what there is was read");
  if (const auto why = head.fields.get("WARC-Truncated"); !why.empty())
    out.note("truncated", "the crawler has cut the payload off: " + as_utf8(why));
}

}  // namespace docmill::warc
