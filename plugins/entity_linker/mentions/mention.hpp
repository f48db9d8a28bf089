// What passes between the steps of the linker: mentions over the tokens of one document, each with its candidates.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "text/case_match.hpp"
#include "text/tokens.hpp"

namespace docmill::linker {

inline constexpr uint32_t no_entity = UINT32_MAX;

// An entity that a mention may mean. Points are whole numbers: no sum depends on its order.
struct Candidate {
  uint32_t entity = no_entity;
  uint32_t known = 0;  // its number in disambiguation
  uint16_t form_flags = 0;
  CaseMatch case_match = CaseMatch::none;
  bool article = false;  // the form asks for "the", which stands there
  int16_t prior = 0;
  int16_t name_match = 0;
  int16_t type_fit = 0;
  int16_t context = 0;
  int16_t coherence = 0;
  int total() const { return prior + name_match + type_fit + context + coherence; }
};

// Why a mention was decided as it was.
enum class Verdict : uint8_t {
  linked,
  no_entry,      // the base has no such name
  unknown_name,  // short for an unknown name that stood in full before
  no_support,    // a weak form, and nothing around speaks for the best candidate
  low_score,     // below minimum-score
  close_second,  // not far enough ahead of the second: margin
};

enum class MentionState : uint8_t {
  open,     // found in the knowledge base, not decided yet
  linked,   // to `entity`
  nil,      // a name that the base does not have
  weak,     // a form of the base that was not linked and may be no name; only given to explain it
  dropped,  // part of a longer name; taken out before disambiguation
};

struct Mention {
  uint32_t first_token = 0, last_token = 0;  // both included
  uint32_t first_candidate = 0, n_candidates = 0;
  uint32_t entity = no_entity;
  uint32_t known = 0;  // the number of that entity in disambiguation
  MentionState state = MentionState::open;
  Verdict verdict = Verdict::no_entry;
  bool extended = false;  // a model number was added: Llama 3.2
  bool ordinary = false;  // its capital says nothing here, and the document has the word in lower case: "Nice weather"
  uint8_t nil_type = 0;   // index into nil_types
  double score = 0;       // 0 to 1, 4 decimals
};

// Guesses for names that the base does not have.
inline constexpr std::string_view nil_types[] = {"name", "person", "organisation", "place", "product", "law", "event"};
enum NilType : uint8_t { nil_name, nil_person, nil_organisation, nil_place, nil_product, nil_law, nil_event };

// Which words a document has in lower case. Sparse: a word with a capital whose hash meets that of one of them is taken
// for one.
class LowerCaseWords {
 public:
  // Empties it, with room for the words of so many tokens.
  void clear(std::size_t n_tokens) {
    std::size_t n_bits = 4096;
    while (n_bits < n_tokens * 64 && n_bits < (std::size_t{1} << 26)) n_bits *= 2;
    if (bits_.size() < n_bits / 64) bits_.resize(n_bits / 64);
    std::memset(bits_.data(), 0, n_bits / 8);
    mask_ = n_bits / 64 - 1;
  }
  // `there`: is it one? For all words of a text, without a branch.
  void add(uint32_t hash, bool there) { bits_[hash / 64 & mask_] |= uint64_t{there} << (hash & 63); }
  bool has(uint32_t hash) const { return (bits_[hash / 64 & mask_] >> (hash & 63) & 1) != 0; }

 private:
  RoughVector<uint64_t> bits_ = RoughVector<uint64_t>(1, 0);
  std::size_t mask_ = 0;  // of their numbers
};

// Numbers of tokens, ascending.
using TokenNumbers = RoughVector<uint32_t>;

// The document in work. Belongs to a worker; its buffers are used again.
struct Analysis {
  std::string_view text;
  Tokens tokens;
  // The tokens at which a name may begin, ascending: words that are not in lower case, and what may begin a form; and
  // of these the words with a capital. The others, most of a text, are looked at no more.
  TokenNumbers starts, capitals;
  LowerCaseWords lower_case;
  bool any_shouting = false;      // is there a line in capitals?
  std::vector<Mention> mentions;  // sorted, disjoint
  std::vector<Candidate> candidates;
  // Bytes of `text` before the article: its headline and a blank line; 0 without. Its mentions are the first.
  uint32_t headline = 0;
  bool in_headline(const Mention& m) const { return tokens[m.first_token].start < headline; }
  // The search ends beyond so many: a document that is nothing but names must not fill the memory.
  std::size_t most_mentions = SIZE_MAX;
  bool has_too_many(const std::vector<Mention>& found) const { return found.size() > most_mentions; }
};

}  // namespace docmill::linker
