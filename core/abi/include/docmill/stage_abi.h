/* docmill stage ABI, version 1.
 *
 * This header is all that a stage and the host know of each other. It is plain C11 (and C++11 or newer), needs no
 * other file of docmill and no compiler extension to be included. A *stage* reads some layers of a document and adds
 * others; a *plugin* is a shared library (ELF, 64-bit little-endian) that holds one or more stages; the *host* loads
 * plugins, reads documents and calls the stages. C++ authors will be happier with the SDK (docmill/sdk/stage.hpp),
 * which is a thin header-only layer over this one.
 *
 * Three rules hold everywhere:
 *
 *  R1  Memory never changes owner. What you receive is borrowed until the call returns (what `create` receives, until
 *      `destroy`). What you give is copied before the call that takes it returns. There is no free function.
 *  R2  Constness is the thread rule. A `const T *` may be used by many threads at once, a `T *` by one at a time.
 *  R3  Structs grow only at the tail and say their size. Check `size` before you read a member that is newer than the
 *      ABI minor you require (DOCMILL_HAS). Arrays of growing structs are arrays of pointers. Only *rows* have a frozen
 *      size, by the static assertions at the end. Flag bits 0-15 must be understood by the reader, bits 16-31 may be
 *      ignored. An incompatible change is a new symbol, docmill_stage_library_2.
 *
 * The life of a stage:
 *
 *      load ─ read docmill_stage_library_1 (constant data: no code of yours has run)
 *        └ create(setup) → model                one at a time; options checked, resources mapped
 *            ├ begin(model, output)             once, before the first document (stages that write; may be NULL)
 *            ├ open(model) → worker             once for each thread
 *            │   └ process(worker, batch, output)   again and again
 *            │   └ finish(worker, output)       once, after the last document (DOCMILL_ORDERED only; may be NULL)
 *            │   └ close(worker)
 *            ├ end(model, output)               once, after the last document (stages that write; may be NULL)
 *            └ destroy(model)                   one at a time
 *
 * A plugin may hold *readers* as well, or readers alone (since 1.1): what makes documents out of files. Their life is told
 * at docmill_reader.
 *
 * The library is never unloaded. No exception may leave any of these functions.
 *
 * Names: layers, keys and fields are snake_case ([a-z][a-z0-9_]*); stages and options are kebab-case ([a-z][a-z0-9-]*).
 * Text is UTF-8, offsets are bytes, ranges are half-open [start, end).
 */
#ifndef DOCMILL_STAGE_ABI_H
#define DOCMILL_STAGE_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define DOCMILL_NOEXCEPT noexcept
#define DOCMILL_STATIC_ASSERT(condition, message) static_assert(condition, message)
extern "C" {
#else
#define DOCMILL_NOEXCEPT /* behind every function type, as no exception may leave it; in C++ `noexcept` */
#define DOCMILL_STATIC_ASSERT(condition, message) _Static_assert(condition, message) /* static_assert in both languages */
#endif

/* The version of this header. The major is part of the exported symbol's name. */
#define DOCMILL_ABI_MAJOR 1
/* What has been added at the tails since minor 0: a host of minor M runs every plugin whose library says
 * min_host_minor <= M. */
#define DOCMILL_ABI_MINOR 2

/* Does the struct at `pointer` reach as far as `member`? Use it before reading anything newer than what you require. */
#define DOCMILL_HAS(type, pointer, member) \
  ((pointer)->size >= (uint32_t)(offsetof(type, member) + sizeof(((const type *)0)->member)))

/* ---- strings and cells ------------------------------------------------------------------------------------------ */

/* UTF-8 bytes, not NUL-terminated; may hold NUL. `data` may be NULL when `size` is 0. */
typedef struct docmill_str {
  const char *data; /* borrowed: how long, the function says that takes or gives it */
  uint64_t size;    /* bytes */
} docmill_str;

/* A string inside the pool of the same layer: pool[offset, offset + size). */
typedef struct docmill_ref {
  uint32_t offset; /* bytes from the beginning of the pool */
  uint32_t size;   /* bytes */
} docmill_ref;

/* One value of a declared key or field, read by its declared type. A null cell has all bits zero. */
typedef union docmill_cell {
  int64_t integer;    /* DOCMILL_TYPE_INTEGER; DOCMILL_TYPE_BOOLEAN: 0 or 1 */
  double number;      /* DOCMILL_TYPE_NUMBER: finite, never -0.0 */
  docmill_ref string; /* DOCMILL_TYPE_STRING */
} docmill_cell;

/* Types of keys of attributes and of fields of spans. */
#define DOCMILL_TYPE_BOOLEAN 1u /* true or false */
#define DOCMILL_TYPE_INTEGER 2u /* 64 bits with a sign */
#define DOCMILL_TYPE_NUMBER 3u /* a double, finite */
#define DOCMILL_TYPE_STRING 4u /* UTF-8 */

/* ---- layers ----------------------------------------------------------------------------------------------------- */

/* Kinds of layers. */
#define DOCMILL_KIND_TEXT 1u       /* UTF-8 in the pool; no rows */
#define DOCMILL_KIND_SPANS 2u      /* rows: docmill_span, each followed by the declared fields */
#define DOCMILL_KIND_ATTRIBUTES 3u /* exactly one row: docmill_attributes followed by the declared keys */
#define DOCMILL_KIND_REWRITE 4u    /* only ever *provided*: rows of docmill_edit over a text; readers see DOCMILL_KIND_TEXT */
#define DOCMILL_KIND_JSON 5u       /* one JSON value (RFC 8259) in the pool, for content whose keys nobody can declare */
#define DOCMILL_KIND_BYTES 6u      /* any bytes in the pool; only the host provides it (`raw`) */

/* One span. In an array, rows are `row_size` bytes apart: this struct, then one docmill_cell for each declared field.
 * Bit 0 of `nulls` says that label is null, bit 1 value, bit 2 score, bit 3 + i the i-th declared field; a null column
 * has all bits zero. Bits beyond the last field are zero. */
typedef struct docmill_span {
  uint64_t nulls;  /* DOCMILL_NULL_... bits */
  uint32_t start; /* bytes of the text that the layer lies over, on a code point border */
  uint32_t end;   /* >= start */
  docmill_ref label; /* what sort of thing it is, e.g. "person" */
  docmill_ref value; /* what the span stands for: a key of the knowledge base, an ISO date; null is NIL */
  double score;      /* finite, never -0.0 */
} docmill_span;

#define DOCMILL_NULL_LABEL ((uint64_t)1 << 0)            /* in docmill_span.nulls: no label */
#define DOCMILL_NULL_VALUE ((uint64_t)1 << 1)            /* no value */
#define DOCMILL_NULL_SCORE ((uint64_t)1 << 2)            /* no score */
#define DOCMILL_NULL_FIELD(i) ((uint64_t)1 << (3 + (i))) /* no value of the i-th declared field, from 0 */
#define DOCMILL_MAX_FIELDS 56u                           /* the most fields of spans, or keys of attributes, in a port */

/* The row of an attributes layer: this struct, then one docmill_cell for each declared key. Bit i: the i-th is null. */
typedef struct docmill_attributes {
  uint64_t nulls; /* DOCMILL_NULL_KEY bits */
} docmill_attributes;

#define DOCMILL_NULL_KEY(i) ((uint64_t)1 << (i)) /* in docmill_attributes.nulls: no value of the i-th declared key, from 0 */

/* One edit of a rewrite: bytes [start, end) of the old text become `replacement` (empty: they go; start == end: they
 * are put in). Edits are sorted and disjoint (start >= the end of the one before), and leave valid UTF-8. What no edit
 * names is kept. Every byte of a replacement stands for the whole range it replaced. */
typedef struct docmill_edit {
  uint32_t start;          /* bytes of the old text, on a code point border */
  uint32_t end;            /* >= start */
  docmill_ref replacement; /* in the pool of the rewrite; valid UTF-8 */
} docmill_edit;

/* One run of the map from a text layer down to the bytes of the source. A run covers the text from `start` to the start
 * of the next run (or the end of the text) in units of `unit` bytes, and the k-th unit stands for the source bytes
 * [source_start + k * source_unit, + source_unit). A copied stretch has unit = source_unit = 1; ASCII out of UTF-16 has
 * unit 1 and source_unit 2; a replacement is one unit. A range of text [a, b) stands for the source from the start of
 * the unit that holds a to the end of the unit that holds b - 1. */
typedef struct docmill_map_run {
  uint32_t start;        /* byte of the text; ascending from run to run, the first is 0 */
  uint32_t source_start; /* byte of the source */
  uint32_t unit;         /* bytes of the text; >= 1 */
  uint32_t source_unit;  /* bytes of the source; 0 for what was put in where nothing stood */
} docmill_map_run;

/* The content of one layer of one document. Rows hold no pointers. The strings of the rows stand in the pool in row
 * order (label, value, fields in order of declaration; keys; replacement) without gaps, so that equal content is equal
 * bytes: the offset of each string that is not null is the end of the one before. Rows are aligned to 8 bytes.
 * A layer that is absent is a NULL pointer instead; an absent layer is not an empty one. */
typedef struct docmill_layer {
  uint32_t size; /* of this struct */
  uint32_t kind; /* DOCMILL_KIND_... */
  const void *rows; /* aligned to 8 bytes; NULL without rows */
  uint32_t n_rows;   /* spans: how many; attributes: 1; 0 for text, JSON and bytes */
  uint32_t row_size; /* bytes from row to row; 0 without rows */
  const char *pool;           /* of text, JSON and bytes: the content; otherwise the strings of the rows */
  uint64_t pool_size;         /* below 2^32 */
  const docmill_map_run *map; /* of a text that comes from the source; NULL otherwise. Ignored in `put`. */
  uint64_t n_map;             /* runs in `map` */
} docmill_layer;

/* One document of a batch. layers[i] is the i-th entry of the catalogue that `create` received (see docmill_setup):
 * the required ports in order of declaration, or all layers for DOCMILL_READS_ALL. NULL where absent. */
typedef struct docmill_document {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t n_layers;                  /* the same for all documents of a run */
  const docmill_layer *const *layers; /* n_layers of them, NULL where absent; borrowed until `process` returns */
} docmill_document;

/* A few documents. How many is the host's affair and must show nowhere in the results. */
typedef struct docmill_batch {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t n_documents;                     /* may be 0 */
  const docmill_document *const *documents; /* borrowed until `process` returns */
} docmill_batch;

/* ---- what a stage declares -------------------------------------------------------------------------------------- */

/* A key of an attributes layer or a field of a spans layer. At most DOCMILL_MAX_FIELDS in a port. */
typedef struct docmill_field {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t type;       /* DOCMILL_TYPE_... */
  const char *name;    /* snake_case */
  const char *summary; /* one sentence */
} docmill_field;

#define DOCMILL_PORT_OPTIONAL (1u << 0) /* of a required port: the stage also runs where the layer is not in the pipeline or absent */
#define DOCMILL_PORT_NO_LABEL (1u << 1) /* of a provided spans port: label is always null; writers leave the column out */
#define DOCMILL_PORT_NO_VALUE (1u << 2) /* likewise value */
#define DOCMILL_PORT_NO_SCORE (1u << 3) /* likewise score */

/* A layer that a stage requires or provides. */
typedef struct docmill_port {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t flags; /* DOCMILL_PORT_... */
  uint32_t kind;  /* DOCMILL_KIND_...; what is provided as a rewrite satisfies DOCMILL_KIND_TEXT */
  uint32_t n_fields; /* at most DOCMILL_MAX_FIELDS; 0 but for spans and attributes */
  const char *layer; /* snake_case; the pipeline may rename it */
  const char *over;  /* spans: the name of the text they lie over; rewrite: of the text that is rewritten. Must be the
                        layer of one of the stage's ports (or, for a required spans port, NULL: over any text).
                        Where a stage requires and provides a text of one name, a rewrite means the required and
                        spans mean the provided one. */
  const char *only_if; /* name of a boolean option on which a provided port hangs; NULL: always there */
  const char *summary; /* one sentence */
  const docmill_field *const *fields; /* required ports: the fields that must be there, found by name and type, handed
                                         over in the order of the catalogue entry */
} docmill_port;

/* Types of options. */
#define DOCMILL_OPTION_BOOLEAN 1u /* true or false */
#define DOCMILL_OPTION_INTEGER 2u /* 64 bits with a sign */
#define DOCMILL_OPTION_NUMBER 3u  /* a double */
#define DOCMILL_OPTION_STRING 4u  /* a string */
#define DOCMILL_OPTION_STRINGS 5u /* a list of strings */
#define DOCMILL_OPTION_FILE 6u  /* a resource: the host reads, hashes and maps it */
#define DOCMILL_OPTION_FILES 7u /* several */

/* An option. The host checks what the pipeline says against this before `create`. */
typedef struct docmill_option {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t type;        /* DOCMILL_OPTION_... */
  const char *name;     /* kebab-case */
  const char *fallback; /* the default as a TOML literal ("3", "true", "\"text\"", "[]"); NULL: the user must say it.
                           FILE: "\"\"" is no file. "plugin:NAME" is a file beside the plugin's library. */
  double minimum; /* lower bound of INTEGER and NUMBER, itself included */
  double maximum; /* upper bound, itself included; both 0: no bounds */
  const char *const *choices; /* of STRING and STRINGS: what may be said, ended by NULL; NULL: anything */
  const char *summary;        /* one sentence, with the unit */
} docmill_option;

/* ---- what `create` receives ------------------------------------------------------------------------------------- */

/* A file that the host read for the stage. Borrowed until `destroy`. */
typedef struct docmill_resource {
  docmill_str name;   /* as the pipeline wrote it: for messages */
  docmill_str bytes;  /* read-only, there once, shared by all */
  docmill_str sha256; /* 64 hexadecimal digits */
} docmill_resource;

/* The value of one option: `integer` for BOOLEAN and INTEGER, `number` for NUMBER, `strings` (1 or n_items) for STRING
 * and STRINGS, `resources` (0, 1 or n_items) for FILE and FILES. */
typedef struct docmill_value {
  uint32_t type;    /* DOCMILL_OPTION_..., as declared */
  uint32_t n_items; /* of strings or resources; 0 for BOOLEAN, INTEGER, NUMBER */
  int64_t integer;                   /* BOOLEAN: 0 or 1; INTEGER */
  double number;                     /* NUMBER: finite */
  const docmill_str *strings;        /* STRING: one; STRINGS: n_items; otherwise NULL */
  const docmill_resource *resources; /* FILE: one, or none where it names none; FILES: n_items; otherwise NULL */
} docmill_value;

/* A layer as the pipeline bound it. */
typedef struct docmill_catalogue_entry {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t flags;       /* DOCMILL_PORT_NO_... of the port that provides it */
  docmill_str layer;    /* its name in this pipeline (also in records) */
  docmill_str port;     /* its name in the stage's declaration; with DOCMILL_READS_ALL the same as `layer` */
  docmill_str over;     /* name of the text it lies over; empty for none */
  docmill_str provider; /* "cleaner 1.0.0", "summarise (process 1.0.0)", "A or B", "makers@host"; "host" */
  uint32_t kind;        /* as read: DOCMILL_KIND_TEXT for a rewrite. 0: an optional port that nothing provides */
  uint32_t n_fields;    /* of the provider: may be more than a required port asks for */
  const docmill_field *const *fields; /* the provider's declaration, in the order of the cells */
} docmill_catalogue_entry;

/* Levels of log messages and notes. */
#define DOCMILL_LEVEL_DEBUG 0u /* for who looks for a fault */
#define DOCMILL_LEVEL_INFO 1u  /* what happens */
#define DOCMILL_LEVEL_WARNING 2u /* what the user should look at */
#define DOCMILL_LEVEL_ERROR 3u /* what went wrong */

/* Outputs that a writing stage may open. */
#define DOCMILL_OUTPUT_FILE 1u   /* one file; what is emitted is appended in document order */
#define DOCMILL_OUTPUT_FOLDER 2u /* a folder; what is emitted for a document becomes its file, named by the host after the document's id */

/* What `create` receives. The values and resources, strings and catalogue are borrowed until `destroy`. The functions
 * may be called only until `create` returns, except `log`, which may be called at any time from any thread. */
typedef struct docmill_setup {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t host_minor;     /* DOCMILL_ABI_MINOR of the host */
  const char *host_name;   /* "docmill" */
  const char *host_version; /* e.g. "0.1.0" */
  docmill_str stage_name;  /* the stage's name in the pipeline */
  uint32_t n_values; /* as many as options are declared */
  uint32_t n_inputs; /* the required ports, or all layers for DOCMILL_READS_ALL */
  const docmill_value *values; /* one for each declared option, in order of declaration, defaults filled in */
  const docmill_catalogue_entry *const *inputs;  /* what layers[i] of a document will be */
  const docmill_catalogue_entry *const *outputs; /* what port i of `put` will be; kind 0: switched off by `only_if` */
  uint32_t n_outputs; /* the provided ports */
  uint32_t reserved;  /* 0 */
  void *impl; /* the host's */

  /* Writes a line to the host's log. For messages about the stage; what concerns a document goes to `note`. */
  void (*log)(const struct docmill_setup *, uint32_t level, docmill_str message) DOCMILL_NOEXCEPT;
  /* Says why `create` will fail, or what the user should know. `option` is the option at fault or empty; `item` its
   * index in a list, `line` and `column` (from 1) a place inside a resource, all 0 when not known. The host adds file,
   * line and column of the pipeline. Call it as often as there are mistakes. */
  void (*diagnose)(const struct docmill_setup *, uint32_t level, docmill_str option, uint32_t item, uint32_t line,
                   uint32_t column, docmill_str message) DOCMILL_NOEXCEPT;
  /* Opens an output under OUT/records and gives its index (0, 1, ...), or UINT32_MAX when the name is refused (the host
   * has then said why). `name` is used unless the pipeline's `file` key names another (for the first output only).
   * FILE: `name` is like "documents.jsonl", `suffix` empty. FOLDER: `name` is like "markdown", `suffix` like ".md". */
  uint32_t (*open_output)(const struct docmill_setup *, uint32_t kind, docmill_str name,
                          docmill_str suffix) DOCMILL_NOEXCEPT;
} docmill_setup;

/* ---- what `process` receives ------------------------------------------------------------------------------------ */

/* What a stage's functions return. */
#define DOCMILL_OK 0
#define DOCMILL_REFUSED 1             /* put, emit: not taken; the host has failed this document and said why. Go on with the next. */
#define DOCMILL_STOP 2                /* the host wants the call to end; return DOCMILL_STOP at once */
#define DOCMILL_ERROR_CONFIGURATION 3 /* create: options or resources are wrong; `diagnose` has said how */
#define DOCMILL_ERROR_RESOURCE 4      /* out of memory or the like */
#define DOCMILL_ERROR_INTERNAL 5      /* the whole call failed: process is then repeated document by document */

/* Verdicts on one document. */
#define DOCMILL_DROP 1u /* not wanted (a filter): counted, listed in the index, not written */
#define DOCMILL_FAIL 2u /* could not be processed: listed with its reason */

#define DOCMILL_NO_DOCUMENT UINT32_MAX /* instead of an index in the batch: no document, the stage itself */

/* Takes the results of one call. Belongs to the thread of that call. `document` is the index in the batch; in begin,
 * end and finish it is DOCMILL_NO_DOCUMENT. */
typedef struct docmill_output {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t max_spans; /* the most spans that a layer of one document may have: put refuses more. 0: not said */
  void *impl; /* the host's */

  /* Provides port `port` (index of the declaration) for a document, once. Checked and copied. */
  int32_t (*put)(struct docmill_output *, uint32_t document, uint32_t port, const docmill_layer *) DOCMILL_NOEXCEPT;
  /* Drops or fails one document: DOCMILL_DROP, DOCMILL_FAIL. `code` is kebab-case, `message` a sentence. */
  int32_t (*verdict)(struct docmill_output *, uint32_t document, uint32_t verdict, docmill_str code,
                     docmill_str message) DOCMILL_NOEXCEPT;
  /* A remark on one document; comes out in input order with stage and id. */
  int32_t (*note)(struct docmill_output *, uint32_t document, uint32_t level, docmill_str code,
                  docmill_str message) DOCMILL_NOEXCEPT;
  /* Appends bytes to an output opened in `create`. Nothing reaches the disk for a document that fails later in the same
   * stage. In begin, end and finish only outputs of kind FILE. */
  int32_t (*emit)(struct docmill_output *, uint32_t document, uint32_t output, docmill_str bytes) DOCMILL_NOEXCEPT;
  /* Not 0 when the host wants the call to end. For loops that may run for seconds. */
  int32_t (*should_stop)(const struct docmill_output *) DOCMILL_NOEXCEPT;
} docmill_output;

/* ---- the stage -------------------------------------------------------------------------------------------------- */

/* Schedule: exactly one of PURE, ORDERED, EXTERNAL (none of them with PORTS_FROM_PIPELINE: the pipeline's key `pure`
 * then says PURE or EXTERNAL). */
#define DOCMILL_PURE (1u << 0)     /* a function of the layers it requires, its options and resources, and nothing else */
#define DOCMILL_ORDERED (1u << 1)  /* may also depend on earlier documents: one worker, input order */
#define DOCMILL_EXTERNAL (1u << 2) /* depends on the world; the pipeline must allow it and the run is marked */
#define DOCMILL_READS_ALL (1u << 3) /* reads every layer there is (writers do); declares no required ports */
#define DOCMILL_PORTS_FROM_PIPELINE (1u << 4) /* requires, provides and pure are keys of the stage in the pipeline file */

/* A stage: what it declares, and its functions. Constant data. The functions return DOCMILL_OK or an error; none may be NULL
 * but finish, begin and end. */
typedef struct docmill_stage {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t flags;      /* DOCMILL_PURE ... */
  const char *id;      /* kebab-case; what `use` says */
  const char *version; /* of the stage's behaviour: MAJOR.MINOR.PATCH */
  const char *summary; /* one sentence */
  uint32_t n_requires; /* ports that it reads; 0 with READS_ALL and PORTS_FROM_PIPELINE */
  uint32_t n_provides; /* ports that it may give; 0 with PORTS_FROM_PIPELINE */
  const docmill_port *const *requires_ports; /* their order is that of docmill_document.layers */
  const docmill_port *const *provides_ports; /* their order is that of `port` in `put` */
  uint32_t n_options; /* options that it declares */
  uint32_t reserved;  /* 0 */
  const docmill_option *const *options; /* their order is that of docmill_setup.values */

  /* Makes the shared, immutable model. On anything but DOCMILL_OK *model is ignored. [one thread at a time] */
  int32_t (*create)(const struct docmill_stage *, const docmill_setup *, void **model) DOCMILL_NOEXCEPT;
  /* Makes a worker: the scratch space of one thread at a time. [any thread] */
  int32_t (*open)(const void *model, void **worker) DOCMILL_NOEXCEPT;
  /* Works on a batch. A bad document never fails the batch: give a verdict and go on. [thread that holds the worker] */
  int32_t (*process)(void *worker, const docmill_batch *, docmill_output *) DOCMILL_NOEXCEPT;
  /* Ends a worker. [thread that holds the worker] */
  void (*close)(void *worker) DOCMILL_NOEXCEPT;
  /* Ends the model, after all of its workers. What `create` received is gone afterwards. [one thread at a time] */
  void (*destroy)(void *model) DOCMILL_NOEXCEPT;
  /* After the last document; NULL unless DOCMILL_ORDERED. May emit and note. [thread that holds the worker] */
  int32_t (*finish)(void *worker, docmill_output *) DOCMILL_NOEXCEPT;
  /* What stands before the first document (a header): depends on options alone. May be NULL. [one thread at a time] */
  int32_t (*begin)(const void *model, docmill_output *) DOCMILL_NOEXCEPT;
  /* What stands after the last document (a closing bracket): likewise. [one thread at a time] */
  int32_t (*end)(const void *model, docmill_output *) DOCMILL_NOEXCEPT;
} docmill_stage;

/* ---- readers (since ABI 1.1) ------------------------------------------------------------------------------------ */

/* A reader makes documents out of files of a kind: it cuts a file into records, one after another (`next`), and makes a
 * document out of each (`decode`). The host owns the files: opening, unpacking, hashing, limits, numbers of records. The
 * same bytes and options must give the same records; nothing else may be looked at.
 *
 *      create(setup) -> model                       one at a time; options checked, resources mapped
 *        |- open(model, source) -> cursor           for each file  | the one thread that reads,
 *        |   |- next(cursor, source, cut)           for each record| in order
 *        |   `- close(cursor)                                      |
 *        |- begin(model) -> worker                  for each thread| any threads,
 *        |   |- decode(worker, cut, record)         for each record| in any order
 *        |   `- end(worker)                                        |
 *        `- destroy(model)                          one at a time
 *
 * `next` stands in the way of all other work, so what can be left to `decode` is. */

#define DOCMILL_SOURCE_MIDDLE (1u << 0) /* what is shown does not begin at the beginning of the file: what stands before the
                                           first record is no record and is passed over in silence */

/* A file as the host shows it: unpacked, from front to back. Belongs to the thread of the call; borrowed until `close`. */
typedef struct docmill_source {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t flags;      /* DOCMILL_SOURCE_... */
  uint64_t max_record; /* the most bytes that `peek` shows in one piece, and that a cut has */
  docmill_str name;    /* of the file, relative to its root: for messages */
  void *impl; /* the host's */

  /* Shows the bytes that come next: at least `wanted` in one piece, fewer only where no more come. They are valid until
   * the next call of peek or skip. DOCMILL_REFUSED for more than max_record. */
  int32_t (*peek)(struct docmill_source *, uint64_t wanted, docmill_str *bytes) DOCMILL_NOEXCEPT;
  /* Passes over the next `n` bytes, shown or not. *skipped, unless it is NULL: how many there were. */
  int32_t (*skip)(struct docmill_source *, uint64_t n, uint64_t *skipped) DOCMILL_NOEXCEPT;
  /* Where the byte stands that comes next, in bytes of the unpacked file from its beginning. */
  uint64_t (*offset)(const struct docmill_source *) DOCMILL_NOEXCEPT;
} docmill_source;

/* Kinds of cuts. */
#define DOCMILL_CUT_END 0u        /* no record follows. In a damaged file the host may open the reader again, behind the damage */
#define DOCMILL_CUT_RECORD 1u     /* a record: `bytes` go to `decode` */
#define DOCMILL_CUT_PASSED 2u     /* a record that is no document and no mistake (an image): counted under `code` */
#define DOCMILL_CUT_PROBLEM 3u    /* a broken record, or what should be one: listed with `code` and `message` */
#define DOCMILL_CUT_BROKEN_OFF 4u /* the bytes end inside this record: likewise, unless the host knows the reason (damage, ...) */
#define DOCMILL_CUT_TOO_LARGE 5u  /* a record above max_record, which was passed over: the host says so */

/* What is said hangs on where the file ends: a record that goes up to there, anything of a file that is read as a whole.
 * Where the file breaks off or is damaged the host tells of that instead. Since 1.2. */
#define DOCMILL_CUT_HANGS_ON_END (1u << 0)

/* One record as cut. Each takes a number, from 1, which is its line wherever docmill speaks of lines. */
typedef struct docmill_cut {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t kind;       /* DOCMILL_CUT_... */
  uint64_t offset;     /* in `next`: of its first byte in the unpacked file; not before that of the cut before */
  uint64_t n_bytes;    /* in `next`, of a TOO_LARGE one: how many it has; 0: not known */
  docmill_str bytes;   /* at most max_record. From `next`: copied before the next call */
  docmill_str locator; /* where a person finds it in the file, UTF-8, at most 1000 bytes ("entry a/b.html"); may be empty */
  docmill_str code;    /* PASSED, PROBLEM, BROKEN_OFF: kebab-case */
  docmill_str message; /* PROBLEM, BROKEN_OFF: a sentence, with what would be right */
  uint32_t flags;      /* since 1.2: DOCMILL_CUT_HANGS_ON_END */
  uint32_t reserved;   /* since 1.2: 0 */
} docmill_cut;

/* Takes what `decode` has to say of one record. Belongs to the thread of that call. */
typedef struct docmill_record {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t reserved; /* 0 */
  void *impl; /* the host's */

  /* Appends to the document's raw bytes. DOCMILL_REFUSED above [input] max-document: the document has failed; return. */
  int32_t (*raw)(struct docmill_record *, docmill_str bytes) DOCMILL_NOEXCEPT;
  /* What the bytes are: "text/html", and the encoding that is said of them, or "". Without it: "text/plain". */
  int32_t (*format)(struct docmill_record *, docmill_str media_type, docmill_str charset) DOCMILL_NOEXCEPT;
  /* The document's metadata: one JSON object. Without it: {}. */
  int32_t (*metadata)(struct docmill_record *, docmill_str json) DOCMILL_NOEXCEPT;
  /* The document's id, not empty. Without it: FILE:NUMBER. */
  int32_t (*id)(struct docmill_record *, docmill_str id) DOCMILL_NOEXCEPT;
  /* A remark on the document. `code` is kebab-case, `message` a sentence. */
  int32_t (*note)(struct docmill_record *, docmill_str code, docmill_str message) DOCMILL_NOEXCEPT;
  /* The document cannot be made: it is listed as failed. */
  int32_t (*problem)(struct docmill_record *, docmill_str code, docmill_str message) DOCMILL_NOEXCEPT;
} docmill_record;

/* Can begin behind a damaged place (DOCMILL_SOURCE_MIDDLE), and its records do not hang on those before them: a packed
 * file can be gone on with at each of its members, and shared out at them. */
#define DOCMILL_READER_MIDDLE (1u << 0)
/* `decode` starts programs of the machine: there is no sandbox around it under --isolate. What they give must follow from
 * what the record holds, which therefore names the program and its version as well as the bytes. */
#define DOCMILL_READER_PROGRAMS (1u << 1)

/* Bytes by which a file is known (since 1.2). */
typedef struct docmill_first_bytes {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t offset;   /* where they stand in the unpacked file; the last of them before byte 4096 */
  docmill_str bytes; /* 2 to 256 of them */
} docmill_first_bytes;

/* A reader: what it declares, and its functions. Constant data. The functions return DOCMILL_OK or an error; none may be
 * NULL. What fails with an error in `next` ends the file, in `decode` the document. */
typedef struct docmill_reader {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint32_t flags;      /* DOCMILL_READER_... */
  const char *id;      /* kebab-case; what `use` says. The reader `warc` is looked for in reader_warc.so */
  const char *version; /* of its behaviour: MAJOR.MINOR.PATCH */
  const char *summary; /* one sentence */
  const char *const *suffixes; /* of the names of its files (".warc"), ended by NULL: taken when the pipeline names no files.
                                  At least one; since 1.2 there may be none, and the pipeline must name files */
  uint32_t n_options;  /* options that it declares */
  uint32_t n_metadata; /* members of the metadata that it may give */
  const docmill_option *const *options; /* their order is that of docmill_setup.values */
  const docmill_field *const *metadata; /* for people and for conditions: not checked */

  /* Makes the shared, immutable model. There are no inputs and outputs in the setup. [one thread at a time] */
  int32_t (*create)(const struct docmill_reader *, const docmill_setup *, void **model) DOCMILL_NOEXCEPT;
  /* Begins a file. [the thread that reads] */
  int32_t (*open)(const void *model, docmill_source *, void **cursor) DOCMILL_NOEXCEPT;
  /* Cuts the next record; the cut comes with all but `size` 0. [the thread that reads] */
  int32_t (*next)(void *cursor, docmill_source *, docmill_cut *) DOCMILL_NOEXCEPT;
  /* Ends a file, at its end or before. [the thread that reads] */
  void (*close)(void *cursor) DOCMILL_NOEXCEPT;
  /* Makes a worker: the scratch space of one thread at a time. [any thread] */
  int32_t (*begin)(const void *model, void **worker) DOCMILL_NOEXCEPT;
  /* Makes a document of a cut; of it `bytes` and `locator` are there. [thread that holds the worker] */
  int32_t (*decode)(void *worker, const docmill_cut *, docmill_record *) DOCMILL_NOEXCEPT;
  /* Ends a worker. [thread that holds the worker] */
  void (*end)(void *worker) DOCMILL_NOEXCEPT;
  /* Ends the model, after all cursors and workers. What `create` received is gone afterwards. [one thread at a time] */
  void (*destroy)(void *model) DOCMILL_NOEXCEPT;
  /* Since 1.2: how its files begin, one of these; ended by NULL, NULL: nothing is said. When the pipeline names no files,
   * a file that it reads by name, and that nobody takes by its suffix, is taken. */
  const docmill_first_bytes *const *first_bytes;
} docmill_reader;

/* What a plugin exports: constant data under the name docmill_stage_library_1. */
typedef struct docmill_stage_library {
  uint32_t size; /* of this struct, in bytes, as the side that made it knows it */
  uint16_t min_host_minor; /* the oldest host minor that can run it */
  uint16_t built_minor;    /* DOCMILL_ABI_MINOR of the header it was built with */
  const char *sdk;         /* e.g. "docmill-c++ 1.0"; "c" */
  const char *compiler;    /* e.g. __VERSION__ */
  const docmill_stage *const *stages; /* each under an id of its own */
  uint32_t n_stages; /* at least 1; may be 0 where there are readers */
  uint32_t reserved; /* 0 */
  const docmill_reader *const *readers; /* since 1.1: each under an id of its own */
  uint32_t n_readers;  /* since 1.1 */
  uint32_t reserved_1; /* since 1.1: 0 */
} docmill_stage_library;

/* Before the definition: `DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = { ... };` */
#define DOCMILL_EXPORT __attribute__((visibility("default")))
#define DOCMILL_LIBRARY_SYMBOL "docmill_stage_library_1" /* what the host looks up in the library */
/* The one symbol of a plugin; constant data that needs no code to be run. */
extern DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1;

/* The ELF note (owner "docmill", type 1) by which a foreign, older or newer file is refused before any of its code can
 * run. Write DOCMILL_NOTE; once in the plugin, outside any function. */
typedef struct docmill_elf_note {
  uint32_t name_size;       /* 8: of `name`, with its NUL */
  uint32_t descriptor_size; /* 8: of what follows `name` */
  uint32_t type;            /* 1 */
  char name[8];             /* "docmill" */
  uint16_t abi_major;    /* DOCMILL_ABI_MAJOR of the header it was built with */
  uint16_t abi_minor;    /* DOCMILL_ABI_MINOR of it */
  uint16_t pointer_size; /* bytes: 8 */
  uint16_t flags;        /* 0 */
} docmill_elf_note;

/* The note itself: a constant in a section of its own. No semicolon is in it. */
#define DOCMILL_NOTE                                                                            \
  __attribute__((section(".note.docmill"), used, aligned(4))) static const docmill_elf_note     \
      docmill_elf_note_ = {8, 8, 1, "docmill", DOCMILL_ABI_MAJOR, DOCMILL_ABI_MINOR, (uint16_t)sizeof(void *), 0}

/* ---- frozen ------------------------------------------------------------------------------------------------------ */

DOCMILL_STATIC_ASSERT(sizeof(void *) == 8, "docmill stages are 64-bit");
DOCMILL_STATIC_ASSERT(sizeof(docmill_str) == 16, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_ref) == 8, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_cell) == 8, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_span) == 40, "frozen");
DOCMILL_STATIC_ASSERT(offsetof(docmill_span, start) == 8, "frozen");
DOCMILL_STATIC_ASSERT(offsetof(docmill_span, label) == 16, "frozen");
DOCMILL_STATIC_ASSERT(offsetof(docmill_span, score) == 32, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_attributes) == 8, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_edit) == 16, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_map_run) == 16, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_resource) == 48, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_value) == 40, "frozen");
DOCMILL_STATIC_ASSERT(sizeof(docmill_elf_note) == 28, "frozen");
/* ABI 1.0: nothing before these may move. */
DOCMILL_STATIC_ASSERT(offsetof(docmill_layer, n_map) == 48, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_port, fields) == 48, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_option, summary) == 48, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_stage, end) == 128, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_stage_library, stages) == 24, "grows at the tail");
/* ABI 1.1: likewise. */
DOCMILL_STATIC_ASSERT(offsetof(docmill_source, offset) == 56, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_cut, message) == 72, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_record, problem) == 56, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_reader, destroy) == 120, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_stage_library, n_readers) == 48, "grows at the tail");
/* ABI 1.2: likewise. */
DOCMILL_STATIC_ASSERT(offsetof(docmill_cut, flags) == 88, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_first_bytes, bytes) == 8, "grows at the tail");
DOCMILL_STATIC_ASSERT(offsetof(docmill_reader, first_bytes) == 128, "grows at the tail");

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* DOCMILL_STAGE_ABI_H */
