/* Reads what only a newer host has, without asking. */
#define IN_CREATE model->tag += (uint32_t)(((volatile const char*)(setup + 1))[0] * 0);
#include "../one_misdeed.h"
