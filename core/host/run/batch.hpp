// A few documents on their way, all of one chunk, and the store from which such expensive things are taken again and
// again.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "host/input/input.hpp"
#include "host/run/journal.hpp"
#include "host/stages/document.hpp"
#include "host/stages/emission_buffer.hpp"

namespace docmill::host {

// How a document is worked on that has ended a worker process before.
struct Precautions {
  // Which of its parts are worked on, of those it turns out to have; by themselves where that is asked for, so that
  // what they end is known to be of them.
  struct Parts {
    uint32_t first = 1, last = UINT32_MAX - 1;
    bool one_by_one = false;
  };
  Parts parts;
  // Stages that it (part 0), or a part of it, does not survive: see Document::doomed.
  struct Doom {
    uint32_t part = 0;
    DocumentError error;
  };
  std::vector<Doom> dooms;
};

struct Batch {
  std::vector<std::unique_ptr<RawDocument>> raw;
  std::vector<std::unique_ptr<Document>> documents;  // as many as raw
  std::size_t size = 0;                              // of both in use
  std::vector<std::unique_ptr<Document>> parts;      // into which documents are split (Document::parts)
  std::size_t n_parts = 0;                           // of them in use
  uint64_t number = 0;                               // in the run, from 0
  uint64_t chunk = 0;
  uint64_t part = 0;            // counts on with every line that the journal gets
  InputPosition at;             // of its first document
  std::vector<ReadFile> files;  // that ended before it and not before an earlier batch
  bool is_last = false;         // no other comes behind it; not known of a batch that is full
  uint64_t bytes = 0;           // of raw: what the batch weighs in memory
  EmissionBuffer emitted;       // what writers emitted; Document::emissions point into it
  std::vector<Document*> pointers;
  std::vector<Precautions> precautions;  // by document; empty: there are none

  RawDocument& next() {
    if (size == raw.size()) {
      raw.push_back(std::make_unique<RawDocument>());
      documents.push_back(std::make_unique<Document>());
    }
    documents[size]->is_restored = false;
    return *raw[size++];
  }
  Document& next_part() {
    if (n_parts == parts.size()) parts.push_back(std::make_unique<Document>());
    return *parts[n_parts++];
  }
  const Precautions& precautions_for(std::size_t document) const {
    static const Precautions none;
    return document < precautions.size() ? precautions[document] : none;
  }
  // A document behind it, and its parts behind that.
  void point_to(Document& d) {
    pointers.push_back(&d);
    pointers.insert(pointers.end(), d.parts.begin(), d.parts.end());
  }
  // Empties it. Buffers stay, except those that a huge document left behind.
  void clear() {
    for (std::size_t i = 0; i < size; ++i) {
      documents[i]->trim();
      if (raw[i]->bytes.capacity() > Arena::retained_limit) std::string().swap(raw[i]->bytes);
    }
    constexpr std::size_t kept_parts = 256;
    if (parts.size() > kept_parts) parts.resize(kept_parts);
    for (const auto& document : parts) document->trim();
    n_parts = 0;
    size = 0;
    chunk = part = 0;
    at = {};
    files.clear();
    is_last = false;
    bytes = 0;
    emitted.clear();
    pointers.clear();
    precautions.clear();
  }
};

// A stack of things that are expensive to make.
template <class T>
class Pool {
 public:
  // A used one, or nothing.
  std::unique_ptr<T> take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return nullptr;
    std::unique_ptr<T> taken = std::move(free_.back());
    free_.pop_back();
    return taken;
  }
  void give(std::unique_ptr<T> back) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(back));
  }
  std::vector<std::unique_ptr<T>>& all_free() { return free_; }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> free_;
};

}  // namespace docmill::host
