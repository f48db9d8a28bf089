// Judges the surface forms of an entity once, when a base is loaded: which are weak evidence by themselves, and which
// other spellings go without saying.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "knowledge_base/alias_index.hpp"
#include "text/characters.hpp"
#include "text/word_lists.hpp"

namespace docmill::linker {

// A form to put into the index.
struct FormSource {
  std::string text;
  uint16_t flags = 0;
  uint32_t entity = 0;
};

// The label without its bracket: "Gemini (language model)" gives "Gemini".
std::string_view name_of_label(std::string_view label);

// Does the name end in a version (GPT-4, Ascend 910B, Mate 60 Pro does not)?
bool ends_in_number(std::string_view name);

class NameForms {
 public:
  // `name`: the canonical name. `homonym`: a bracket of the label tells it from others. `joined`: its words are written
  // together now and then, as OpenAI for Open AI; nobody does so with people and places. `product`: there may be
  // several of them, iPhones.
  NameForms(const CharacterTable& characters, const WordLists& words, std::string_view name, bool person, bool homonym,
            bool joined = true, bool organisation = false, bool product = false)
      : characters_(characters),
        words_(words),
        name_(name),
        person_(person),
        homonym_(homonym),
        joined_(joined),
        organisation_(organisation),
        product_(product) {}

  // Appends the form `text` of entity `entity` and the spellings that follow from it.
  void add(std::string_view text, uint32_t entity, std::vector<FormSource>& forms) const;

 private:
  uint16_t judge(std::string_view text) const;
  template <class F>
  void add_derived_plural(std::string_view text, F&& add) const;
  bool is_name(std::string_view text, const Tokens& tokens) const;
  const CharacterTable& characters_;
  const WordLists& words_;
  std::string_view name_;
  bool person_, homonym_, joined_, organisation_, product_;
};

}  // namespace docmill::linker
