// Runs of capitalised words, cut into atoms: a form of the knowledge base or a word that the base does not have.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

inline constexpr uint32_t no_mention = UINT32_MAX;
// Runs are cut here. No name is so long, so a run of this length holds none; the bound keeps hostile texts linear.
inline constexpr std::size_t max_atoms = 48;

struct Atom {
  uint32_t first_token = 0, last_token = 0;
  uint32_t mention = no_mention;
  uint64_t classes = 0;        // of its (last) word, see word_class
  bool connector = false;      // "of", "and", "&" between capitals
  bool hyphen_before = false;  // joined to the atom before by a hyphen
  bool known() const { return mention != no_mention; }
};

// Walks over the runs of a document from left to right.
class NameRuns {
 public:
  // The tokens and mentions of the analysis must stay where they are.
  NameRuns(const KnowledgeBase& base, const Analysis& analysis)
      : words_(base.words()), a_(analysis), tokens_(analysis.tokens), mentions_(analysis.mentions) {}

  // Fills `atoms` with the next run; false at the end of the document. A run has at least one atom. Roles, titles,
  // months, languages and acronyms that the base does not have are in no run: they end it.
  bool next(std::vector<Atom>& atoms);

 private:
  const Token& token(std::size_t i) const { return tokens_[i]; }
  bool joined(std::size_t i) const { return i < tokens_.size() && token(i).gap == Gap::none; }
  bool spaced(std::size_t i) const { return i < tokens_.size() && token(i).gap == Gap::space; }
  bool capital_word(std::size_t i) const { return i < tokens_.size() && token(i).is(token_flag::has_upper); }
  uint32_t mention_at(std::size_t i);
  bool abstract_noun(const Token& t) const;
  bool separates(std::size_t i, uint64_t classes) const;
  bool is_elided(std::size_t i);
  std::size_t word_end(std::size_t i);
  std::size_t connector_end(const std::vector<Atom>& atoms, std::size_t i) const;
  bool stands_apart(const Atom& before, std::size_t i) const;
  bool closed(const std::vector<Atom>& atoms) const;
  bool take_atom(std::vector<Atom>& atoms);
  bool find_start();

  const WordLists& words_;
  const Analysis& a_;
  const std::span<const Token> tokens_;
  const std::span<const Mention> mentions_;
  std::size_t at_ = 0;       // next token to look at
  std::size_t capital_ = 0;  // first of Analysis::capitals that does not stand before at_
  std::size_t mention_ = 0;  // first mention that does not end before at_
};

}  // namespace docmill::linker
