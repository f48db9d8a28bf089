// Where the memory of a document lies that a stage is shown: every piece in a block of its own, so that a read behind
// the last byte is seen: by AddressSanitizer on the heap, by the processor before a guard page.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace docmill::checker {

class Placement {
 public:
  virtual ~Placement() = default;
  // A copy of the bytes, read-only for the stage; never null.
  virtual const void* place(const void* bytes, std::size_t size) = 0;
  template <class T>
  const T* place_array(const T* items, std::size_t n) {
    return static_cast<const T*>(place(items, n * sizeof(T)));
  }
};

class HeapPlacement : public Placement {
 public:
  const void* place(const void* bytes, std::size_t size) override;
  // Fills everything with 0xDB: whoever still looks at it gets other results.
  void overwrite();

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size;
  };
  std::vector<Block> blocks_;
};

// Each piece ends exactly where a page begins that cannot be read; it cannot be written itself. The memory is mapped
// twice, for stages and for writing to it here: taking rights away from pages costs a virtual machine far more than
// giving them.
class GuardedPlacement : public Placement {
 public:
  GuardedPlacement() = default;
  GuardedPlacement(const GuardedPlacement&) = delete;
  GuardedPlacement& operator=(const GuardedPlacement&) = delete;
  ~GuardedPlacement() override;
  const void* place(const void* bytes, std::size_t size) override;
  // From now on not even the pieces can be read, and no more are placed there.
  void forbid();

 private:
  struct Region {
    char* shown;    // pieces, and what lies between them and cannot be read
    char* written;  // the same memory, to be written; null when it is forbidden
    std::size_t size;
    std::size_t used;
  };
  void add_region(std::size_t size);
  std::vector<Region> regions_;
};

}  // namespace docmill::checker
