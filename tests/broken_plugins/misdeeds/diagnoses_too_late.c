/* Uses diagnose in process. */
#define FOR_BATCH refuse(worker->model->setup, "remark", "too late");
#include "../one_misdeed.h"
