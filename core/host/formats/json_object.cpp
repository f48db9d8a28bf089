#include "host/formats/json_object.hpp"

#include <fmt/format.h>

#include <algorithm>
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

// Why it cannot be read; empty: it is. A pipe is not opened, for that may never end, and a size that only stands in the
// folder takes no memory.
std::string read_plain_file(const std::string& path, std::string& text) {
  std::error_code error;
  const auto kind = std::filesystem::status(path, error).type();
  if (error) return error.message();
  if (kind != std::filesystem::file_type::regular) return "is no file";
  const uint64_t size = std::filesystem::file_size(path, error);
  if (error) return error.message();
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  constexpr uint64_t piece = uint64_t{16} << 20;
  while (file && text.size() < size) {
    const std::size_t before = text.size(), n = static_cast<std::size_t>(std::min(piece, size - before));
    text.resize(before + n);
    file.read(text.data() + before, static_cast<std::streamsize>(n));
  }
  return file ? std::string() : std::strerror(errno != 0 ? errno : EIO);
}

}  // namespace

JsonObject::JsonObject(JsonValue value, std::string path, std::string& mistake)
    : value_(value), path_(std::move(path)), mistake_(mistake) {
  if (!value_.is_object()) wrong(path_, "an object");
}

void JsonObject::wrong(const std::string& path, std::string_view expected) const {
  if (mistake_.empty()) mistake_ = fmt::format("{} is not {}", path.empty() ? "it" : "'" + path + "'", expected);
}

std::vector<std::string> JsonObject::strings(const char* key) const {
  std::vector<std::string> all;
  each_string(key, [&](std::string s) { all.push_back(std::move(s)); });
  return all;
}

std::string JsonObject::path_of(const char* key) const { return path_.empty() ? key : path_ + "." + key; }

bool JsonObject::has(const char* key) const { return !value_[key].is_null(); }

std::optional<std::string> JsonObject::string_or_null(const char* key) const {
  const JsonValue v = value_[key];
  if (v.is_null()) return std::nullopt;
  if (v.is_string()) return std::string(v.string());
  wrong(path_of(key), "a string");
  return std::nullopt;
}

std::optional<uint64_t> JsonObject::integer_or_null(const char* key) const {
  const JsonValue v = value_[key];
  if (v.is_null()) return std::nullopt;
  if (v.is_unsigned()) return v.unsigned_number();
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
  const JsonValue v = value_[key];
  if (v.is_boolean()) return v.boolean();
  wrong(path_of(key), "true or false");
  return false;
}

std::string JsonObject::json(const char* key) const { return value_[key].json(); }

JsonObject JsonObject::object(const char* key) const { return {value_[key], path_of(key), mistake_}; }

Status read_sealed_file(const std::string& path, const SealedFile& kind, JsonDocument& json, SealedState* state) {
  const auto refuse = [&](SealedState why, const std::string& sentence) {
    if (state != nullptr) *state = why;
    return Status(why == SealedState::absent ? Trouble::io : Trouble::usage, fmt::format("{}: {}", path, sentence));
  };
  if (state != nullptr) *state = SealedState::fine;
  std::string text;  // held once: a manifest has a line for every file of the input
  if (const std::string why = read_plain_file(path, text); !why.empty()) return refuse(SealedState::absent, why);

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
  const bool is_json = json.parse(text, kind.bytes);
  if (!text.ends_with("}\n")) return breaks_off();
  if (!is_json || !json.root().is_object())
    return refuse(SealedState::edited, fmt::format("it has been edited and is no JSON any more (byte {}: {}); {}",
                                                   json.trouble_at(), json.trouble_words(), kind.if_lost));
  if (!seal_holds(text))
    return refuse(SealedState::edited,
                  fmt::format("it has been edited: its seal is not that of what it says; {}", kind.if_lost));
  return {};
}

}  // namespace docmill::host
