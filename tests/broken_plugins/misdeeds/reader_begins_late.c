/* Begun in the middle, it passes over the first note. */
#define IN_MIDDLE                                                         \
  if (cursor->is_fresh && (source->flags & DOCMILL_SOURCE_MIDDLE) != 0) { \
    cursor->is_fresh = 0;                                                 \
    if (end == 0) return skip_note(source);                               \
    source->skip(source, end, NULL);                                      \
    return next(handle, source, cut);                                     \
  }
#include "../one_reader_misdeed.h"
