// Records of readers into documents. Nothing of what a reader says is believed before it was looked at.
#pragma once

#include <string>
#include <vector>

#include "host/input/input.hpp"
#include "host/input/open_reader.hpp"

namespace docmill::host {

// Scratch of one thread: a worker of each reader that was needed so far.
class RecordDecoder {
 public:
  // The models of the readers must outlive it. `limit`: bytes that a record may become.
  RecordDecoder(std::vector<OpenReader> readers, uint64_t limit);
  ~RecordDecoder();
  RecordDecoder(const RecordDecoder&) = delete;
  RecordDecoder& operator=(const RecordDecoder&) = delete;

  bool has_readers() const { return !readers_.empty(); }
  // Fills raw, media type, metadata, id, notes or the problem of `out`, and what the record says of its encoding.
  // `reader`: number of the reader, from 1.
  void decode(uint8_t reader, const RawDocument& raw, SourceDocument& out, std::string& charset);

 private:
  struct Target;
  void* worker_of(std::size_t reader);

  const std::vector<OpenReader> readers_;
  const uint64_t limit_;
  std::vector<void*> workers_;  // by reader; null: not needed yet
};

}  // namespace docmill::host
