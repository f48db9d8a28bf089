// Turns structs into the constant table that a plugin exports. This is the edge: every exception stops here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "docmill/sdk/batch.hpp"
#include "docmill/sdk/catalogue.hpp"
#include "docmill/sdk/declare.hpp"
#include "docmill/sdk/document.hpp"
#include "docmill/sdk/output.hpp"
#include "docmill/sdk/setup.hpp"
#include "docmill/stage_abi.h"

namespace docmill::detail {

struct Nothing {};

template <class S>
constexpr auto required_of() {
  if constexpr (requires { S::required; }) return S::required;
  else return std::array<Port, 0>{};
}
template <class S>
constexpr auto provided_of() {
  if constexpr (requires { S::provided; }) return S::provided;
  else return std::array<Port, 0>{};
}
template <class S>
struct ConfigOf {
  using type = Nothing;
};
template <class S>
requires requires { typename S::Config; }
struct ConfigOf<S> {
  using type = typename S::Config;
};
template <class S>
struct WorkerOf {
  using type = Nothing;
};
template <class S>
requires requires { typename S::Worker; }
struct WorkerOf<S> {
  using type = typename S::Worker;
};
template <class S>
constexpr auto options_of() {
  if constexpr (requires { S::options; }) return S::options;
  else return std::array<Option<Nothing>, 0>{};
}

// The lists as the stage declares them: handles of the stage point there. Null: none.
template <class S>
constexpr const void* required_list() {
  if constexpr (requires { S::required; }) return &S::required;
  else return nullptr;
}
template <class S>
constexpr const void* provided_list() {
  if constexpr (requires { S::provided; }) return &S::provided;
  else return nullptr;
}

template <class S>
struct Adapter {
  using Config = typename ConfigOf<S>::type;
  using Worker = typename WorkerOf<S>::type;

  static constexpr auto required = required_of<S>();
  static constexpr auto provided = provided_of<S>();
  static constexpr auto options = options_of<S>();

  // ---- the declaration as constant C data
  template <const auto& Ports, std::size_t I>
  static constexpr auto field_pointers = [] {
    std::array<const docmill_field*, Port::capacity> pointers{};
    for (std::size_t k = 0; k < Port::capacity; ++k) pointers[k] = &Ports[I].fields[k];
    return pointers;
  }();
  template <const auto& Ports, std::size_t I>
  static constexpr docmill_port port = [] {
    docmill_port p = Ports[I].raw;
    p.fields = p.n_fields != 0 ? field_pointers<Ports, I>.data() : nullptr;
    return p;
  }();
  template <const auto& Ports, std::size_t... I>
  static constexpr std::array<const docmill_port*, sizeof...(I) + 1> pointers_to(std::index_sequence<I...>) {
    return {&port<Ports, I>..., nullptr};
  }
  static constexpr auto required_pointers = pointers_to<required>(std::make_index_sequence<required.size()>());
  static constexpr auto provided_pointers = pointers_to<provided>(std::make_index_sequence<provided.size()>());

  template <std::size_t I>
  static constexpr docmill_option option = [] {
    docmill_option o = options[I].raw;
    o.choices = options[I].choices[0] != nullptr ? options[I].choices.data() : nullptr;
    return o;
  }();
  template <std::size_t... I>
  static constexpr std::array<const docmill_option*, sizeof...(I) + 1> option_pointers_of(std::index_sequence<I...>) {
    return {&option<I>..., nullptr};
  }
  static constexpr auto option_pointers = option_pointers_of(std::make_index_sequence<options.size()>());

  // ---- the life of a stage
  struct Model {
    S stage;
    Inputs inputs;
    std::vector<Output::Builder> builders;  // one for each provided port, empty: copied for each worker
    Setup setup;                            // for its log, which works as long as the stage lives
  };
  struct Session {
    const Model* model;
    Worker worker;
    std::vector<Output::Builder> builders;
  };

  static S make(Config config, const Setup& setup) {
    if constexpr (std::is_constructible_v<S, Config, const Setup&>) return S(std::move(config), setup);
    else if constexpr (std::is_constructible_v<S, Config>) return S(std::move(config));
    else if constexpr (std::is_constructible_v<S, const Setup&>) return S(setup);
    else return S();
  }
  static Worker make_worker(const S& stage) {
    if constexpr (std::is_constructible_v<Worker, const S&>) return Worker(stage);
    else return Worker();
  }

  static Inputs inputs_of(const Setup& setup) {
    Inputs inputs{{}, {}, required_list<S>()};
    for (const docmill_catalogue_entry* entry : setup.inputs()) {
      const std::size_t i = inputs.columns.size();
      inputs.columns.push_back({view(entry->layer), entry->fields, entry->n_fields});
      std::vector<uint32_t>& places = inputs.places.emplace_back();
      const bool present = entry->kind != 0 && entry->fields != nullptr;  // else no cell is ever read
      for (std::size_t k = 0; i < required.size() && k < required[i].raw.n_fields; ++k)
        places.push_back(present ? key_of(*entry, required[i].fields[k].name) : 0);
    }
    return inputs;
  }
  static std::vector<Output::Builder> builders_of(const Setup& setup) {
    std::vector<Output::Builder> builders;
    for (const docmill_catalogue_entry* entry : setup.outputs()) {
      // A rewrite stands in the catalogue as the text it makes; what it lies over tells it from a text of its own.
      const std::size_t i = builders.size();
      const bool declared = i < provided.size();
      const bool rewrites = entry->kind == DOCMILL_KIND_TEXT && entry->over.size != 0;
      const uint32_t kind = declared ? provided[i].raw.kind : rewrites ? DOCMILL_KIND_REWRITE : entry->kind;
      // Of a port that is switched off the entry knows no fields, and yet the stage may set them.
      const Columns columns{view(entry->layer), declared ? provided_pointers[i]->fields : entry->fields,
                            declared ? provided_pointers[i]->n_fields : entry->n_fields};
      builders.push_back({kind, false, Spans(columns), Attributes(columns), {}, columns.layer, provided_list<S>()});
    }
    return builders;
  }

  static int32_t create(const docmill_stage*, const docmill_setup* raw, void** model) noexcept {
    const Setup setup(raw);
    try {
      Config config{};
      for (std::size_t i = 0; i < options.size(); ++i) options[i].set(options[i], config, raw->values[i]);
      *model = new Model{make(std::move(config), setup), inputs_of(setup), builders_of(setup), setup};
      return DOCMILL_OK;
    } catch (const ConfigError& e) {
      setup.error(e);
      return DOCMILL_ERROR_CONFIGURATION;
    } catch (const std::bad_alloc&) {
      return DOCMILL_ERROR_RESOURCE;
    } catch (const std::exception& e) {
      setup.error({"", e.what()});
      return DOCMILL_ERROR_INTERNAL;
    } catch (...) {
      return DOCMILL_ERROR_INTERNAL;
    }
  }
  static void destroy(void* model) noexcept { delete static_cast<Model*>(model); }

  // What is thrown where no document can say it: its text goes to the log, for the status alone says nothing.
  template <class F>
  static int32_t said_in_log(const Model& model, const char* where, F&& call) noexcept {
    try {
      std::forward<F>(call)();
      return DOCMILL_OK;
    } catch (const Stopped&) {
      return DOCMILL_STOP;
    } catch (const std::bad_alloc&) {
      return DOCMILL_ERROR_RESOURCE;
    } catch (const std::exception& e) {
      try {
        model.setup.log(DOCMILL_LEVEL_ERROR, joined({where, ": ", e.what()}));
      } catch (...) {  // no memory for the sentence
      }
      return DOCMILL_ERROR_INTERNAL;
    } catch (...) {
      model.setup.log(DOCMILL_LEVEL_ERROR, where);
      return DOCMILL_ERROR_INTERNAL;
    }
  }

  static int32_t open(const void* model, void** worker) noexcept {
    const auto& m = *static_cast<const Model*>(model);
    return said_in_log(m, "the worker cannot be made", [&] {
      *worker = new Session{&m, make_worker(m.stage), m.builders};
    });
  }
  static void close(void* worker) noexcept { delete static_cast<Session*>(worker); }

  // A stage without scratch space may leave the worker out.
  static void run(Session& session, Document document, Output& output) {
    const S& stage = session.model->stage;
    if constexpr (requires { stage.process(document, output); }) stage.process(document, output);
    else stage.process(session.worker, document, output);
  }
  static int32_t process(void* worker, const docmill_batch* raw_batch, docmill_output* raw) noexcept {
    auto* session = static_cast<Session*>(worker);
    Batch batch(raw_batch, raw, &session->builders, &session->model->inputs);
    try {
      if constexpr (requires(const S& stage, Worker& w, Batch& b) { stage.process(w, b); }) {
        session->model->stage.process(session->worker, batch);
      } else {
        for (uint32_t i = 0; i < batch.size(); ++i)
          batch.answer(i, [&](Output& output) { run(*session, batch.document(i), output); });
      }
      return DOCMILL_OK;
    } catch (const Stopped&) {
      return DOCMILL_STOP;
    } catch (...) {  // of a stage that takes the batch as a whole: the host repeats it document by document
      if (batch.size() != 1) return DOCMILL_ERROR_INTERNAL;
      return batch.fail_by_exception();
    }
  }

  // begin, end and finish: one call outside any document.
  template <class F>
  static int32_t outside(const Model& model, const char* where, docmill_output* raw, F&& call) noexcept {
    return said_in_log(model, where, [&] {
      std::vector<Output::Builder> none;
      Output output(raw, DOCMILL_NO_DOCUMENT, &none);
      call(output);
    });
  }
  static int32_t finish(void* worker, docmill_output* raw) noexcept {
    auto* session = static_cast<Session*>(worker);
    return outside(*session->model, "finish failed", raw,
                   [&](Output& o) { session->model->stage.finish(session->worker, o); });
  }
  static int32_t begin(const void* model, docmill_output* raw) noexcept {
    const auto& m = *static_cast<const Model*>(model);
    return outside(m, "begin failed", raw, [&](Output& o) { m.stage.begin(o); });
  }
  static int32_t end(const void* model, docmill_output* raw) noexcept {
    const auto& m = *static_cast<const Model*>(model);
    return outside(m, "end failed", raw, [&](Output& o) { m.stage.end(o); });
  }

  static constexpr docmill_stage table() {
    docmill_stage s{};
    s.size = sizeof(docmill_stage);
    s.flags = S::info.flags;
    s.id = S::info.id;
    s.version = S::info.version;
    s.summary = S::info.summary;
    s.n_requires = static_cast<uint32_t>(required.size());
    s.n_provides = static_cast<uint32_t>(provided.size());
    s.requires_ports = required_pointers.data();
    s.provides_ports = provided_pointers.data();
    s.n_options = static_cast<uint32_t>(options.size());
    s.options = option_pointers.data();
    s.create = create;
    s.open = open;
    s.process = process;
    s.close = close;
    s.destroy = destroy;
    if constexpr (requires(const S& x, Worker& w, Output& o) { x.finish(w, o); }) s.finish = finish;
    if constexpr (requires(const S& x, Output& o) { x.begin(o); }) s.begin = begin;
    if constexpr (requires(const S& x, Output& o) { x.end(o); }) s.end = end;
    return s;
  }
  static constexpr docmill_stage stage = table();
};

template <class... S>
struct Library {
  static constexpr std::array<const docmill_stage*, sizeof...(S)> stages{&Adapter<S>::stage...};
};

}  // namespace docmill::detail

// Once in a plugin, at namespace scope: DOCMILL_STAGES(MyStage, MyOtherStage);
#define DOCMILL_STAGES(...)                                                                             \
  DOCMILL_NOTE;                                                                                         \
  extern "C" DOCMILL_EXPORT constexpr docmill_stage_library docmill_stage_library_1 {                   \
    sizeof(docmill_stage_library), 0, DOCMILL_ABI_MINOR, "docmill-c++ 1.0", __VERSION__,                \
        ::docmill::detail::Library<__VA_ARGS__>::stages.data(),                                         \
        static_cast<uint32_t>(::docmill::detail::Library<__VA_ARGS__>::stages.size()), 0, nullptr, 0, 0 \
  }
