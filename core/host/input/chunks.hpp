// Chunks: the smallest shares of the input. They are cut by the list of files alone, so that every process that has the
// same list cuts the same chunks without reading a byte.
//
// A document's position is what all files before its own weigh, plus, in plain JSON Lines, the offset of its line; its
// chunk is that position divided by the chunk size. A packed file is therefore never split, but for those of readers:
// there the place in the file is that of the gzip member or zstd frame in which the record begins (not packed: of the
// record). Chunks in which no document begins have numbers, too. A file weighs its size on the disk, a tiny one as if
// it were a KiB: so no chunk has more than a thousand files, and what is held of a chunk stays small whatever the files
// are.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "host/input/input.hpp"

namespace docmill::host {

inline constexpr uint64_t chunk_size = uint64_t{1} << 20;

inline constexpr uint64_t weight_of_file(uint64_t size) { return std::max<uint64_t>(size, 1024); }

// Chunks [begin, end).
struct ChunkShare {
  uint64_t begin = 0, end = 0;
};

// How many chunks the list has; at least one.
uint64_t n_chunks(const InputList& list);

// The shard's share: contiguous, all of `of` shards together every chunk once. `shard` counts from 1.
ChunkShare share_of_shard(uint64_t n_chunks, uint64_t shard, uint64_t of);

// Where the chunk begins: a file, or a place in a large plain JSON Lines file. The position behind the last file when
// nothing is there.
InputPosition begin_of_chunk(const InputList& list, uint64_t chunk);

// What an InputReader must be told to read these chunks and no others.
InputRange range_of(const InputList& list, ChunkShare share);

// SHA-256 over what the cutting hangs on: name, format, packing, size and problem of every file in order. Equal
// digests: the same chunks.
std::string list_digest(const InputList& list);

}  // namespace docmill::host
