/* A stage in C11 as it was written against stage ABI 1.0, and against nothing else. It takes an option of every type,
 * reads a text and an attributes layer that may be missing, and provides a layer of each kind that holds facts. What it
 * finds is of no use to anyone; that it is the same in every later host is. Never edit it to make a test pass. */
#include "stage_abi_v1_0.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the declaration */

static const docmill_port text_port = {
    .size = sizeof text_port, .kind = DOCMILL_KIND_TEXT, .layer = "text", .summary = "the clean text"};
static const docmill_field title_key = {sizeof title_key, DOCMILL_TYPE_STRING, "title", "the title"};
static const docmill_field *const article_keys[] = {&title_key};
static const docmill_port article_port = {.size = sizeof article_port,
                                          .flags = DOCMILL_PORT_OPTIONAL,
                                          .kind = DOCMILL_KIND_ATTRIBUTES,
                                          .n_fields = 1,
                                          .layer = "article",
                                          .summary = "facts about the article",
                                          .fields = article_keys};
static const docmill_port *const required[] = {&text_port, &article_port};

static const docmill_port echo_port = {
    .size = sizeof echo_port, .kind = DOCMILL_KIND_TEXT, .layer = "old_echo", .summary = "prefix, title, size of the text"};
static const docmill_field even = {sizeof even, DOCMILL_TYPE_BOOLEAN, "even", "an even number of bytes"};
static const docmill_field length = {sizeof length, DOCMILL_TYPE_INTEGER, "length", "bytes"};
static const docmill_field half = {sizeof half, DOCMILL_TYPE_NUMBER, "half", "half of the bytes"};
static const docmill_field first = {sizeof first, DOCMILL_TYPE_STRING, "first", "the first letter; null for A"};
static const docmill_field *const word_fields[] = {&even, &length, &half, &first};
static const docmill_port words_port = {.size = sizeof words_port,
                                        .kind = DOCMILL_KIND_SPANS,
                                        .n_fields = 4,
                                        .layer = "old_words",
                                        .over = "text",
                                        .only_if = "words",
                                        .summary = "words in capitals",
                                        .fields = word_fields};
static const docmill_field bytes_key = {sizeof bytes_key, DOCMILL_TYPE_INTEGER, "bytes", "bytes of the text"};
static const docmill_field name_key = {sizeof name_key, DOCMILL_TYPE_STRING, "stage", "the stage's name in the pipeline"};
static const docmill_field never_key = {sizeof never_key, DOCMILL_TYPE_NUMBER, "never", "always null"};
static const docmill_field *const fact_keys[] = {&bytes_key, &name_key, &never_key};
static const docmill_port facts_port = {.size = sizeof facts_port,
                                        .kind = DOCMILL_KIND_ATTRIBUTES,
                                        .n_fields = 3,
                                        .layer = "old_facts",
                                        .summary = "figures",
                                        .fields = fact_keys};
static const docmill_port json_port = {
    .size = sizeof json_port, .kind = DOCMILL_KIND_JSON, .layer = "old_json", .summary = "what create was told"};
static const docmill_port *const provided[] = {&echo_port, &words_port, &facts_port, &json_port};

static const char *const styles[] = {"plain", "loud", NULL};
#define OPTION(variable, TYPE, text, def, ...) \
  static const docmill_option variable = {     \
      .size = sizeof variable, .type = DOCMILL_OPTION_##TYPE, .name = text, .fallback = def, .summary = "told", __VA_ARGS__}
OPTION(words_option, BOOLEAN, "words", "true", .minimum = 0);
OPTION(shortest, INTEGER, "shortest", "2", .minimum = 1, .maximum = 50);
OPTION(factor, NUMBER, "factor", "0.5", .minimum = 0, .maximum = 1);
OPTION(style, STRING, "style", "\"plain\"", .choices = styles);
OPTION(tags, STRINGS, "tags", "[]", .minimum = 0);
OPTION(list, FILE, "list", "\"\"", .minimum = 0);
OPTION(lists, FILES, "lists", "[]", .minimum = 0);
static const docmill_option *const options[] = {&words_option, &shortest, &factor, &style, &tags, &list, &lists};

/* ---- the model */

typedef struct model {
  int words;
  int64_t shortest;
  double factor;
  docmill_str style, name; /* borrowed until `destroy` */
  uint32_t title_cell;
  char told[512]; /* the JSON layer */
} model;

static uint32_t cell_of(const docmill_catalogue_entry *entry, const char *name) {
  for (uint32_t i = 0; i < entry->n_fields; ++i)
    if (strcmp(entry->fields[i]->name, name) == 0) return i;
  return UINT32_MAX;
}

static int32_t create(const docmill_stage *stage, const docmill_setup *setup, void **result) {
  if (stage->size < sizeof(docmill_stage) || setup->size < sizeof(docmill_setup) || setup->n_values != 7)
    return DOCMILL_ERROR_INTERNAL;
  const docmill_value *v = setup->values;
  if (v[1].integer == 13) {
    const docmill_str option = {"shortest", 8}, why = {"13 brings bad luck", 18};
    setup->diagnose(setup, DOCMILL_LEVEL_ERROR, option, 0, 0, 0, why);
    return DOCMILL_ERROR_CONFIGURATION;
  }
  model *m = calloc(1, sizeof *m);
  if (m == NULL) return DOCMILL_ERROR_RESOURCE;
  m->words = v[0].integer != 0;
  m->shortest = v[1].integer;
  m->factor = v[2].number;
  m->style = v[3].strings[0];
  m->name = setup->stage_name;
  m->title_cell = setup->inputs[1]->kind == 0 ? UINT32_MAX : cell_of(setup->inputs[1], "title");
  uint64_t bytes = 0;
  for (uint32_t i = 0; i < v[6].n_items; ++i) bytes += v[6].resources[i].bytes.size;
  snprintf(m->told, sizeof m->told,
           "{\"host\":\"%s\",\"tags\":%u,\"list\":\"%.*s\",\"sha256\":%u,\"bytes\":%u,\"over\":\"%.*s\",\"provider\":\"%.7s\"}",
           setup->host_name, (unsigned)v[4].n_items, v[5].n_items != 0 ? (int)v[5].resources[0].bytes.size : 0,
           v[5].n_items != 0 ? v[5].resources[0].bytes.data : "",
           v[5].n_items != 0 ? (unsigned)v[5].resources[0].sha256.size : 0, (unsigned)bytes,
           (int)setup->outputs[1]->over.size, setup->outputs[1]->over.data != NULL ? setup->outputs[1]->over.data : "",
           setup->inputs[0]->provider.data);
  const docmill_str hello = {"made by an old plugin", 21};
  setup->log(setup, DOCMILL_LEVEL_DEBUG, hello);
  *result = m;
  return DOCMILL_OK;
}

static int32_t open_worker(const void *m, void **worker) {
  *worker = (void *)m; /* no scratch space: what a document needs is taken and given back within the call */
  return DOCMILL_OK;
}
static void close_worker(void *worker) { (void)worker; }

/* ---- one document */

typedef struct word_row {
  docmill_span span;
  docmill_cell cells[4];
} word_row;

static int is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static int32_t put_words(const model *m, const docmill_layer *text, uint32_t index, docmill_output *out) {
  word_row *rows = calloc(text->pool_size + 1, sizeof *rows);
  char *pool = malloc(3 * text->pool_size + 1);
  uint32_t n = 0, used = 0;
  for (uint32_t start = 0, end = 0; start < text->pool_size; start = end + 1) {
    for (end = start; end < text->pool_size && is_capital(text->pool[end]);) ++end;
    const uint32_t size = end - start;
    if (size < m->shortest) continue;
    word_row *row = &rows[n++];
    row->span.start = start;
    row->span.end = end;
    row->span.score = m->factor;
    if (m->style.size == 4) { /* loud */
      row->span.label = (docmill_ref){used, 4};
      memcpy(pool + used, "LOUD", 4);
      used += 4;
    } else {
      row->span.nulls |= DOCMILL_NULL_LABEL;
    }
    row->span.value = (docmill_ref){used, size};
    memcpy(pool + used, text->pool + start, size);
    used += size;
    row->cells[0].integer = size % 2 == 0;
    row->cells[1].integer = size;
    row->cells[2].number = size / 2.0;
    if (text->pool[start] == 'A') {
      row->span.nulls |= DOCMILL_NULL_FIELD(3);
    } else {
      row->cells[3].string = (docmill_ref){used, 1};
      pool[used++] = text->pool[start];
    }
  }
  const docmill_layer layer = {.size = sizeof layer,
                               .kind = DOCMILL_KIND_SPANS,
                               .rows = rows,
                               .n_rows = n,
                               .row_size = sizeof *rows,
                               .pool = pool,
                               .pool_size = used};
  const int32_t status = out->put(out, index, 1, &layer);
  free(rows);
  free(pool);
  return status;
}

static int32_t put_pool(docmill_output *out, uint32_t index, uint32_t port, uint32_t kind, const char *text, size_t size) {
  const docmill_layer layer = {.size = sizeof layer, .kind = kind, .pool = text, .pool_size = size};
  return out->put(out, index, port, &layer);
}

static int32_t put_facts(const model *m, uint64_t bytes, uint32_t index, docmill_output *out) {
  struct {
    docmill_attributes head;
    docmill_cell cells[3];
  } row = {{DOCMILL_NULL_KEY(2)}, {{.integer = (int64_t)bytes}, {.string = {0, (uint32_t)m->name.size}}, {.integer = 0}}};
  const docmill_layer layer = {.size = sizeof layer,
                               .kind = DOCMILL_KIND_ATTRIBUTES,
                               .rows = &row,
                               .n_rows = 1,
                               .row_size = sizeof row,
                               .pool = m->name.data,
                               .pool_size = m->name.size};
  return out->put(out, index, 2, &layer);
}

static docmill_str title_of(const model *m, const docmill_layer *article) {
  const docmill_str none = {"no title", 8};
  if (article == NULL || m->title_cell == UINT32_MAX) return none;
  const docmill_attributes *row = article->rows;
  if ((row->nulls & DOCMILL_NULL_KEY(m->title_cell)) != 0) return none;
  const docmill_ref title = ((const docmill_cell *)(row + 1))[m->title_cell].string;
  return (docmill_str){article->pool + title.offset, title.size};
}

static int holds(const docmill_layer *text, const char *what) {
  const size_t size = strlen(what);
  for (uint64_t i = 0; i + size <= text->pool_size; ++i)
    if (memcmp(text->pool + i, what, size) == 0) return 1;
  return 0;
}

static int32_t look_at(const model *m, const docmill_document *document, uint32_t index, docmill_output *out) {
  const docmill_layer *text = document->layers[0];
  const docmill_str code = {"on-purpose", 10}, why = {"the text asks for it", 20};
  if (holds(text, "drop this")) return out->verdict(out, index, DOCMILL_DROP, code, why);
  if (holds(text, "fail this")) return out->verdict(out, index, DOCMILL_FAIL, code, why);
  if (holds(text, "note this")) {
    const int32_t status = out->note(out, index, DOCMILL_LEVEL_WARNING, code, why);
    if (status != DOCMILL_OK) return status;
  }
  const docmill_str title = title_of(m, document->layers[1]);
  char echo[600];
  const int size = snprintf(echo, sizeof echo, "%.*s: %.*s: %llu", (int)m->style.size, m->style.data,
                            title.size < 500 ? (int)title.size : 0, title.data, (unsigned long long)text->pool_size);
  int32_t status = put_pool(out, index, 0, DOCMILL_KIND_TEXT, echo, (size_t)size);
  if (status == DOCMILL_OK && m->words) status = put_words(m, text, index, out);
  if (status == DOCMILL_OK) status = put_facts(m, text->pool_size, index, out);
  if (status == DOCMILL_OK) status = put_pool(out, index, 3, DOCMILL_KIND_JSON, m->told, strlen(m->told));
  return status;
}

static int32_t process(void *worker, const docmill_batch *batch, docmill_output *out) {
  for (uint32_t i = 0; i < batch->n_documents && !out->should_stop(out); ++i) {
    const int32_t status = look_at(worker, batch->documents[i], i, out);
    if (status != DOCMILL_OK && status != DOCMILL_REFUSED) return status;
  }
  return DOCMILL_OK;
}

/* ---- the export */

static const docmill_stage stage = {.size = sizeof stage,
                                    .flags = DOCMILL_PURE,
                                    .id = "old-reader",
                                    .version = "1.0.0",
                                    .summary = "built from the header of ABI 1.0, in C",
                                    .n_requires = 2,
                                    .n_provides = 4,
                                    .requires_ports = required,
                                    .provides_ports = provided,
                                    .n_options = 7,
                                    .options = options,
                                    .create = create,
                                    .open = open_worker,
                                    .process = process,
                                    .close = close_worker,
                                    .destroy = free};
static const docmill_stage *const stages[] = {&stage};
DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {.size = sizeof docmill_stage_library_1,
                                                                      .min_host_minor = 0,
                                                                      .built_minor = DOCMILL_ABI_MINOR,
                                                                      .sdk = "c",
                                                                      .compiler = __VERSION__,
                                                                      .stages = stages,
                                                                      .n_stages = 1};
DOCMILL_NOTE;
