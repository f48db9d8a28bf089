#include "host/plugins/stage_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "docmill/base/utf8.hpp"

namespace docmill::host {
namespace {

constexpr uint32_t known_stage_flags =
    DOCMILL_PURE | DOCMILL_ORDERED | DOCMILL_EXTERNAL | DOCMILL_READS_ALL | DOCMILL_PORTS_FROM_PIPELINE;
constexpr uint32_t known_port_flags =
    DOCMILL_PORT_OPTIONAL | DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE;
constexpr uint32_t must_understand = 0xFFFFu;

// Keys that the pipeline file keeps for the host (pipeline_file.hpp); an option of such a name could never be set.
constexpr std::array reserved_options = {
    "after", "allow",  "cache",    "compress", "file",     "in",       "isolation", "limits", "name", "on-error",
    "out",   "plugin", "provides", "pure",     "requires", "split-by", "timeout",   "use",    "when"};
// Names that the host's own layers and the record keep (record-and-pipeline: "Reserved").
constexpr std::array reserved_layers = {"id",      "source", "line", "metadata", "errors",
                                        "offsets", "layers", "raw",  "format",   "place"};

bool is_name(std::string_view s, char separator) {
  if (s.empty() || s.size() > 100 || s[0] < 'a' || s[0] > 'z') return false;
  return std::all_of(s.begin(), s.end(),
                     [&](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == separator; });
}
bool is_kebab(std::string_view s) { return is_name(s, '-'); }
bool is_snake(std::string_view s) { return is_name(s, '_'); }

bool is_version(std::string_view s) {
  int dots = 0;
  bool digit = false;
  for (const char c : s) {
    if (c == '.' && digit) {
      ++dots;
      digit = false;
    } else if (c >= '0' && c <= '9') {
      digit = true;
    } else {
      return false;
    }
  }
  return dots == 2 && digit;
}

// Whether a lower bound (an upper one, turned round) excludes anything that an option of the type can be. One that does
// not is how a declaration says "only the other one", as there it has either both bounds or none.
bool excludes_some(double lower_bound, OptionType type) {
  constexpr double least_integer = -9223372036854774784.0;  // the double next to -2^63
  return lower_bound > (type == OptionType::integer ? least_integer : -std::numeric_limits<double>::max());
}

// What stages and readers declare alike. Collects the first mistake; everything after it is skipped by the callers.
class DeclarationReader {
 protected:
  bool refuse(std::string why) {
    why_ = std::move(why);
    return false;
  }

  bool string(const char* s, const char* what, std::string& out) {
    if (s == nullptr) return refuse(fmt::format("{} is a null pointer", what));
    out = s;
    return utf8::is_valid(out) || refuse(fmt::format("{} is not UTF-8", what));
  }

  // `table`: a docmill_stage or docmill_reader.
  template <class Table>
  bool names(const Table& table) {
    std::string id;
    if (!string(table.id, "its id", id)) return false;
    if (!is_kebab(id)) return refuse(fmt::format("the id '{}' is not kebab-case", id));
    out_.id = id;
    if (!string(table.version, "its version", out_.version) || !string(table.summary, "its summary", out_.summary))
      return false;
    if (!is_version(out_.version))
      return refuse(fmt::format("the version '{}' is not MAJOR.MINOR.PATCH", out_.version));
    return true;
  }

  template <class Table>
  bool options(const Table& table) {
    if (table.n_options > 256) return refuse(fmt::format("{} options are more than 256", table.n_options));
    if (table.n_options != 0 && table.options == nullptr) return refuse("its list of options is a null pointer");
    for (uint32_t i = 0; i < table.n_options; ++i) {
      const docmill_option* raw = table.options[i];
      if (raw == nullptr || raw->size < sizeof(docmill_option))
        return refuse("one of its options is a null pointer or too short");
      if (!one_option(*raw)) return false;
    }
    return true;
  }

  bool one_option(const docmill_option& raw) {
    OptionDeclaration option;
    if (!string(raw.name, "the name of an option", option.name)) return false;
    const auto bad = [&](std::string_view why) { return refuse(fmt::format("option '{}': {}", option.name, why)); };
    if (!is_kebab(option.name)) return bad("the name is not kebab-case");
    if (std::find(reserved_options.begin(), reserved_options.end(), option.name) != reserved_options.end())
      return bad("the name is a key of the host");
    if (is_reader_ && option.name == "files") return bad("the name is a key of the host");
    for (const OptionDeclaration& other : out_.options)
      if (other.name == option.name) return bad("declared twice");
    if (!string(raw.summary, "the summary of an option", option.summary)) return false;
    if (raw.type < 1 || raw.type > 7) return bad(fmt::format("type {} is unknown", raw.type));
    option.type = static_cast<OptionType>(raw.type);
    if (raw.fallback != nullptr) {
      option.fallback.emplace();
      if (!string(raw.fallback, "the default of an option", *option.fallback)) return false;
    }
    if (raw.minimum != 0 || raw.maximum != 0) {
      const bool numeric = option.type == OptionType::integer || option.type == OptionType::number;
      if (!numeric) return bad("only numbers have bounds");
      if (!(raw.minimum <= raw.maximum) || !std::isfinite(raw.minimum) || !std::isfinite(raw.maximum))
        return bad("its bounds are no range");
      if (excludes_some(raw.minimum, option.type)) option.minimum = raw.minimum;
      if (excludes_some(-raw.maximum, option.type)) option.maximum = raw.maximum;
    }
    for (const char* const* c = raw.choices; c != nullptr && *c != nullptr; ++c)
      if (!string(*c, "a choice of an option", option.choices.emplace_back())) return false;
    const bool textual = option.type == OptionType::string || option.type == OptionType::strings;
    if (!option.choices.empty() && !textual) return bad("only strings have choices");
    out_.options.push_back(std::move(option));
    return true;
  }

  StageDeclaration out_;
  bool is_reader_ = false;
  std::string why_;
};

class TableReader : DeclarationReader {
 public:
  explicit TableReader(const docmill_stage& stage) : stage_(stage) {}

  Result<StageDeclaration> read() {
    if (head() && schedule() && ports() && options(stage_) && ties()) return std::move(out_);
    const std::string who = out_.id.empty() ? "a stage" : fmt::format("stage '{}'", out_.id);
    return Status(Trouble::plugin, fmt::format("{}: {}", who, why_));
  }

 private:
  bool head() {
    if (stage_.size < offsetof(docmill_stage, end) + sizeof stage_.end)
      return refuse("its table is shorter than ABI 1.0");
    if (!names(stage_)) return false;
    for (const auto& [present, name] : {std::pair{stage_.create != nullptr, "create"},
                                        {stage_.open != nullptr, "open"},
                                        {stage_.process != nullptr, "process"},
                                        {stage_.close != nullptr, "close"},
                                        {stage_.destroy != nullptr, "destroy"}})
      if (!present) return refuse(fmt::format("its function '{}' is a null pointer", name));
    out_.table = &stage_;
    return true;
  }

  bool schedule() {
    const uint32_t flags = stage_.flags;
    if ((flags & must_understand & ~known_stage_flags) != 0)
      return refuse(
          fmt::format("its flags {:#x} ask for something this host does not know", flags & ~known_stage_flags));
    out_.reads_all = (flags & DOCMILL_READS_ALL) != 0;
    out_.ports_from_pipeline = (flags & DOCMILL_PORTS_FROM_PIPELINE) != 0;
    const uint32_t schedule = flags & (DOCMILL_PURE | DOCMILL_ORDERED | DOCMILL_EXTERNAL);
    if (out_.ports_from_pipeline) {
      if (schedule != 0)
        return refuse("it leaves its ports to the pipeline, so its schedule too: no PURE, ORDERED or EXTERNAL");
      out_.schedule = Schedule::from_pipeline;
    } else if (schedule == DOCMILL_PURE) {
      out_.schedule = Schedule::pure;
    } else if (schedule == DOCMILL_ORDERED) {
      out_.schedule = Schedule::ordered;
    } else if (schedule == DOCMILL_EXTERNAL) {
      out_.schedule = Schedule::external;
    } else {
      return refuse("its flags must hold exactly one of PURE, ORDERED and EXTERNAL");
    }
    if (stage_.finish != nullptr && out_.schedule != Schedule::ordered)
      return refuse("only an ORDERED stage may have 'finish'");
    return true;
  }

  bool ports() {
    if ((out_.ports_from_pipeline || out_.reads_all) && stage_.n_requires != 0)
      return refuse("a stage that reads all layers, or leaves its ports to the pipeline, declares no required ports");
    if (out_.ports_from_pipeline && stage_.n_provides != 0)
      return refuse("a stage that leaves its ports to the pipeline declares no provided ports");
    return port_list(stage_.requires_ports, stage_.n_requires, false, out_.required) &&
           port_list(stage_.provides_ports, stage_.n_provides, true, out_.provided);
  }

  bool port_list(const docmill_port* const* ports, uint32_t n, bool provided, std::vector<PortDeclaration>& out) {
    if (n > 256) return refuse(fmt::format("{} ports are more than 256", n));
    if (n != 0 && ports == nullptr) return refuse("its list of ports is a null pointer");
    for (uint32_t i = 0; i < n; ++i) {
      if (ports[i] == nullptr) return refuse("one of its ports is a null pointer");
      PortDeclaration port;
      if (!one_port(*ports[i], provided, port)) return false;
      for (const PortDeclaration& other : out)
        if (other.layer == port.layer) return refuse(fmt::format("layer '{}' is declared twice", port.layer));
      out.push_back(std::move(port));
    }
    return true;
  }

  bool one_port(const docmill_port& raw, bool provided, PortDeclaration& port) {
    if (raw.size < sizeof(docmill_port)) return refuse("one of its ports is shorter than ABI 1.0");
    if (!string(raw.layer, "the layer of a port", port.layer)) return false;
    const auto bad = [&](std::string_view why) { return refuse(fmt::format("port '{}': {}", port.layer, why)); };
    if (!is_snake(port.layer)) return bad("the name is not snake_case");
    // `metadata` can be replaced, by a stage that also requires it (see the binder).
    const bool replaces_metadata = port.layer == "metadata" && raw.kind == DOCMILL_KIND_JSON;
    const bool is_reserved =
        std::find(reserved_layers.begin(), reserved_layers.end(), port.layer) != reserved_layers.end();
    if (provided && is_reserved && !replaces_metadata) return bad("the name is reserved");
    if (!string(raw.summary, "the summary of a port", port.summary)) return false;
    if (raw.kind < 1 || raw.kind > 6) return bad(fmt::format("kind {} is unknown", raw.kind));
    port.kind = static_cast<LayerKind>(raw.kind);
    if (provided && port.kind == LayerKind::bytes) return bad("only the host provides bytes");
    if (!provided && port.kind == LayerKind::rewrite) return bad("a rewrite is read as text");
    if ((raw.flags & must_understand & ~known_port_flags) != 0)
      return bad("its flags ask for something this host does not know");
    port.optional = (raw.flags & DOCMILL_PORT_OPTIONAL) != 0;
    if (provided && port.optional) return bad("only a required port may be optional");
    port.has_label = (raw.flags & DOCMILL_PORT_NO_LABEL) == 0;
    port.has_value = (raw.flags & DOCMILL_PORT_NO_VALUE) == 0;
    port.has_score = (raw.flags & DOCMILL_PORT_NO_SCORE) == 0;
    if (raw.over != nullptr && !string(raw.over, "'over' of a port", port.over)) return false;
    if (raw.only_if != nullptr && !string(raw.only_if, "'only_if' of a port", port.only_if)) return false;
    const bool lies_over = port.kind == LayerKind::spans || port.kind == LayerKind::rewrite;
    if (!lies_over && !port.over.empty()) return bad("only spans and rewrites lie over a text");
    if (lies_over && provided && port.over.empty()) return bad("it does not say over which text it lies");
    return fields(raw, port);
  }

  bool fields(const docmill_port& raw, PortDeclaration& port) {
    const auto bad = [&](std::string_view why) { return refuse(fmt::format("port '{}': {}", port.layer, why)); };
    if (raw.n_fields == 0) return true;
    if (port.kind != LayerKind::spans && port.kind != LayerKind::attributes)
      return bad("only spans and attributes have fields");
    if (raw.n_fields > DOCMILL_MAX_FIELDS)
      return bad(fmt::format("{} fields are more than {}", raw.n_fields, DOCMILL_MAX_FIELDS));
    if (raw.fields == nullptr) return bad("its list of fields is a null pointer");
    for (uint32_t i = 0; i < raw.n_fields; ++i) {
      const docmill_field* f = raw.fields[i];
      if (f == nullptr || f->size < sizeof(docmill_field))
        return bad("one of its fields is a null pointer or too short");
      FieldDeclaration field;
      if (!string(f->name, "the name of a field", field.name) ||
          !string(f->summary, "the summary of a field", field.summary))
        return false;
      if (!is_snake(field.name)) return bad(fmt::format("field '{}' is not snake_case", field.name));
      if (f->type < 1 || f->type > 4)
        return bad(fmt::format("field '{}' has the unknown type {}", field.name, f->type));
      field.type = static_cast<FieldType>(f->type);
      if (port.kind == LayerKind::spans && is_span_column(field.name))
        return bad(fmt::format("field '{}' has the name of a column that all spans have", field.name));
      for (const FieldDeclaration& other : port.fields)
        if (other.name == field.name) return bad(fmt::format("field '{}' is declared twice", field.name));
      port.fields.push_back(std::move(field));
    }
    return true;
  }

  static bool is_span_column(std::string_view name) {
    for (const char* column : {"start", "end", "text", "label", "value", "score", "source_start", "source_end"})
      if (name == column) return true;
    return false;
  }

  // What one part of the declaration says of another.
  bool ties() {
    const auto declared = [&](const std::string& layer) {
      const auto is_it = [&](const PortDeclaration& p) {
        return p.layer == layer && (p.kind == LayerKind::text || p.kind == LayerKind::rewrite);
      };
      return std::any_of(out_.required.begin(), out_.required.end(), is_it) ||
             std::any_of(out_.provided.begin(), out_.provided.end(), is_it);
    };
    for (const auto* list : {&out_.required, &out_.provided}) {
      for (const PortDeclaration& port : *list) {
        if (!port.over.empty() && !declared(port.over))
          return refuse(
              fmt::format("port '{}' lies over '{}', which is no text port of the stage", port.layer, port.over));
        if (port.only_if.empty()) continue;
        const auto option = std::find_if(out_.options.begin(), out_.options.end(),
                                         [&](const OptionDeclaration& o) { return o.name == port.only_if; });
        if (option == out_.options.end() || option->type != OptionType::boolean)
          return refuse(fmt::format("port '{}' hangs on '{}', which is no boolean option", port.layer, port.only_if));
      }
    }
    return true;
  }

  const docmill_stage& stage_;
};

class ReaderTableReader : DeclarationReader {
 public:
  explicit ReaderTableReader(const docmill_reader& reader) : reader_(reader) { is_reader_ = true; }

  Result<StageDeclaration> read() {
    if (head() && suffixes() && metadata() && options(reader_)) return std::move(out_);
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
    if ((reader_.flags & must_understand & ~DOCMILL_READER_MIDDLE) != 0)
      return refuse(fmt::format("its flags {:#x} ask for something this host does not know",
                                reader_.flags & ~DOCMILL_READER_MIDDLE));
    out_.from_middle = (reader_.flags & DOCMILL_READER_MIDDLE) != 0;
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
    return !out_.suffixes.empty() || refuse("it has no suffix");
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

// Reads a list of the library. `what`: "stage".
template <class Table, class Read>
Status read_list(const Table* const* tables, uint32_t n, const char* what, Read&& read,
                 std::vector<StageDeclaration>& out) {
  const auto refuse = [](std::string message) { return Status(Trouble::plugin, std::move(message)); };
  if (n > 256) return refuse(fmt::format("{} {}s are more than 256", n, what));
  if (n != 0 && tables == nullptr) return refuse(fmt::format("its list of {}s is a null pointer", what));
  for (uint32_t i = 0; i < n; ++i) {
    if (tables[i] == nullptr) return refuse(fmt::format("one of its {}s is a null pointer", what));
    Result<StageDeclaration> one = read(*tables[i]);
    if (!one.ok()) return one.status();
    for (const StageDeclaration& other : out)
      if (other.id == one.value().id) return refuse(fmt::format("{} '{}' stands in it twice", what, other.id));
    out.push_back(std::move(one.value()));
  }
  return {};
}

}  // namespace

Result<StageDeclaration> read_stage_table(const docmill_stage& stage) { return TableReader(stage).read(); }
Result<StageDeclaration> read_reader_table(const docmill_reader& reader) { return ReaderTableReader(reader).read(); }

Result<LibraryDeclaration> read_stage_library(const docmill_stage_library& library) {
  const auto refuse = [](std::string message) { return Status(Trouble::plugin, std::move(message)); };
  // What ABI 1.0 had: libraries that were built with it are this long.
  if (library.size < offsetof(docmill_stage_library, reserved) + sizeof library.reserved)
    return refuse("its library table is shorter than ABI 1.0");
  if (library.min_host_minor > DOCMILL_ABI_MINOR)
    return refuse(fmt::format("needs stage ABI {}.{}, this host speaks {}.{}; upgrade docmill", DOCMILL_ABI_MAJOR,
                              library.min_host_minor, DOCMILL_ABI_MAJOR, DOCMILL_ABI_MINOR));
  const bool knows_readers = DOCMILL_HAS(docmill_stage_library, &library, n_readers);
  const uint32_t n_readers = knows_readers ? library.n_readers : 0;
  if (library.n_stages == 0 && n_readers == 0)
    return refuse(knows_readers ? "holds no stage and no reader" : "holds no stage");
  LibraryDeclaration out;
  if (Status s = read_list(library.stages, library.n_stages, "stage", read_stage_table, out.stages); !s.ok()) return s;
  if (n_readers == 0) return out;
  if (Status s = read_list(library.readers, n_readers, "reader", read_reader_table, out.readers); !s.ok()) return s;
  return out;
}

}  // namespace docmill::host
