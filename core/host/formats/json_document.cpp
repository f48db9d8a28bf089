#include "host/formats/json_document.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace docmill::host {
namespace {

const rapidjson::Value& of(const void* value) {
  static const rapidjson::Value null;
  return value == nullptr ? null : *static_cast<const rapidjson::Value*>(value);
}

std::string_view view(const rapidjson::Value& string) { return {string.GetString(), string.GetStringLength()}; }

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
  of(value_).Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

bool JsonValue::operator==(const JsonValue& other) const {
  if (is_absent() || other.is_absent()) return is_absent() == other.is_absent();
  return of(value_) == of(other.value_);
}

struct JsonDocument::Parsed {
  rapidjson::Document json;
};

JsonDocument::JsonDocument() = default;
JsonDocument::~JsonDocument() = default;
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;

bool JsonDocument::parse(std::string_view text) {
  parsed_ = std::make_unique<Parsed>();
  constexpr unsigned flags = rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag;
  parsed_->json.Parse<flags>(text.data(), text.size());
  return !parsed_->json.HasParseError();
}

std::string JsonDocument::trouble() const {
  if (!parsed_ || !parsed_->json.HasParseError()) return {};
  return fmt::format("{} at byte {}", trouble_words(), trouble_at());
}

std::size_t JsonDocument::trouble_at() const { return parsed_ ? parsed_->json.GetErrorOffset() : 0; }

const char* JsonDocument::trouble_words() const {
  return parsed_ ? rapidjson::GetParseError_En(parsed_->json.GetParseError()) : "";
}

JsonValue JsonDocument::root() const {
  return parsed_ && !parsed_->json.HasParseError() ? JsonValue(&parsed_->json) : JsonValue();
}

JsonDocument JsonDocument::copy_of(JsonValue value) {
  JsonDocument copy;
  copy.parsed_ = std::make_unique<Parsed>();
  copy.parsed_->json.CopyFrom(of(value.value_), copy.parsed_->json.GetAllocator());
  return copy;
}

}  // namespace docmill::host
