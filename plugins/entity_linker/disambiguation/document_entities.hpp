// What disambiguation knows of entities in the document in work. Their number is that of the candidates, whatever the
// size of the base.
#pragma once

#include <cstdint>
#include <vector>

namespace docmill::linker {

// Scratch space of one thread.
class DocumentEntities {
 public:
  struct Known {
    uint32_t entity = 0;
    uint32_t mentions = 0;   // decided for it
    int16_t coherence = -1;  // points in the document; -1: not computed in this round
    bool sure = false;       // the first guess found it without a doubt
    bool used = false;
  };

  void clear() {
    for (const uint32_t slot : used_) slots_[slot] = Known();
    used_.clear();
  }
  // Made where there is none; valid until the next call of this.
  Known& of(uint32_t entity) {
    if (2 * (used_.size() + 1) > slots_.size()) grow();
    const std::size_t slot = slot_of(entity);
    Known& known = slots_[slot];
    if (!known.used) {
      known.used = true;
      known.entity = entity;
      used_.push_back(static_cast<uint32_t>(slot));
    }
    return known;
  }
  // Null where there is none.
  const Known* find(uint32_t entity) const {
    const Known& known = slots_[slot_of(entity)];
    return known.used ? &known : nullptr;
  }
  uint32_t mentions(uint32_t entity) const {
    const Known* known = find(entity);
    return known != nullptr ? known->mentions : 0;
  }
  // In the order in which they came up.
  template <class F>
  void for_each(F&& take) {
    for (const uint32_t slot : used_) take(slots_[slot]);
  }

 private:
  std::size_t slot_of(uint32_t entity) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = (entity * 0x9E3779B1u >> 8) & mask;
    while (slots_[at].used && slots_[at].entity != entity) at = (at + 1) & mask;
    return at;
  }
  void grow() {
    std::vector<Known> old(slots_.size() * 2);
    std::swap(old, slots_);
    for (uint32_t& slot : used_) {
      const Known& known = old[slot];
      slot = static_cast<uint32_t>(slot_of(known.entity));
      slots_[slot] = known;
    }
  }
  std::vector<Known> slots_ = std::vector<Known>(256);
  std::vector<uint32_t> used_;
};

}  // namespace docmill::linker
