#include "host/input/chunks.hpp"

#include <fmt/format.h>

#include "host/support/sha256.hpp"

namespace docmill::host {
namespace {

bool can_be_split(const InputFile& file) {
  return file.reader == 0 && file.format == InputFormat::jsonl && file.packing == Packing::none && !file.problem &&
         file.path != "-";
}

}  // namespace

uint64_t n_chunks(const InputList& list) {
  uint64_t weight = 0;
  for (std::size_t i = 0; i < list.files.size(); ++i) weight += weight_of_file(list.files.size_of(i));
  return weight / chunk_size + 1;
}

ChunkShare share_of_shard(uint64_t n_chunks, uint64_t shard, uint64_t of) {
  // Without overflow: n = q * of + r, and floor(n * k / of) = q * k + floor(r * k / of).
  const uint64_t q = n_chunks / of, r = n_chunks % of;
  const auto border = [&](uint64_t k) { return q * k + r * k / of; };
  return {border(shard - 1), border(shard)};
}

InputPosition begin_of_chunk(const InputList& list, uint64_t chunk) {
  const uint64_t wanted = chunk * chunk_size;
  uint64_t before = 0;
  for (std::size_t i = 0; i < list.files.size(); ++i) {
    if (before >= wanted) return {static_cast<uint32_t>(i), 0, 0};
    const uint64_t size = list.files.size_of(i);
    if (before + size > wanted) {
      const InputFile file = list.files[i];
      if (can_be_split(file)) return {static_cast<uint32_t>(i), wanted - before, 0};
      if (file.reader != 0 && !file.problem) return {static_cast<uint32_t>(i), 0, chunk};
    }
    before += weight_of_file(size);
  }
  return {static_cast<uint32_t>(list.files.size()), 0, 0};
}

InputRange range_of(const InputList& list, ChunkShare share) {
  InputRange range;
  range.begin = begin_of_chunk(list, share.begin);
  range.end = begin_of_chunk(list, share.end);
  return range;
}

std::string list_digest(const InputList& list) {
  Sha256 hash;
  for (const InputFile& file : list.files) {
    hash.update(file.name);
    hash.update(fmt::format("\n{} {} {} {}\n", static_cast<int>(file.format), static_cast<int>(file.packing), file.size,
                            file.problem ? file.problem->code : ""));
    if (file.reader != 0) hash.update(fmt::format("reader {}\n", file.reader));
  }
  return to_hex(hash.finish());
}

}  // namespace docmill::host
