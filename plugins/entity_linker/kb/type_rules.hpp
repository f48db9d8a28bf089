// What type an item of Wikidata has, told from its classes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::linker {

// Rules "class = type", the first that fits wins. A class stands for all its subclasses, which a dump tells on the way.
class TypeRules {
 public:
  struct Rule {
    std::string item;  // Q and a number
    std::string type;
  };
  // The rules that are used where the user gives none: people, places, organisations, products, works, events and more.
  static std::vector<Rule> usual();

  explicit TypeRules(std::vector<Rule> rules) : rules_(std::move(rules)) {}
  // What is no item is ignored, here and below.
  void add_subclass(std::string_view child, std::string_view parent);
  // Once, after the last add_subclass.
  void finish();
  // The type of an item with these classes, one a line; empty: no rule fits.
  std::string_view type_of(std::string_view classes) const;

 private:
  std::vector<Rule> rules_;
  std::vector<std::pair<uint32_t, uint32_t>> children_;  // parent, child
  std::vector<std::pair<uint32_t, uint32_t>> ranks_;     // class, index of its rule; sorted
};

}  // namespace docmill::linker
