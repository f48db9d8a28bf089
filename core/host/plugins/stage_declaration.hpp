// What a stage or reader declares, copied out of its table and checked, in the host's own types. Nothing here points
// into the plugin except `table` and `reader`, so that the rest of the host never reads foreign memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "docmill/stage_abi.h"

namespace docmill::host {

enum class LayerKind : uint32_t { text = 1, spans = 2, attributes = 3, rewrite = 4, json = 5, bytes = 6 };
enum class FieldType : uint32_t { boolean = 1, integer = 2, number = 3, string = 4 };
enum class OptionType : uint32_t { boolean = 1, integer, number, string, strings, file, files };
enum class Schedule { pure, ordered, external, from_pipeline };

// "text", "spans", ...; "boolean", ...; "boolean", "integer", "number", "string", "strings", "file", "files".
const char* name_of(LayerKind kind);
const char* name_of(FieldType type);
const char* name_of(OptionType type);
const char* name_of(Schedule schedule);

struct FieldDeclaration {
  std::string name;
  FieldType type = FieldType::string;
  std::string summary;
};

struct PortDeclaration {
  std::string layer;
  LayerKind kind = LayerKind::text;
  std::string over;  // empty: none (or, in a required spans port, any)
  bool optional = false;
  std::string only_if;                                        // name of a boolean option, or empty
  bool has_label = true, has_value = true, has_score = true;  // spans: columns in use
  std::vector<FieldDeclaration> fields;
  std::string summary;
};

struct OptionDeclaration {
  std::string name;
  OptionType type = OptionType::string;
  std::optional<std::string> fallback;  // TOML literal; nothing: required
  std::optional<double> minimum, maximum;
  std::vector<std::string> choices;  // empty: anything
  std::string summary;
};

// So much of a file is looked at for its first bytes.
inline constexpr uint64_t longest_beginning = 4096;

// Bytes by which a file is known.
struct FirstBytes {
  uint32_t offset = 0;  // where they stand in the unpacked file
  std::string bytes;
};

struct StageDeclaration {
  std::string id, version, summary;
  Schedule schedule = Schedule::pure;
  bool reads_all = false;
  bool ports_from_pipeline = false;
  std::vector<PortDeclaration> required, provided;
  std::vector<OptionDeclaration> options;
  const docmill_stage* table = nullptr;  // of the loaded plugin, never unloaded

  // Of a reader, which has no ports and is PURE; `table` is null then.
  const docmill_reader* reader = nullptr;
  bool from_middle = false;                // DOCMILL_READER_MIDDLE
  bool starts_programs = false;            // DOCMILL_READER_PROGRAMS
  std::vector<std::string> suffixes;       // of the names of its files: ".warc"; none: the pipeline names files
  std::vector<FirstBytes> first_bytes;     // its files begin with one of these; none: nothing is said
  std::vector<FieldDeclaration> metadata;  // what it may say of a document
};

// How records name who made a layer: "cleaner 1.0.0", "summarise (process 1.0.0)". By the name in the pipeline and the
// plugin: a stage that was swapped keeps the name of the one before, and `process` may be several stages.
std::string stage_credit(const std::string& name, const std::string& use, const std::string& version);

}  // namespace docmill::host
