#include "host/plugins/stage_declaration.hpp"

namespace docmill::host {

const char* name_of(LayerKind kind) {
  switch (kind) {
    case LayerKind::text: return "text";
    case LayerKind::spans: return "spans";
    case LayerKind::attributes: return "attributes";
    case LayerKind::rewrite: return "rewrite";
    case LayerKind::json: return "json";
    case LayerKind::bytes: return "bytes";
  }
  return "unknown";
}

const char* name_of(FieldType type) {
  switch (type) {
    case FieldType::boolean: return "boolean";
    case FieldType::integer: return "integer";
    case FieldType::number: return "number";
    case FieldType::string: return "string";
  }
  return "unknown";
}

const char* name_of(OptionType type) {
  switch (type) {
    case OptionType::boolean: return "boolean";
    case OptionType::integer: return "integer";
    case OptionType::number: return "number";
    case OptionType::string: return "string";
    case OptionType::strings: return "strings";
    case OptionType::file: return "file";
    case OptionType::files: return "files";
  }
  return "unknown";
}

const char* name_of(Schedule schedule) {
  switch (schedule) {
    case Schedule::pure: return "pure";
    case Schedule::ordered: return "ordered";
    case Schedule::external: return "external";
    case Schedule::from_pipeline: return "from-pipeline";
  }
  return "unknown";
}

std::string stage_credit(const std::string& name, const std::string& use, const std::string& version) {
  return name == use ? use + ' ' + version : name + " (" + use + ' ' + version + ')';
}

}  // namespace docmill::host
