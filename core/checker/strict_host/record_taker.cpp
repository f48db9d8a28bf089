#include "checker/strict_host/record_taker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "checker/strict_host/words.hpp"
#include "docmill/base/utf8.hpp"
#include "json_parser/json_document.hpp"

namespace docmill::checker {
namespace {

constexpr const char* about_documents = "reader-documents";
constexpr const char* about_metadata = "reader-metadata";
constexpr std::size_t longest_word = 200;  // of a media type or an encoding
constexpr std::size_t longest_id = 4096;
constexpr std::size_t most_raw = std::size_t{64} << 20;

// Visible ASCII without capitals, as docmill takes media types and names of encodings.
bool is_visible_word(std::string_view text) {
  return text.size() <= longest_word &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F && (c < 'A' || c > 'Z'); });
}

bool is_of_type(const JsonValue& value, host::FieldType type) {
  switch (type) {
    case host::FieldType::boolean: return value.is_boolean();
    case host::FieldType::integer: return value.is_signed();
    case host::FieldType::number: return value.is_number();
    case host::FieldType::string: return value.is_string();
  }
  return false;
}

RecordTaker& taker_of(docmill_record* record) { return *static_cast<RecordTaker*>(record->impl); }

}  // namespace

RecordTaker::RecordTaker(const host::StageDeclaration& reader, const HostShape& host, uint64_t refused,
                         std::vector<Wrong>& wrongs)
    : reader_(reader), refused_(refused), wrongs_(wrongs) {
  abi_.size = sizeof abi_;
  abi_.impl = this;
  abi_.raw = on_raw;
  abi_.format = on_format;
  abi_.metadata = on_metadata;
  abi_.id = on_id;
  abi_.note = on_note;
  abi_.problem = on_problem;
  if (host != this_host) shown_ = const_cast<docmill_record*>(place_as(abi_, host.record, memory_));
}

void RecordTaker::check_metadata(std::string_view json) {
  JsonDocument document;
  if (!utf8::is_valid(json) || !document.parse(json) || !document.root().is_object())
    return wrong(about_documents, "the metadata are no JSON object: " + std::string(utf8::prefix(json, 100)));
  if (reader_.metadata.empty()) return;  // as the file has them: columns of a table, what a program says
  for (const JsonMember& member : document.root().members()) {
    const auto declared = std::find_if(reader_.metadata.begin(), reader_.metadata.end(),
                                       [&](const host::FieldDeclaration& f) { return f.name == member.name; });
    if (declared == reader_.metadata.end())
      wrong(about_metadata, fmt::format("the metadata have '{}', which is not declared", member.name));
    else if (!is_of_type(member.value, declared->type))
      wrong(about_metadata, fmt::format("'{}' of the metadata is declared as {}, and is {}", member.name,
                                        host::name_of(declared->type), utf8::prefix(member.value.json(), 100)));
  }
}

void RecordTaker::check_words(const char* what, docmill_str code, docmill_str message) {
  if (!is_code(view_of(code)))
    wrong(about_documents, fmt::format("the code '{}' of {} is not kebab-case", text_of(code), what));
  if (const std::string why = mistake_in_sentence(view_of(message)); !why.empty())
    wrong(about_documents, fmt::format("the message of {} {}", what, why));
}

int32_t RecordTaker::on_raw(docmill_record* record, docmill_str bytes) noexcept try {
  RecordTaker& self = taker_of(record);
  const uint64_t call = self.n_raw_++;
  if (call > self.refused_)
    self.wrong("reader-refused",
               fmt::format("after DOCMILL_REFUSED `raw` was called again, with {} bytes", bytes.size));
  if (call >= self.refused_ || bytes.size > most_raw - self.seen_.raw.size()) return DOCMILL_REFUSED;
  self.seen_.raw += view_of(bytes);
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_ERROR_RESOURCE;
}

int32_t RecordTaker::on_format(docmill_record* record, docmill_str media_type, docmill_str charset) noexcept try {
  RecordTaker& self = taker_of(record);
  if (media_type.size == 0 || !is_visible_word(view_of(media_type)))
    self.wrong(about_documents, fmt::format("the media type '{}' is none", text_of(media_type)));
  if (!is_visible_word(view_of(charset)))
    self.wrong(about_documents, fmt::format("the encoding '{}' is none", text_of(charset)));
  self.seen_.media_type = text_of(media_type);
  self.seen_.charset = text_of(charset);
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_ERROR_RESOURCE;
}

int32_t RecordTaker::on_metadata(docmill_record* record, docmill_str json) noexcept try {
  RecordTaker& self = taker_of(record);
  self.check_metadata(view_of(json));
  self.seen_.metadata = text_of(json);
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_ERROR_RESOURCE;
}

int32_t RecordTaker::on_id(docmill_record* record, docmill_str id) noexcept try {
  RecordTaker& self = taker_of(record);
  if (id.size == 0 || id.size > longest_id || !utf8::is_valid(view_of(id)))
    self.wrong(about_documents, fmt::format("an id of {} bytes is empty, too long or not UTF-8", id.size));
  self.seen_.id = text_of(id);
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_ERROR_RESOURCE;
}

int32_t RecordTaker::on_note(docmill_record* record, docmill_str code, docmill_str message) noexcept try {
  RecordTaker& self = taker_of(record);
  self.check_words("a note", code, message);
  self.seen_.notes.push_back(text_of(code) + ": " + text_of(message));
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_ERROR_RESOURCE;
}

int32_t RecordTaker::on_problem(docmill_record* record, docmill_str code, docmill_str message) noexcept try {
  RecordTaker& self = taker_of(record);
  self.check_words("a problem", code, message);
  if (self.seen_.problem.empty()) self.seen_.problem = text_of(code) + ": " + text_of(message);
  return DOCMILL_OK;
} catch (const std::exception&) {
  return DOCMILL_ERROR_RESOURCE;
}

}  // namespace docmill::checker
