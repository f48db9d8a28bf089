#include "host/input/record_decoder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/printable.hpp"
#include "docmill/base/utf8.hpp"
#include "host/guard/foreign_call.hpp"
#include "host/input/file_problem.hpp"
#include "json_parser/json_events.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t longest_name = 200;  // of a media type, an encoding, a code
constexpr std::size_t longest_id = 4096;
constexpr std::size_t longest_remark = 4096;

std::string_view bytes_of(docmill_str s) { return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view(); }

// A media type or the name of an encoding: visible ASCII without capitals.
bool is_word(std::string_view text) {
  return text.size() <= longest_name &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && (c < 'A' || c > 'Z'); });
}

bool is_kebab_code(std::string_view text) {
  return !text.empty() && text.size() <= longest_name && text[0] >= 'a' && text[0] <= 'z' &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

// Whether a text is one JSON object, in valid UTF-8.
bool is_json_object(std::string_view json) { return json.starts_with('{') && find_json_error(json).ok(); }

}  // namespace

// What the functions of docmill_record write to.
struct RecordDecoder::Target {
  docmill_record abi{};
  SourceDocument& out;
  std::string& charset;
  const uint64_t limit;
  std::string broken;  // what the reader did that no reader may

  Target(SourceDocument& document, std::string& said, uint64_t most) : out(document), charset(said), limit(most) {
    abi.size = sizeof abi;
    abi.impl = this;
    abi.raw = on_raw;
    abi.format = on_format;
    abi.metadata = on_metadata;
    abi.id = on_id;
    abi.note = on_note;
    abi.problem = on_problem;
  }

  // Runs `write` unless the record has failed already; no exception leaves it.
  template <class Write>
  static int32_t take(docmill_record* record, Write&& write) noexcept {
    Target& self = *static_cast<Target*>(record->impl);
    if (self.out.problem || !self.broken.empty()) return DOCMILL_REFUSED;
    try {
      write(self);
      return self.out.problem || !self.broken.empty() ? DOCMILL_REFUSED : DOCMILL_OK;
    } catch (...) {
      return DOCMILL_ERROR_RESOURCE;
    }
  }
  static int32_t on_raw(docmill_record* record, docmill_str bytes) noexcept {
    return take(record, [&](Target& self) {
      if (bytes.size > self.limit - self.out.raw.size()) self.out.problem = too_large(0, self.limit);
      else self.out.raw += bytes_of(bytes);
    });
  }
  static int32_t on_format(docmill_record* record, docmill_str media_type, docmill_str said_charset) noexcept {
    return take(record, [&](Target& self) {
      if (media_type.size == 0 || !is_word(bytes_of(media_type)) || !is_word(bytes_of(said_charset))) {
        self.broken = "a media type or encoding that is none";
        return;
      }
      self.out.media_type = bytes_of(media_type);
      self.charset = bytes_of(said_charset);
    });
  }
  static int32_t on_metadata(docmill_record* record, docmill_str json) noexcept {
    return take(record, [&](Target& self) {
      if (json.size > self.limit) self.out.problem = metadata_too_large(json.size, self.limit);
      else if (is_json_object(bytes_of(json))) self.out.metadata = bytes_of(json);
      else self.broken = "metadata that are no JSON object";
    });
  }
  static int32_t on_id(docmill_record* record, docmill_str id) noexcept {
    return take(record, [&](Target& self) {
      if (id.size != 0 && id.size <= longest_id && utf8::is_valid(bytes_of(id))) self.out.id = bytes_of(id);
      else self.broken = "an id that is none";
    });
  }
  static int32_t on_note(docmill_record* record, docmill_str code, docmill_str message) noexcept {
    return take(record, [&](Target& self) {
      if (is_kebab_code(bytes_of(code)))
        self.out.notes.push_back({std::string(bytes_of(code)), printable(bytes_of(message).substr(0, longest_remark))});
      else self.broken = "a note whose code is none";
    });
  }
  static int32_t on_problem(docmill_record* record, docmill_str code, docmill_str message) noexcept {
    return take(record, [&](Target& self) {
      if (is_kebab_code(bytes_of(code)))
        self.out.problem = Problem{std::string(bytes_of(code)), printable(bytes_of(message).substr(0, longest_remark))};
      else self.broken = "a problem whose code is none";
    });
  }
};

RecordDecoder::RecordDecoder(std::vector<OpenReader> readers, uint64_t limit)
    : readers_(std::move(readers)), limit_(limit), workers_(readers_.size(), nullptr) {}

RecordDecoder::~RecordDecoder() {
  for (std::size_t i = 0; i < workers_.size(); ++i) {
    if (workers_[i] == nullptr) continue;
    const ForeignCall call(ForeignWork::decode, readers_[i].name);
    readers_[i].table->end(workers_[i]);
  }
}

void* RecordDecoder::worker_of(std::size_t reader) {
  if (workers_[reader] == nullptr) {
    const ForeignCall call(ForeignWork::decode, readers_[reader].name);
    if (readers_[reader].table->begin(readers_[reader].model, &workers_[reader]) != DOCMILL_OK)
      workers_[reader] = nullptr;
  }
  return workers_[reader];
}

void RecordDecoder::decode(uint8_t number, const RawDocument& raw, SourceDocument& out, std::string& charset) {
  const std::size_t i = number - std::size_t{1};
  const OpenReader& reader = readers_.at(i);
  const auto refuse = [&](const std::string& what) {
    out.problem = Problem{"reader-error", fmt::format("reader '{}' {}", reader.name, what)};
  };
  void* worker = worker_of(i);
  if (worker == nullptr) return refuse("could not make a worker");
  docmill_cut cut{};
  cut.size = sizeof cut;
  cut.kind = DOCMILL_CUT_RECORD;
  cut.bytes = {raw.bytes.data(), raw.bytes.size()};
  cut.locator = {raw.locator.data(), raw.locator.size()};
  Target target(out, charset, limit_);
  const std::string_view id = out.id;
  const int32_t status = [&] {
    const ForeignCall call(ForeignWork::decode, reader.name, &id, 1);
    return reader.table->decode(worker, &cut, &target.abi);
  }();
  if (out.problem) return;
  if (!target.broken.empty()) return refuse("gave " + target.broken);
  if (status != DOCMILL_OK) refuse(fmt::format("failed with status {}", status));
}

}  // namespace docmill::host
