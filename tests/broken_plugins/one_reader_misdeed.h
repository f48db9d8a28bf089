/* A right reader in C: each file misdeeds/reader_*.c makes it break one rule of the ABI, by one of the macros below,
 * and includes this. Without any macro `docmill check-stage` finds nothing (misdeeds/reader_none.c).
 *
 * It reads notes: one begins with "# " at the beginning of a line, and ends where the next begins. Those whose title
 * begins with '!' are passed over.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <docmill/stage_abi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- what a file of misdeeds/ may say; the variables that each can see stand in the functions below */
#ifndef BEFORE /* definitions in front of everything */
#define BEFORE
#endif
#ifndef IN_OPEN
#define IN_OPEN
#endif
#ifndef IN_CLOSE
#define IN_CLOSE
#endif
#ifndef IN_NEXT
#define IN_NEXT
#endif
#ifndef FOR_CUT /* may change `cut` */
#define FOR_CUT
#endif
#ifndef FIRST_PEEK /* bytes that are asked for first */
#define FIRST_PEEK 256
#endif
#ifndef IS_LAST /* of the record that the bytes shown end in */
#define IS_LAST (bytes.size < wanted)
#endif
#ifndef ON_LARGE
#define ON_LARGE
#endif
#ifndef IN_MIDDLE
#define IN_MIDDLE
#endif
#ifndef IN_DECODE
#define IN_DECODE
#endif
#ifndef IN_END
#define IN_END
#endif
#ifndef ON_REFUSED_RAW
#define ON_REFUSED_RAW return DOCMILL_OK;
#endif
#ifndef METADATA
#define METADATA "{\"lines\":%llu}"
#endif

/* ---- the right reader */
typedef struct cursor_t {
  uint64_t to_skip; /* bytes of the note that came out last */
  int is_fresh;     /* nothing was looked at */
  uint64_t n_cuts;
  char locator[64];
  void* mine; /* for misdeeds, as are those of the worker */
} cursor_t;

typedef struct worker_t {
  const char* seen;
  int64_t number;
} worker_t;

static docmill_str str(const char* text) { return (docmill_str){text, strlen(text)}; }

BEFORE

static int32_t create(const docmill_reader* self, const docmill_setup* setup, void** made) {
  (void)self;
  if (setup->values[0].integer < 0 || setup->values[0].integer > 9) {
    setup->diagnose(setup, DOCMILL_LEVEL_ERROR, str("most-lines"), 0, 0, 0, str("it must be between 0 and 9"));
    return DOCMILL_ERROR_CONFIGURATION;
  }
  int64_t* most_lines = malloc(sizeof *most_lines);
  if (most_lines == NULL) return DOCMILL_ERROR_RESOURCE;
  *most_lines = setup->values[0].integer;
  *made = most_lines;
  return DOCMILL_OK;
}

static void destroy(void* model) { free(model); }

static int32_t open_file(const void* model, docmill_source* source, void** made) {
  cursor_t* cursor = calloc(1, sizeof *cursor);
  (void)model, (void)source;
  if (cursor == NULL) return DOCMILL_ERROR_RESOURCE;
  cursor->is_fresh = 1;
  IN_OPEN
  *made = cursor;
  return DOCMILL_OK;
}

static void close_file(void* handle) {
  cursor_t* cursor = handle;
  IN_CLOSE
  free(cursor);
}

/* Where the next note begins, from 1 on; the size where none does. */
static uint64_t find_note(docmill_str bytes) {
  for (uint64_t i = 1; i + 1 < bytes.size; ++i)
    if (bytes.data[i - 1] == '\n' && bytes.data[i] == '#' && bytes.data[i + 1] == ' ') return i;
  return bytes.size;
}

/* Shows bytes up to the next note or the end of the file; *end: where it is. 0: it is too far away. */
static int32_t peek_note(docmill_source* source, docmill_str* shown, uint64_t* end) {
  for (uint64_t wanted = FIRST_PEEK;; wanted *= 2) {
    docmill_str bytes;
    if (wanted > source->max_record) wanted = source->max_record;
    const int32_t status = source->peek(source, wanted, &bytes);
    if (status != DOCMILL_OK) return status;
    *end = find_note(bytes);
    *shown = bytes;
    if (*end < bytes.size || IS_LAST) return DOCMILL_OK;
    if (wanted == source->max_record) {
      *end = 0;
      return DOCMILL_OK;
    }
  }
}

/* Passes over a note that is too large, piece by piece. */
static int32_t skip_note(docmill_source* source) {
  for (;;) {
    docmill_str bytes;
    const int32_t status = source->peek(source, source->max_record, &bytes);
    if (status != DOCMILL_OK) return status;
    const uint64_t end = find_note(bytes);
    const int is_end = end < bytes.size || bytes.size < source->max_record;
    source->skip(source, is_end ? end : bytes.size - 2, NULL);
    if (is_end) return DOCMILL_OK;
  }
}

static void say_record(cursor_t* cursor, docmill_str bytes, docmill_cut* cut) {
  cut->kind = DOCMILL_CUT_RECORD;
  cut->bytes = bytes;
  snprintf(cursor->locator, sizeof cursor->locator, "byte %llu", (unsigned long long)cut->offset);
  cut->locator = str(cursor->locator);
  if (bytes.size > 2 && bytes.data[2] == '!') {
    cut->kind = DOCMILL_CUT_PASSED;
    cut->code = str("remark");
  }
}

static int32_t next(void* handle, docmill_source* source, docmill_cut* cut) {
  cursor_t* cursor = handle;
  docmill_str bytes;
  uint64_t end;
  source->skip(source, cursor->to_skip, NULL);
  cursor->to_skip = 0;
  IN_NEXT
  int32_t status = peek_note(source, &bytes, &end);
  if (status != DOCMILL_OK) return status;
  if (bytes.size == 0) return DOCMILL_OK;
  if (cursor->is_fresh && (bytes.size < 2 || bytes.data[0] != '#' || bytes.data[1] != ' ')) {
    const int is_middle = (source->flags & DOCMILL_SOURCE_MIDDLE) != 0;
    cursor->is_fresh = 0;
    cut->offset = source->offset(source);
    if (end == 0) status = skip_note(source);
    else source->skip(source, end, NULL);
    if (status != DOCMILL_OK || is_middle) return status != DOCMILL_OK ? status : next(handle, source, cut);
    cut->kind = DOCMILL_CUT_PROBLEM;
    cut->code = str("no-note");
    cut->message = str("no note begins here; what stands before the first is not read");
    return DOCMILL_OK;
  }
  IN_MIDDLE
  cursor->is_fresh = 0;
  cut->offset = source->offset(source);
  if (end == 0) {
    ON_LARGE
    cut->kind = DOCMILL_CUT_TOO_LARGE;
    return skip_note(source);
  }
  cursor->to_skip = end;
  bytes.size = end;
  say_record(cursor, bytes, cut);
  ++cursor->n_cuts;
  FOR_CUT
  return DOCMILL_OK;
}

static int32_t begin(const void* model, void** made) {
  worker_t* worker = calloc(1, sizeof *worker);
  (void)model;
  if (worker == NULL) return DOCMILL_ERROR_RESOURCE;
  *made = worker;
  return DOCMILL_OK;
}

static int32_t decode(void* handle, const docmill_cut* cut, docmill_record* record) {
  worker_t* worker = handle;
  unsigned long long lines = 0;
  char metadata[100];
  (void)worker;
  IN_DECODE
  record->format(record, str("text/plain"), str("utf-8"));
  for (uint64_t start = 0; start < cut->bytes.size; ++lines) {
    uint64_t end = start;
    while (end < cut->bytes.size && cut->bytes.data[end] != '\n') ++end;
    if (end < cut->bytes.size) ++end;
    if (record->raw(record, (docmill_str){cut->bytes.data + start, end - start}) != DOCMILL_OK) {
      ON_REFUSED_RAW
    }
    start = end;
  }
  if (lines < 2) record->note(record, str("no-body"), str("the note has a title and no body"));
  snprintf(metadata, sizeof metadata, METADATA, lines);
  record->metadata(record, str(metadata));
  return DOCMILL_OK;
}

static void end_worker(void* handle) {
  worker_t* worker = handle;
  IN_END
  free(worker);
}

static const docmill_option most_lines = {.size = sizeof(docmill_option),
                                          .type = DOCMILL_OPTION_INTEGER,
                                          .name = "most-lines",
                                          .fallback = "3",
                                          .minimum = 0,
                                          .maximum = 9,
                                          .summary = "what a person wants to remember"};
static const docmill_option remark = {.size = sizeof(docmill_option),
                                      .type = DOCMILL_OPTION_STRING,
                                      .name = "remark",
                                      .fallback = "\"\"",
                                      .summary = "what a person wants to remember, too"};
static const docmill_option lists = {.size = sizeof(docmill_option),
                                     .type = DOCMILL_OPTION_FILES,
                                     .name = "lists",
                                     .fallback = "[]",
                                     .summary = "files that nobody reads"};
static const docmill_option* const options[] = {&most_lines, &remark, &lists};
static const docmill_field lines_field = {sizeof(docmill_field), DOCMILL_TYPE_INTEGER, "lines", "how many it has"};
static const docmill_field* const metadata_fields[] = {&lines_field};
static const char* const suffixes[] = {".notes", NULL};

static const docmill_reader reader = {
    .size = sizeof(docmill_reader),
    .flags = DOCMILL_READER_MIDDLE,
    .id = "misread",
    .version = "1.0.0",
    .summary = "a document for each note",
    .suffixes = suffixes,
    .n_options = 3,
    .n_metadata = 1,
    .options = options,
    .metadata = metadata_fields,
    .create = create,
    .open = open_file,
    .next = next,
    .close = close_file,
    .begin = begin,
    .decode = decode,
    .end = end_worker,
    .destroy = destroy,
};
static const docmill_reader* const readers[] = {&reader};

DOCMILL_NOTE;
DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {
    .size = sizeof(docmill_stage_library),
    .min_host_minor = 1,
    .built_minor = DOCMILL_ABI_MINOR,
    .sdk = "c",
    .compiler = __VERSION__,
    .readers = readers,
    .n_readers = 1,
};
