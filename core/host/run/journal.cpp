#include "host/run/journal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include "docmill/base/json_text.hpp"
#include "host/output/crc32.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::host {
namespace {

constexpr std::array kind_names = {"begin", "chunk", "end"};
constexpr std::string_view before_rows = ",\"documents\":[";  // in no string: quotes are escaped there
constexpr std::string_view before_sum = ",\"crc\":";

void append_number(std::string& out, uint64_t n) { append_json_integer(out, n); }

void append_files(std::string& out, const std::vector<ReadFile>& files) {
  out += ",\"files\":[";
  for (const ReadFile& file : files) {
    if (out.back() != '[') out += ',';
    out += '[';
    append_json_string(out, file.name);
    if (file.digest.sha256.empty()) {
      out += ",null,null]";
      continue;
    }
    out += ',';
    append_number(out, file.digest.size);
    out += ",\"" + file.digest.sha256 + "\"]";
  }
  out += ']';
}

void append_ranges(std::string& out, const ChunkRanges& ranges) {
  out += ",\"ranges\":[";
  for (const FileRange& range : ranges) {
    out += out.back() == '[' ? "[" : ",[";
    append_number(out, range.size);
    out += ',';
    append_number(out, range.crc);
    out += ']';
  }
  out += ']';
}

void append_row(std::string& out, const DocumentRow& row) {
  out.append("[\"").append(row.key).append("\",\"").append(row.marks) += '"';
  for (const auto& [output, size] : row.emissions) {
    out += ',';
    append_number(out, output);
    out += ',';
    append_number(out, size);
  }
  out += ']';
}

// ---- reading: everything is checked, for the file may be anything
bool read_string(JsonValue value, std::string& out) {
  if (!value.is_string()) return false;
  out.assign(value.string());
  return true;
}

// A string of these letters only: such stand in the lines of the next journal as they are.
bool read_letters(JsonValue value, std::string_view letters, std::string& out) {
  return read_string(value, out) && out.find_first_not_of(letters) == std::string::npos;
}

bool read_number(JsonValue value, uint64_t& out) {
  if (!value.is_unsigned()) return false;
  out = value.unsigned_number();
  return true;
}

bool read_number(JsonValue value, uint32_t& out) {
  uint64_t number = 0;
  if (!read_number(value, number) || number > UINT32_MAX) return false;
  out = static_cast<uint32_t>(number);
  return true;
}

bool parse_files(JsonValue files, std::vector<ReadFile>& out) {
  if (!files.is_array()) return false;
  for (const JsonValue& item : files.items()) {
    if (!item.is_array() || item.size() != 3) return false;
    ReadFile& file = out.emplace_back();
    if (!read_string(item.item(0), file.name)) return false;
    if (item.item(1).is_null()) continue;
    if (!read_number(item.item(1), file.digest.size) || !read_string(item.item(2), file.digest.sha256)) return false;
  }
  return true;
}

bool parse_ranges(JsonValue ranges, ChunkRanges& out) {
  if (!ranges.is_array()) return false;
  for (const JsonValue& item : ranges.items()) {
    if (!item.is_array() || item.size() != 2) return false;
    FileRange& range = out.emplace_back();
    if (!read_number(item.item(0), range.size) || !read_number(item.item(1), range.crc)) return false;
  }
  return true;
}

bool parse_rows(JsonValue rows, std::vector<DocumentRow>& out) {
  if (!rows.is_array()) return false;
  for (const JsonValue& item : rows.items()) {
    if (!item.is_array() || item.size() < 2 || item.size() % 2 != 0) return false;
    DocumentRow& row = out.emplace_back();
    if (!read_letters(item.item(0), "0123456789abcdef", row.key) || !read_letters(item.item(1), "ps-", row.marks))
      return false;
    for (std::size_t i = 2; i < item.size(); i += 2) {
      auto& [output, size] = row.emissions.emplace_back();
      if (!read_number(item.item(i), output) || !read_number(item.item(i + 1), size)) return false;
    }
  }
  return true;
}

// Has the line its checksum, or, where it need not have one, none?
bool has_sum(std::string_view text, LineSums sums) {
  const std::size_t at = text.rfind(before_sum);
  if (at == std::string_view::npos) return sums == LineSums::if_there;
  uint32_t sum = 0;
  const char* const end = text.data() + text.size();
  const auto [behind, error] = std::from_chars(text.data() + at + before_sum.size(), end, sum);
  return error == std::errc() && std::string_view(behind, end) == "}" && sum == crc32_behind(0, text.substr(0, at));
}

bool parse_next(JsonValue next, InputPosition& out) {
  if (!next.is_array() || next.size() != 2) return false;
  return read_number(next.item(0), out.file) && read_number(next.item(1), out.offset);
}

}  // namespace

std::string marks_of(const DocumentRow& row, std::size_t n_stages) {
  return row.marks.empty() ? std::string(n_stages, 'p') : row.marks;
}

void ChunkLine::clear() {
  kind = Kind::chunk;
  chunk = 0;
  next = {};
  files.clear();
  ranges.clear();
  rows.clear();
}

std::string to_json(const JournalHead& head) {
  std::string out = "{\"format\":\"" + std::string(journal_format) + "\",\"fingerprint\":";
  append_json_string(out, head.fingerprint);
  out += ",\"list\":";
  append_json_string(out, head.list);
  out += ",\"limit\":" + (head.limit ? std::to_string(*head.limit) : "null") + ",\"names\":[";
  for (const std::string& name : head.names) {
    if (out.back() != '[') out += ',';
    append_json_string(out, name);
  }
  return out + "]}\n";
}

void append_json(std::string& out, const ChunkLine& line) {
  const std::size_t begin = out.size();
  out += "{\"kind\":\"";
  out += kind_names[static_cast<std::size_t>(line.kind)];
  out += "\",\"chunk\":";
  append_number(out, line.chunk);
  out += ",\"next\":[";
  append_number(out, line.next.file);
  out += ',';
  append_number(out, line.next.offset);
  out += ']';
  append_files(out, line.files);
  append_ranges(out, line.ranges);
  out += before_rows;
  for (const DocumentRow& row : line.rows) {
    if (out.back() != '[') out += ',';
    append_row(out, row);
  }
  out += ']';
  const uint32_t sum = crc32_behind(0, std::string_view(out).substr(begin));
  out += before_sum;
  append_number(out, sum);
  out += "}\n";
}

bool parse_journal_head(std::string_view text, JournalHead& out, LineSums* sums) {
  JsonDocument json;
  if (!json.parse(text)) return false;
  const JsonValue head = json.root();
  std::string format;
  if (!read_string(head["format"], format)) return false;
  const auto older = std::find(std::begin(older_journal_formats), std::end(older_journal_formats), format);
  if (format != journal_format && older == std::end(older_journal_formats)) return false;
  const bool has_sums = format == journal_format || older == std::begin(older_journal_formats);
  if (sums != nullptr) *sums = has_sums ? LineSums::wanted : LineSums::if_there;
  const bool names_recipe = !has_sums && older != std::begin(older_journal_formats) + 1;
  if (!read_string(head[names_recipe ? "recipe" : "fingerprint"], out.fingerprint)) return false;
  if (!read_string(head["list"], out.list)) return false;
  const JsonValue limit = head["limit"];
  out.limit.reset();
  if (limit.is_absent() || (!limit.is_null() && !limit.is_unsigned())) return false;
  if (limit.is_unsigned()) out.limit = limit.unsigned_number();
  if (!head["names"].is_array()) return false;
  out.names.clear();
  for (const JsonValue& name : head["names"].items())
    if (!read_string(name, out.names.emplace_back())) return false;
  return !out.names.empty();
}

bool parse_chunk_line(std::string_view text, ChunkLine& out, LineSums sums, LineRows rows) {
  out.clear();
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  if (!has_sum(text, sums)) return false;
  std::string without_rows;
  if (rows == LineRows::passed_over)
    text = without_rows.append(text.substr(0, text.find(before_rows))).append(before_rows).append("]}");
  JsonDocument json;
  if (!json.parse(text)) return false;
  const JsonValue line = json.root();
  std::string kind;
  if (!read_string(line["kind"], kind)) return false;
  std::size_t i = 0;
  while (i < kind_names.size() && kind != kind_names[i]) ++i;
  if (i == kind_names.size() || !read_number(line["chunk"], out.chunk)) return false;
  out.kind = static_cast<ChunkLine::Kind>(i);
  return parse_next(line["next"], out.next) && parse_files(line["files"], out.files) &&
         parse_ranges(line["ranges"], out.ranges) && parse_rows(line["documents"], out.rows);
}

Result<std::unique_ptr<Journal>> Journal::begin(WorkFolder& place, const JournalHead& head) {
  std::unique_ptr<Journal> journal(new Journal(
      std::make_unique<OutputFile>(place.file(journal_name), place.shown(journal_name), Compression::none)));
  if (Status s = journal->write(to_json(head)); !s.ok()) return s;
  return journal;
}

Result<std::unique_ptr<Journal>> Journal::go_on(WorkFolder& place, uint64_t intact) {
  std::unique_ptr<Journal> journal(new Journal(
      std::make_unique<OutputFile>(place.file(journal_name), place.shown(journal_name), Compression::none, intact)));
  if (Status s = journal->write({}); !s.ok()) return s;
  return journal;
}

Status Journal::write(std::string_view text) {
  if (Status s = file_->append(text); !s.ok()) return s;
  return file_->end_range().status();
}

Status Journal::add(const ChunkLine& line) {
  text_.clear();
  append_json(text_, line);
  return write(text_);
}

Result<WrittenFile> Journal::close(UnsyncedFiles& later) {
  if (Status s = file_->close(later); !s.ok()) return s;
  return WrittenFile{journal_name, file_->size(), file_->sha256(), std::nullopt};
}

bool JournalReader::open(const std::filesystem::path& file) {
  stream_.open(file, std::ios::binary);
  return stream_ && next_text() && parse_journal_head(text_, head_, &sums_);
}

// A line with its end; the offset is behind it.
bool JournalReader::next_text() {
  if (!std::getline(stream_, text_) || stream_.eof()) return false;
  offset_ += text_.size() + 1;
  return true;
}

bool JournalReader::next(ChunkLine& line, LineRows rows) {
  const uint64_t before = offset_;
  if (next_text() && parse_chunk_line(text_, line, sums_, rows) && line.ranges.size() == head_.names.size())
    return true;
  offset_ = before;
  stream_.setstate(std::ios::failbit);
  return false;
}

}  // namespace docmill::host
