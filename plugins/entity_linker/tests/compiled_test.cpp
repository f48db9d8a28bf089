// Compiled bases: the same links as the table they were made from, the same bytes each time, refused when damaged.
#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "compile/knowledge_builder.hpp"
#include "test_support.hpp"

using namespace docmill::linker;

namespace {

const CharacterTable& characters() {
  static const CharacterTable table;
  return table;
}

// Compiled as `docmill kb build` does it, with so much memory.
std::string compiled(std::string_view table, std::size_t memory = SIZE_MAX) {
  static const WordLists words(characters());
  KnowledgeBuilder builder(characters(), words, {memory, "/tmp"});
  for (const KnowledgeRow& row : parse_knowledge_tsv(table).rows) builder.add(entry_of(row));
  const BuiltKnowledge built = builder.finish("");
  std::string bytes(reinterpret_cast<const char*>(&built.header), sizeof built.header);
  built.write_body([&](std::string_view piece) { bytes += piece; });
  return bytes;
}

std::string starter() { return read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/knowledge/ai-chips.tsv"); }

// What the linker says of a file; empty: it is taken.
std::string refusal(std::string_view bytes) {
  KnowledgeBase base;
  return base.add_compiled(bytes).message();
}

// A layer: a table, or one compiled.
std::string links_over(const std::vector<std::string>& layers, std::string_view text, bool compile) {
  KnowledgeBase base;
  std::vector<std::string> kept;
  for (const std::string& table : layers) kept.push_back(compile ? compiled(table) : table);
  for (const std::string& layer : kept) {
    if (compile) REQUIRE(base.add_compiled(layer).ok());
    else add_tables(base, {parse_knowledge_tsv(layer)});
  }
  base.connect();
  return links(Linker(std::move(base), {}), text);
}

const std::string head = "label\ttype\tkey\taliases\tqid\trelated\tweight\n";

}  // namespace

TEST_CASE("a compiled base links like the table it was made from") {
  const std::string bytes = compiled(starter());
  KnowledgeBase base;
  REQUIRE(base.add_compiled(bytes).ok());
  base.connect();
  const Linker linker(std::move(base), {});
  const std::string text = read_file(DOCMILL_SOURCE_DIR "/plugins/entity_linker/tests/gold/paragraphs.txt");
  CHECK(links(linker, text) == links(starter_linker(), text));
}

TEST_CASE("a base is the same to the byte however little memory there is and in whatever order the entries come") {
  const std::string table = starter(), bytes = compiled(table);
  CHECK(compiled(table, 1 << 16) == bytes);
  std::string backwards = table.substr(0, table.find('\n') + 1);
  const std::size_t head_size = backwards.size();
  for (std::size_t end = table.size() - 1; end > head_size;) {
    const std::size_t start = table.rfind('\n', end - 1) + 1;
    backwards += table.substr(start, end - start) + "\n";
    end = start - 1;
  }
  REQUIRE(backwards.size() == table.size());
  CHECK(compiled(backwards) == bytes);
}

TEST_CASE("entities are found by key and by Wikidata item") {
  const std::string bytes =
      compiled(head + "B\tplace\tb\t\tQ10\t\t2\nA\tplace\ta\t\tQ9\t\t1\nC\tplace\tQ5\t\tQ5\t\t1\n");
  KnowledgeBase base;
  REQUIRE(base.add_compiled(bytes).ok());
  const KnowledgeImage& image = base.layers()[0].image;
  REQUIRE(image.size() == 3);
  const uint32_t b = image.find_key("b");
  REQUIRE(b != KnowledgeImage::none);
  CHECK(image.entity(b).label == "B");
  CHECK(image.entity(b).qid == "Q10");
  CHECK(image.entity(b).weight == 2);
  CHECK(image.find_wikidata("Q10") == b);
  CHECK(image.entity(image.find_wikidata("Q9")).key == "a");
  CHECK(image.entity(image.find_wikidata("Q5")).key == "Q5");
  CHECK(image.find_wikidata("Q1") == KnowledgeImage::none);
  CHECK(image.find_key("Q9") == KnowledgeImage::none);
}

TEST_CASE("an entry hides those below with its key or its Wikidata item, aliases and all") {
  const std::string below = head + "Acme\tcompany\tQ7\tAcme Corp|Zeltwerk Nord\tQ7\t\t3\nZed\tplace\tz\t\t\t\t3\n";
  const std::string above = head + "Acme\tcompany\tacme\tAcme Corp\tQ7\t\t3\nZed\tcompany\tz\t\t\t\t3\n";
  for (const bool compile : {false, true}) {
    CHECK(links_over({below, above}, "at Acme Corp and at Zed", compile) == "Acme Corp>acme Zed>z");
    CHECK(links_over({below, above}, "the firm of Zeltwerk Nord is", compile).find("Q7") == std::string::npos);
    CHECK(links_over({below}, "the firm of Zeltwerk Nord is", compile) == "Zeltwerk Nord>Q7");
  }
}

TEST_CASE("relations lead from layer to layer, and those of a hidden entry to the one that hides it") {
  const std::string below =
      head + "Foundry\tcompany\tf\t\tQ1\tWafer\t3\nWafer\tconcept\tw\t\t\t\t3\nLonely\tplace\tl\t\t\t\t3\n";
  const std::string above = head + "Foundry\tcompany\town\t\tQ1\tOutpost|Lonely\t3\nOutpost\tplace\to\t\t\t\t3\n";
  const std::string low = compiled(below), high = compiled(above);
  KnowledgeBase base;
  REQUIRE(base.add_compiled(low).ok());
  REQUIRE(base.add_compiled(high).ok());
  base.connect();
  const auto id = [&](std::string_view key) {
    for (uint32_t i = 0; i < base.size(); ++i)
      if (base.entity(i).key == key) return i;
    return UINT32_MAX;
  };
  CHECK(base.related(id("own"), id("w")));
  CHECK(base.related(id("w"), id("own")));
  CHECK(base.related(id("own"), id("o")));
  CHECK(base.related(id("own"), id("l")));
  CHECK(base.related(id("l"), id("own")));
  CHECK_FALSE(base.related(id("l"), id("w")));
  std::vector<std::string> connected;
  base.for_each_related(id("w"), [&](uint32_t other) {
    connected.emplace_back(base.entity(other).key);
    return true;
  });
  CHECK(connected == std::vector<std::string>{"own"});
}

TEST_CASE("layers link as one base does in the order of keys, whichever layer an entry is in") {
  const std::string one = head + "Mercury\tplace\tb\t\t\t\t3\n", other = head + "Mercury\tplace\ta\t\t\t\t3\n";
  KnowledgeBase base;
  add_tables(base, {parse_knowledge_tsv(one)});
  add_tables(base, {parse_knowledge_tsv(other)});
  base.connect();
  CHECK(base.before(1, 0));
  CHECK_FALSE(base.before(0, 1));
}

TEST_CASE("damaged files are refused with a sentence") {
  const std::string good = compiled(head + "Acme\tcompany\tacme\t\t\t\t3\n");
  CHECK(refusal(good) == "");
  CHECK(refusal(good.substr(0, 100)) == "the compiled knowledge base is cut short in its header");
  CHECK(refusal(good.substr(0, good.size() - 8)) == "the compiled knowledge base should have " +
                                                        std::to_string(good.size()) + " bytes and has " +
                                                        std::to_string(good.size() - 8) + "; it is cut short");
  std::string bad = good;
  bad[12] = '\r';
  CHECK(refusal(bad) ==
        "the beginning of the compiled knowledge base is damaged, as by a transfer that changes line ends");
  bad = good;
  bad[40] ^= 1;
  CHECK(refusal(bad) == "the header of the compiled knowledge base is damaged; build it again with docmill kb build");
  const auto with = [&](auto&& change) {
    format::Header header;
    std::memcpy(&header, good.data(), sizeof header);
    change(header);
    header.checksum = header_checksum(header);
    std::string bytes = good;
    std::memcpy(bytes.data(), &header, sizeof header);
    return refusal(bytes);
  };
  CHECK(with([](format::Header& h) { h.version = 7; }) ==
        "a compiled knowledge base of version 7; this docmill reads version 1; build it again with docmill kb build");
  CHECK(with([](format::Header& h) { h.token_rules ^= 1; }) ==
        "compiled by a docmill that cuts texts into words by other rules; build it again with docmill kb build");
  CHECK(with([](format::Header& h) { h.section[3].offset = uint64_t{1} << 40; }) ==
        "section 3 of the compiled knowledge base lies outside of it; build it again with docmill kb build");
  CHECK(with([](format::Header& h) { h.section[format::nodes].size = 12; }) ==
        "the nodes of the compiled knowledge base are damaged; build it again with docmill kb build");
}

TEST_CASE("a compiled base at an odd address is read as well") {
  const std::string shifted = "x" + compiled(head + "Acme\tcompany\tacme\t\t\t\t3\n");
  KnowledgeBase base;
  REQUIRE(base.add_compiled(std::string_view(shifted).substr(1)).ok());
  CHECK(base.entity(0).key == "acme");
}
