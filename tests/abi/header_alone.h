/* The body of header_c11.c and header_cpp*.cpp: stage_abi.h alone, in one language, with every warning an error. What
 * the language makes of the layout is exported as a list of numbers, in the order of stage_abi_layout.h. */
#include <docmill/stage_abi.h>
/* once more: the guard */
#include <docmill/stage_abi.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FROZEN(type, bytes) sizeof(type),
#define STRUCT(type, bytes) sizeof(type),
#define MEMBER(type, member, at) offsetof(type, member),
extern const size_t LAYOUT_NAME[];
const size_t LAYOUT_NAME[] = {
#include "stage_abi_layout.h"
    0};
#undef FROZEN
#undef STRUCT
#undef MEMBER

#ifdef __cplusplus
}
#endif
