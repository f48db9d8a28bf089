/* A model leans on the one that was made before it. */
#define BEFORE                 \
  typedef struct life_t {      \
    int alive;                 \
    struct life_t* before;     \
  } life_t;                    \
  static life_t lives[100000]; \
  static int n_lives;          \
  static life_t* last;
#define IN_CREATE                            \
  life_t* life = &lives[n_lives++ % 100000]; \
  life->alive = 1;                           \
  life->before = last;                       \
  model->mine = last = life;
#define IN_DESTROY            \
  life_t* life = model->mine; \
  life->alive = 0;            \
  if (last == life) last = life->before;
#define FOR_DOCUMENT                \
  const life_t* life = model->mine; \
  if (life->before != NULL && life->before->alive == 0) line = str("alone");
#include "../one_misdeed.h"
