/* A whole stage in plain C11, without the SDK: the text with the ASCII letters in capitals, as the layer `shout`.
 * A model for authors in C, and for any language that can lay out constant data and export one symbol. */
#include <docmill/stage_abi.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the stage says about itself: constant data, read before any code of this file has run */

static const docmill_port text_port = {
    .size = sizeof(docmill_port),
    .kind = DOCMILL_KIND_TEXT,
    .layer = "text",
    .summary = "the clean text",
};
static const docmill_port shout_port = {
    .size = sizeof(docmill_port),
    .kind = DOCMILL_KIND_TEXT,
    .layer = "shout",
    .summary = "the text in capitals",
};
static const docmill_port* const required[] = {&text_port};
static const docmill_port* const provided[] = {&shout_port};

static const docmill_option mark_option = {
    .size = sizeof(docmill_option),
    .type = DOCMILL_OPTION_STRING,
    .name = "mark",
    .fallback = "\"!\"",
    .summary = "what is put behind the text",
};
static const docmill_option* const options[] = {&mark_option};

/* ---- the model: immutable, shared by all threads */

typedef struct model {
  size_t mark_size;
  char mark[]; /* a copy would not be needed: what `create` receives lives until `destroy` */
} model;

static int32_t create(const docmill_stage* stage, const docmill_setup* setup, void** result) {
  (void)stage;
  const docmill_str mark = setup->values[0].strings[0];
  model* m = malloc(sizeof *m + mark.size);
  if (m == NULL) return DOCMILL_ERROR_RESOURCE;
  m->mark_size = mark.size;
  if (mark.size != 0) memcpy(m->mark, mark.data, mark.size);
  *result = m;
  return DOCMILL_OK;
}

static void destroy(void* m) { free(m); }

/* ---- the worker: scratch space of one thread, used again for every document */

typedef struct worker {
  const model* model;
  char* buffer;
  size_t capacity;
} worker;

static int32_t open_worker(const void* m, void** result) {
  worker* w = calloc(1, sizeof *w);
  if (w == NULL) return DOCMILL_ERROR_RESOURCE;
  w->model = m;
  *result = w;
  return DOCMILL_OK;
}

static void close_worker(void* handle) {
  worker* w = handle;
  free(w->buffer);
  free(w);
}

static bool reserve(worker* w, size_t size) {
  if (size <= w->capacity) return true;
  char* larger = realloc(w->buffer, size);
  if (larger == NULL) return false;
  w->buffer = larger;
  w->capacity = size;
  return true;
}

static char shout_byte(char c) { return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c; }

/* One document. A required layer is never NULL: where it is absent the host leaves the document out. */
static int32_t shout(worker* w, const docmill_document* document, uint32_t index, docmill_output* out) {
  const docmill_layer* text = document->layers[0];
  const model* m = w->model;
  const size_t size = text->pool_size + m->mark_size;
  if (!reserve(w, size + 1)) { /* + 1: an empty text needs a buffer, too */
    const docmill_str code = {"out-of-memory", strlen("out-of-memory")};
    const docmill_str why = {"no memory for the text", strlen("no memory for the text")};
    return out->verdict(out, index, DOCMILL_FAIL, code, why);
  }
  for (uint64_t i = 0; i < text->pool_size; ++i) w->buffer[i] = shout_byte(text->pool[i]);
  memcpy(w->buffer + text->pool_size, m->mark, m->mark_size);
  const docmill_layer layer = {
      .size = sizeof(docmill_layer),
      .kind = DOCMILL_KIND_TEXT,
      .pool = w->buffer,
      .pool_size = size,
  };
  return out->put(out, index, 0, &layer); /* copied: the buffer is ours again */
}

static int32_t process(void* handle, const docmill_batch* batch, docmill_output* out) {
  for (uint32_t i = 0; i < batch->n_documents; ++i) {
    const int32_t status = shout(handle, batch->documents[i], i, out);
    /* DOCMILL_REFUSED: the host has failed this document and said why; the next ones are as good as ever. */
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) return status;
  }
  return DOCMILL_OK;
}

/* ---- what the library exports */

static const docmill_stage shouter = {
    .size = sizeof(docmill_stage),
    .flags = DOCMILL_PURE,
    .id = "shouter",
    .version = "1.0.0",
    .summary = "the text in capitals",
    .n_requires = 1,
    .n_provides = 1,
    .requires_ports = required,
    .provides_ports = provided,
    .n_options = 1,
    .options = options,
    .create = create,
    .open = open_worker,
    .process = process,
    .close = close_worker,
    .destroy = destroy,
};
static const docmill_stage* const stages[] = {&shouter};

DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {
    .size = sizeof(docmill_stage_library),
    .min_host_minor = 0,
    .built_minor = DOCMILL_ABI_MINOR,
    .sdk = "c",
    .compiler = __VERSION__,
    .stages = stages,
    .n_stages = 1,
};

DOCMILL_NOTE;
