#include "json_parser/json_document.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/encodedstream.h>
#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <docmill/base/utf8.hpp>

#include "json_parser/lone_surrogate.hpp"

namespace docmill {
namespace {

const rapidjson::Value& of(const void* value) {
  static const rapidjson::Value null;
  return value == nullptr ? null : *static_cast<const rapidjson::Value*>(value);
}

std::string_view view(const rapidjson::Value& string) { return {string.GetString(), string.GetStringLength()}; }

// Writes a value of any depth: Value::Accept calls itself for each level, and there may be more levels than stack.
template <class Writer>
class Teller {
 public:
  explicit Teller(Writer& writer) : writer_(writer) {}

  void tell(const rapidjson::Value& root) {
    enter(root);
    while (!open_.empty()) step(open_.back());
  }

 private:
  struct Open {
    const rapidjson::Value* value;
    rapidjson::SizeType next = 0;
  };

  void enter(const rapidjson::Value& value) {
    if (value.IsObject()) writer_.StartObject();
    else if (value.IsArray()) writer_.StartArray();
    else value.Accept(writer_);
    if (value.IsObject() || value.IsArray()) open_.push_back({&value});
  }
  void step(Open& top) {
    const rapidjson::Value& value = *top.value;
    const rapidjson::SizeType i = top.next++;
    if (value.IsArray() && i < value.Size()) return enter(value[i]);
    if (value.IsObject() && i < value.MemberCount()) {
      const auto& member = *(value.MemberBegin() + static_cast<std::ptrdiff_t>(i));
      writer_.Key(member.name.GetString(), member.name.GetStringLength());
      return enter(member.value);
    }
    open_.pop_back();
    if (value.IsArray()) writer_.EndArray();
    else writer_.EndObject();
  }

  Writer& writer_;
  std::vector<Open> open_;
};

// Does a number that is no double lie above them all, and not between zero and the smallest? By the place of its first
// digit that counts.
bool is_too_big(std::string_view number) {
  const std::size_t e = std::min(number.find_first_of("eE"), number.size());
  const std::string_view digits = number.substr(0, e);
  const auto point = static_cast<int64_t>(std::min(digits.find('.'), digits.size()));
  const auto first = static_cast<int64_t>(std::min(digits.find_first_of("123456789"), digits.size()));
  int64_t exponent = 0;
  const std::string_view written = number.substr(std::min(e + 1, number.size()));
  const std::size_t sign = written.starts_with('+') ? 1 : 0;
  const auto read = std::from_chars(written.data() + sign, written.data() + written.size(), exponent);
  if (read.ec == std::errc::result_out_of_range) return !written.starts_with('-');
  return point - first + exponent > 0;
}

// Takes what the parser finds into a document. Numbers are read here: RapidJSON makes -2e264 of 184467440737095516155,
// and the like of others that begin with the digits of the largest uint64_t.
class Taker {
 public:
  explicit Taker(rapidjson::Document& document) : document_(document) {}

  bool Null() { return document_.Null(); }
  bool Bool(bool b) { return document_.Bool(b); }
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) { return number({text, size}); }
  bool String(const char* text, rapidjson::SizeType size, bool copy) { return document_.String(text, size, copy); }
  bool StartObject() { return document_.StartObject(); }
  bool Key(const char* text, rapidjson::SizeType size, bool copy) { return document_.Key(text, size, copy); }
  bool EndObject(rapidjson::SizeType n) { return document_.EndObject(n); }
  bool StartArray() { return document_.StartArray(); }
  bool EndArray(rapidjson::SizeType n) { return document_.EndArray(n); }

 private:
  template <class T>
  static std::errc read(std::string_view text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end != text.data() + text.size() ? std::errc::invalid_argument : error;
  }
  // False: above all doubles.
  bool number(std::string_view text) {
    int64_t integer = 0;
    uint64_t natural = 0;
    double real = 0;
    if (read(text, integer) == std::errc()) return document_.Int64(integer);
    if (read(text, natural) == std::errc()) return document_.Uint64(natural);
    if (read(text, real) == std::errc()) return document_.Double(real);
    return !is_too_big(text) && document_.Double(text.starts_with('-') ? -0.0 : 0.0);
  }

  rapidjson::Document& document_;
};

enum class Extent { whole, first };  // of a text: all of it, or the first value, as people write them

// Fills a document out of a text.
class Filler {
 public:
  Filler(std::string_view text, JsonBytes bytes, Extent extent) : text_(text), bytes_(bytes), extent_(extent) {}

  bool operator()(rapidjson::Document& document) {
    using namespace rapidjson;
    // EncodedInputStream passes over each byte of a byte order mark by itself, also where the others are not there.
    if (!text_.starts_with(byte_order_mark) && begins_with_part_of_mark()) {
      fail(kParseErrorValueInvalid, 0);
      return false;
    }
    constexpr unsigned flags = kParseNumbersAsStringsFlag | kParseIterativeFlag;
    MemoryStream bytes(text_.data(), text_.size());
    EncodedInputStream<UTF8<>, MemoryStream> stream(bytes);
    Taker taker(document);
    if (extent_ == Extent::first) read<flags | kParseTrailingCommasFlag | kParseStopWhenDoneFlag>(stream, taker);
    // The parser looks at each byte of a string: it is asked only for the place of what a quick look has found.
    else if (bytes_ == JsonBytes::any || utf8::is_valid(text_)) read<flags>(stream, taker);
    else read<flags | kParseValidateEncodingFlag>(stream, taker);
    return error_ == kParseErrorNone;
  }
  rapidjson::ParseErrorCode error() const { return error_; }
  std::size_t error_at() const { return error_at_; }
  std::size_t end() const { return end_; }  // of what was read

 private:
  static constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  bool begins_with_part_of_mark() const {
    return !text_.empty() && byte_order_mark.find(text_.front()) != std::string_view::npos;
  }

  template <unsigned Flags, class Stream>
  void read(Stream& stream, Taker& taker) {
    rapidjson::Reader reader;
    reader.Parse<Flags>(stream, taker);
    end_ = stream.Tell();
    if (reader.HasParseError()) {
      const bool is_number = reader.GetParseErrorCode() == rapidjson::kParseErrorTermination;
      fail(is_number ? rapidjson::kParseErrorNumberTooBig : reader.GetParseErrorCode(), reader.GetErrorOffset());
    } else if (extent_ == Extent::whole && end_ < text_.size()) {  // a NUL ends the stream for RapidJSON
      fail(rapidjson::kParseErrorDocumentRootNotSingular, end_);
    } else if (const std::size_t lone = find_lone_surrogate(text_.substr(0, end_)); lone != std::string_view::npos) {
      fail(rapidjson::kParseErrorStringUnicodeSurrogateInvalid, lone);
    }
  }
  void fail(rapidjson::ParseErrorCode error, std::size_t at) {
    error_ = error;
    error_at_ = at;
  }
  std::string_view text_;
  JsonBytes bytes_;
  Extent extent_;
  rapidjson::ParseErrorCode error_ = rapidjson::kParseErrorNone;
  std::size_t error_at_ = 0, end_ = 0;
};

using Pairs = std::vector<std::pair<const rapidjson::Value*, const rapidjson::Value*>>;

// Whether both are alike but for what is in them, which joins `pairs`.
bool compare_outside(const rapidjson::Value& a, const rapidjson::Value& b, Pairs& pairs) {
  if (a.GetType() != b.GetType()) return false;
  if (a.IsArray()) {
    if (a.Size() != b.Size()) return false;
    for (rapidjson::SizeType i = 0; i < a.Size(); ++i) pairs.emplace_back(&a[i], &b[i]);
    return true;
  }
  if (!a.IsObject()) return a == b;
  if (a.MemberCount() != b.MemberCount()) return false;
  for (const auto& member : a.GetObject()) {
    const auto found = b.FindMember(member.name);
    if (found == b.MemberEnd()) return false;
    pairs.emplace_back(&member.value, &found->value);
  }
  return true;
}

}  // namespace

bool JsonValue::is_null() const { return of(value_).IsNull(); }
bool JsonValue::is_object() const { return of(value_).IsObject(); }
bool JsonValue::is_array() const { return of(value_).IsArray(); }
bool JsonValue::is_string() const { return of(value_).IsString(); }
bool JsonValue::is_boolean() const { return of(value_).IsBool(); }
bool JsonValue::is_number() const { return of(value_).IsNumber(); }
bool JsonValue::is_signed() const { return of(value_).IsInt64(); }
bool JsonValue::is_unsigned() const { return of(value_).IsUint64(); }
std::string_view JsonValue::string() const { return view(of(value_)); }
bool JsonValue::boolean() const { return of(value_).GetBool(); }
int64_t JsonValue::signed_number() const { return of(value_).GetInt64(); }
uint64_t JsonValue::unsigned_number() const { return of(value_).GetUint64(); }
double JsonValue::number() const { return of(value_).GetDouble(); }

std::size_t JsonValue::size() const {
  const rapidjson::Value& value = of(value_);
  return value.IsObject() ? value.MemberCount() : value.IsArray() ? value.Size() : 0;
}

JsonValue JsonValue::item(std::size_t i) const { return JsonValue(&of(value_)[static_cast<rapidjson::SizeType>(i)]); }

JsonMember JsonValue::member(std::size_t i) const {
  const auto& member = *(of(value_).MemberBegin() + static_cast<std::ptrdiff_t>(i));
  return {view(member.name), JsonValue(&member.value)};
}

JsonValue JsonValue::operator[](std::string_view name) const {
  const rapidjson::Value& value = of(value_);
  if (!value.IsObject()) return {};
  const auto found = value.FindMember(
      rapidjson::Value(rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size()))));
  return found == value.MemberEnd() ? JsonValue() : JsonValue(&found->value);
}

std::string JsonValue::json() const {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  Teller(writer).tell(of(value_));
  return {buffer.GetString(), buffer.GetSize()};
}

std::string JsonValue::indented_json() const {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  writer.SetIndent(' ', 2);
  writer.SetFormatOptions(rapidjson::kFormatSingleLineArray);
  Teller(writer).tell(of(value_));
  return {buffer.GetString(), buffer.GetSize()};
}

bool JsonValue::operator==(const JsonValue& other) const {
  if (is_absent() || other.is_absent()) return is_absent() == other.is_absent();
  Pairs pairs = {{&of(value_), &of(other.value_)}};
  while (!pairs.empty()) {
    const auto [a, b] = pairs.back();
    pairs.pop_back();
    if (!compare_outside(*a, *b, pairs)) return false;
  }
  return true;
}

// What one text needed is kept for the next: a file of a million lines would otherwise ask the system for memory, and
// give it back, line by line.
struct JsonDocument::Parsed {
  std::unique_ptr<char[]> kept;
  std::size_t kept_size = 0;
  std::optional<rapidjson::MemoryPoolAllocator<>> pool;
  std::optional<rapidjson::Document> json;
  rapidjson::ParseErrorCode error = rapidjson::kParseErrorNone;
  std::size_t error_at = 0;

  bool is_json() const { return error == rapidjson::kParseErrorNone; }
  void fill(Filler& filler) {
    error = rapidjson::kParseErrorTermination;  // where memory is refused, nothing was read
    error_at = 0;
    begin();
    json->Populate(filler);
    error = filler.error();
    error_at = filler.error_at();
  }

 private:
  void begin() {
    const std::size_t needed = pool ? std::min(pool->Capacity(), most_kept) : 0;
    json.reset();
    pool.reset();
    if (needed > kept_size) {
      kept.reset(new char[needed]);
      kept_size = needed;
    }
    if (kept_size != 0) pool.emplace(kept.get(), kept_size);
    else pool.emplace();
    json.emplace(&*pool);
  }
  static constexpr std::size_t most_kept = std::size_t{4} << 20;
};

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

bool JsonDocument::parse(std::string_view text, JsonBytes bytes) {
  if (!parsed_) parsed_ = std::make_unique<Parsed>();
  Filler filler(text, bytes, Extent::whole);
  parsed_->fill(filler);
  return parsed_->is_json();
}

std::size_t JsonDocument::parse_first(std::string_view text) {
  if (!parsed_) parsed_ = std::make_unique<Parsed>();
  Filler filler(text, JsonBytes::any, Extent::first);
  parsed_->fill(filler);
  return parsed_->is_json() ? filler.end() : std::string_view::npos;
}

std::string JsonDocument::trouble() const {
  if (!parsed_ || parsed_->is_json()) return {};
  return fmt::format("{} at byte {}", trouble_words(), trouble_at());
}

std::size_t JsonDocument::trouble_at() const { return parsed_ ? parsed_->error_at : 0; }

const char* JsonDocument::trouble_words() const { return parsed_ ? rapidjson::GetParseError_En(parsed_->error) : ""; }

JsonValue JsonDocument::root() const {
  return parsed_ && parsed_->is_json() ? JsonValue(&*parsed_->json) : JsonValue();
}

JsonDocument JsonDocument::copy_of(JsonValue value) {
  JsonDocument copy;
  copy.parse(value.json());
  return copy;
}

}  // namespace docmill
