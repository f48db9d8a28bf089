// A stage in C++11 without the SDK, as it was written against stage ABI 1.0: ordered, it rewrites the text and writes a
// file and a folder. See old_reader.c; the same rule holds: never edit it to make a test pass.
#include "stage_abi_v1_0.h"

#include <cstring>
#include <new>
#include <string>
#include <vector>

namespace {

docmill_str str(const std::string& s) { return {s.data(), s.size()}; }

const docmill_port text_in = {sizeof(docmill_port), 0, DOCMILL_KIND_TEXT, 0, "text", nullptr, nullptr, "the clean text", nullptr};
const docmill_port id_in = {sizeof(docmill_port), 0, DOCMILL_KIND_TEXT, 0, "id", nullptr, nullptr, "the document's id", nullptr};
const docmill_port* const required[] = {&text_in, &id_in};
const docmill_port text_out = {sizeof(docmill_port), 0, DOCMILL_KIND_REWRITE, 0, "text", "text", nullptr, "the text without digits", nullptr};
const docmill_port* const provided[] = {&text_out};
const docmill_option with_option = {sizeof(docmill_option), DOCMILL_OPTION_STRING, "with", "\"#\"", 0, 0, nullptr, "what takes the place of a digit"};
const docmill_option* const options[] = {&with_option};

struct Model {
  std::string with;
  uint32_t file, folder;
};

struct Worker {
  const Model* model;
  uint64_t documents, edits;
};

int32_t create(const docmill_stage*, const docmill_setup* setup, void** model) noexcept {
  Model* m = new (std::nothrow) Model();
  if (m == nullptr) return DOCMILL_ERROR_RESOURCE;
  m->with.assign(setup->values[0].strings[0].data, setup->values[0].strings[0].size);
  m->file = setup->open_output(setup, DOCMILL_OUTPUT_FILE, {"old.txt", 7}, {"", 0});
  m->folder = setup->open_output(setup, DOCMILL_OUTPUT_FOLDER, {"old", 3}, {".old", 4});
  if (m->file == UINT32_MAX || m->folder == UINT32_MAX) {
    delete m;
    return DOCMILL_ERROR_CONFIGURATION;
  }
  *model = m;
  return DOCMILL_OK;
}

int32_t open_worker(const void* model, void** worker) noexcept {
  *worker = new (std::nothrow) Worker{static_cast<const Model*>(model), 0, 0};
  return *worker != nullptr ? DOCMILL_OK : DOCMILL_ERROR_RESOURCE;
}

int32_t rewrite(Worker& w, const docmill_document& document, uint32_t index, docmill_output* out) {
  const docmill_layer& text = *document.layers[0];
  std::vector<docmill_edit> edits;
  std::string pool;
  for (uint32_t i = 0; i < text.pool_size; ++i) {
    if (text.pool[i] < '0' || text.pool[i] > '9') continue;
    edits.push_back({i, i + 1, {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(w.model->with.size())}});
    pool += w.model->with;
  }
  ++w.documents;
  w.edits += edits.size();
  docmill_layer layer = docmill_layer();
  layer.size = sizeof layer;
  layer.kind = DOCMILL_KIND_REWRITE;
  layer.rows = edits.data();
  layer.n_rows = static_cast<uint32_t>(edits.size());
  layer.row_size = sizeof(docmill_edit);
  layer.pool = pool.data();
  layer.pool_size = pool.size();
  int32_t status = out->put(out, index, 0, &layer);
  const docmill_layer& id = *document.layers[1];
  // The map of the text leads to the source: the first run says where the text begins in the file.
  const std::string line = std::string(id.pool, id.pool_size) + " " + std::to_string(edits.size()) + " edits, text from byte " +
                           (text.n_map != 0 ? std::to_string(text.map[0].source_start) : "?") + "\n";
  if (status == DOCMILL_OK) status = out->emit(out, index, w.model->file, str(line));
  if (status == DOCMILL_OK) status = out->emit(out, index, w.model->folder, str(line));
  return status;
}

int32_t process(void* worker, const docmill_batch* batch, docmill_output* out) noexcept {
  for (uint32_t i = 0; i < batch->n_documents; ++i) {
    const int32_t status = rewrite(*static_cast<Worker*>(worker), *batch->documents[i], i, out);
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) return status;
  }
  return DOCMILL_OK;
}

int32_t finish(void* worker, docmill_output* out) noexcept {
  const Worker& w = *static_cast<Worker*>(worker);
  return out->emit(out, DOCMILL_NO_DOCUMENT, w.model->file,
                   str(std::to_string(w.documents) + " documents, " + std::to_string(w.edits) + " edits\n"));
}

int32_t begin(const void* model, docmill_output* out) noexcept {
  return out->emit(out, DOCMILL_NO_DOCUMENT, static_cast<const Model*>(model)->file, {"begin\n", 6});
}
int32_t end(const void* model, docmill_output* out) noexcept {
  return out->emit(out, DOCMILL_NO_DOCUMENT, static_cast<const Model*>(model)->file, {"end\n", 4});
}
void close_worker(void* worker) noexcept { delete static_cast<Worker*>(worker); }
void destroy(void* model) noexcept { delete static_cast<Model*>(model); }

const docmill_stage stage = {sizeof(docmill_stage), DOCMILL_ORDERED, "old-writer", "1.0.0", "built from the header of ABI 1.0, in C++",
                             2, 1, required, provided, 1, 0, options,
                             create, open_worker, process, close_worker, destroy, finish, begin, end};
const docmill_stage* const stages[] = {&stage};

}  // namespace

extern "C" DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {
    sizeof(docmill_stage_library), 0, DOCMILL_ABI_MINOR, "c++ without sdk", __VERSION__, stages, 1, 0};
DOCMILL_NOTE;
