/* A right plugin in C that uses a bit of everything: each file of misdeeds/ makes it break one rule of the ABI, by one
 * of the macros below, and includes this. Without any macro `docmill check-stage` finds nothing (misdeeds/none.c).
 *
 * It finds words, gives the text again, emits a line for each document into a file, and remarks when there is no word.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <docmill/stage_abi.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a file of misdeeds/ may say; the variables that each can see stand in the functions below */
#ifndef BEFORE /* definitions in front of everything */
#define BEFORE
#endif
#ifndef IN_CREATE
#define IN_CREATE
#endif
#ifndef ON_BAD_AMOUNT
#define ON_BAD_AMOUNT return refuse(setup, "amount", "it must be between 0 and 9");
#endif
#ifndef IN_OPEN
#define IN_OPEN
#endif
#ifndef IN_CLOSE
#define IN_CLOSE
#endif
#ifndef IN_DESTROY
#define IN_DESTROY
#endif
#ifndef IN_BEGIN
#define IN_BEGIN
#endif
#ifndef FOR_BATCH
#define FOR_BATCH
#endif
#ifndef FOR_DOCUMENT
#define FOR_DOCUMENT
#endif
#ifndef FOR_WORD /* may change `row` */
#define FOR_WORD
#endif
#ifndef BEFORE_PUT /* may change `words` and `echo` */
#define BEFORE_PUT
#endif
#ifndef ON_REFUSED_PUT
#define ON_REFUSED_PUT
#endif
#ifndef ON_REFUSED_EMIT
#define ON_REFUSED_EMIT
#endif
#ifndef ON_STOP
#define ON_STOP return DOCMILL_STOP;
#endif
#ifndef TAG_FIELD /* where the tag stands among the fields of `language` */
#define TAG_FIELD model->tag
#endif
#ifndef NOTE_CODE
#define NOTE_CODE "no-words"
#endif
#ifndef NOTE_MINOR
#define NOTE_MINOR DOCMILL_ABI_MINOR
#endif
#ifndef SDK
#define SDK "c"
#endif
#ifndef AMOUNT_SUMMARY
#define AMOUNT_SUMMARY "how many words, at most"
#endif
#ifndef AMOUNT_DEFAULT
#define AMOUNT_DEFAULT "3"
#endif
#ifndef AMOUNT_MAXIMUM /* 0: no bounds */
#define AMOUNT_MAXIMUM most_words
#endif
#ifndef AMOUNT_OF /* what create makes of the option's value */
#define AMOUNT_OF(value) (value)
#endif
#ifndef LENGTH_TYPE /* of the field that FOR_WORD may set */
#define LENGTH_TYPE DOCMILL_TYPE_INTEGER
#endif
#ifndef SCHEDULE
#define SCHEDULE DOCMILL_PURE
#endif
#ifndef N_PROVIDES
#define N_PROVIDES 2
#endif
#ifndef CONSTANT /* of the stage's table */
#define CONSTANT const
#endif

/* ---- the right plugin */
enum { no_tag = 255, most_words = 9 };

typedef struct model_t {
  const docmill_setup* setup;
  int64_t amount;
  uint32_t output, tag;
  void* mine; /* for misdeeds, as are those of the worker */
} model_t;

typedef struct word_t {
  docmill_span span;
  docmill_cell length;
} word_t;

typedef struct worker_t {
  const model_t* model;
  word_t words[most_words];
  const char* seen;
  uint64_t seen_size;
  int64_t number;
} worker_t;

static docmill_str str(const char* text) { return (docmill_str){text, strlen(text)}; }

__attribute__((unused)) static int begins_with(docmill_str text, const char* what) {
  return text.size >= strlen(what) && memcmp(text.data, what, strlen(what)) == 0;
}

BEFORE

__attribute__((unused)) static int32_t refuse(const docmill_setup* setup, const char* option, const char* why) {
  setup->diagnose(setup, DOCMILL_LEVEL_ERROR, str(option), 0, 0, 0, str(why));
  return DOCMILL_ERROR_CONFIGURATION;
}

static int32_t create(const docmill_stage* self, const docmill_setup* setup, void** made) {
  (void)self;
  model_t* model;
  const int64_t amount_given = AMOUNT_OF(setup->values[0].integer);
  if (amount_given < 0 || amount_given > most_words) {
    ON_BAD_AMOUNT
  }
  model = calloc(1, sizeof *model);
  if (model == NULL) return DOCMILL_ERROR_RESOURCE;
  model->setup = setup;
  model->amount = amount_given;
  model->tag = no_tag;
  for (uint32_t i = 0; i < setup->inputs[1]->n_fields; ++i)
    if (strcmp(setup->inputs[1]->fields[i]->name, "tag") == 0) model->tag = i;
#if N_PROVIDES > 0
  model->output = setup->open_output(setup, DOCMILL_OUTPUT_FILE, str("words.txt"), str(""));
#endif
  *made = model;
  IN_CREATE
  return DOCMILL_OK;
}

static void destroy(void* handle) {
  model_t* model = handle;
  IN_DESTROY
  free(model);
}

static int32_t open_worker(const void* model, void** made) {
  worker_t* worker = calloc(1, sizeof *worker);
  if (worker == NULL) return DOCMILL_ERROR_RESOURCE;
  worker->model = model;
  IN_OPEN
  *made = worker;
  return DOCMILL_OK;
}

static void close_worker(void* handle) {
  worker_t* worker = handle;
  IN_CLOSE
  free(worker);
}

static int is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

static uint32_t find_words(worker_t* worker, docmill_str text) {
  uint32_t n = 0;
  uint64_t start = 0;
  while (start < text.size && n < worker->model->amount) {
    uint64_t end = start;
    while (end < text.size && is_letter(text.data[end])) ++end;
    if (end > start) {
      word_t row = {{DOCMILL_NULL_LABEL | DOCMILL_NULL_VALUE, (uint32_t)start, (uint32_t)end, {0, 0}, {0, 0}, 0.5},
                    {(int64_t)(end - start)}};
      FOR_WORD
      worker->words[n++] = row;
    }
    start = end + 1;
  }
  return n;
}

/* The language's tag, empty when there is none. */
static docmill_str tag_of(const docmill_layer* language, uint32_t field) {
  docmill_str none = {"", 0};
  const docmill_attributes* row;
  docmill_ref ref;
  if (language == NULL || field == no_tag) return none;
  row = language->rows;
  if ((row->nulls & DOCMILL_NULL_KEY(field)) != 0) return none;
  ref = ((const docmill_cell*)(row + 1))[field].string;
  if ((uint64_t)ref.offset + ref.size > language->pool_size) return none; /* only a misdeed comes here */
  return (docmill_str){language->pool + ref.offset, ref.size};
}

static int32_t begin(const void* handle, docmill_output* out) {
  const model_t* model = handle;
  const char* line = "words\n";
  IN_BEGIN
#if N_PROVIDES > 0
  return out->emit(out, DOCMILL_NO_DOCUMENT, model->output, str(line));
#else
      (void)
  model, (void)out, (void)line;
  return DOCMILL_OK;
#endif
}

static int32_t one(worker_t* worker, const docmill_batch* batch, uint32_t i, docmill_output* out) {
  const model_t* model = worker->model;
  const docmill_document* document = batch->documents[i];
  const docmill_str text = {document->layers[0]->pool, document->layers[0]->pool_size};
  const docmill_layer* language = document->layers[1];
  const docmill_str tag = tag_of(language, TAG_FIELD);
  docmill_str line = str(".\n");
  int32_t status = DOCMILL_OK;
  FOR_DOCUMENT
#if N_PROVIDES > 0
  docmill_layer words = {sizeof(docmill_layer), DOCMILL_KIND_SPANS, worker->words, 0, sizeof(word_t), "", 0, NULL, 0};
  docmill_layer echo = {sizeof(docmill_layer), DOCMILL_KIND_TEXT, NULL, 0, 0, text.data, text.size, NULL, 0};
  words.n_rows = find_words(worker, text);
  if (words.n_rows == 0) out->note(out, i, DOCMILL_LEVEL_INFO, str(NOTE_CODE), str("the text has no words"));
  BEFORE_PUT
  status = out->put(out, i, 0, &words);
  if (status == DOCMILL_STOP) {
    ON_STOP
  }
  if (status == DOCMILL_REFUSED) {
    ON_REFUSED_PUT return DOCMILL_OK;
  }
  status = out->put(out, i, 1, &echo);
  if (status == DOCMILL_STOP) {
    ON_STOP
  }
  if (status == DOCMILL_REFUSED) {
    ON_REFUSED_EMIT return DOCMILL_OK;
  }
  status = out->emit(out, i, model->output, tag);
  if (status == DOCMILL_OK) status = out->emit(out, i, model->output, line);
  if (status == DOCMILL_STOP) {
    ON_STOP
  }
  if (status == DOCMILL_REFUSED) {
    ON_REFUSED_EMIT
  }
#else
      (void)
  model, (void)out, (void)text, (void)tag, (void)line, (void)find_words;
#endif
  (void)status;
  return DOCMILL_OK;
}

static int32_t process(void* handle, const docmill_batch* batch, docmill_output* out) {
  worker_t* worker = handle;
  FOR_BATCH
  for (uint32_t i = 0; i < batch->n_documents; ++i) {
    const int32_t status = one(worker, batch, i, out);
    if (status != DOCMILL_OK) return status;
  }
  return DOCMILL_OK;
}

static const docmill_field tag_field = {sizeof(docmill_field), DOCMILL_TYPE_STRING, "tag", "the language's tag"};
static const docmill_field* const tag_fields[] = {&tag_field};
static const docmill_field length_field = {sizeof(docmill_field), LENGTH_TYPE, "length", "in bytes"};
static const docmill_field* const length_fields[] = {&length_field};
static const docmill_port text_port = {
    .size = sizeof(docmill_port), .kind = DOCMILL_KIND_TEXT, .layer = "text", .summary = "the clean text"};
static const docmill_port language_port = {.size = sizeof(docmill_port),
                                           .flags = DOCMILL_PORT_OPTIONAL,
                                           .kind = DOCMILL_KIND_ATTRIBUTES,
                                           .layer = "language",
                                           .n_fields = 1,
                                           .fields = tag_fields,
                                           .summary = "the language of the text"};
static const docmill_port* const required[] = {&text_port, &language_port};
static const docmill_port words_port = {.size = sizeof(docmill_port),
                                        .flags = DOCMILL_PORT_NO_LABEL | DOCMILL_PORT_NO_VALUE,
                                        .kind = DOCMILL_KIND_SPANS,
                                        .layer = "words",
                                        .over = "text",
                                        .n_fields = 1,
                                        .fields = length_fields,
                                        .summary = "the first words"};
static const docmill_port echo_port = {
    .size = sizeof(docmill_port), .kind = DOCMILL_KIND_TEXT, .layer = "echo", .summary = "the text again"};
static const docmill_port* const provided[] = {&words_port, &echo_port};

static const docmill_option amount = {.size = sizeof(docmill_option),
                                      .type = DOCMILL_OPTION_INTEGER,
                                      .name = "amount",
                                      .fallback = AMOUNT_DEFAULT,
                                      .minimum = 0,
                                      .maximum = AMOUNT_MAXIMUM,
                                      .summary = AMOUNT_SUMMARY};
static const docmill_option remark = {.size = sizeof(docmill_option),
                                      .type = DOCMILL_OPTION_STRING,
                                      .name = "remark",
                                      .fallback = "\"\"",
                                      .summary = "what a person wants to remember"};
static const docmill_option lists = {.size = sizeof(docmill_option),
                                     .type = DOCMILL_OPTION_FILES,
                                     .name = "lists",
                                     .fallback = "[]",
                                     .summary = "files that nobody reads"};
static const docmill_option* const options[] = {&amount, &remark, &lists};

static CONSTANT docmill_stage stage = {
    .size = sizeof(docmill_stage),
    .flags = SCHEDULE,
    .id = "misdeed",
    .version = "1.0.0",
    .summary = "finds the first words",
    .n_requires = 2,
    .n_provides = N_PROVIDES,
    .requires_ports = required,
    .provides_ports = provided,
    .n_options = 3,
    .options = options,
    .create = create,
    .open = open_worker,
    .process = process,
    .close = close_worker,
    .destroy = destroy,
    .begin = begin,
};
static const docmill_stage* const stages[] = {&stage};

DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {
    .size = sizeof(docmill_stage_library),
    .built_minor = DOCMILL_ABI_MINOR,
    .sdk = SDK,
    .compiler = __VERSION__,
    .stages = stages,
    .n_stages = 1,
};

__attribute__((section(".note.docmill"), used, aligned(4))) static const docmill_elf_note note = {
    8, 8, 1, "docmill", DOCMILL_ABI_MAJOR, NOTE_MINOR, sizeof(void*), 0};

#ifdef ON_LOAD
__attribute__((constructor)) static void on_load(void) { ON_LOAD }
#endif
