/* Remarks come from a thread of its own. */
#include <pthread.h>
#define BEFORE                                                                                             \
  typedef struct remark_t {                                                                                \
    docmill_output* out;                                                                                   \
    uint32_t document;                                                                                     \
  } remark_t;                                                                                              \
  static void* remark_of_a_thread(void* about) {                                                           \
    const remark_t* r = about;                                                                             \
    r->out->note(r->out, r->document, DOCMILL_LEVEL_INFO, str("from-a-thread"), str("found by a thread")); \
    return NULL;                                                                                           \
  }
#define FOR_DOCUMENT         \
  pthread_t thread;          \
  remark_t about = {out, i}; \
  if (pthread_create(&thread, NULL, remark_of_a_thread, &about) == 0) pthread_join(thread, NULL);
#include "../one_misdeed.h"
