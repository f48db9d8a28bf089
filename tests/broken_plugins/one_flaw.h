/* A right plugin in C, in which each file of flaws/ spoils one thing: it defines one of the macros below and includes
 * this. Without any macro the plugin is right (flaws/none.c). */
#include <docmill/stage_abi.h>

#ifndef ABI_MAJOR
#define ABI_MAJOR DOCMILL_ABI_MAJOR
#endif
#ifndef POINTER_SIZE
#define POINTER_SIZE 8
#endif
#ifndef NOTE_OWNER
#define NOTE_OWNER "docmill"
#endif
#ifndef LIBRARY_SIZE
#define LIBRARY_SIZE sizeof(docmill_stage_library)
#endif
#ifndef MIN_HOST_MINOR
#define MIN_HOST_MINOR 0
#endif
#ifndef SDK
#define SDK "c"
#endif
#ifndef STAGES
#define STAGES stages
#endif
#ifndef N_STAGES
#define N_STAGES 1
#endif
#ifndef FIRST_STAGE
#define FIRST_STAGE &stage
#endif
#ifndef STAGE_SIZE
#define STAGE_SIZE sizeof(docmill_stage)
#endif
#ifndef FLAGS
#define FLAGS DOCMILL_PURE
#endif
#ifndef ID
#define ID "flawed"
#endif
#ifndef VERSION
#define VERSION "1.0.0"
#endif
#ifndef SUMMARY
#define SUMMARY "does nothing"
#endif
#ifndef PROCESS
#define PROCESS process
#endif
#ifndef FINISH
#define FINISH 0
#endif
#ifndef PORT
#define PORT .kind = DOCMILL_KIND_SPANS, .layer = "marks", .over = "text"
#endif
#ifndef FIELD
#define FIELD .type = DOCMILL_TYPE_STRING, .name = "colour"
#endif
#ifndef OPTION
#define OPTION .type = DOCMILL_OPTION_INTEGER, .name = "amount", .fallback = "1", .minimum = 0, .maximum = 9
#endif
#ifndef IN_CREATE
#define IN_CREATE
#endif
#ifndef BEFORE_PROCESS
#define BEFORE_PROCESS
#endif

static int32_t create(const docmill_stage* self, const docmill_setup* setup, void** model) {
  (void)self, (void)setup;
  IN_CREATE
  *model = 0;
  return DOCMILL_OK;
}
static int32_t open_worker(const void* model, void** worker) {
  (void)model;
  *worker = 0;
  return DOCMILL_OK;
}
static int32_t process(void* worker, const docmill_batch* batch, docmill_output* out) {
  (void)worker, (void)batch, (void)out;
  BEFORE_PROCESS
  return DOCMILL_OK;
}
static void close_worker(void* worker) { (void)worker; }
static void destroy(void* model) { (void)model; }

static const docmill_port text = {
    .size = sizeof(docmill_port), .kind = DOCMILL_KIND_TEXT, .layer = "text", .summary = "the text"};
static const docmill_port* const required[] = {&text};
static const docmill_field field = {.size = sizeof(docmill_field), .summary = "of the marks", FIELD};
static const docmill_field* const fields[] = {&field};
static const docmill_port port = {
    .size = sizeof(docmill_port), .summary = "what is provided", .n_fields = 1, .fields = fields, PORT};
static const docmill_port* const provided[] = {&port};
static const docmill_option option = {.size = sizeof(docmill_option), .summary = "how much", OPTION};
static const docmill_option* const options[] = {&option};

/* `process` is always used, so that a flaw may leave it out of the table. */
static int32_t (*const used)(void*, const docmill_batch*, docmill_output*) __attribute__((used)) = process;

static const docmill_stage stage = {
    .size = STAGE_SIZE,
    .flags = FLAGS,
    .id = ID,
    .version = VERSION,
    .summary = SUMMARY,
    .n_requires = 1,
    .n_provides = 1,
    .requires_ports = required,
    .provides_ports = provided,
    .n_options = 1,
    .options = options,
    .create = create,
    .open = open_worker,
    .process = PROCESS,
    .close = close_worker,
    .destroy = destroy,
    .finish = FINISH,
};
static const docmill_stage* const stages[] = {FIRST_STAGE, &stage};

#ifndef WITHOUT_SYMBOL
DOCMILL_EXPORT const docmill_stage_library docmill_stage_library_1 = {
    .size = LIBRARY_SIZE,
    .min_host_minor = MIN_HOST_MINOR,
    .built_minor = DOCMILL_ABI_MINOR,
    .sdk = SDK,
    .compiler = __VERSION__,
    .stages = STAGES,
    .n_stages = N_STAGES,
};
#else
static const docmill_stage* const* const kept __attribute__((used)) = stages;
#endif

#ifndef WITHOUT_NOTE
__attribute__((section(".note.docmill"), used, aligned(4))) static const docmill_elf_note note = {
    8, 8, 1, NOTE_OWNER, ABI_MAJOR, DOCMILL_ABI_MINOR, POINTER_SIZE, 0};
#endif
