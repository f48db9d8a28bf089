#include "mentions/model_numbers.hpp"

#include <algorithm>

namespace docmill::linker {
namespace {

class ModelNumbers {
 public:
  ModelNumbers(const KnowledgeBase& base, Analysis& analysis, uint32_t gen) : base_(base), a_(analysis), gen_(gen) {}

  std::size_t extend(Mention& m) {
    const std::size_t last = m.last_token;
    if (!is_model(m)) return last + 1;
    const std::size_t decimals = behind_decimals(last);
    const std::size_t end = decimals != last ? decimals : behind_version(last);
    if (end == last) return last + 1;
    const auto first = a_.candidates.begin() + m.first_candidate;
    const auto fits = [&](const Candidate& c) {
      const Entity e = base_.entity(c.entity);
      return e.type_class == TypeClass::model && !e.ends_in_number;
    };
    const bool one_version = std::none_of(first, a_.candidates.end(), fits);
    if (one_version && decimals == last) return last + 1;  // "A100 80GB": something of its own
    a_.candidates.erase(std::remove_if(first, a_.candidates.end(), [&](const Candidate& c) { return !fits(c); }),
                        a_.candidates.end());
    m.n_candidates = static_cast<uint32_t>(a_.candidates.size() - m.first_candidate);
    m.last_token = static_cast<uint32_t>(end);
    m.extended = true;
    if (m.n_candidates == 0) {
      m.state = MentionState::nil;
      m.nil_type = nil_product;
    }
    return end + 1;
  }

 private:
  bool joined(std::size_t i) const { return i < a_.tokens.size() && a_.tokens[i].gap == Gap::none; }

  bool is_model(const Mention& m) const {
    for (uint32_t k = 0; k < m.n_candidates; ++k)
      if (base_.entity(a_.candidates[m.first_candidate + k].entity).type_class == TypeClass::model) return true;
    return false;
  }

  // The last token of ".1" behind token `last`, or `last`.
  std::size_t behind_decimals(std::size_t last) const {
    while (joined(last + 1) && a_.tokens[last + 1].is_punctuation('.') && joined(last + 2) &&
           a_.tokens[last + 2].is_word() && a_.tokens[last + 2].is(token_flag::has_digit) &&
           a_.tokens[last].is(token_flag::has_digit))
      last += 2;
    return last;
  }

  // A number that may belong to a model: 3, 910D, v3, 8x7B; no year and nothing that counts what follows.
  bool is_version(std::size_t i) const {
    if (i >= a_.tokens.size() || !a_.tokens[i].is_word() || !a_.tokens[i].is(token_flag::has_digit)) return false;
    const Token& t = a_.tokens[i];
    const char first = a_.text[t.start];
    const bool digit_first = first >= '0' && first <= '9';
    if (t.size() > 5 || (!digit_first && t.size() > 3)) return false;
    if (!t.is(token_flag::has_letter) && t.size() >= 4) return false;
    if (i + 1 >= a_.tokens.size()) return true;
    const Token& next = a_.tokens[i + 1];
    if (next.is_punctuation('%') || next.is_punctuation(',')) return !joined(i + 2) && next.is_punctuation(',');
    return !(next.gap != Gap::none && base_.words().is(next.hash, word_class::count_word));
  }

  // The last token of a version behind token `last`, or `last`.
  std::size_t behind_version(std::size_t last) const {
    std::size_t end = last;
    if (joined(last + 1) && a_.tokens[last + 1].is_punctuation('-') && joined(last + 2) && is_version(last + 2)) {
      end = behind_decimals(last + 2);
    } else if (last + 1 < a_.tokens.size() && a_.tokens[last + 1].gap == Gap::space) {
      const bool gen = a_.tokens[last + 1].hash == gen_ && last + 2 < a_.tokens.size() && is_version(last + 2);
      if (gen || is_version(last + 1)) end = behind_decimals(last + (gen ? 2 : 1));
    }
    return end;
  }

  const KnowledgeBase& base_;
  Analysis& a_;
  const uint32_t gen_;
};

}  // namespace

std::size_t keep_number_whole(const KnowledgeBase& base, Analysis& analysis, uint32_t gen, Mention& mention) {
  return ModelNumbers(base, analysis, gen).extend(mention);
}

}  // namespace docmill::linker
