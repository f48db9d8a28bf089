#include "host/input/record_source.hpp"

#include <algorithm>

namespace docmill::host {
namespace {

constexpr std::size_t worth_moving = std::size_t{1} << 20;  // bytes in front of the window

}  // namespace

RecordSource::RecordSource(const Unpacker& unpacker, Blocks blocks) : unpacker_(unpacker), blocks_(std::move(blocks)) {
  abi_.size = sizeof abi_;
  abi_.impl = this;
  abi_.peek = peek;
  abi_.skip = skip;
  abi_.offset = offset_of;
}

void RecordSource::start(std::string_view name, Packing packing, uint64_t max_record, bool whole_members) {
  abi_.flags = 0;
  abi_.max_record = max_record;
  abi_.name = {name.data(), name.size()};
  packing_ = packing;
  whole_members_ = whole_members && packing == Packing::gzip;
  ended_ = false;
  window_.clear();
  member_.clear();
  places_.clear();
  at_ = 0;
  begin_ = member_place_ = 0;
  shows_parts_ = false;
}

void RecordSource::start_again() {
  abi_.flags = DOCMILL_SOURCE_MIDDLE;
  begin_ += window_.size();
  window_.clear();
  member_.clear();
  at_ = 0;
  ended_ = shows_parts_ = false;
}

uint64_t RecordSource::place_of(uint64_t offset) {
  if (packing_ == Packing::none) return offset;
  while (places_.size() > 1 && places_[1].first <= offset) places_.pop_front();
  return places_.empty() ? unpacker_.begin() : places_.front().second;
}

bool RecordSource::publish(std::string_view bytes, uint64_t place) {
  if (at_ == window_.size() || at_ > worth_moving) {
    begin_ += at_;
    window_.erase(0, at_);
    at_ = 0;
  }
  if (places_.empty() || places_.back().second != place) places_.emplace_back(begin_ + window_.size(), place);
  window_ += bytes;
  return true;
}

bool RecordSource::fill() {
  if (ended_) return false;
  if (whole_members_) return fill_members();
  const std::string_view block = blocks_();
  if (!block.empty()) return publish(block, unpacker_.begin());
  ended_ = true;
  return false;
}

// A member more, when all of it could be unpacked.
bool RecordSource::fill_members() {
  for (;;) {
    const std::string_view block = blocks_();
    const bool is_next = !member_.empty() && unpacker_.begin() != member_place_;  // so this one has ended
    if (block.empty()) {
      ended_ = true;
      const bool is_whole = is_next || unpacker_.between();
      if (member_.empty() || !is_whole) return false;
      publish(member_, member_place_);
      member_.clear();
      return true;
    }
    if (is_next) {
      publish(member_, member_place_);
      member_.clear();
    }
    if (member_.empty() && unpacker_.begin() != member_place_) shows_parts_ = false;
    member_place_ = unpacker_.begin();
    if (member_.empty() && unpacker_.between()) return publish(block, member_place_);  // all of it, or its rest
    member_ += block;
    shows_parts_ = shows_parts_ || member_.size() > abi_.max_record;
    if (shows_parts_ || unpacker_.between()) {
      publish(member_, member_place_);
      member_.clear();
      return true;
    }
    if (is_next) return true;
  }
}

int32_t RecordSource::peek(docmill_source* source, uint64_t wanted, docmill_str* bytes) noexcept {
  auto& self = *static_cast<RecordSource*>(source->impl);
  if (wanted > self.abi_.max_record) return DOCMILL_REFUSED;
  try {
    while (self.window_.size() - self.at_ < wanted && self.fill()) {
    }
  } catch (...) {
    return DOCMILL_ERROR_RESOURCE;
  }
  *bytes = {self.window_.data() + self.at_, self.window_.size() - self.at_};
  return DOCMILL_OK;
}

int32_t RecordSource::skip(docmill_source* source, uint64_t n, uint64_t* skipped) noexcept {
  auto& self = *static_cast<RecordSource*>(source->impl);
  uint64_t done = 0;
  try {
    for (;;) {
      const uint64_t step = std::min<uint64_t>(n - done, self.window_.size() - self.at_);
      self.at_ += step;
      done += step;
      if (done == n || !self.fill()) break;
    }
  } catch (...) {
    return DOCMILL_ERROR_RESOURCE;
  }
  if (skipped != nullptr) *skipped = done;
  return DOCMILL_OK;
}

uint64_t RecordSource::offset_of(const docmill_source* source) noexcept {
  return static_cast<const RecordSource*>(source->impl)->offset();
}

}  // namespace docmill::host
