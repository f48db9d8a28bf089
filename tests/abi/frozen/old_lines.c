/* A reader in C11, built from the header of ABI 1.1 as it was released: each line of a file is a document. Lines "skip"
 * are passed over, lines "bad" are broken, lines "odd" cannot be decoded. */
#include <stdlib.h>
#include <string.h>

#include "stage_abi_v1_1.h"

typedef struct {
  int64_t upper;
} old_model;

typedef struct {
  uint64_t to_skip;
} old_cursor;

static docmill_str text(const char *s) {
  docmill_str out = {s, strlen(s)};
  return out;
}

static int is_line(docmill_str line, const char *word) {
  return line.size == strlen(word) && memcmp(line.data, word, line.size) == 0;
}

static int32_t create(const docmill_reader *reader, const docmill_setup *setup, void **model) {
  (void)reader;
  if (setup->n_values != 1 || setup->n_inputs != 0 || setup->n_outputs != 0) return DOCMILL_ERROR_INTERNAL;
  old_model *made = malloc(sizeof *made);
  if (made == NULL) return DOCMILL_ERROR_RESOURCE;
  made->upper = setup->values[0].integer;
  *model = made;
  return DOCMILL_OK;
}

static int32_t open_file(const void *model, docmill_source *source, void **cursor) {
  (void)model;
  (void)source;
  *cursor = calloc(1, sizeof(old_cursor));
  return *cursor != NULL ? DOCMILL_OK : DOCMILL_ERROR_RESOURCE;
}

static int32_t next(void *cursor, docmill_source *source, docmill_cut *cut) {
  old_cursor *at = cursor;
  docmill_str bytes;
  uint64_t wanted = 1;
  const char *end = NULL;
  source->skip(source, at->to_skip, NULL);
  at->to_skip = 0;
  for (;;) {
    if (source->peek(source, wanted, &bytes) != DOCMILL_OK) return DOCMILL_ERROR_INTERNAL;
    if (bytes.size == 0) return DOCMILL_OK; /* DOCMILL_CUT_END */
    end = memchr(bytes.data, '\n', bytes.size);
    if (end != NULL || bytes.size < wanted) break;
    wanted = bytes.size + 1;
  }
  cut->offset = source->offset(source);
  cut->bytes.data = bytes.data;
  cut->bytes.size = end != NULL ? (uint64_t)(end - bytes.data) : bytes.size;
  at->to_skip = cut->bytes.size + (end != NULL);
  cut->kind = DOCMILL_CUT_RECORD;
  cut->locator = text("a line");
  if (is_line(cut->bytes, "skip")) {
    cut->kind = DOCMILL_CUT_PASSED;
    cut->code = text("not-wanted");
  } else if (is_line(cut->bytes, "bad")) {
    cut->kind = DOCMILL_CUT_PROBLEM;
    cut->code = text("bad-line");
    cut->message = text("this line is bad");
  }
  return DOCMILL_OK;
}

static void close_file(void *cursor) { free(cursor); }

static int32_t begin(const void *model, void **worker) {
  *worker = (void *)(uintptr_t)model;
  return DOCMILL_OK;
}

static int32_t decode(void *worker, const docmill_cut *cut, docmill_record *record) {
  const old_model *model = worker;
  if (is_line(cut->bytes, "odd")) return record->problem(record, text("odd-line"), text("this line is odd")), DOCMILL_OK;
  record->format(record, text("text/plain"), text("utf-8"));
  record->metadata(record, text("{\"by\":\"old-lines\"}"));
  record->note(record, text("seen"), text("the reader has seen it"));
  for (uint64_t i = 0; i < cut->bytes.size; ++i) {
    char c = cut->bytes.data[i];
    docmill_str one = {&c, 1};
    if (model->upper && c >= 'a' && c <= 'z') c = (char)(c - 'a' + 'A');
    if (record->raw(record, one) != DOCMILL_OK) return DOCMILL_OK;
  }
  if (cut->bytes.size > 3) record->id(record, cut->bytes);
  return DOCMILL_OK;
}

static void end_worker(void *worker) { (void)worker; }
static void destroy(void *model) { free(model); }

static const docmill_option upper = {sizeof(docmill_option), DOCMILL_OPTION_BOOLEAN, "upper", "false", 0, 0, NULL,
                                     "whether letters become capitals"};
static const docmill_option *const options[] = {&upper, NULL};
static const docmill_field by = {sizeof(docmill_field), DOCMILL_TYPE_STRING, "by", "who has read it"};
static const docmill_field *const metadata[] = {&by, NULL};
static const char *const suffixes[] = {".lines", NULL};
static const docmill_reader lines = {.size = sizeof(docmill_reader),
                                     .flags = DOCMILL_READER_MIDDLE,
                                     .id = "old-lines",
                                     .version = "1.0.0",
                                     .summary = "a document for each line",
                                     .suffixes = suffixes,
                                     .n_options = 1,
                                     .n_metadata = 1,
                                     .options = options,
                                     .metadata = metadata,
                                     .create = create,
                                     .open = open_file,
                                     .next = next,
                                     .close = close_file,
                                     .begin = begin,
                                     .decode = decode,
                                     .end = end_worker,
                                     .destroy = destroy};
static const docmill_reader *const readers[] = {&lines, NULL};

DOCMILL_NOTE;
DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {.size = sizeof docmill_stage_library_1,
                                                                      .min_host_minor = 1,
                                                                      .built_minor = DOCMILL_ABI_MINOR,
                                                                      .sdk = "c",
                                                                      .compiler = __VERSION__,
                                                                      .readers = readers,
                                                                      .n_readers = 1};
