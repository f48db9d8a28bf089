#include "host/stages/stage_instance.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "docmill/base/sanitizers.hpp"
#include "docmill/base/utf8.hpp"
#include "host/guard/foreign_call.hpp"
#include "host/stages/stage_result_key.hpp"
#include "host/support/working_folder.hpp"
#include "host/version.hpp"

#if DOCMILL_ADDRESS_SANITIZER
#include <sanitizer/lsan_interface.h>
#endif

namespace docmill::host {
namespace {

docmill_str str(std::string_view s) { return {s.data(), s.size()}; }
std::string_view view_of(docmill_str s) { return s.size != 0 ? std::string_view(s.data, s.size) : std::string_view(); }

// What describes the records beside it: read by validators and servers, which know of no packing, and a few kilobytes.
bool is_description(std::string_view name) { return name.ends_with(".schema.json") || name.ends_with(".mapping.json"); }

// What a stage says is shown to people: one line, valid UTF-8, of a bearable length.
std::string shown(docmill_str s) {
  std::string out;
  const std::string_view in = view_of(s).substr(0, 4096);
  for (std::size_t i = 0; i < in.size();) {
    const std::size_t n = utf8::valid_length(in, i);
    if (n == 0) {
      out += "?";
      ++i;
      continue;
    }
    if (n == 1 && static_cast<unsigned char>(in[i]) < 0x20) out += ' ';
    else out += in.substr(i, n);
    i += n;
  }
  return out;
}

bool is_relative_name(std::string_view name) {
  if (name.empty() || name.size() > 200 || name.front() == '/' || !utf8::is_valid(name)) return false;
  if (name.find('\0') != std::string_view::npos) return false;
  for (std::size_t from = 0; from <= name.size();) {
    const std::size_t slash = std::min(name.find('/', from), name.size());
    const std::string_view part = name.substr(from, slash - from);
    if (part.empty() || part == "." || part == "..") return false;
    from = slash + 1;
  }
  return true;
}

}  // namespace

struct StageInstance::Setup {
  docmill_setup abi{};
  std::vector<docmill_value> values;
  // Behind the pointers of values and catalogue; deques do not move what they hold.
  std::deque<std::vector<docmill_str>> strings;
  std::deque<std::vector<docmill_resource>> resources;
  std::deque<std::string> names;
  std::deque<docmill_catalogue_entry> entries;
  std::deque<docmill_field> fields;
  std::deque<std::vector<const docmill_field*>> field_lists;
  std::vector<const docmill_catalogue_entry*> inputs, outputs;

  docmill_str keep(std::string text) { return str(names.emplace_back(std::move(text))); }
};

StageInstance::StageInstance(const Plan& plan, const PlannedStage& planned, int index, ResourceStore& store,
                             const LogSink& log, Diagnostics& diagnostics)
    : plan_(plan),
      planned_(planned),
      index_(index),
      log_(log),
      diagnostics_(&diagnostics),
      setup_(std::make_unique<Setup>()) {
  const std::size_t errors_before = diagnostics.n_errors();
  fill_values(store);
  fill_catalogue();
  if (diagnostics.n_errors() == errors_before) create();
  diagnostics_ = nullptr;
}

void StageInstance::leave_to_others() {
  is_left_ = true;
#if DOCMILL_ADDRESS_SANITIZER
  if (created_) __lsan_ignore_object(model_);  // it is no leak: it is not ours to destroy
#endif
}

StageInstance::~StageInstance() {
  if (!created_ || is_left_) return;
  const ForeignCall call(ForeignWork::destroy, planned_.name());
  if (const docmill_reader* reader = planned_.declaration.reader) reader->destroy(model_);
  else table().destroy(model_);
}

void StageInstance::remember_in(StageResultStore& store) {
  Sha256 hash;
  identity_ = stage_identity(*this, hash);
  stage_results_ = &store;
}

void StageInstance::fill_values(ResourceStore& store) {
  Setup& s = *setup_;
  const std::vector<OptionDeclaration>& declared = planned_.declaration.options;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    const OptionValue& option = planned_.options[i];
    docmill_value value{};
    value.type = static_cast<uint32_t>(declared[i].type);
    value.integer = option.integer;
    value.number = option.number;
    const bool files = option.type == OptionType::file || option.type == OptionType::files;
    auto& strings = s.strings.emplace_back();
    auto& resources = s.resources.emplace_back();
    for (const OptionValue::Item& item : option.items) {
      if (!files) {
        strings.push_back(str(item.text));
        continue;
      }
      const Result<const Resource*> resource = store.open(item.path);
      if (!resource.ok()) {
        diagnostics_->error(item.place, fmt::format("'{}' of '{}': {}: {}", declared[i].name, planned_.name(),
                                                    item.text, resource.status().message()));
        continue;
      }
      const Resource& r = *resource.value();
      resources.push_back({str(item.text), str(r.bytes), str(r.sha256)});
      used_.push_back({declared[i].name, item.text, r.sha256, r.bytes.size()});
    }
    value.strings = strings.data();
    value.resources = resources.data();
    value.n_items = static_cast<uint32_t>(files ? resources.size() : strings.size());
    s.values.push_back(value);
  }
}

void StageInstance::fill_catalogue() {
  Setup& s = *setup_;
  const auto add = [&](int slot, const std::string& port, const std::string& name) {
    docmill_catalogue_entry entry{};
    entry.size = sizeof entry;
    entry.port = s.keep(port);
    entry.layer = s.keep(name);
    entry.over = s.keep("");
    entry.provider = s.keep("");
    if (slot != no_slot) {
      const PlannedLayer& layer = plan_.layers[static_cast<std::size_t>(slot)];
      entry.flags = (layer.has_label ? 0 : DOCMILL_PORT_NO_LABEL) | (layer.has_value ? 0 : DOCMILL_PORT_NO_VALUE) |
                    (layer.has_score ? 0 : DOCMILL_PORT_NO_SCORE);
      entry.kind = static_cast<uint32_t>(layer.kind);
      entry.provider = s.keep(layer.provider);
      auto& list = s.field_lists.emplace_back();
      for (const FieldDeclaration& f : layer.fields) {
        const docmill_field field{sizeof(docmill_field), static_cast<uint32_t>(f.type), f.name.c_str(),
                                  f.summary.c_str()};
        list.push_back(&s.fields.emplace_back(field));
      }
      entry.fields = list.data();
      entry.n_fields = static_cast<uint32_t>(list.size());
    }
    return &s.entries.emplace_back(entry);
  };
  // Among the layers that this stage sees, the newest of a name has it; older ones say who made them.
  const auto name_among_inputs = [&](std::size_t position) {
    const PlannedLayer& layer = plan_.layers[static_cast<std::size_t>(planned_.inputs[position])];
    for (std::size_t later = position + 1; later < planned_.inputs.size(); ++later)
      if (plan_.layers[static_cast<std::size_t>(planned_.inputs[later])].name == layer.name) return layer.unique_name;
    return layer.name;
  };
  const auto set_over = [&](docmill_catalogue_entry* entry, int slot) {
    if (slot == no_slot) return;
    const int over = plan_.layers[static_cast<std::size_t>(slot)].over;
    if (over == no_slot) return;
    const auto position = std::find(planned_.inputs.begin(), planned_.inputs.end(), over) - planned_.inputs.begin();
    const bool among = planned_.declaration.reads_all && static_cast<std::size_t>(position) < planned_.inputs.size();
    entry->over = s.keep(among ? name_among_inputs(static_cast<std::size_t>(position))
                               : plan_.layers[static_cast<std::size_t>(over)].name);
  };
  for (std::size_t i = 0; i < planned_.inputs.size(); ++i) {
    const int slot = planned_.inputs[i];
    docmill_catalogue_entry* entry;
    if (planned_.declaration.reads_all) {
      const std::string name = name_among_inputs(i);
      entry = add(slot, name, name);
    } else {
      const std::string& port = planned_.declaration.required[i].layer;
      entry = add(slot, port, slot != no_slot ? plan_.layers[static_cast<std::size_t>(slot)].name : port);
    }
    set_over(entry, slot);
    s.inputs.push_back(entry);
  }
  for (std::size_t i = 0; i < planned_.outputs.size(); ++i) {
    const PortDeclaration& port = planned_.declaration.provided[i];
    const int slot = planned_.outputs[i];
    docmill_catalogue_entry* entry =
        add(slot, port.layer, slot != no_slot ? plan_.layers[static_cast<std::size_t>(slot)].name : port.layer);
    set_over(entry, slot);
    s.outputs.push_back(entry);

    LayerShape shape;
    shape.kind = static_cast<uint32_t>(port.kind);
    for (const FieldDeclaration& f : port.fields) {
      shape.field_types.push_back(static_cast<uint32_t>(f.type));
      shape.field_names.push_back(f.name);
    }
    shape.has_label = port.has_label;
    shape.has_value = port.has_value;
    shape.has_score = port.has_score;
    shapes_.push_back(std::move(shape));
    overs_.push_back(slot != no_slot ? plan_.layers[static_cast<std::size_t>(slot)].over : no_slot);
  }
}

void StageInstance::create() {
  Setup& s = *setup_;
  docmill_setup& abi = s.abi;
  abi.size = sizeof abi;
  abi.host_minor = DOCMILL_ABI_MINOR;
  abi.host_name = "docmill";
  abi.host_version = version;
  abi.stage_name = str(planned_.name());
  abi.n_values = static_cast<uint32_t>(s.values.size());
  abi.values = s.values.data();
  abi.n_inputs = static_cast<uint32_t>(s.inputs.size());
  abi.inputs = s.inputs.data();
  abi.n_outputs = static_cast<uint32_t>(s.outputs.size());
  abi.outputs = s.outputs.data();
  abi.impl = this;
  abi.log = on_log;
  abi.diagnose = on_diagnose;
  abi.open_output = on_open_output;
  const std::size_t errors_before = diagnostics_->n_errors();
  const int32_t status = [&] {
    const ForeignCall call(ForeignWork::create, planned_.name());
    if (const docmill_reader* reader = planned_.declaration.reader) return reader->create(reader, &abi, &model_);
    return table().create(&table(), &abi, &model_);
  }();
  created_ = status == DOCMILL_OK;
  if (return_to_working_folder())
    diagnostics_->warning(
        planned_.entry.place,
        fmt::format("'{}' changed the working folder of the whole program, which no stage may; it was "
                    "changed back",
                    planned_.name()));
  if (created_ && planned_.entry.file && outputs_.empty())
    diagnostics_->error(planned_.entry.file->place,
                        fmt::format("'{}' writes no output, so 'file' means nothing here", planned_.name()));
  if (created_ && planned_.entry.compress.value != Compression::none && outputs_.empty())
    diagnostics_->error(planned_.entry.compress.place,
                        fmt::format("'{}' writes no output, so 'compress' means nothing here", planned_.name()));
  if (created_ || diagnostics_->n_errors() != errors_before) return;
  diagnostics_->error(planned_.entry.place, fmt::format("'{}' could not be created and did not say why (status {})",
                                                        planned_.name(), status));
}

void StageInstance::on_log(const docmill_setup* setup, uint32_t level, docmill_str message) noexcept {
  auto* self = static_cast<StageInstance*>(setup->impl);
  if (self->log_) self->log_(std::min(level, DOCMILL_LEVEL_ERROR), self->planned_.name(), shown(message));
}

Place StageInstance::place_of(std::string_view option, uint32_t item) const {
  const std::vector<OptionDeclaration>& declared = planned_.declaration.options;
  for (std::size_t i = 0; i < declared.size(); ++i) {
    if (declared[i].name != option) continue;
    const OptionValue& value = planned_.options[i];
    return value.given && item < value.items.size() && value.items[item].place.line != 0 ? value.items[item].place
                                                                                         : value.place;
  }
  return planned_.entry.place;
}

void StageInstance::on_diagnose(const docmill_setup* setup, uint32_t level, docmill_str option, uint32_t item,
                                uint32_t line, uint32_t column, docmill_str message) noexcept {
  auto* self = static_cast<StageInstance*>(setup->impl);
  if (self->diagnostics_ == nullptr) return;  // create has returned: not allowed any more
  const std::string name = shown(option);
  std::string text = name.empty() ? fmt::format("'{}': {}", self->planned_.name(), shown(message))
                                  : fmt::format("'{}' of '{}': {}", name, self->planned_.name(), shown(message));
  std::vector<std::string> details;
  if (line != 0) {
    std::string file = name;
    for (std::size_t i = 0; i < self->planned_.options.size(); ++i)
      if (self->planned_.declaration.options[i].name == name && item < self->planned_.options[i].items.size())
        file = self->planned_.options[i].items[item].text;
    details.push_back(column != 0 ? fmt::format("at {}:{}:{}", file, line, column)
                                  : fmt::format("at {}:{}", file, line));
  }
  if (level >= DOCMILL_LEVEL_ERROR)
    self->diagnostics_->error(self->place_of(name, item), std::move(text), std::move(details));
  else self->diagnostics_->warning(self->place_of(name, item), std::move(text), std::move(details));
}

uint32_t StageInstance::on_open_output(const docmill_setup* setup, uint32_t kind, docmill_str name,
                                       docmill_str suffix) noexcept {
  auto* self = static_cast<StageInstance*>(setup->impl);
  if (self->diagnostics_ == nullptr) return UINT32_MAX;
  if (self->planned_.declaration.reader != nullptr) {
    self->diagnostics_->error(
        self->planned_.entry.place,
        fmt::format("reader '{}' asks for an output, which readers have none of", self->planned_.name()));
    return UINT32_MAX;
  }
  OpenedOutput output;
  output.kind = kind;
  output.name = std::string(view_of(name));
  output.suffix = std::string(view_of(suffix));
  if (!is_description(output.name)) output.compression = self->planned_.entry.compress.value;
  // The host key `file` renames the first output, and a folder that is opened again for files beside its own.
  if (self->outputs_.empty()) self->first_output_ = output.name;
  if (self->planned_.entry.file && output.name == self->first_output_) output.name = self->planned_.entry.file->value;
  const bool known_kind = kind == DOCMILL_OUTPUT_FILE || kind == DOCMILL_OUTPUT_FOLDER;
  const bool plain_suffix =
      output.suffix.find('/') == std::string::npos && output.suffix.size() <= 40 && utf8::is_valid(output.suffix);
  if (!known_kind || !is_relative_name(output.name) || !plain_suffix) {
    self->diagnostics_->error(
        self->planned_.entry.place,
        fmt::format("'{}' asks for an output '{}' that cannot be: a relative name without '..' is needed",
                    self->planned_.name(), shown(str(output.name))));
    return UINT32_MAX;
  }
  self->outputs_.push_back(std::move(output));
  return static_cast<uint32_t>(self->outputs_.size() - 1);
}

}  // namespace docmill::host
