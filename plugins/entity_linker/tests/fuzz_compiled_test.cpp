// The body of the fuzzer over the saved corpus, over small bases, and over mutations of both from a fixed seed.
#define LLVMFuzzerTestOneInput fuzz_compiled  // the program has another fuzzer's body as well
#include "fuzz/fuzz_compiled.cpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <vector>

#include "compile/knowledge_builder.hpp"
#include "test_support.hpp"

namespace {

void run(const std::string& input) { fuzz_compiled(reinterpret_cast<const uint8_t*>(input.data()), input.size()); }

std::string small_base() {
  KnowledgeBase tools;
  KnowledgeBuilder builder(tools.characters(), tools.words());
  const KnowledgeTable table = parse_knowledge_tsv(
      "label\ttype\tkey\taliases\tdescription\tqid\trelated\n"
      "Acme\tcompany\tacme\tAcme Corp|AC|ACME Works\tmaker of anvils and rockets\tQ7\tZed (town)|Nowhere\n"
      "Zed (town)\tplace\tzed\tZedburg|zed\ttown of anvils\t\tAcme\nAcme\tplace\tother\t\t\tQ8\t\n");
  for (const KnowledgeRow& row : table.rows) builder.add(entry_of(row));
  const BuiltKnowledge built = builder.finish("source\tx\n");
  std::string bytes(reinterpret_cast<const char*>(&built.header), sizeof built.header);
  built.write_body([&](std::string_view piece) { bytes += piece; });
  return bytes;
}

// Damages the parts that lead somewhere: the big filters are left alone most of the time.
void mutate(std::string& s, std::mt19937& random) {
  format::Header header;
  if (s.size() < sizeof header) return;
  std::memcpy(&header, s.data(), sizeof header);
  const auto section = static_cast<format::Section>(random() % format::n_sections);
  const format::Extent e = header.section[section];
  std::size_t at = random() % s.size();
  if (random() % 8 == 0) at = random() % sizeof header;
  else if (e.size != 0 && e.offset < s.size())
    at = e.offset + random() % std::min<uint64_t>(e.size, s.size() - e.offset);
  switch (random() % 5) {
    case 0: s[at] = static_cast<char>(random() % 256); break;
    case 1: s[at] = static_cast<char>(255); break;
    case 2: s[at] = static_cast<char>(s[at] ^ (1 << random() % 8)); break;
    case 3: s.replace(at, 4, std::string(4, random() % 2 == 0 ? '\xFF' : '\x7F')); break;
    default:
      if (random() % 40 == 0) s.resize(at);
      break;
  }
}

}  // namespace

TEST_CASE("compiled bases of the fuzz corpus do no harm") {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/tests/fuzz/corpus/compiled"))
    files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 4);
  for (const std::string& file : files) run(read_file(file));
}

TEST_CASE("a whole base passes through the fuzzer's body, and is linked with") {
  const std::string bytes = small_base();
  KnowledgeBase base;
  REQUIRE(base.add_compiled(bytes).ok());
  base.connect();
  CHECK(links(Linker(std::move(base), {}), "in Zedburg there is Acme Corp") == "Zedburg>zed Acme Corp>acme");
  run(bytes);
}

TEST_CASE("damaged bases do no harm") {
  std::mt19937 random(20250102);
  const std::string whole = small_base();
  for (int round = 0; round < 1500; ++round) {
    std::string bytes = whole;
    for (int n = static_cast<int>(random() % 12); n >= 0; --n) mutate(bytes, random);
    run(bytes);
  }
}
