// The reader `csv` as a struct of the SDK: records are found on the reading thread, documents made of them on any.
#pragma once

#include <algorithm>
#include <charconv>
#include <docmill/base/ascii.hpp>
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>
#include <docmill/sdk/setup.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "charsets/charsets.hpp"
#include "columns.hpp"
#include "csv_record.hpp"

namespace docmill::csv {

enum class Separator { automatic, comma, semicolon, tab, pipe };
struct CsvReader {
  static constexpr ReaderInfo info{"csv", "1.0.0", "a document for each record of a table (CSV, TSV)"};
  static constexpr auto suffixes = docmill::suffixes(".csv", ".tsv", ".tab");

  struct Config {
    std::string text, id;
    Media media_type = Media::text;
    Separator separator = Separator::automatic;
    bool quotes = true;
    std::vector<std::string> columns;
    std::string charset;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::text>("text", "\"\"", text_summary),
      docmill::option<&Config::id>("id", "\"\"", id_summary),
      docmill::option<&Config::media_type>("media-type", "\"text\"", media_type_summary)
          .one_of(docmill::choice("text", Media::text), docmill::choice("html", Media::html),
                  docmill::choice("markdown", Media::markdown)),
      docmill::option<&Config::separator>(
          "separator", "\"auto\"",
          "what stands between fields; auto: a tab in .tsv and .tab, elsewhere that of comma, semicolon, tab and bar "
          "which the first line has most of")
          .one_of(docmill::choice("auto", Separator::automatic), docmill::choice("comma", Separator::comma),
                  docmill::choice("semicolon", Separator::semicolon), docmill::choice("tab", Separator::tab),
                  docmill::choice("pipe", Separator::pipe)),
      docmill::option<&Config::quotes>("quotes", "true",
                                       "whether a field may stand in quotes; false: a quote is a character like any"),
      docmill::option<&Config::columns>("columns", "[]",
                                        "the names of the columns, of files whose first line is a record already"),
      docmill::option<&Config::charset>(
          "charset", "\"\"",
          "the encoding of the file; \"\": UTF-8, and of what is not, the text is read as "
          "[input] encoding says and other columns as windows-1252"));

  struct Cursor {
    bool is_begun = false, has_ended = false;
    char separator = 0;  // that the file names; 0: none
    Dialect dialect;
    std::string head;           // what stands before each record that goes to decode(): separator, header
    std::size_t n_columns = 0;  // of the header
    std::size_t text = 0;
    uint64_t line = 1;     // of the next byte
    uint64_t to_skip = 0;  // bytes of the record that came out last
    std::vector<Field> fields;
    std::string cut;  // head and record
  };
  struct Worker {
    std::string head;  // the one that `columns` are of
    Columns columns;
    Dialect dialect;
    std::vector<Field> fields;
  };

  CsvReader(Config c, const Setup& setup);

  void next(Cursor& cursor, Source& file, Cut& cut) const;
  void decode(Worker& worker, CutRecord in, Record& out) const;

  Config config;

 private:
  struct Scanned {
    std::string_view bytes;  // from the beginning of the record
    ScannedRecord record;
    bool is_too_large = false;
  };
  void begin(Cursor& cursor, Source& file, Cut& cut) const;
  Scanned scan(Cursor& cursor, Source& file) const;
  Dialect dialect_of(const Cursor& cursor, Source& file) const;
  bool pass_before_header(Cursor& cursor, Source& file, Cut& cut) const;
  bool take_columns(Cursor& cursor, Source& file, Cut& cut, const std::string& header,
                    std::vector<std::string> names) const;
  void cut_record(Cursor& cursor, Source& file, Cut& cut) const;
  void cut_whole(Cursor& cursor, Cut& cut, std::string_view record, uint64_t offset, const std::string& place) const;
  void pass_too_large(Cursor& cursor, Source& file, Cut& cut, uint64_t offset) const;
  std::vector<std::string> values_of(std::string_view record, const std::vector<Field>& fields) const;
  bool read_head(Worker& worker, std::string_view& bytes) const;

  Setup setup_;
};

namespace detail_of_reader {

inline constexpr std::size_t longest_header = std::size_t{256} << 10;

inline std::size_t line_end_of(std::string_view bytes) {
  return bytes.starts_with("\n") ? 1 : bytes.starts_with("\r\n") ? 2 : 0;
}

inline constexpr std::string_view names_separator = "sep=";

// The size of a line "sep=;"; 0: none begins here. One that says nothing that can stand between fields leaves
// `separator` as it is.
inline std::size_t take_separator(std::string_view bytes, char& separator) {
  if (!bytes.starts_with(names_separator)) return 0;
  bytes.remove_prefix(names_separator.size());
  if (const std::size_t line_end = line_end_of(bytes); line_end != 0) return names_separator.size() + line_end;
  const std::size_t line_end = bytes.empty() ? 0 : line_end_of(bytes.substr(1));
  if (line_end == 0) return 0;
  const char said = bytes.front();
  const bool is_control = static_cast<unsigned char>(said) < ' ' || said == '\x7F';
  if (said == '\t' || (!is_control && said != '"')) separator = said;
  return names_separator.size() + 1 + line_end;
}

// Do lines end in a carriage return alone, as those of old Macs? By the first line, quotes aside, where no line ends
// otherwise.
inline bool ends_lines_in_returns(std::string_view bytes) {
  if (bytes.find('\n') != std::string_view::npos) return false;
  bool in_quotes = false;
  for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
    if (bytes[i] == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (bytes[i] == '\r') return bytes[i + 1] != '\r';
  }
  return false;
}

// Spreadsheets write separators for columns that were in use once: empty fields behind those of the header are none.
inline void drop_empty_behind(std::vector<Field>& fields, std::size_t n_columns) {
  while (fields.size() > n_columns && fields.back().begin == fields.back().end) fields.pop_back();
}

inline uint64_t count_lines(std::string_view bytes) {
  return static_cast<uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

// Separator, '"' where quotes count, the size of the header, a line end, the header.
inline std::string head_of(Dialect dialect, std::string_view header) {
  std::string head{dialect.separator, dialect.quotes ? '"' : '-'};
  return (head += std::to_string(header.size()) + "\n") += header;
}

}  // namespace detail_of_reader

inline CsvReader::CsvReader(Config c, const Setup& setup) : config(std::move(c)), setup_(setup) {
  if (!config.charset.empty() && !is_known_charset(config.charset))
    throw ConfigError("charset", "no encoding is called '" + config.charset + "'; one is \"windows-1252\"");
  std::transform(config.charset.begin(), config.charset.end(), config.charset.begin(), ascii::lower);
  if (config.columns.empty()) return;
  if (const FoundColumns found = find_columns(config.columns, {config.text, config.id}); !found.columns)
    throw ConfigError("columns", found.mistake);
}

inline void CsvReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  file.skip(std::exchange(cursor.to_skip, 0));
  if (cursor.has_ended) return;
  if (!cursor.is_begun && pass_before_header(cursor, file, cut)) return;
  if (!std::exchange(cursor.is_begun, true)) return begin(cursor, file, cut);
  cut_record(cursor, file, cut);
}

// Blank lines, and the line "sep=;" by which Excel is told what stands between fields. False: there is none here.
inline bool CsvReader::pass_before_header(Cursor& cursor, Source& file, Cut& cut) const {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  std::string_view bytes = file.peek(mark.size() + detail_of_reader::names_separator.size() + 3);
  const bool has_mark = file.offset() == 0 && bytes.starts_with(mark);
  if (has_mark) bytes.remove_prefix(mark.size());
  const std::size_t blank = detail_of_reader::line_end_of(bytes);
  const std::size_t size = blank != 0 ? blank : detail_of_reader::take_separator(bytes, cursor.separator);
  if (size == 0) return false;
  if (has_mark) file.skip(mark.size());
  cursor.to_skip = size;
  ++cursor.line;
  cut.passed(file.offset(), blank != 0 ? "blank-line" : "separator");
  return true;
}

inline Dialect CsvReader::dialect_of(const Cursor& cursor, Source& file) const {
  const auto ends_with = [&](std::string_view suffix) {
    const std::string_view name = file.name();
    for (const char* packing : {"", ".gz", ".zst", ".bz2", ".xz"})
      if (name.ends_with(std::string(suffix) + packing)) return true;
    return false;
  };
  switch (config.separator) {
    case Separator::comma: return {',', config.quotes};
    case Separator::semicolon: return {';', config.quotes};
    case Separator::tab: return {'\t', config.quotes};
    case Separator::pipe: return {'|', config.quotes};
    case Separator::automatic: break;
  }
  if (cursor.separator != 0) return {cursor.separator, config.quotes};
  if (ends_with(".tsv") || ends_with(".tab")) return {'\t', config.quotes};
  const uint64_t most = std::min<uint64_t>(detail_of_reader::longest_header, file.max_record());
  const std::string_view bytes = file.peek(most).substr(0, most);
  return {guess_separator(bytes.substr(0, bytes.find('\n'))), config.quotes};
}

inline void CsvReader::begin(Cursor& cursor, Source& file, Cut& cut) const {
  const auto refuse = [&, place = file.offset()](const char* code, const std::string& message) {
    cursor.has_ended = true;
    cut.problem(place, code, message);
  };
  const std::string_view mark = file.peek(4);
  const auto is_null = [&](std::size_t i) { return i < mark.size() && mark[i] == '\0'; };
  if (mark.starts_with("\xFF\xFE") || mark.starts_with("\xFE\xFF") || (is_null(0) && is_null(2)) ||
      (is_null(1) && is_null(3)))
    return refuse("utf-16", "the table is in UTF-16, which is not read; save it as CSV in UTF-8");
  if (mark.starts_with("\xEF\xBB\xBF")) file.skip(3);
  if (file.peek(1).empty()) {
    cursor.has_ended = true;
    return;
  }
  const uint64_t most = std::min<uint64_t>(detail_of_reader::longest_header, file.max_record());
  if (detail_of_reader::ends_lines_in_returns(file.peek(most).substr(0, most)))
    return refuse("line-ends",
                  "its lines end in a carriage return alone, as old Macs wrote them, and are not read; end them with a "
                  "line feed (tr '\\r' '\\n')");
  cursor.dialect = dialect_of(cursor, file);
  if (!config.columns.empty()) {
    if (take_columns(cursor, file, cut, "", config.columns)) cut_record(cursor, file, cut);
    return;
  }
  const Scanned header = scan(cursor, file);
  if (header.is_too_large || header.record.size > detail_of_reader::longest_header)
    return refuse("bad-header", "the first line is longer than 256 KiB, which is no header of a table");
  if (header.record.state != ScannedRecord::State::whole)
    return refuse("bad-header",
                  "the header, line " + std::to_string(cursor.line) + ", is broken: " + header.record.mistake);
  const std::string record(header.bytes.substr(0, header.record.size));
  const uint64_t offset = file.offset();
  if (!take_columns(cursor, file, cut, record, values_of(record, cursor.fields))) return;
  cursor.to_skip = record.size();
  cursor.line += detail_of_reader::count_lines(record);
  cut.passed(offset, "header");
}

// False: they are not to be used, which was told.
inline bool CsvReader::take_columns(Cursor& cursor, Source& file, Cut& cut, const std::string& header,
                                    std::vector<std::string> names) const {
  cursor.n_columns = names.size();
  FoundColumns found = find_columns(std::move(names), {config.text, config.id});
  if (!found.columns) {
    cursor.has_ended = true;
    cut.problem(file.offset(), "no-column", "this table is not read: " + found.mistake);
    return false;
  }
  if (found.columns->is_guessed)
    setup_.log(DOCMILL_LEVEL_INFO, std::string(file.name()) + ": the text is taken from column '" +
                                       found.columns->names[found.columns->text] + "'");
  cursor.text = found.columns->text;
  cursor.head = detail_of_reader::head_of(cursor.dialect, header);
  return true;
}

// The record that begins here, as far as it may be shown. What it says does not hang on how the file comes in.
inline CsvReader::Scanned CsvReader::scan(Cursor& cursor, Source& file) const {
  const uint64_t most = file.max_record() - std::min<uint64_t>(file.max_record(), cursor.head.size());
  Scanned scanned;
  const Source::Sight sight = file.look_up_to(most, [&](std::string_view bytes, bool is_end) {
    scanned.bytes = bytes;
    scanned.record = scan_record(bytes, is_end, cursor.dialect, cursor.fields);
    return scanned.record.state != ScannedRecord::State::unfinished;
  });
  scanned.is_too_large = sight == Source::Sight::limit;
  if (scanned.is_too_large) scanned.record = {};
  return scanned;
}

inline void CsvReader::cut_record(Cursor& cursor, Source& file, Cut& cut) const {
  const uint64_t offset = file.offset();
  const std::string_view begin = file.peek(2);
  if (begin.empty()) return;
  if (const std::size_t blank = detail_of_reader::line_end_of(begin); blank != 0) {
    cursor.to_skip = blank;
    ++cursor.line;
    return cut.passed(offset, "blank-line");
  }
  const Scanned scanned = scan(cursor, file);
  if (scanned.is_too_large) return pass_too_large(cursor, file, cut, offset);
  const std::string_view record = scanned.bytes.substr(0, scanned.record.size);
  const std::string place = "line " + std::to_string(cursor.line);
  cursor.to_skip = record.size();
  cursor.line += detail_of_reader::count_lines(record);
  if (scanned.record.state == ScannedRecord::State::broken)
    cut.problem(
        offset, "bad-quotes",
        "the record at " + place + " (byte " + std::to_string(offset) + ") is broken: " + scanned.record.mistake,
        place);
  else cut_whole(cursor, cut, record, offset, place);
  if (!record.ends_with('\n')) cut.hangs_on_end();
}

inline void CsvReader::cut_whole(Cursor& cursor, Cut& cut, std::string_view record, uint64_t offset,
                                 const std::string& place) const {
  detail_of_reader::drop_empty_behind(cursor.fields, cursor.n_columns);
  if (cursor.fields.size() != cursor.n_columns)
    return cut.problem(offset, "field-count",
                       "the record at " + place + " (byte " + std::to_string(offset) + ") has " +
                           std::to_string(cursor.fields.size()) + " fields where the table has " +
                           std::to_string(cursor.n_columns) +
                           " columns; a field that holds the separator or a line end stands in quotes",
                       place);
  const Field& text = cursor.fields[cursor.text];
  if (text.begin == text.end) return cut.passed(offset, "no-text");
  cursor.cut.assign(cursor.head).append(record);
  cut.record(offset, cursor.cut, place);
}

inline void CsvReader::pass_too_large(Cursor& cursor, Source& file, Cut& cut, uint64_t offset) const {
  const uint64_t block = std::min(uint64_t{64} << 10, file.max_record());
  const std::string place = "line " + std::to_string(cursor.line);
  RecordSkipper skipper(cursor.dialect);
  while (!skipper.has_ended()) {
    const std::string_view bytes = file.peek(block).substr(0, block);
    if (bytes.empty()) break;
    const std::size_t n = skipper.take(bytes);
    cursor.line += detail_of_reader::count_lines(bytes.substr(0, n));
    file.skip(n);
  }
  cut.too_large(offset, file.offset() - offset, place);
}

inline std::vector<std::string> CsvReader::values_of(std::string_view record, const std::vector<Field>& fields) const {
  std::vector<std::string> values;
  for (const Field& field : fields) values.push_back(to_utf8(value_of(record, field), config.charset));
  return values;
}

// The head that next() has put before the record; takes it off.
inline bool CsvReader::read_head(Worker& worker, std::string_view& bytes) const {
  const std::size_t line_end = std::min(bytes.find('\n'), bytes.size());
  std::size_t header_size = 0;
  if (line_end < 3 || line_end == bytes.size()) return false;
  std::from_chars(bytes.data() + 2, bytes.data() + line_end, header_size);
  if (header_size > bytes.size() - line_end - 1) return false;
  const std::string_view head = bytes.substr(0, line_end + 1 + header_size);
  bytes.remove_prefix(head.size());
  if (head == worker.head) return true;
  worker.dialect = {head[0], head[1] == '"'};
  const std::string_view header = head.substr(line_end + 1);
  std::vector<std::string> names = config.columns;
  if (names.empty()) {
    scan_record(header, true, worker.dialect, worker.fields);
    names = values_of(header, worker.fields);
  }
  FoundColumns found = find_columns(std::move(names), {config.text, config.id});
  if (!found.columns) return false;
  worker.columns = std::move(*found.columns);
  worker.head = head;
  return true;
}

inline void CsvReader::decode(Worker& worker, CutRecord in, Record& out) const {
  std::string_view record = in.bytes;
  const bool is_known = read_head(worker, record);
  if (is_known) scan_record(record, true, worker.dialect, worker.fields);
  const Columns& columns = worker.columns;
  detail_of_reader::drop_empty_behind(worker.fields, columns.names.size());
  if (!is_known || worker.fields.size() != columns.names.size())
    return out.problem("bad-record", "this is no record of a table");  // next() cuts none such
  out.format(media_type_of(config.media_type), config.charset);

  std::string json;
  JsonWriter w(json);
  w.object();
  for (std::size_t i = 0; i < columns.names.size(); ++i) {
    const Field& field = worker.fields[i];
    if (i == columns.text) out.raw(value_of(record, field));
    else if (i != columns.id) w.member(columns.names[i], to_utf8(value_of(record, field), config.charset));
    else if (const std::string id = to_utf8(value_of(record, field), config.charset); !id.empty() && id.size() <= 2000)
      out.id(id);
  }
  w.end();
  out.metadata(json);
}

}  // namespace docmill::csv
