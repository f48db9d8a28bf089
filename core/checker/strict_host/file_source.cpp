#include "checker/strict_host/file_source.hpp"

#include <algorithm>
#include <utility>

namespace docmill::checker {

FileSource::FileSource(std::string_view bytes, const Settings& settings) : bytes_(bytes), settings_(settings) {
  abi_.size = sizeof abi_;
  abi_.flags = settings.is_middle ? DOCMILL_SOURCE_MIDDLE : 0;
  abi_.max_record = settings.max_record;
  abi_.name = {"the/file", 8};
  abi_.impl = this;
  abi_.peek = on_peek;
  abi_.skip = on_skip;
  abi_.offset = on_offset;
  if (*settings.host == this_host) return;
  shown_ = const_cast<docmill_source*>(place_as(abi_, settings.host->source, memory_));
}

// What was shown before is not for the reader any more.
void FileSource::forget() {
  heap_before_ = std::move(heap_);
  page_before_ = std::move(page_);
  if (heap_before_) heap_before_->overwrite();
  if (page_before_) page_before_->forbid();
}

void FileSource::show(docmill_str* bytes, uint64_t n) {
  const void* at = bytes_.data() + at_;
  if (settings_.showing == Showing::overwritten) at = (heap_ = std::make_unique<HeapPlacement>())->place(at, n);
  if (settings_.showing == Showing::guarded) at = (page_ = std::make_unique<GuardedPlacement>())->place(at, n);
  *bytes = {static_cast<const char*>(at), n};
}

int32_t FileSource::on_peek(docmill_source* source, uint64_t wanted, docmill_str* bytes) noexcept {
  auto& self = *static_cast<FileSource*>(source->impl);
  if (wanted > self.settings_.max_record) return DOCMILL_REFUSED;
  try {
    self.forget();
    const uint64_t most = std::min<uint64_t>(self.bytes_.size() - self.at_, self.settings_.max_record);
    self.show(bytes, std::min(most, std::max(wanted, self.settings_.step)));
    return DOCMILL_OK;
  } catch (...) {
    return DOCMILL_ERROR_RESOURCE;
  }
}

int32_t FileSource::on_skip(docmill_source* source, uint64_t n, uint64_t* skipped) noexcept {
  auto& self = *static_cast<FileSource*>(source->impl);
  self.forget();
  const uint64_t step = std::min<uint64_t>(n, self.bytes_.size() - self.at_);
  self.at_ += step;
  if (skipped != nullptr) *skipped = step;
  return DOCMILL_OK;
}

uint64_t FileSource::on_offset(const docmill_source* source) noexcept {
  return static_cast<const FileSource*>(source->impl)->offset();
}

}  // namespace docmill::checker
