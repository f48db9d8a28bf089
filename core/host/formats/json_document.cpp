#include "host/formats/json_document.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <utility>
#include <vector>

#include "host/input/lone_surrogate.hpp"

namespace docmill::host {
namespace {

const rapidjson::Value& of(const void* value) {
  static const rapidjson::Value null;
  return value == nullptr ? null : *static_cast<const rapidjson::Value*>(value);
}

std::string_view view(const rapidjson::Value& string) { return {string.GetString(), string.GetStringLength()}; }

// Writes a value of any depth: Value::Accept calls itself for each level, and there may be more levels than stack.
class Teller {
 public:
  explicit Teller(rapidjson::StringBuffer& buffer) : writer_(buffer) {}

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

  rapidjson::Writer<rapidjson::StringBuffer> writer_;
  std::vector<Open> open_;
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
  Teller(buffer).tell(of(value_));
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

struct JsonDocument::Parsed {
  rapidjson::Document json;
  std::size_t lone_surrogate = std::string_view::npos;

  bool is_json() const { return !json.HasParseError() && lone_surrogate == std::string_view::npos; }
};

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

bool JsonDocument::parse(std::string_view text) {
  parsed_ = std::make_unique<Parsed>();
  constexpr unsigned flags =
      rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  parsed_->json.Parse<flags>(text.data(), text.size());
  if (!parsed_->json.HasParseError()) parsed_->lone_surrogate = find_lone_surrogate(text);
  return parsed_->is_json();
}

std::string JsonDocument::trouble() const {
  if (!parsed_ || parsed_->is_json()) return {};
  return fmt::format("{} at byte {}", trouble_words(), trouble_at());
}

std::size_t JsonDocument::trouble_at() const {
  if (!parsed_) return 0;
  return parsed_->json.HasParseError() || parsed_->is_json() ? parsed_->json.GetErrorOffset() : parsed_->lone_surrogate;
}

const char* JsonDocument::trouble_words() const {
  if (!parsed_) return "";
  const bool has_lone_surrogate = !parsed_->json.HasParseError() && !parsed_->is_json();
  return rapidjson::GetParseError_En(has_lone_surrogate ? rapidjson::kParseErrorStringUnicodeSurrogateInvalid
                                                        : parsed_->json.GetParseError());
}

JsonValue JsonDocument::root() const { return parsed_ && parsed_->is_json() ? JsonValue(&parsed_->json) : JsonValue(); }

JsonDocument JsonDocument::copy_of(JsonValue value) {
  JsonDocument copy;
  copy.parse(value.json());
  return copy;
}

}  // namespace docmill::host
