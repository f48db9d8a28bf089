// The tables of readers; those of stages are in stage_table.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

#include "host/plugins/declaration_reader.hpp"
#include "host/plugins/stage_table.hpp"

namespace docmill::host {
namespace {

constexpr uint32_t known_reader_flags = DOCMILL_READER_MIDDLE | DOCMILL_READER_PROGRAMS;

class ReaderTableReader : DeclarationReader {
 public:
  explicit ReaderTableReader(const docmill_reader& reader) : reader_(reader) { is_reader_ = true; }

  Result<StageDeclaration> read() {
    if (head() && suffixes() && first_bytes() && metadata() && options(reader_)) return std::move(out_);
    const std::string who = out_.id.empty() ? "a reader" : fmt::format("reader '{}'", out_.id);
    return Status(Trouble::plugin, fmt::format("{}: {}", who, why_));
  }

 private:
  bool head() {
    if (reader_.size < offsetof(docmill_reader, destroy) + sizeof reader_.destroy)
      return refuse("its table is shorter than ABI 1.1");
    if (!names(reader_)) return false;
    for (const auto& [present, name] : {std::pair{reader_.create != nullptr, "create"},
                                        {reader_.open != nullptr, "open"},
                                        {reader_.next != nullptr, "next"},
                                        {reader_.close != nullptr, "close"},
                                        {reader_.begin != nullptr, "begin"},
                                        {reader_.decode != nullptr, "decode"},
                                        {reader_.end != nullptr, "end"},
                                        {reader_.destroy != nullptr, "destroy"}})
      if (!present) return refuse(fmt::format("its function '{}' is a null pointer", name));
    if ((reader_.flags & must_understand & ~known_reader_flags) != 0)
      return refuse(fmt::format("its flags {:#x} ask for something this host does not know",
                                reader_.flags & ~known_reader_flags));
    out_.from_middle = (reader_.flags & DOCMILL_READER_MIDDLE) != 0;
    out_.starts_programs = (reader_.flags & DOCMILL_READER_PROGRAMS) != 0;
    out_.reader = &reader_;
    return true;
  }

  bool suffixes() {
    for (const char* const* s = reader_.suffixes; s != nullptr && *s != nullptr; ++s) {
      if (out_.suffixes.size() == 256) return refuse("its suffixes are more than 256");
      std::string suffix;
      if (!string(*s, "a suffix", suffix)) return false;
      const bool is_plain = std::all_of(suffix.begin(), suffix.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
      });
      if (suffix.size() < 2 || suffix.size() > 40 || suffix[0] != '.' || !is_plain)
        return refuse(fmt::format("the suffix '{}' is not like \".warc\", in lower case", suffix));
      out_.suffixes.push_back(std::move(suffix));
    }
    return !out_.suffixes.empty() || knows_first_bytes() || refuse("it has no suffix");
  }

  // Of a header of 1.2 or later?
  bool knows_first_bytes() const { return DOCMILL_HAS(docmill_reader, &reader_, first_bytes); }

  bool first_bytes() {
    if (!knows_first_bytes()) return true;
    for (const docmill_first_bytes* const* f = reader_.first_bytes; f != nullptr && *f != nullptr; ++f) {
      constexpr uint64_t fewest = 2, most = 256;
      if (out_.first_bytes.size() == 256) return refuse("its first bytes are more than 256");
      if (!DOCMILL_HAS(docmill_first_bytes, *f, bytes)) return refuse("one of its first bytes is too short a struct");
      const docmill_str bytes = (*f)->bytes;
      if (bytes.size < fewest || bytes.size > most || bytes.data == nullptr)
        return refuse(fmt::format("one of its first bytes has not {} to {} bytes", fewest, most));
      if ((*f)->offset > longest_beginning - bytes.size)
        return refuse(fmt::format("one of its first bytes ends behind byte {}", longest_beginning));
      out_.first_bytes.push_back({(*f)->offset, std::string(bytes.data, bytes.size)});
    }
    return true;
  }

  bool metadata() {
    if (reader_.n_metadata > DOCMILL_MAX_FIELDS)
      return refuse(fmt::format("{} members of metadata are more than {}", reader_.n_metadata, DOCMILL_MAX_FIELDS));
    if (reader_.n_metadata != 0 && reader_.metadata == nullptr) return refuse("its metadata are a null pointer");
    for (uint32_t i = 0; i < reader_.n_metadata; ++i) {
      const docmill_field* f = reader_.metadata[i];
      if (f == nullptr || f->size < sizeof(docmill_field))
        return refuse("one of its metadata is a null pointer or too short");
      FieldDeclaration field;
      if (!string(f->name, "the name of its metadata", field.name) ||
          !string(f->summary, "the summary of its metadata", field.summary))
        return false;
      if (!is_snake(field.name)) return refuse(fmt::format("metadata '{}' is not snake_case", field.name));
      if (f->type < 1 || f->type > 4)
        return refuse(fmt::format("metadata '{}' has the unknown type {}", field.name, f->type));
      field.type = static_cast<FieldType>(f->type);
      for (const FieldDeclaration& other : out_.metadata)
        if (other.name == field.name) return refuse(fmt::format("metadata '{}' is declared twice", field.name));
      out_.metadata.push_back(std::move(field));
    }
    return true;
  }

  const docmill_reader& reader_;
};

}  // namespace

Result<StageDeclaration> read_reader_table(const docmill_reader& reader) { return ReaderTableReader(reader).read(); }

}  // namespace docmill::host
