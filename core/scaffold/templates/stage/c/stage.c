/* @{name}: @{summary}. It works as it is: built, checked, tested. Yours to replace are the functions make_...(). Everything
 * that crosses the boundary, and who owns it, is told in docmill/stage_abi.h. */
#include <docmill/stage_abi.h>

#include <stdbool.h>
%% if any_printf
#include <stdio.h>
%% end
#include <stdlib.h>
#include <string.h>

/* ---- what the stage says about itself: constant data, read before any code of this file has run */

%% for r in requires
static const docmill_port required_@{r.index} = {.size = sizeof(docmill_port),
                                       .flags = @{r.c_flags},
                                       .kind = DOCMILL_KIND_@{r.c_kind},
                                       .layer = "@{r.layer}",
                                       .summary = "what the stage reads"};
%% end
static const docmill_port *const required[] = {@{c_required}};

%% if any_attributes
%% if has_text
static const docmill_field words_key = {sizeof(docmill_field), DOCMILL_TYPE_INTEGER, "words", "how many words count"};
static const docmill_field longest_key = {sizeof(docmill_field), DOCMILL_TYPE_STRING, "longest", "the longest of them; null without any"};
%% end
%% for o in others
static const docmill_field size_key_@{o.index} = {sizeof(docmill_field), DOCMILL_TYPE_INTEGER, "@{o.layer}_size",
                                          "how much @{o.layer} holds; null where it is absent"};
%% end
static const docmill_field *const keys[] = {@{c_keys}};
#define N_KEYS (sizeof keys / sizeof keys[0])
%% end
%% for p in provides
static const docmill_port provided_@{p.index} = {.size = sizeof(docmill_port),
%% if p.kind == spans
                                       .flags = DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_SCORE,
                                       .over = "@{p.over}",
%% elif p.kind == rewrite
                                       .over = "@{p.over}",
%% elif p.kind == attributes
                                       .n_fields = N_KEYS,
                                       .fields = keys,
%% end
                                       .kind = DOCMILL_KIND_@{p.c_kind},
                                       .layer = "@{p.layer}",
                                       .summary = "@{p.summary}"};
%% end
%% if provides_any
static const docmill_port *const provided[] = {@{c_provided}};
%% end
%% if has_text

static const docmill_option minimum_option = {.size = sizeof(docmill_option),
                                              .type = DOCMILL_OPTION_INTEGER,
                                              .name = "minimum",
                                              .fallback = "4",
                                              .minimum = 1,
                                              .maximum = 1000,
                                              .summary = "shortest word that counts, in bytes"};
%% if filter
static const docmill_option fewest_words_option = {.size = sizeof(docmill_option),
                                                   .type = DOCMILL_OPTION_INTEGER,
                                                   .name = "fewest-words",
                                                   .fallback = "1",
                                                   .minimum = 0,
                                                   .maximum = 1000000,
                                                   .summary = "a document with fewer words that count is dropped"};
static const docmill_option *const options[] = {&minimum_option, &fewest_words_option};
%% else
static const docmill_option *const options[] = {&minimum_option};
%% end
%% end

/* ---- the model: what was configured, shared by all threads, never changed */

typedef struct model {
%% if has_text
  int64_t minimum;
%% if filter
  int64_t fewest_words;
%% end
%% if writer
  uint32_t file;
%% end
%% else
  int nothing; /* room for what you configure */
%% end
} model;

static int32_t create(const docmill_stage *stage, const docmill_setup *setup, void **result) {
  (void)stage;
  model *m = calloc(1, sizeof *m);
  if (m == NULL) return DOCMILL_ERROR_RESOURCE;
%% if has_text
  m->minimum = setup->values[0].integer; /* checked against the bounds above by the host */
%% if filter
  m->fewest_words = setup->values[1].integer;
%% end
%% if writer
  const docmill_str file = {"@{name}.txt", strlen("@{name}.txt")}, no_suffix = {"", 0};
  m->file = setup->open_output(setup, DOCMILL_OUTPUT_FILE, file, no_suffix);
  if (m->file == UINT32_MAX) { /* the host has said why */
    free(m);
    return DOCMILL_ERROR_CONFIGURATION;
  }
%% end
%% else
  (void)setup;
%% end
  *result = m;
  return DOCMILL_OK;
}

static void destroy(void *m) { free(m); }

/* ---- the worker: scratch space of one thread, used again for every document */

typedef struct buffer {
  char *data;
  size_t size, capacity;
} buffer;

%% if makes_any
static bool append(buffer *b, const void *what, size_t size) {
  if (b->size + size + 1 > b->capacity) { /* + 1: there is memory even for nothing */
    const size_t capacity = (b->size + size + 1) * 2;
    char *larger = realloc(b->data, capacity);
    if (larger == NULL) return false;
    b->data = larger;
    b->capacity = capacity;
  }
  if (size != 0) memcpy(b->data + b->size, what, size);
  b->size += size;
  return true;
}

%% end
typedef struct worker {
  const model *model;
  buffer rows, pool; /* of the layer that is being made */
%% if own
  buffer made; /* the text @{own_layer} as it will be: spans lie over that */
%% end
%% if ordered
  int64_t documents; /* remembered: the stage is ORDERED, so there is one worker, in input order */
%% end
} worker;

static int32_t open_worker(const void *m, void **result) {
  worker *w = calloc(1, sizeof *w);
  if (w == NULL) return DOCMILL_ERROR_RESOURCE;
  w->model = m;
  *result = w;
  return DOCMILL_OK;
}

static void close_worker(void *handle) {
  worker *w = handle;
  free(w->rows.data);
  free(w->pool.data);
%% if own
  free(w->made.data);
%% end
  free(w);
}

/* ---- reading */

%% if has_text
/* A word is a run of letters and digits; all that is not ASCII counts as letters, so no character is ever cut. Finds the
 * next word of at least `minimum` bytes that begins at *end or later; false when there is none. */
static bool next_word(const docmill_layer *text, int64_t minimum, uint32_t *start, uint32_t *end) {
  const uint32_t size = (uint32_t)text->pool_size;
  for (uint32_t at = *end; at < size;) {
    *start = at;
    for (*end = at; *end < size; ++*end) {
      const unsigned char c = (unsigned char)text->pool[*end];
      if (c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) break;
    }
    if (*end > *start && *end - *start >= minimum) return true;
    at = *end + 1;
  }
  return false;
}

%% end
%% if any_measures
/* How much a layer holds: bytes of a text, spans, rows of attributes (one); -1 where it is absent. To read a key of
 * attributes or a field of spans, find its place by name in setup->inputs[i]->fields, in `create`. */
static int64_t size_of(const docmill_layer *layer) {
  if (layer == NULL) return -1;
  const bool has_rows = layer->kind == DOCMILL_KIND_SPANS || layer->kind == DOCMILL_KIND_ATTRIBUTES;
  return has_rows ? (int64_t)layer->n_rows : (int64_t)layer->pool_size;
}

%% end
/* ---- making: false when there is no memory; what is appended to w->rows and w->pool becomes the layer */

%% for p in provides
%% if p.kind == spans
/* A span for each word that counts, in the order of their start. Offsets are bytes of @{p.over}. */
static bool make_@{p.layer}(worker *w, const docmill_document *document) {
%% if own
  const docmill_layer made = {.pool = w->made.data, .pool_size = w->made.size}, *text = &made;
  (void)document;
%% else
  const docmill_layer *text = document->layers[@{text}];
%% end
  for (uint32_t start = 0, end = 0; next_word(text, w->model->minimum, &start, &end);) {
    const docmill_span span = {.nulls = DOCMILL_NULL_LABEL | DOCMILL_NULL_SCORE,
                               .start = start,
                               .end = end,
                               .value = {(uint32_t)w->pool.size, end - start}};
    if (!append(&w->rows, &span, sizeof span) || !append(&w->pool, text->pool + start, end - start)) return false;
  }
  return true;
}

%% elif p.kind == rewrite
/* The words that count in capitals (of ASCII): an edit for each word that changes. What no edit names is kept. */
static bool make_@{p.layer}(worker *w, const docmill_document *document) {
%% if p.below
  uint32_t copied = 0; /* bytes of the old text that stand in w->made */
  w->made.size = 0;
%% end
  const docmill_layer *text = document->layers[@{text}];
  for (uint32_t start = 0, end = 0; next_word(text, w->model->minimum, &start, &end);) {
    bool changes = false;
    for (uint32_t i = start; i < end; ++i) changes = changes || (text->pool[i] >= 'a' && text->pool[i] <= 'z');
    if (!changes) continue;
    const docmill_edit edit = {start, end, {(uint32_t)w->pool.size, end - start}};
    if (!append(&w->rows, &edit, sizeof edit) || !append(&w->pool, text->pool + start, end - start)) return false;
    for (char *c = w->pool.data + w->pool.size - (end - start); c < w->pool.data + w->pool.size; ++c)
      if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
%% if p.below
    if (!append(&w->made, text->pool + copied, start - copied) ||
        !append(&w->made, w->pool.data + w->pool.size - (end - start), end - start))
      return false;
    copied = end;
%% end
  }
%% if p.below
  return append(&w->made, text->pool + copied, text->pool_size - copied);
%% else
  return true;
%% end
}

%% elif p.kind == attributes
/* Figures: one row, its cells in the order of `keys`. A null cell has all bits zero. */
static bool make_@{p.layer}(worker *w, const docmill_document *document) {
  struct {
    docmill_attributes head;
    docmill_cell cells[N_KEYS];
  } row = {0};
%% if has_text
  const docmill_layer *text = document->layers[@{text}];
  uint32_t longest = 0, longest_start = 0;
  for (uint32_t start = 0, end = 0; next_word(text, w->model->minimum, &start, &end);) {
    ++row.cells[0].integer;
    if (end - start <= longest) continue;
    longest = end - start;
    longest_start = start;
  }
  if (longest == 0) row.head.nulls |= DOCMILL_NULL_KEY(1);
  else row.cells[1].string = (docmill_ref){0, longest};
  if (!append(&w->pool, text->pool + longest_start, longest)) return false;
%% end
%% for o in others
  const int64_t size_@{o.index} = size_of(document->layers[@{o.index}]);
  if (size_@{o.index} < 0) row.head.nulls |= DOCMILL_NULL_KEY(@{o.key});
  else row.cells[@{o.key}].integer = size_@{o.index};
%% end
  return append(&w->rows, &row, sizeof row);
}

%% elif p.kind == json
/* One JSON value. Everything in it is a number here; strings need escaping. */
static bool make_@{p.layer}(worker *w, const docmill_document *document) {
  char json[100];
  bool done = append(&w->pool, "{", 1);
%% if has_text
  long long words = 0;
  for (uint32_t start = 0, end = 0; next_word(document->layers[@{text}], w->model->minimum, &start, &end);) ++words;
  done = done && append(&w->pool, json, (size_t)snprintf(json, sizeof json, "\"words\":%lld", words));
%% end
%% for o in others
  const int64_t size_@{o.index} = size_of(document->layers[@{o.index}]);
  if (size_@{o.index} < 0) snprintf(json, sizeof json, "@{o.comma}\"@{o.layer}\":null");
  else snprintf(json, sizeof json, "@{o.comma}\"@{o.layer}\":%lld", (long long)size_@{o.index});
  done = done && append(&w->pool, json, strlen(json));
%% end
  return done && append(&w->pool, "}", 1);
}

%% else
%% if has_text
/* The words that count, one blank between them. */
%% else
/* How much there is of each layer. */
%% end
static bool make_@{p.layer}(worker *w, const docmill_document *document) {
%% if has_text
  const docmill_layer *text = document->layers[@{text}];
  for (uint32_t start = 0, end = 0; next_word(text, w->model->minimum, &start, &end);) {
    if (w->pool.size != 0 && !append(&w->pool, " ", 1)) return false;
    if (!append(&w->pool, text->pool + start, end - start)) return false;
  }
%% end
%% for o in others
  const int64_t size_@{o.index} = size_of(document->layers[@{o.index}]);
  char line_@{o.index}[100];
  snprintf(line_@{o.index}, sizeof line_@{o.index}, "%s@{o.layer}: %lld", w->pool.size == 0 ? "" : "; ", (long long)size_@{o.index});
  if (size_@{o.index} >= 0 && !append(&w->pool, line_@{o.index}, strlen(line_@{o.index}))) return false;
%% end
%% if p.below
  w->made.size = 0;
  return append(&w->pool, "", 0) && append(&w->made, w->pool.data, w->pool.size);
%% else
  return append(&w->pool, "", 0);
%% end
}

%% end
%% end
%% if filter
/* What is not wanted is dropped: counted, listed in the index, and not written. */
static bool is_wanted(const worker *w, const docmill_document *document) {
  int64_t words = 0;
  for (uint32_t start = 0, end = 0; next_word(document->layers[@{text}], w->model->minimum, &start, &end);) ++words;
  return words >= w->model->fewest_words;
}

%% end
%% if writer
/* A line for each document, in input order, into records/@{name}.txt: the words that count, one blank between them. */
static bool make_line(worker *w, const docmill_document *document) {
  const docmill_layer *text = document->layers[@{text}];
  for (uint32_t start = 0, end = 0; next_word(text, w->model->minimum, &start, &end);) {
    if (w->pool.size != 0 && !append(&w->pool, " ", 1)) return false;
    if (!append(&w->pool, text->pool + start, end - start)) return false;
  }
  return append(&w->pool, "\n", 1);
}

%% end
/* ---- one document after another */

%% if provides_any
static int32_t put(worker *w, docmill_output *out, uint32_t index, uint32_t port, uint32_t kind, uint32_t row_size) {
  const docmill_layer layer = {.size = sizeof(docmill_layer),
                               .kind = kind,
                               .rows = row_size != 0 ? w->rows.data : NULL,
                               .n_rows = row_size != 0 ? (uint32_t)(w->rows.size / row_size) : 0,
                               .row_size = row_size,
                               .pool = w->pool.data,
                               .pool_size = w->pool.size};
  return out->put(out, index, port, &layer); /* checked and copied: the buffers are ours again */
}

%% end

%% if makes_any
static bool begin(worker *w) {
  w->rows.size = w->pool.size = 0;
  return append(&w->rows, "", 0) && append(&w->pool, "", 0);
}

static int32_t no_memory(docmill_output *out, uint32_t index) {
  const docmill_str code = {"out-of-memory", strlen("out-of-memory")};
  const docmill_str why = {"no memory for this document", strlen("no memory for this document")};
  return out->verdict(out, index, DOCMILL_FAIL, code, why);
}

%% end
static int32_t work_on(worker *w, const docmill_document *document, uint32_t index, docmill_output *out) {
  int32_t status = DOCMILL_OK;
%% if unread
  /* The other layers: document->layers[i] by their place in `required`; NULL where absent. */
%% end
%% if ordered
  ++w->documents;
%% end
%% if filter
  if (!is_wanted(w, document)) {
    const docmill_str code = {"too-few-words", strlen("too-few-words")};
    const docmill_str why = {"the document has too few words", strlen("the document has too few words")};
    return out->verdict(out, index, DOCMILL_DROP, code, why);
  }
%% end
%% for p in provides
  if (!begin(w) || !make_@{p.layer}(w, document)) return no_memory(out, index);
  status = put(w, out, index, @{p.index}, DOCMILL_KIND_@{p.c_kind}, @{p.c_row_size});
  if (status != DOCMILL_OK) return status;
%% end
%% if writer
  if (!begin(w) || !make_line(w, document)) return no_memory(out, index);
  const docmill_str line = {w->pool.data, w->pool.size};
  status = out->emit(out, index, w->model->file, line);
%% end
  return status;
}

static int32_t process(void *handle, const docmill_batch *batch, docmill_output *out) {
  for (uint32_t i = 0; i < batch->n_documents; ++i) {
    const int32_t status = work_on(handle, batch->documents[i], i, out);
    /* DOCMILL_REFUSED: the host has failed this document and said why; the next ones are as good as ever. */
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) return status;
  }
  return DOCMILL_OK;
}

/* ---- what the library exports */

static const docmill_stage stage = {
    .size = sizeof(docmill_stage),
%% if schedule == pure
    .flags = DOCMILL_PURE, /* a function of the layers it requires and its options, and of nothing else */
%% elif schedule == ordered
    .flags = DOCMILL_ORDERED, /* it depends on the documents before, too */
%% else
    .flags = DOCMILL_EXTERNAL, /* it depends on the world, too */
%% end
    .id = "@{name}",
    .version = "0.1.0",
    .summary = "@{summary}",
    .n_requires = sizeof required / sizeof required[0],
    .requires_ports = required,
%% if provides_any
    .n_provides = sizeof provided / sizeof provided[0],
    .provides_ports = provided,
%% end
%% if has_text
    .n_options = sizeof options / sizeof options[0],
    .options = options,
%% end
    .create = create,
    .open = open_worker,
    .process = process,
    .close = close_worker,
    .destroy = destroy,
};
static const docmill_stage *const stages[] = {&stage};

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
