/* The library that missing_library.c is linked with. */
extern void defined_in_gone(void);
void defined_in_gone(void) {}
