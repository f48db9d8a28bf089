#include <utility>

#include "host/guard/foreign_call.hpp"
#include "host/stages/stage_call.hpp"

namespace docmill::host {

StageWorker::StageWorker(StageWorker&& other) noexcept
    : stage_(std::exchange(other.stage_, nullptr)), handle_(std::exchange(other.handle_, nullptr)) {}

int32_t StageWorker::open(const StageInstance& stage) {
  if (stage_ != nullptr) return DOCMILL_OK;
  void* handle = nullptr;
  const ForeignCall call(ForeignWork::open, stage.planned().name());
  const int32_t status = stage.table().open(stage.model(), &handle);
  if (status != DOCMILL_OK) return status;
  stage_ = &stage;
  handle_ = handle;
  return DOCMILL_OK;
}

void StageWorker::close() {
  if (stage_ != nullptr) {
    const ForeignCall call(ForeignWork::close, stage_->planned().name());
    stage_->table().close(handle_);
  }
  stage_ = nullptr;
  handle_ = nullptr;
}

}  // namespace docmill::host
