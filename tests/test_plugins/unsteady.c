/* A stage that says it is PURE and is not: of documents with the word "unsteady" it provides a text, `note`, that hangs
 * on something which a run may change (`on`). `docmill verify --perturb` must find it, and name it. */
#define _POSIX_C_SOURCE 200809L
#include <docmill/stage_abi.h>

#include <locale.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const docmill_port source_port = {
    .size = sizeof(docmill_port),
    .kind = DOCMILL_KIND_TEXT,
    .layer = "source",
    .summary = "the source",
};
static const docmill_port note_port = {
    .size = sizeof(docmill_port),
    .kind = DOCMILL_KIND_TEXT,
    .layer = "note",
    .summary = "what should be the same every time",
};
static const docmill_port* const required[] = {&source_port};
static const docmill_port* const provided[] = {&note_port};

static const char* const choices[] = {"nothing", "time-zone", "locale",  "folder", "batch",
                                      "counter", "worker",    "address", "memory", NULL};
enum { on_nothing, on_time_zone, on_locale, on_folder, on_batch, on_counter, on_worker, on_address, on_memory };

static const docmill_option on_option = {
    .size = sizeof(docmill_option),
    .type = DOCMILL_OPTION_STRING,
    .name = "on",
    .fallback = "\"nothing\"",
    .choices = choices,
    .summary = "what the note hangs on",
};
static const docmill_option* const options[] = {&on_option};

typedef struct worker {
  int on;
  unsigned seen;
} worker;

static atomic_uint counter;

static int32_t create(const docmill_stage* stage, const docmill_setup* setup, void** result) {
  (void)stage;
  const docmill_str on = setup->values[0].strings[0];
  int* model = malloc(sizeof *model);
  if (model == NULL) return DOCMILL_ERROR_RESOURCE;
  *model = on_nothing;
  for (int i = 0; choices[i] != NULL; ++i)
    if (strlen(choices[i]) == on.size && memcmp(choices[i], on.data, on.size) == 0) *model = i;
  if (*model == on_locale) setlocale(LC_ALL, "");
  *result = model;
  return DOCMILL_OK;
}

static void destroy(void* model) { free(model); }

static int32_t open_worker(const void* model, void** result) {
  worker* w = calloc(1, sizeof *w);
  if (w == NULL) return DOCMILL_ERROR_RESOURCE;
  w->on = *(const int*)model;
  *result = w;
  return DOCMILL_OK;
}

static void close_worker(void* handle) { free(handle); }

static void from_time_zone(char* note, size_t size) {
  const time_t moment = 1700000000;
  struct tm local;
  localtime_r(&moment, &local);
  snprintf(note, size, "%02d:%02d", local.tm_hour, local.tm_min);
}

static void from_memory(char* note, size_t size) {
  volatile unsigned char* block = malloc(200); /* volatile: the compiler must not reason about what nobody wrote */
  if (block == NULL) return;
  snprintf(note, size, "%u", block[150]);
  free((void*)block);
}

static void fill(worker* w, uint32_t index, char* note, size_t size) {
  switch (w->on) {
    case on_time_zone: from_time_zone(note, size); return;
    case on_locale: snprintf(note, size, "%.1f", 1.5); return;
    case on_folder:
      if (getcwd(note, size) == NULL) snprintf(note, size, "far away");
      return;
    case on_batch: snprintf(note, size, "%u", index); return;
    case on_counter: snprintf(note, size, "%u", atomic_fetch_add(&counter, 1)); return;
    case on_worker: snprintf(note, size, "%u", w->seen); return;
    case on_address: {
      void* block = malloc(4000);
      snprintf(note, size, "%u", (unsigned)((uintptr_t)block >> 12) & 0xffffff);
      free(block);
      return;
    }
    case on_memory: from_memory(note, size); return;
    default: snprintf(note, size, "steady");
  }
}

static int32_t process(void* handle, const docmill_batch* batch, docmill_output* out) {
  worker* w = handle;
  for (uint32_t i = 0; i < batch->n_documents; ++i) {
    const docmill_layer* text = batch->documents[i]->layers[0];
    char note[200] = "calm";
    int marked = 0;
    for (uint64_t at = 0; !marked && at + 8 <= text->pool_size; ++at)
      marked = memcmp(text->pool + at, "unsteady", 8) == 0;
    if (marked) fill(w, i, note, sizeof note);
    ++w->seen;
    const docmill_layer layer = {
        .size = sizeof(docmill_layer), .kind = DOCMILL_KIND_TEXT, .pool = note, .pool_size = strlen(note)};
    const int32_t status = out->put(out, i, 0, &layer);
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) return status;
  }
  return DOCMILL_OK;
}

static const docmill_stage unsteady = {
    .size = sizeof(docmill_stage),
    .flags = DOCMILL_PURE,
    .id = "unsteady",
    .version = "1.0.0",
    .summary = "says it is PURE and is not",
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
static const docmill_stage* const stages[] = {&unsteady};

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
