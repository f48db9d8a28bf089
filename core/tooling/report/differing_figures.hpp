// Where two documents give different figures for one thing: amounts of one unit (layer `quantities`) in sentences that
// name the same entry (linked spans) and share most of their other words.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "docmill/base/json_writer.hpp"
#include "json_parser/json_document.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Which pairs are found follows from the order of the documents. Memory is bounded: what comes behind the first 50,000
// sentences with a figure, or the first 50 of one entry and unit, is not compared, and write() says how many those are.
// Not for several threads.
class DifferingFigures {
 public:
  // `document`: its number in the report. A record without `quantities` adds nothing.
  void add(JsonValue record, uint64_t document);
  // "figures": [{"name","unit","one":{"document","words","sentence"},"other":{...}}, ...], those with most words in
  // common first, at most 40; "figures_found": how many there were; "figures_left_out": sentences not compared.
  void write(JsonWriter& w) const;

 private:
  struct Statement {
    uint64_t document = 0;
    std::string amount, words, sentence;  // the words of the figure; of the sentence at most 600 bytes
    std::vector<uint64_t> hashes;         // of the words around it, sorted
  };
  struct Pair {
    std::size_t alike;  // words in common, in percent of those of both
    std::string name, unit;
    Statement one, other;
  };
  using Key = std::pair<std::string, std::string>;   // value of an entry, unit
  using Names = std::map<std::string, std::string>;  // of the entries in a sentence, by value

  void compare(const Names& names, const std::string& unit, Statement statement);
  void remember(const Names& names, const std::string& unit, Statement statement);
  void keep(Pair pair);

  std::vector<Statement> statements_;
  std::map<Key, std::vector<std::size_t>> index_;
  std::vector<Pair> pairs_;
  uint64_t found_ = 0, left_out_ = 0;
};

}  // namespace docmill::tooling
