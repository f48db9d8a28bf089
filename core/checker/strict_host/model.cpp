#include "checker/strict_host/model.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "checker/strict_host/words.hpp"
#include "host/support/sha256.hpp"

namespace docmill::checker {
namespace {

struct File {
  std::string bytes, sha256;
};

// Read once: a model is made hundreds of times.
const File& file_at(const std::filesystem::path& path) {
  static auto* files = new std::map<std::filesystem::path, File>;
  if (const auto found = files->find(path); found != files->end()) return found->second;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path.string());
  std::string bytes(std::istreambuf_iterator<char>(stream), {});
  std::string sha256 = host::to_hex(host::sha256(bytes));
  return files->emplace(path, File{std::move(bytes), std::move(sha256)}).first->second;
}

}  // namespace

Model::Model(const StageUnderTest& plugin, const Settings& settings)
    : plugin_(plugin),
      stage_(plugin.declaration),
      host_(*settings.host),
      options_(settings.options.empty() ? plugin.options : settings.options) {
  catalogue_ = make_catalogue(stage_, settings.binding);
  fill_values(settings);
  fill_catalogue();
  setup_.size = sizeof setup_;
  setup_.host_minor = host_.minor;
  setup_.host_name = "docmill check-stage";
  setup_.host_version = "0.0.0";
  setup_.stage_name = keep("the-stage");
  setup_.impl = this;
  setup_.log = on_log;
  setup_.diagnose = on_diagnose;
  setup_.open_output = on_open_output;
  const bool plain = &host_ == &this_host;
  status_ = create(plain ? &setup_ : place_as(setup_, host_.setup, memory_));
  creating_ = false;
}

Model::~Model() {
  if (!ready()) return;
  if (stage_.reader != nullptr) reader().destroy(handle_);
  else table().destroy(handle_);
}

int32_t Model::create(const docmill_setup* setup) {
  if (stage_.reader != nullptr) return reader().create(&reader(), setup, &handle_);
  return table().create(&table(), setup, &handle_);
}

docmill_str Model::keep(const std::string& text) {
  return {memory_.place_array(text.data(), text.size()), text.size()};
}

void Model::fill_values(const Settings& settings) {
  std::vector<docmill_value> values;
  for (std::size_t i = 0; i < options_.size(); ++i) {
    const host::OptionValue& option = options_[i];
    docmill_value value{};
    value.type = static_cast<uint32_t>(stage_.options[i].type);
    value.integer = option.integer;
    value.number = option.number;
    value.n_items = static_cast<uint32_t>(option.items.size());
    std::vector<docmill_str> strings;
    std::vector<docmill_resource> resources;
    const bool files = option.type == host::OptionType::file || option.type == host::OptionType::files;
    const auto instead = settings.file_bytes.find(i);
    for (const host::OptionValue::Item& item : option.items) {
      if (!files) {
        strings.push_back(keep(item.text));
        continue;
      }
      if (instead != settings.file_bytes.end()) {
        const std::string sha256 = host::to_hex(host::sha256(instead->second));
        resources.push_back({keep(item.text), keep(instead->second), keep(sha256)});
      } else {
        const File& file = file_at(item.path);
        resources.push_back({keep(item.text), keep(file.bytes), keep(file.sha256)});
      }
    }
    value.strings = files ? nullptr : memory_.place_array(strings.data(), strings.size());
    value.resources = files ? memory_.place_array(resources.data(), resources.size()) : nullptr;
    values.push_back(value);
  }
  setup_.n_values = static_cast<uint32_t>(values.size());
  setup_.values = memory_.place_array(values.data(), values.size());
}

const docmill_catalogue_entry* Model::entry(const SyntheticLayer& layer) {
  std::vector<const docmill_field*> fields;
  for (const host::FieldDeclaration& f : layer.fields) {
    // Names end with NUL here, as everywhere in declarations.
    const docmill_field field{sizeof(docmill_field), static_cast<uint32_t>(f.type),
                              memory_.place_array(f.name.c_str(), f.name.size() + 1),
                              memory_.place_array(f.summary.c_str(), f.summary.size() + 1)};
    fields.push_back(place_as(field, host_.field, memory_));
  }
  const docmill_catalogue_entry raw{sizeof(docmill_catalogue_entry),
                                    layer.flags,
                                    keep(layer.name),
                                    keep(layer.port),
                                    keep(layer.over),
                                    keep(layer.provider),
                                    layer.kind,
                                    static_cast<uint32_t>(fields.size()),
                                    memory_.place_array(fields.data(), fields.size())};
  return place_as(raw, host_.catalogue_entry, memory_);
}

void Model::fill_catalogue() {
  std::vector<const docmill_catalogue_entry*> inputs, outputs;
  for (const SyntheticLayer& layer : catalogue_) inputs.push_back(entry(layer));
  for (const host::PortDeclaration& port : stage_.provided) {
    bool on = true;
    for (std::size_t i = 0; i < options_.size(); ++i)
      if (stage_.options[i].name == port.only_if) on = options_[i].integer != 0;
    provides_.push_back(on);
    SyntheticLayer layer;
    layer.name = layer.port = port.layer;
    if (on) {
      const bool rewrite = port.kind == host::LayerKind::rewrite;
      layer.kind = rewrite ? DOCMILL_KIND_TEXT : static_cast<uint32_t>(port.kind);
      layer.over = port.over;
      layer.provider = "the-stage " + stage_.version;
      layer.fields = port.fields;
    }
    outputs.push_back(entry(layer));
  }
  setup_.n_inputs = static_cast<uint32_t>(inputs.size());
  setup_.inputs = memory_.place_array(inputs.data(), inputs.size());
  setup_.n_outputs = static_cast<uint32_t>(outputs.size());
  setup_.outputs = memory_.place_array(outputs.data(), outputs.size());
}

std::unique_ptr<Recorder> Model::recorder() const {
  return std::make_unique<Recorder>(stage_, catalogue_, provides_, outputs_, host_);
}

void Model::on_log(const docmill_setup*, uint32_t, docmill_str) noexcept {}

std::vector<Wrong> Model::wrongs() const {
  const std::lock_guard lock(wrongs_mutex_);
  return wrongs_;
}

void Model::wrong(std::string what) {
  const std::lock_guard lock(wrongs_mutex_);
  if (wrongs_.size() < 20) wrongs_.push_back({"config-calls", std::move(what)});
}

void Model::on_diagnose(const docmill_setup* setup, uint32_t level, docmill_str option, uint32_t, uint32_t, uint32_t,
                        docmill_str message) noexcept {
  auto* self = static_cast<Model*>(setup->impl);
  if (!self->creating_) return self->wrong("diagnose was called after create");
  if (message.size == 0) self->wrong("diagnose was called without a message");
  bool known = option.size == 0;
  for (const host::OptionDeclaration& o : self->stage_.options) known = known || o.name == text_of(option);
  if (!known) self->wrong("diagnose names '" + text_of(option) + "', which is no option");
  if (level >= DOCMILL_LEVEL_ERROR) self->errors_.push_back({text_of(option), text_of(message)});
}

uint32_t Model::on_open_output(const docmill_setup* setup, uint32_t kind, docmill_str name, docmill_str) noexcept {
  auto* self = static_cast<Model*>(setup->impl);
  if (!self->creating_) {
    self->wrong("open_output was called after create");
    return UINT32_MAX;
  }
  if (self->stage_.reader != nullptr) self->wrong("open_output was called by a reader, which writes nothing");
  if (kind != DOCMILL_OUTPUT_FILE && kind != DOCMILL_OUTPUT_FOLDER)
    self->wrong("open_output of the unknown kind " + std::to_string(kind));
  if (name.size == 0 || name.data[0] == '/' || text_of(name).find("..") != std::string::npos)
    self->wrong("open_output of '" + text_of(name) + "', which does not lie below the output folder");
  self->outputs_.push_back(kind);
  return static_cast<uint32_t>(self->outputs_.size() - 1);
}

Worker::Worker(const Model& model) : model_(model) {
  if (!model.ready()) throw std::runtime_error("create did not make a model; see config-defaults");
  if (model.table().open(model.handle(), &handle_) != DOCMILL_OK) throw std::runtime_error("open made no worker");
}

Worker::~Worker() { model_.table().close(handle_); }

int32_t call(const Worker& worker, Recorder& recorder, const std::vector<const docmill_document*>& documents) {
  const docmill_batch own{sizeof(docmill_batch), static_cast<uint32_t>(documents.size()), documents.data()};
  const HostShape& host = worker.model().host();
  GuardedPlacement memory;
  const docmill_batch* batch = &host == &this_host ? &own : place_as(own, host.batch, memory);
  recorder.expect(batch);
  return worker.model().table().process(worker.handle(), batch, recorder.output());
}

DocumentResult finish(const Worker& worker) {
  const auto recorder = worker.model().recorder();
  recorder->expect(nullptr);
  if (worker.model().table().finish(worker.handle(), recorder->output()) != DOCMILL_OK)
    throw std::runtime_error("finish did not give DOCMILL_OK");
  return std::move(recorder->take().front());
}

Outcome run(const Worker& worker, const std::vector<const docmill_document*>& documents, std::size_t batch_size,
            const std::vector<std::size_t>& order) {
  Outcome outcome;
  outcome.results.resize(documents.size());
  const auto recorder = worker.model().recorder();
  for (std::size_t from = 0; from < documents.size(); from += batch_size) {
    std::vector<std::size_t> places;
    std::vector<const docmill_document*> batch;
    for (std::size_t i = from; i < std::min(from + batch_size, documents.size()); ++i) {
      places.push_back(order.empty() ? i : order[i]);
      batch.push_back(documents[places.back()]);
    }
    const int32_t status = call(worker, *recorder, batch);
    if (outcome.status == DOCMILL_OK) outcome.status = status;
    std::vector<DocumentResult> results = recorder->take();
    for (std::size_t i = 0; i < places.size(); ++i) outcome.results[places[i]] = std::move(results[i]);
  }
  outcome.wrongs = recorder->wrongs();
  return outcome;
}

}  // namespace docmill::checker
