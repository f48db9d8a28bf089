#include "host/formats/json_object.hpp"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "host/support/seal.hpp"
#include "host/version.hpp"

namespace docmill::host {
namespace {

const rapidjson::Value nothing;

// The number behind FORMAT/ in the first bytes of a file; nothing when the file is of another kind.
std::optional<unsigned> version_of(std::string_view text, std::string_view format) {
  const std::string opening = fmt::format("{{\n \"format\": \"{}/", format);
  if (!text.starts_with(opening)) return std::nullopt;
  unsigned version = 0;
  const char* from = text.data() + opening.size();
  const auto [end, error] = std::from_chars(from, text.data() + text.size(), version);
  if (error != std::errc() || end == from) return std::nullopt;
  return version;
}

}  // namespace

JsonObject::JsonObject(const rapidjson::Value& value, std::string path, std::string& mistake)
    : value_(value), path_(std::move(path)), mistake_(mistake) {
  if (!value_.IsObject()) wrong(path_, "an object");
}

void JsonObject::wrong(const std::string& path, std::string_view expected) const {
  if (mistake_.empty()) mistake_ = fmt::format("{} is not {}", path.empty() ? "it" : "'" + path + "'", expected);
}

std::string JsonObject::path_of(const char* key) const { return path_.empty() ? key : path_ + "." + key; }

const rapidjson::Value& JsonObject::get(const char* key) const {
  if (!value_.IsObject()) return nothing;
  const auto found = value_.FindMember(key);
  return found == value_.MemberEnd() ? nothing : found->value;
}

bool JsonObject::has(const char* key) const { return !get(key).IsNull(); }

std::optional<std::string> JsonObject::string_or_null(const char* key) const {
  const rapidjson::Value& v = get(key);
  if (v.IsNull()) return std::nullopt;
  if (v.IsString()) return std::string(v.GetString(), v.GetStringLength());
  wrong(path_of(key), "a string");
  return std::nullopt;
}

std::optional<uint64_t> JsonObject::integer_or_null(const char* key) const {
  const rapidjson::Value& v = get(key);
  if (v.IsNull()) return std::nullopt;
  if (v.IsUint64()) return v.GetUint64();
  wrong(path_of(key), "a whole number");
  return std::nullopt;
}

std::string JsonObject::string(const char* key) const {
  std::optional<std::string> value = string_or_null(key);
  if (!value) wrong(path_of(key), "a string");
  return value.value_or("");
}

uint64_t JsonObject::integer(const char* key) const {
  const std::optional<uint64_t> value = integer_or_null(key);
  if (!value) wrong(path_of(key), "a whole number");
  return value.value_or(0);
}

bool JsonObject::boolean(const char* key) const {
  const rapidjson::Value& v = get(key);
  if (!v.IsBool()) wrong(path_of(key), "true or false");
  return v.IsTrue();
}

std::string JsonObject::json(const char* key) const { return json_text(get(key)); }

JsonObject JsonObject::object(const char* key) const { return {get(key), path_of(key), mistake_}; }

std::string json_text(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

Status read_sealed_file(const std::string& path, const SealedFile& kind, rapidjson::Document& json,
                        SealedState* state) {
  const auto refuse = [&](SealedState why, const std::string& sentence) {
    if (state != nullptr) *state = why;
    return Status(why == SealedState::absent ? Trouble::io : Trouble::usage, fmt::format("{}: {}", path, sentence));
  };
  if (state != nullptr) *state = SealedState::fine;
  std::ifstream file(path, std::ios::binary);
  std::error_code error;
  std::string text;  // held once: a manifest has a line for every file of the input
  if (const auto size = std::filesystem::file_size(path, error); file && !error) text.resize(size);
  if (!file || error || (!text.empty() && !file.read(text.data(), static_cast<std::streamsize>(text.size()))))
    return refuse(SealedState::absent, std::strerror(errno));

  const auto breaks_off = [&] {
    return refuse(SealedState::truncated, fmt::format("it breaks off after {} bytes; {}", text.size(), kind.if_lost));
  };
  const std::optional<unsigned> version = version_of(text, kind.format);
  if (!version) {
    const std::string opening = fmt::format("{{\n \"format\": \"{}/", kind.format);
    if (std::string_view(opening).starts_with(text)) return breaks_off();
    return refuse(SealedState::foreign, fmt::format("it is not {}", kind.what));
  }
  if (*version > 1)
    return refuse(SealedState::newer, fmt::format("its format, {}/{}, is newer than docmill {} reads; upgrade docmill",
                                                  kind.format, *version, docmill::host::version));
  json.Parse<rapidjson::kParseFullPrecisionFlag | rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (!text.ends_with("}\n")) return breaks_off();
  if (json.HasParseError() || !json.IsObject())
    return refuse(SealedState::edited,
                  fmt::format("it has been edited and is no JSON any more (byte {}: {}); {}", json.GetErrorOffset(),
                              rapidjson::GetParseError_En(json.GetParseError()), kind.if_lost));
  if (!seal_holds(text))
    return refuse(SealedState::edited,
                  fmt::format("it has been edited: its seal is not that of what it says; {}", kind.if_lost));
  return {};
}

}  // namespace docmill::host
