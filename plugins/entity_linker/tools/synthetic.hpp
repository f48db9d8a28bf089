// Invented entities and texts about them, for measuring with bases of any size. The same seed gives the same bytes
// everywhere: whole-number arithmetic, no library's random distribution.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace docmill::linker {

// xorshift64*, Vigna 2016.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 0x632BE59BD9B4E019u) {}
  uint64_t next() {
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 0x2545F4914F6CDD1Du;
  }
  // 0 to n - 1.
  uint64_t below(uint64_t n) { return next() % n; }
  // 0 to n - 1, the small ones much more often: as often for each doubling.
  uint64_t skewed(uint64_t n);

 private:
  uint64_t state_;
};

struct SyntheticEntity {
  std::string label, description;
  std::vector<std::string> aliases;  // three in the mean
  const char* item_class = "";       // "Q5"
  const char* type = "";             // what that stands for: "person"
  uint64_t sitelinks = 0;
  std::vector<uint64_t> related;  // numbers of others
};

// Entity `number` of a base of `n`: depends on the number alone, but for its relations, which are below n. People,
// places, companies, products, works with names of ordinary words, concepts in lower case; in Han and Cyrillic now and
// then.
SyntheticEntity synthetic_entity(uint64_t number, uint64_t n);

// The entity as a line of a Wikidata dump, without comma and line end.
std::string wikidata_line(uint64_t number, const SyntheticEntity& entity);

// Page `number` of the Wikipedia about such entities, with twelve links to others, and a redirect to it: as a part of a
// dump in XML.
std::string wikipedia_page(uint64_t number, uint64_t n);

// Prose of ordinary English words with the names of such entities in it, about one every `gap` words.
std::string synthetic_text(std::size_t bytes, uint64_t n, unsigned gap, uint64_t seed);

}  // namespace docmill::linker
