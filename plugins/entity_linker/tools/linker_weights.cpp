// Scores weights of evidence, many in one run: what fit_weights.py asks.
//
//   linker_weights BASE TEXTS
//
// BASE is a table or a compiled base. TEXTS holds for each text a line "text BYTES MENTIONS", its bytes and a line end,
// and for each mention a line "START END KEYS" with offsets in bytes; KEYS are divided by bars, "-" is a name that the
// base does not have, and a last "?" makes the mention optional. Each line of the standard input is a set of weights,
// such as "relation=90 prominence=0"; what it does not name keeps its default. For each a line comes out with five
// numbers for each text: mentions with an entry, found on these borders, right, missed, and links that are wrong.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compile/compile_tables.hpp"
#include "linker.hpp"

namespace {

using namespace docmill::linker;

struct GoldName {
  std::vector<std::string> keys;
  bool optional = false;
};
struct Text {
  std::string text;
  std::map<std::pair<uint32_t, uint32_t>, GoldName> names;
};

std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "linker_weights: %s\n", what.c_str());
  std::exit(2);
}

std::vector<Text> read_texts(const char* path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) fail(std::string("cannot read ") + path);
  std::vector<Text> texts;
  std::string word;
  std::size_t bytes = 0, mentions = 0;
  while (in >> word >> bytes >> mentions) {
    in.get();
    Text& text = texts.emplace_back();
    text.text.resize(bytes);
    in.read(text.text.data(), static_cast<std::streamsize>(bytes));
    for (std::size_t i = 0; i < mentions; ++i) {
      uint32_t start = 0, end = 0;
      std::string keys;
      in >> start >> end >> keys;
      GoldName name;
      name.optional = keys.ends_with('?');
      if (name.optional) keys.pop_back();
      std::istringstream parts(keys == "-" ? "" : keys);
      for (std::string key; std::getline(parts, key, '|');) name.keys.push_back(key);
      text.names.emplace(std::pair(start, end), std::move(name));
    }
    if (!in) fail(std::string(path) + " ends in the middle of a text");
  }
  return texts;
}

Weights read_weights(const std::string& line) {
  Weights weights;
  std::istringstream in(line);
  for (std::string part; in >> part;) {
    const std::size_t equals = part.find('=');
    const std::string name = part.substr(0, equals);
    const auto known =
        std::find_if(weight_names.begin(), weight_names.end(), [&](const WeightName& w) { return w.name == name; });
    int value = 0;
    const char* end = part.data() + part.size();
    if (known == weight_names.end() || equals == std::string::npos ||
        std::from_chars(part.data() + equals + 1, end, value).ptr != end)
      fail("'" + part + "' is no weight; write NAME=NUMBER with a name of disambiguation/weights.hpp");
    weights.*known->member = value;
  }
  return weights;
}

void score(const Linker& linker, const std::vector<Text>& texts, LinkerScratch& scratch) {
  for (const Text& text : texts) {
    linker.link(text.text, scratch);
    const Analysis& a = scratch.analysis;
    int known = 0, found = 0, right = 0, wrong = 0;
    for (const auto& [where, name] : text.names) known += !name.keys.empty() && !name.optional;
    for (const Mention& m : a.mentions) {
      const auto at = text.names.find({a.tokens[m.first_token].start, a.tokens[m.last_token].end});
      const bool in_gold = at != text.names.end();
      const bool counts = in_gold && !at->second.keys.empty() && !at->second.optional;
      found += counts;
      if (m.entity == no_entity) continue;
      const Entity e = linker.base().entity(m.entity);
      const bool is_right =
          in_gold && std::find(at->second.keys.begin(), at->second.keys.end(), e.key) != at->second.keys.end();
      right += is_right && counts;
      wrong += !is_right && (in_gold || e.type != "concept");
    }
    std::printf("%d %d %d %d %d ", known, found, right, known - right, wrong);
  }
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) fail("usage: linker_weights BASE TEXTS < WEIGHTS");
  const std::string bytes = read(argv[1]);
  const std::vector<Text> texts = read_texts(argv[2]);
  std::vector<KnowledgeTable> tables;
  LinkerScratch scratch;
  for (std::string line; std::getline(std::cin, line); std::fflush(stdout)) {
    LinkerOptions options;
    options.disambiguation.weights = read_weights(line);
    KnowledgeBase base;
    if (is_compiled_knowledge(bytes)) {
      if (const auto status = base.add_compiled(bytes); !status.ok()) fail(std::string(status.message()));
    } else {
      tables.assign(1, parse_knowledge_tsv(bytes));
      add_tables(base, tables);
    }
    base.connect();
    score(Linker(std::move(base), options), texts, scratch);
  }
}
