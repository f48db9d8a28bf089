// A few running programs for any number of threads: a program with a model of gigabytes need not be there once for
// each.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace docmill::process {

// Lends out objects of type T, which are made when they are needed first, at most `most` of them. Any thread may call
// acquire. What is lent must be given back before the pool goes.
template <class T>
class Pool {
 public:
  Pool(std::size_t most, std::function<std::unique_ptr<T>()> make) : most_(most), make_(std::move(make)) {}

  // Gives the object back when it goes.
  class Lease {
   public:
    Lease(Pool* pool, std::unique_ptr<T> object) : pool_(pool), object_(std::move(object)) {}
    Lease(Lease&& other) noexcept = default;
    ~Lease() {
      if (object_) pool_->give_back(std::move(object_));
    }
    explicit operator bool() const { return object_ != nullptr; }
    T& operator*() const { return *object_; }
    T* operator->() const { return object_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<T> object_;
  };

  // Waits until one is free; an empty lease when `stop` said so meanwhile. `stop` is asked ten times a second.
  Lease acquire(const std::function<bool()>& stop) {
    std::unique_lock lock(mutex_);
    while (free_.empty() && n_made_ == most_) {
      if (stop()) return {this, nullptr};
      changed_.wait_for(lock, std::chrono::milliseconds(100));
    }
    if (free_.empty()) {
      auto made = make_();
      ++n_made_;
      return {this, std::move(made)};
    }
    std::unique_ptr<T> object = std::move(free_.back());
    free_.pop_back();
    return {this, std::move(object)};
  }

 private:
  void give_back(std::unique_ptr<T> object) {
    {
      const std::lock_guard lock(mutex_);
      free_.push_back(std::move(object));
    }
    changed_.notify_one();
  }

  const std::size_t most_;
  const std::function<std::unique_ptr<T>()> make_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t n_made_ = 0;
  std::vector<std::unique_ptr<T>> free_;
};

}  // namespace docmill::process
