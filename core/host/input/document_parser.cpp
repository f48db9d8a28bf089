// Raw documents to source documents: the record of a JSON line, the encoding of a file.
#include <fmt/format.h>

#include <algorithm>
#include <array>
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
#include "host/input/record_decoder.hpp"
#include "host/input/unpack.hpp"

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

unsigned byte_of(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

// `is_stream`: standard input, which nobody can rename or skip.
Problem looks_binary_problem(std::string_view raw, std::size_t at, bool is_stream) {
  if (std::optional<std::string> packed = packed_after_all(raw, is_stream)) return {"not-utf-8", std::move(*packed)};
  return {"not-utf-8", fmt::format("byte 0x{:02X} at {} is not UTF-8 and the bytes look binary, not like text{}",
                                   byte_of(raw, at), at, is_stream ? "" : "; add the file to [input] skip")};
}

Problem not_utf8_problem(std::string_view raw, std::size_t at, const std::optional<Encoding>& looks_like) {
  const std::string begin = fmt::format("byte 0x{:02X} at {} is not UTF-8", byte_of(raw, at), at);
  if (looks_like)
    return {"not-utf-8", fmt::format("{} (looks like {}); set [input] encoding = \"detect\" or \"{}\"", begin,
                                     looks_like->name, looks_like->name)};
  return {"not-utf-8", begin + "; set [input] encoding to the name of its encoding"};
}

Problem not_decodable_problem(std::string_view raw, const DecodeOutcome& outcome, const std::string& encoding) {
  std::string bytes;
  for (std::size_t i = 0; i < outcome.bad_size && i < 4; ++i)
    bytes += fmt::format(" 0x{:02X}", byte_of(raw, outcome.bad_offset + i));
  return {"not-decodable", fmt::format("byte{}{} at {} {} not {}; set [input] encoding to the encoding of the file",
                                       outcome.bad_size > 1 ? "s" : "", bytes, outcome.bad_offset,
                                       outcome.bad_size > 1 ? "are" : "is", encoding)};
}

bool begins_object(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t\r\n");
  return at != std::string_view::npos && line[at] == '{';
}

const Encoding& utf8_encoding() {
  static const Encoding encoding{"utf-8", ""};
  return encoding;
}

// Scores of plausibility from here on are those of text.
constexpr int64_t surely_text = 4000;
constexpr int64_t fits_well = 6000;
constexpr int64_t clearly_better = 4000;
// Of an encoding with two bytes a character, so many bytes that are UTF-8 at the same time are no accident.
constexpr std::size_t least_of_two_bytes = 12;

std::size_t count_beyond_ascii(std::string_view bytes) {
  return static_cast<std::size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
}

// Was it UTF-8 with a few broken places, when `text` came out of it?
bool is_damaged_utf8(const DecodeOutcome& outcome, std::string_view text) {
  const auto characters = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
  return characters >= 2 * outcome.n_bad;
}

bool has_two_bytes(std::string_view encoding) {
  static constexpr std::array<std::string_view, 6> names{"big5", "euc-jp", "euc-kr", "gb18030", "gbk", "shift_jis"};
  return std::find(names.begin(), names.end(), encoding) != names.end();
}

void note_detected(SourceDocument& out) {
  out.notes.push_back(
      {"encoding-detected", fmt::format("read as {}, which was guessed; set [input] encoding = \"{}\" to be sure",
                                        out.charset, out.charset)});
}

// `who`: "the page".
void note_wrong_charset(const char* who, const std::string& declared, SourceDocument& out) {
  out.notes.push_back({"wrong-charset", fmt::format("{} declares {}, but its bytes are {}, as which it was read", who,
                                                    declared, out.charset)});
}

// `as`: "the page declares".
void note_replaced(const DecodeOutcome& outcome, const std::string& as, SourceDocument& out) {
  if (outcome.ok()) return;
  out.notes.push_back(
      {"replaced-bytes", fmt::format("{} {} not {} as {} (the first at byte {}); U+FFFD stands for {}", outcome.n_bad,
                                     outcome.n_bad == 1 ? "place is" : "places are", out.charset, as,
                                     outcome.bad_offset, outcome.n_bad == 1 ? "it" : "them")});
}

}  // namespace

struct DocumentParser::State {
  explicit State(ParseSettings s)
      : detects(s.encoding == "detect"),
        fallback(find_encoding(detects || s.encoding == "strict" ? "utf-8" : s.encoding).value_or(utf8_encoding())),
        records(std::move(s.fields)),
        decoder_of_records(std::move(s.readers), s.max_document) {}

  void parse_line(RawDocument& raw, SourceDocument& out);
  void parse_file(RawDocument& raw, SourceDocument& out);
  void parse_record(const InputFile& file, RawDocument& raw, SourceDocument& out);
  void parse_bytes(const std::string& said_charset, SourceDocument& out);
  void parse_undeclared(SourceDocument& out);
  void parse_detected(SourceDocument& out);
  bool contradict(const Encoding& declared, SourceDocument& out);
  bool read_as_utf8(const std::string& declared, SourceDocument& out);
  std::optional<Encoding> guess(const std::string& raw);
  std::optional<Encoding> guess_fitting(SourceDocument& out, int64_t least);
  void decode_declared(const Encoding& encoding, std::size_t from, SourceDocument& out);
  DecodeOutcome decode_replacing(const Encoding& encoding, std::size_t from, SourceDocument& out);
  bool decode_all(const Encoding& encoding, std::size_t from, SourceDocument& out);
  void source_is_raw(SourceDocument& out);

  bool detects;       // [input] encoding = "detect"
  Encoding fallback;  // of files that say nothing and are not UTF-8
  JsonRecordReader records;
  JsonRecord record;
  RecordDecoder decoder_of_records;
  bool is_stream = false;             // standard input
  const char* declarer = "the page";  // who says which encoding it is
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
  const bool is_first = raw.line == 1 && !begins_object(raw.bytes);
  std::optional<std::string> packed;
  if (is_first) packed = packed_after_all(raw.bytes, is_stream);
  out.problem = records.read(raw.bytes, record);
  if (record.id) out.id.swap(*record.id);
  if (out.problem && packed) out.problem->message = std::move(*packed);
  else if (out.problem && is_first && is_stream)
    out.problem->message += "; other text is read with [input] stdin-format = \"text\", \"html\" or \"markdown\"";
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
  parse_bytes({}, out);
}

void DocumentParser::State::parse_record(const InputFile& file, RawDocument& raw, SourceDocument& out) {
  std::string charset;
  decoder_of_records.decode(file.reader, raw, out, charset);
  if (!out.problem) parse_bytes(charset, out);
}

// What a container says of the encoding goes before what the page says, as in browsers.
void DocumentParser::State::parse_bytes(const std::string& said_charset, SourceDocument& out) {
  declarer = "the page";
  if (const auto mark = find_byte_order_mark(out.raw))
    return decode_declared(find_encoding(mark->encoding).value_or(utf8_encoding()), mark->size, out);
  const auto said = find_web_encoding(said_charset);
  if (said) declarer = "the record";
  if (said || out.media_type == "text/html") {
    const auto declared = said ? said : find_declared_encoding(out.raw);
    if (declared && detects && contradict(*declared, out)) return;
    if (declared) return decode_declared(*declared, 0, out);
  }
  parse_undeclared(out);
}

// A byte order mark or the page itself says the encoding. A page is read as browsers read it, a text must be right
// unless encodings are detected.
void DocumentParser::State::decode_declared(const Encoding& encoding, std::size_t from, SourceDocument& out) {
  if (from == 0 && encoding.name == "utf-8" && utf8::is_valid(out.raw)) return source_is_raw(out);
  const bool is_page = out.media_type == "text/html";
  if (is_page || detects) {
    note_replaced(decode_replacing(encoding, from, out),
                  from != 0 ? "its byte order mark says" : fmt::format("{} declares", declarer), out);
    return;
  }
  out.source_is_raw = false;
  out.charset = encoding.name;
  const DecodeOutcome outcome = decoder.decode(encoding, out.raw, from, OnBad::stop, out.source, out.map);
  if (!outcome.ok())
    out.problem = not_decodable_problem(
        out.raw, outcome,
        encoding.name + (from != 0 ? ", as its byte order mark says" : fmt::format(", as {} declares", declarer)));
}

DecodeOutcome DocumentParser::State::decode_replacing(const Encoding& encoding, std::size_t from, SourceDocument& out) {
  out.source_is_raw = false;
  out.charset = encoding.name;
  return decoder.decode(encoding, out.raw, from, OnBad::replace, out.source, out.map);
}

void DocumentParser::State::parse_undeclared(SourceDocument& out) {
  if (detects) return parse_detected(out);
  if (fallback.name != "utf-8" && out.media_type != "text/html") {
    decode_all(fallback, 0, out);
    return;
  }
  const std::size_t invalid = utf8::find_invalid(out.raw);
  if (invalid == std::string::npos) return source_is_raw(out);
  if (fallback.name != "utf-8") {
    decode_all(fallback, 0, out);
    return;
  }
  if (looks_binary(out.raw)) out.problem = looks_binary_problem(out.raw, invalid, is_stream);
  else out.problem = not_utf8_problem(out.raw, invalid, guess(out.raw));
}

// Does what the page declares not fit its bytes, and something else does? Then it is read as that.
bool DocumentParser::State::contradict(const Encoding& declared, SourceDocument& out) {
  const auto is_declared = [&](const Encoding& other) { return other.name == declared.name; };
  for (const auto& found : {find_unmarked_utf16(out.raw), find_iso_2022(out.raw)})
    if (found && !is_declared(*found) && decode_all(*found, 0, out)) {
      note_wrong_charset(declarer, declared.name, out);
      return true;
    }
  out.problem.reset();
  if (declared.name == "utf-8") {
    if (utf8::is_valid(out.raw)) return false;
    const DecodeOutcome outcome = decode_replacing(declared, 0, out);
    if (is_damaged_utf8(outcome, out.source) || looks_binary(out.raw) || !guess_fitting(out, 0)) return false;
    note_wrong_charset(declarer, declared.name, out);
    return true;
  }
  if (read_as_utf8(declared.name, out)) return true;
  const auto fit = detector.judge(declared, out.raw);
  if (!fit || *fit >= fits_well) return false;
  const auto guessed = guess_fitting(out, std::max(surely_text, *fit + clearly_better));
  if (!guessed || guessed->name == declared.name) return false;
  note_wrong_charset(declarer, declared.name, out);
  return true;
}

// Bytes in no other encoding happen to be UTF-8, unless they are few and each character has two of them.
bool DocumentParser::State::read_as_utf8(const std::string& declared, SourceDocument& out) {
  const std::size_t beyond = count_beyond_ascii(out.raw);
  if (beyond < (has_two_bytes(declared) ? least_of_two_bytes : 1) || declared.starts_with("utf-") ||
      !utf8::is_valid(out.raw))
    return false;
  source_is_raw(out);
  note_wrong_charset(declarer, declared, out);
  return true;
}

// The likeliest encoding that decodes all of it and looks like text at least so much; nothing: none does.
std::optional<Encoding> DocumentParser::State::guess_fitting(SourceDocument& out, int64_t least) {
  const std::string language = out.media_type == "text/html" ? declared_language(out.raw) : "";
  for (Plausibility& p : detector.guess(out.raw, language)) {
    if (p.score < least) break;
    if (decode_all(p.encoding, 0, out)) return std::move(p.encoding);
  }
  out.problem.reset();
  return std::nullopt;
}

void DocumentParser::State::parse_detected(SourceDocument& out) {
  if (const auto utf16 = find_unmarked_utf16(out.raw); utf16 && decode_all(*utf16, 0, out)) return note_detected(out);
  out.problem.reset();
  const std::size_t invalid = utf8::find_invalid(out.raw);
  if (invalid == std::string::npos) {
    if (const auto escaped = find_iso_2022(out.raw); escaped && decode_all(*escaped, 0, out)) return note_detected(out);
    out.problem.reset();
    return source_is_raw(out);
  }
  if (looks_binary(out.raw)) {
    out.problem = looks_binary_problem(out.raw, invalid, is_stream);
    return;
  }
  if (out.media_type == "text/html")
    if (const auto late = find_late_encoding(out.raw); late && decode_all(*late, 0, out)) return;
  out.problem.reset();
  const DecodeOutcome outcome = decode_replacing(utf8_encoding(), 0, out);
  if (is_damaged_utf8(outcome, out.source)) return note_replaced(outcome, "the rest is", out);
  if (guess_fitting(out, 0)) return note_detected(out);
  // What browsers fall back to; no byte is lost in it.
  decode_replacing(find_web_encoding("windows-1252").value(), 0, out);
  note_detected(out);
}

// The likeliest encoding that decodes all of it: only a hint for the message.
std::optional<Encoding> DocumentParser::State::guess(const std::string& raw) {
  std::string text;
  std::vector<docmill_map_run> map;
  std::optional<Encoding> utf16 = find_unmarked_utf16(raw);
  if (utf16) return utf16;
  for (Plausibility& p : detector.guess(raw))
    if (decoder.decode(p.encoding, raw, 0, OnBad::stop, text, map).ok()) return std::move(p.encoding);
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
  state_->is_stream = file.path == "-";
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
  out.has_locator = state_->decoder_of_records.has_readers();
  out.charset = "utf-8";
  out.media_type = media_type_of(file.format);
  out.locator = raw.locator;
  out.problem = raw.problem;
  if (out.problem) return;
  if (raw.marked)
    out.notes.push_back({"byte-order-mark",
                         "a byte order mark stood before the line and was left out; files put "
                         "together have one where each began"});
  if (raw.line != 0 && file.reader != 0) state_->parse_record(file, raw, out);
  else if (raw.line != 0) state_->parse_line(raw, out);
  else state_->parse_file(raw, out);
  if (!out.problem) return;
  out.raw.clear();
  out.source.clear();
  out.map.clear();
}

std::optional<std::string> check_encoding_name(const std::string& name) {
  if (name == "detect" || name == "strict" || find_encoding(name)) return std::nullopt;
  static const std::vector<std::string> common{"utf-8",      "detect",     "strict",  "windows-1252", "windows-1251",
                                               "iso-8859-1", "iso-8859-2", "gb18030", "gbk",          "big5",
                                               "shift_jis",  "euc-jp",     "euc-kr",  "utf-16"};
  return fmt::format("no encoding named '{}'{}; write \"detect\", \"strict\" or a name like \"windows-1252\"", name,
                     suggestion(name, common));
}

}  // namespace docmill::host
