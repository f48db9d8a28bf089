// The hashes beside a base, which docmill believes instead of reading it.
#include <doctest/doctest.h>

#include <filesystem>
#include <string>

#include "host/support/chunk_hashes.hpp"
#include "kb/base_file.hpp"
#include "support/temp_folder.hpp"

using namespace docmill::linker;
using docmill::host::ChunkHashes;

TEST_CASE("hashes stand beside a large base, and those of one that was there before go") {
  const docmill::test::TempFolder folder;
  const std::string path = (folder / "a.kb").string();
  const CharacterTable characters;
  const WordLists words(characters);
  const auto build = [&](uint64_t hashes_from) {
    KnowledgeBuilder builder(characters, words);
    KnowledgeEntry entry;
    entry.key = entry.label = "Norrby";
    entry.type = "place";
    builder.add(entry);
    BuiltKnowledge built = builder.finish("");
    return write_base(built, path, hashes_from);
  };
  const uint64_t size = build(1);
  const auto hashes = docmill::host::read_chunk_hashes(path);
  REQUIRE(hashes.has_value());
  CHECK(hashes->size == size);
  const std::string bytes = docmill::test::read_file(path);
  CHECK(hashes->sha256 == ChunkHashes::of(bytes).sha256);
  CHECK(hashes->sample_fits(bytes));
  CHECK(BaseFile(path, characters, words).hash_fits());
  build(size + 1);
  CHECK_FALSE(std::filesystem::exists(ChunkHashes::path_for(path)));
}
