// A vector for scratch space that is written before it is read: what resize() adds is not filled.
#pragma once

#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace docmill::linker {

template <class T>
struct RoughAllocator : std::allocator<T> {
  template <class U>
  struct rebind {
    using other = RoughAllocator<U>;
  };
  template <class U>
  void construct(U* at) const {
    ::new (static_cast<void*>(at)) U;
  }
  template <class U, class... Args>
  void construct(U* at, Args&&... args) const {
    ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
  }
};

template <class T>
using RoughVector = std::vector<T, RoughAllocator<T>>;

}  // namespace docmill::linker
