/* The identifier of each document backwards, byte by byte: what is not ASCII is no UTF-8 then, and the host fails that
 * document. In plain C. */
#include <docmill/stage_abi.h>
#include <stdlib.h>

static const docmill_port id_port = {
    .size = sizeof id_port, .kind = DOCMILL_KIND_TEXT, .layer = "id", .summary = "the document's id"};
static const docmill_port reversed_port = {
    .size = sizeof reversed_port, .kind = DOCMILL_KIND_TEXT, .layer = "reversed", .summary = "the id backwards"};
static const docmill_port* const required[] = {&id_port};
static const docmill_port* const provided[] = {&reversed_port};

static int model; /* nothing to remember: its address will do */

static int32_t create(const docmill_stage* stage, const docmill_setup* setup, void** result) {
  (void)stage, (void)setup;
  *result = &model;
  return DOCMILL_OK;
}
static int32_t open_worker(const void* m, void** result) {
  (void)m;
  *result = &model;
  return DOCMILL_OK;
}
static void forget(void* handle) { (void)handle; }

static int32_t reverse(const docmill_layer* id, uint32_t document, docmill_output* out) {
  const docmill_str code = {"out-of-memory", 13}, why = {"no memory for the id", 20};
  char* text = malloc(id->pool_size + 1);
  if (text == NULL) return out->verdict(out, document, DOCMILL_FAIL, code, why);
  for (uint64_t i = 0; i < id->pool_size; ++i) text[i] = id->pool[id->pool_size - 1 - i];
  const docmill_layer layer = {
      .size = sizeof layer, .kind = DOCMILL_KIND_TEXT, .pool = text, .pool_size = id->pool_size};
  const int32_t status = out->put(out, document, 0, &layer);
  free(text);
  return status;
}

static int32_t process(void* worker, const docmill_batch* batch, docmill_output* out) {
  (void)worker;
  for (uint32_t i = 0; i < batch->n_documents; ++i) {
    const int32_t status = reverse(batch->documents[i]->layers[0], i, out);
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) return status;
  }
  return DOCMILL_OK;
}

static const docmill_stage stage = {
    .size = sizeof stage,
    .flags = DOCMILL_PURE,
    .id = "my-c-stage",
    .version = "0.1.0",
    .summary = "turns the id round",
    .n_requires = 1,
    .n_provides = 1,
    .requires_ports = required,
    .provides_ports = provided,
    .create = create,
    .open = open_worker,
    .process = process,
    .close = forget,
    .destroy = forget,
};
static const docmill_stage* const stages[] = {&stage};
DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {.size = sizeof docmill_stage_library_1,
                                                                      .built_minor = DOCMILL_ABI_MINOR,
                                                                      .sdk = "c",
                                                                      .compiler = __VERSION__,
                                                                      .stages = stages,
                                                                      .n_stages = 1};
DOCMILL_NOTE;
