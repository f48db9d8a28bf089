// Bases on the disk: opened for a look, written as a whole.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "compile/knowledge_builder.hpp"
#include "knowledge_base/knowledge_entry.hpp"
#include "knowledge_base/knowledge_image.hpp"

namespace docmill::linker {

// A base for reading: a compiled file is mapped, a source is compiled in memory. Failures throw std::runtime_error with
// the name of the file in front.
class BaseFile {
 public:
  BaseFile(const std::string& path, const CharacterTable& characters, const WordLists& words);
  ~BaseFile();
  BaseFile(BaseFile&&) noexcept;

  const std::string& path() const { return path_; }
  const KnowledgeImage& image() const { return *image_; }
  bool compiled() const { return mapped_ != nullptr; }
  // Does the hash in the header fit the bytes? Reads the whole file.
  bool hash_fits() const;

 private:
  std::string path_;
  const void* mapped_ = nullptr;
  std::size_t size_ = 0;
  std::unique_ptr<KnowledgeImage> image_;
};

// From this size on a base has its hashes beside it, so that docmill need not read all of it when it is first used.
inline constexpr uint64_t hashed_from = uint64_t{32} << 20;  // bytes; docmill hashes smaller files each time

// Throws where no base can be written: a folder, a device, a pipe, links in a circle. They stay what they are.
void check_base_output(const std::string& path);
// Writes the file under a temporary name beside `path`, or where a link of that name leads, and renames it at the end.
// Gives its size. From `hashes_from`
// bytes on PATH.hashes is written as well (host/support/chunk_hashes.hpp), below it one that is there is removed.
uint64_t write_base(BuiltKnowledge& built, const std::string& path, uint64_t hashes_from = hashed_from);

// Calls `take` for each entry as a source would give it, in the order of keys, relations by key. `key_of` says by which
// key an entity is called.
void for_each_entry(const KnowledgeImage& image, const SpillSettings& spill,
                    const std::function<std::string_view(uint32_t)>& key_of,
                    const std::function<void(uint32_t, KnowledgeEntry&)>& take);
// One entity; scans all forms for its aliases.
KnowledgeEntry entry_of(const KnowledgeImage& image, uint32_t id);

// The entry as a line of JSON Lines that can be built again.
std::string json_line(const KnowledgeEntry& entry);

// "1,234,567"
std::string with_commas(uint64_t n);

}  // namespace docmill::linker
