#define LAYOUT_NAME docmill_layout_c11
#include "header_alone.h"

/* The macros, as a stage in C uses them. */
extern int docmill_layer_has_map(const docmill_layer* layer);
int docmill_layer_has_map(const docmill_layer* layer) { return DOCMILL_HAS(docmill_layer, layer, n_map); }

extern const docmill_elf_note* docmill_c11_note(void);
DOCMILL_NOTE;
const docmill_elf_note* docmill_c11_note(void) { return &docmill_elf_note_; }
