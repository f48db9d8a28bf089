// Raw documents to source documents: the record of a JSON line, the encoding of a file.
#include <fmt/format.h>

#include <limits>

#include "docmill/base/utf8.hpp"
#include "host/diagnostics/spelling.hpp"
#include "host/input/decode.hpp"
#include "host/input/detect.hpp"
#include "host/input/encodings.hpp"
#include "host/input/file_problem.hpp"
#include "host/input/html_encoding.hpp"
#include "host/input/input.hpp"
#include "host/input/json_record.hpp"

namespace docmill::host {
namespace {

constexpr uint64_t largest_decoded = std::numeric_limits<uint32_t>::max() / 3;

const char* media_type_of(InputFormat format) {
  switch (format) {
    case InputFormat::html: return "text/html";
    case InputFormat::markdown: return "text/markdown";
    case InputFormat::text:
    case InputFormat::jsonl: break;
  }
  return "text/plain";
}

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

Problem looks_binary_problem(std::string_view raw, std::size_t at) {
  return {"not-utf-8",
          fmt::format("byte 0x{:02X} at {} is not UTF-8 and the bytes look binary, not like text; add the file to "
                      "[input] skip",
                      byte_at(raw, at), at)};
}

Problem not_utf8_problem(std::string_view raw, std::size_t at, const std::optional<Encoding>& looks_like) {
  const std::string begin = fmt::format("byte 0x{:02X} at {} is not UTF-8", byte_at(raw, at), at);
  if (looks_like)
    return {"not-utf-8", fmt::format("{} (looks like {}); set [input] encoding = \"detect\" or \"{}\"", begin,
                                     looks_like->name, looks_like->name)};
  return {"not-utf-8", begin + "; set [input] encoding to the name of its encoding"};
}

Problem not_decodable_problem(std::string_view raw, const DecodeOutcome& outcome, const std::string& encoding) {
  std::string bytes;
  for (std::size_t i = 0; i < outcome.bad_size && i < 4; ++i)
    bytes += fmt::format(" 0x{:02X}", byte_at(raw, outcome.bad_offset + i));
  return {"not-decodable", fmt::format("byte{}{} at {} {} not {}; set [input] encoding to the encoding of the file",
                                       outcome.bad_size > 1 ? "s" : "", bytes, outcome.bad_offset,
                                       outcome.bad_size > 1 ? "are" : "is", encoding)};
}

const Encoding& utf8_encoding() {
  static const Encoding encoding{"utf-8", ""};
  return encoding;
}

}  // namespace

struct DocumentParser::State {
  explicit State(ParseSettings s)
      : detects(s.encoding == "detect"),
        fallback(find_encoding(detects ? "utf-8" : s.encoding).value_or(utf8_encoding())),
        records(std::move(s.fields)) {}

  void parse_line(RawDocument& raw, SourceDocument& out);
  void parse_file(RawDocument& raw, SourceDocument& out);
  void parse_undeclared(SourceDocument& out);
  void parse_detected(SourceDocument& out);
  std::optional<Encoding> guess(const std::string& raw);
  void decode_declared(const Encoding& encoding, std::size_t from, SourceDocument& out);
  bool decode_all(const Encoding& encoding, std::size_t from, SourceDocument& out);
  void source_is_raw(SourceDocument& out);

  bool detects;       // [input] encoding = "detect"
  Encoding fallback;  // of files that say nothing and are not UTF-8
  JsonRecordReader records;
  JsonRecord record;
  Decoder decoder;
  EncodingDetector detector;
};

void DocumentParser::State::source_is_raw(SourceDocument& out) {
  out.source_is_raw = true;
  out.charset = "utf-8";
  out.source.clear();
  out.map.clear();
  if (!out.raw.empty()) out.map.push_back({0, 0, 1, 1});
}

void DocumentParser::State::parse_line(RawDocument& raw, SourceDocument& out) {
  out.problem = records.read(raw.bytes, record);
  if (record.id) out.id.swap(*record.id);
  if (out.problem) return;
  out.raw.swap(record.body);
  out.metadata.swap(record.metadata);
  out.media_type = record.is_html ? "text/html" : "text/plain";
  source_is_raw(out);
}

void DocumentParser::State::parse_file(RawDocument& raw, SourceDocument& out) {
  out.raw.swap(raw.bytes);
  if (out.raw.size() > largest_decoded) {
    out.problem = too_large(out.raw.size(), largest_decoded);
    return;
  }
  if (const auto mark = find_byte_order_mark(out.raw))
    return decode_declared(find_encoding(mark->encoding).value_or(utf8_encoding()), mark->size, out);
  if (out.media_type == "text/html")
    if (const auto declared = find_declared_encoding(out.raw)) return decode_declared(*declared, 0, out);
  parse_undeclared(out);
}

// A byte order mark or the page itself says the encoding. A page is read as browsers read it; a text must be right.
void DocumentParser::State::decode_declared(const Encoding& encoding, std::size_t from, SourceDocument& out) {
  if (from == 0 && encoding.name == "utf-8" && utf8::is_valid(out.raw)) return source_is_raw(out);
  const bool lenient = out.media_type == "text/html";
  out.source_is_raw = false;
  out.charset = encoding.name;
  const DecodeOutcome outcome =
      decoder.decode(encoding, out.raw, from, lenient ? OnBad::replace : OnBad::stop, out.source, out.map);
  if (outcome.ok()) return;
  if (!lenient) out.problem = not_decodable_problem(out.raw, outcome, encoding.name + ", as its byte order mark says");
  else
    out.notes.push_back(
        {"replaced-bytes", fmt::format("{} places are not {} as the page declares (the first at byte {}); "
                                       "U+FFFD stands for them",
                                       outcome.n_bad, encoding.name, outcome.bad_offset)});
}

void DocumentParser::State::parse_undeclared(SourceDocument& out) {
  if (!detects && fallback.name != "utf-8" && out.media_type != "text/html") {
    decode_all(fallback, 0, out);
    return;
  }
  const std::size_t invalid = utf8::find_invalid(out.raw);
  if (invalid == std::string::npos) return source_is_raw(out);
  if (detects) return parse_detected(out);
  if (fallback.name != "utf-8") {
    decode_all(fallback, 0, out);
    return;
  }
  if (looks_binary(out.raw)) out.problem = looks_binary_problem(out.raw, invalid);
  else out.problem = not_utf8_problem(out.raw, invalid, guess(out.raw));
}

void DocumentParser::State::parse_detected(SourceDocument& out) {
  const std::size_t invalid = utf8::find_invalid(out.raw);
  if (looks_binary(out.raw)) {
    out.problem = looks_binary_problem(out.raw, invalid);
    return;
  }
  for (const Encoding& encoding : detector.guess(out.raw)) {
    if (!decode_all(encoding, 0, out)) continue;
    out.notes.push_back(
        {"encoding-detected", fmt::format("read as {}, which was guessed; set [input] encoding = \"{}\" to be sure",
                                          encoding.name, encoding.name)});
    return;
  }
  out.problem = Problem{"not-decodable",
                        fmt::format("byte 0x{:02X} at {} is not UTF-8 and no encoding was recognised; set [input] "
                                    "encoding to its name",
                                    byte_at(out.raw, invalid), invalid)};
}

// The likeliest encoding that decodes all of it: only a hint for the message.
std::optional<Encoding> DocumentParser::State::guess(const std::string& raw) {
  std::string text;
  std::vector<docmill_map_run> map;
  for (Encoding& encoding : detector.guess(raw))
    if (decoder.decode(encoding, raw, 0, OnBad::stop, text, map).ok()) return std::move(encoding);
  return std::nullopt;
}

// False, and a problem, when some bytes are no characters.
bool DocumentParser::State::decode_all(const Encoding& encoding, std::size_t from, SourceDocument& out) {
  out.source_is_raw = false;
  out.charset = encoding.name;
  const DecodeOutcome outcome = decoder.decode(encoding, out.raw, from, OnBad::stop, out.source, out.map);
  out.problem.reset();
  if (!outcome.ok()) out.problem = not_decodable_problem(out.raw, outcome, encoding.name);
  return outcome.ok();
}

DocumentParser::DocumentParser(ParseSettings settings) : state_(std::make_unique<State>(std::move(settings))) {}
DocumentParser::~DocumentParser() = default;
DocumentParser::DocumentParser(DocumentParser&&) noexcept = default;

void DocumentParser::parse(const InputFile& file, RawDocument& raw, SourceDocument& out) {
  out.file = file.name;
  out.id = file.name;
  out.line.reset();
  if (raw.line != 0) {
    out.line = raw.line;
    out.id += fmt::format(":{}", raw.line);
  }
  out.metadata = "{}";
  out.raw.clear();
  out.source.clear();
  out.map.clear();
  out.notes.clear();
  out.source_is_raw = true;
  out.charset = "utf-8";
  out.media_type = media_type_of(file.format);
  out.problem = raw.problem;
  if (out.problem) return;
  if (raw.line != 0) state_->parse_line(raw, out);
  else state_->parse_file(raw, out);
  if (!out.problem) return;
  out.raw.clear();
  out.source.clear();
  out.map.clear();
}

std::optional<std::string> check_encoding_name(const std::string& name) {
  if (name == "detect" || find_encoding(name)) return std::nullopt;
  static const std::vector<std::string> common{"utf-8",      "detect",  "windows-1252", "windows-1251", "iso-8859-1",
                                               "iso-8859-2", "gb18030", "gbk",          "big5",         "shift_jis",
                                               "euc-jp",     "euc-kr",  "utf-16"};
  return fmt::format("no encoding named '{}'{}; write \"utf-8\", \"detect\" or a name like \"windows-1252\"", name,
                     suggestion(name, common));
}

}  // namespace docmill::host
