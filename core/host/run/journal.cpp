#include "host/run/journal.hpp"

#include <rapidjson/document.h>

#include <array>

#include "docmill/base/json_text.hpp"

namespace docmill::host {
namespace {

constexpr std::array kind_names = {"begin", "chunk", "end"};

void append_number(std::string& out, uint64_t n) { append_json_integer(out, static_cast<int64_t>(n)); }

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
  out += "[\"" + row.key + "\",\"" + row.marks + '"';
  for (const auto& [output, size] : row.emissions) {
    out += ',';
    append_number(out, output);
    out += ',';
    append_number(out, size);
  }
  out += ']';
}

// ---- reading: everything is checked, for the file may be anything
using Json = rapidjson::Value;

const Json* member_of(const Json& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}
const Json* array(const Json& object, const char* name) {
  const Json* value = member_of(object, name);
  return value != nullptr && value->IsArray() ? value : nullptr;
}
bool read_string(const Json* value, std::string& out) {
  if (value == nullptr || !value->IsString()) return false;
  out.assign(value->GetString(), value->GetStringLength());
  return true;
}

bool parse_files(const Json& object, std::vector<ReadFile>& out) {
  const Json* files = array(object, "files");
  if (files == nullptr) return false;
  for (const Json& item : files->GetArray()) {
    if (!item.IsArray() || item.Size() != 3) return false;
    ReadFile& file = out.emplace_back();
    if (!read_string(&item[0], file.name)) return false;
    if (item[1].IsNull()) continue;
    if (!item[1].IsUint64() || !read_string(&item[2], file.digest.sha256)) return false;
    file.digest.size = item[1].GetUint64();
  }
  return true;
}

bool parse_ranges(const Json& object, ChunkRanges& out) {
  const Json* ranges = array(object, "ranges");
  if (ranges == nullptr) return false;
  for (const Json& item : ranges->GetArray()) {
    if (!item.IsArray() || item.Size() != 2 || !item[0].IsUint64() || !item[1].IsUint()) return false;
    out.push_back({item[0].GetUint64(), item[1].GetUint()});
  }
  return true;
}

bool parse_rows(const Json& object, std::vector<DocumentRow>& out) {
  const Json* rows = array(object, "documents");
  if (rows == nullptr) return false;
  for (const Json& item : rows->GetArray()) {
    if (!item.IsArray() || item.Size() < 2 || item.Size() % 2 != 0) return false;
    DocumentRow& row = out.emplace_back();
    if (!read_string(&item[0], row.key) || !read_string(&item[1], row.marks)) return false;
    for (rapidjson::SizeType i = 2; i < item.Size(); i += 2) {
      if (!item[i].IsUint() || !item[i + 1].IsUint64()) return false;
      row.emissions.emplace_back(item[i].GetUint(), item[i + 1].GetUint64());
    }
  }
  return true;
}

bool parse_next(const Json& object, InputPosition& out) {
  const Json* next = array(object, "next");
  if (next == nullptr || next->Size() != 2 || !(*next)[0].IsUint() || !(*next)[1].IsUint64()) return false;
  out = {(*next)[0].GetUint(), (*next)[1].GetUint64()};
  return true;
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
  std::string out = "{\"format\":\"" + std::string(journal_format) + "\",\"recipe\":\"" + head.fingerprint +
                    "\",\"list\":\"" + head.list +
                    "\",\"limit\":" + (head.limit ? std::to_string(*head.limit) : "null") + ",\"names\":[";
  for (const std::string& name : head.names) {
    if (out.back() != '[') out += ',';
    append_json_string(out, name);
  }
  return out + "]}\n";
}

void append_json(std::string& out, const ChunkLine& line) {
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
  out += ",\"documents\":[";
  for (const DocumentRow& row : line.rows) {
    if (out.back() != '[') out += ',';
    append_row(out, row);
  }
  out += "]}\n";
}

bool parse_journal_head(std::string_view text, JournalHead& out) {
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  if (json.HasParseError() || !json.IsObject()) return false;
  std::string format;
  if (!read_string(member_of(json, "format"), format)) return false;
  if (format != journal_format && format != older_journal_format) return false;
  if (!read_string(member_of(json, "recipe"), out.fingerprint) || !read_string(member_of(json, "list"), out.list))
    return false;
  const Json* limit = member_of(json, "limit");
  if (limit == nullptr || !(limit->IsNull() || limit->IsUint64())) return false;
  out.limit.reset();
  if (limit->IsUint64()) out.limit = limit->GetUint64();
  const Json* names = array(json, "names");
  if (names == nullptr) return false;
  out.names.clear();
  for (const Json& name : names->GetArray())
    if (!read_string(&name, out.names.emplace_back())) return false;
  return true;
}

bool parse_chunk_line(const std::string& text, ChunkLine& out) {
  out.clear();
  rapidjson::Document json;
  json.Parse(text.data(), text.size());
  if (json.HasParseError() || !json.IsObject()) return false;
  std::string kind;
  if (!read_string(member_of(json, "kind"), kind)) return false;
  std::size_t i = 0;
  while (i < kind_names.size() && kind != kind_names[i]) ++i;
  const Json* chunk = member_of(json, "chunk");
  if (i == kind_names.size() || chunk == nullptr || !chunk->IsUint64()) return false;
  out.kind = static_cast<ChunkLine::Kind>(i);
  out.chunk = chunk->GetUint64();
  return parse_next(json, out.next) && parse_files(json, out.files) && parse_ranges(json, out.ranges) &&
         parse_rows(json, out.rows);
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

Result<WrittenFile> Journal::close() {
  if (Status s = file_->close(); !s.ok()) return s;
  return WrittenFile{journal_name, file_->size(), file_->sha256(), std::nullopt};
}

bool JournalReader::open(const std::filesystem::path& file) {
  stream_.open(file, std::ios::binary);
  return stream_ && next_text() && parse_journal_head(text_, head_);
}

// A line with its end; the offset is behind it.
bool JournalReader::next_text() {
  if (!std::getline(stream_, text_) || stream_.eof()) return false;
  offset_ += text_.size() + 1;
  return true;
}

bool JournalReader::next(ChunkLine& line) {
  const uint64_t before = offset_;
  if (next_text() && parse_chunk_line(text_, line) && line.ranges.size() == head_.names.size()) return true;
  offset_ = before;
  stream_.setstate(std::ios::failbit);
  return false;
}

}  // namespace docmill::host
