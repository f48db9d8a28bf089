#include "host/plugins/stage_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "host/plugins/declaration_reader.hpp"

namespace docmill::host {
namespace {

constexpr uint32_t known_stage_flags =
    DOCMILL_PURE | DOCMILL_ORDERED | DOCMILL_EXTERNAL | DOCMILL_READS_ALL | DOCMILL_PORTS_FROM_PIPELINE;
constexpr uint32_t known_port_flags =
    DOCMILL_PORT_OPTIONAL | DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE | DOCMILL_PORT_NO_SCORE;

// Names that the host's own layers and the record keep (record-and-pipeline: "Reserved").
constexpr std::array reserved_layers = {"id",      "source", "line", "metadata", "errors",
                                        "offsets", "layers", "raw",  "format",   "place"};

class StageTableReader : DeclarationReader {
 public:
  explicit StageTableReader(const docmill_stage& stage) : stage_(stage) {}

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

Result<StageDeclaration> read_stage_table(const docmill_stage& stage) { return StageTableReader(stage).read(); }

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
