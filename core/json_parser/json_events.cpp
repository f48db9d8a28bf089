#include "json_parser/json_events.hpp"

#include <rapidjson/error/error.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include "json_parser/lone_surrogate.hpp"

namespace docmill {
namespace {

JsonMistake mistake_of(rapidjson::ParseErrorCode code) {
  using namespace rapidjson;
  switch (code) {
    case kParseErrorNone: return JsonMistake::none;
    case kParseErrorDocumentRootNotSingular: return JsonMistake::something_behind;
    case kParseErrorValueInvalid: return JsonMistake::no_value;
    case kParseErrorObjectMissName: return JsonMistake::no_member_name;
    case kParseErrorObjectMissColon: return JsonMistake::no_colon;
    case kParseErrorObjectMissCommaOrCurlyBracket: return JsonMistake::no_comma_or_brace;
    case kParseErrorArrayMissCommaOrSquareBracket: return JsonMistake::no_comma_or_bracket;
    case kParseErrorStringUnicodeEscapeInvalidHex: return JsonMistake::bad_hex_digits;
    case kParseErrorStringUnicodeSurrogateInvalid: return JsonMistake::half_of_a_pair;
    case kParseErrorStringEscapeInvalid: return JsonMistake::bad_escape;
    case kParseErrorStringMissQuotationMark: return JsonMistake::bad_string;
    case kParseErrorStringInvalidEncoding: return JsonMistake::bad_encoding;
    case kParseErrorNumberTooBig: return JsonMistake::number_too_big;
    case kParseErrorNumberMissFraction: return JsonMistake::no_fraction;
    case kParseErrorNumberMissExponent: return JsonMistake::no_exponent;
    case kParseErrorTermination: return JsonMistake::stopped;
    default: return JsonMistake::other;
  }
}

// The text as a stream of RapidJSON's that nobody parses on a copy of: Tell() is true inside every event.
class TextStream {
 public:
  using Ch = char;
  explicit TextStream(std::string_view text) : begin_(text.data()), at_(begin_), end_(begin_ + text.size()) {}
  Ch Peek() const { return at_ != end_ ? *at_ : '\0'; }
  Ch Take() { return at_ != end_ ? *at_++ : '\0'; }
  std::size_t Tell() const { return static_cast<std::size_t>(at_ - begin_); }
  // What the reader asks of streams that are written to.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  std::size_t PutEnd(Ch*) { return 0; }

 private:
  const Ch* begin_;
  const Ch* at_;
  const Ch* end_;
};

// Hands on what RapidJSON finds, with the places.
class Forwarder {
 public:
  Forwarder(JsonEvents& events, const TextStream& stream) : events_(events), stream_(stream) {}

  bool Null() { return events_.scalar(JsonKind::null, {}, stream_.Tell()); }
  bool Bool(bool) { return events_.scalar(JsonKind::boolean, {}, stream_.Tell()); }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    return events_.scalar(JsonKind::number, {text, size}, stream_.Tell());
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return events_.scalar(JsonKind::string, {text, size}, stream_.Tell());
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) { return events_.name({text, size}, stream_.Tell()); }
  // Of brackets RapidJSON tells before it takes them.
  bool StartObject() { return events_.open(stream_.Tell()); }
  bool StartArray() { return events_.open(stream_.Tell()); }
  bool EndObject(rapidjson::SizeType) { return events_.close(JsonKind::object, stream_.Tell() + 1); }
  bool EndArray(rapidjson::SizeType) { return events_.close(JsonKind::array, stream_.Tell() + 1); }

 private:
  JsonEvents& events_;
  const TextStream& stream_;
};

// Iterative: depth costs no stack. Numbers stay as they are written.
constexpr unsigned plain = rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;

template <unsigned Flags, class Stream, class Handler>
JsonError parse(std::string_view text, Stream& stream, Handler& handler) {
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<Flags>(stream, handler);
  if (result.IsError()) return {mistake_of(result.Code()), result.Offset()};
  // A NUL ends the stream for RapidJSON, not the text.
  if (stream.Tell() < text.size()) return {JsonMistake::something_behind, stream.Tell()};
  return {};
}

}  // namespace

JsonError find_json_error(std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::BaseReaderHandler<> nothing;
  return parse<plain | rapidjson::kParseValidateEncodingFlag>(text, stream, nothing);
}

JsonError read_json_events(std::string_view text, JsonEvents& events) {
  TextStream stream(text);
  Forwarder forwarder(events, stream);
  if (const JsonError error = parse<plain>(text, stream, forwarder); !error.ok()) return error;
  if (const std::size_t lone = find_lone_surrogate(text); lone != std::string_view::npos)
    return {JsonMistake::half_of_a_pair, lone};
  return {};
}

}  // namespace docmill
