#include "mentions/abbreviations.hpp"

#include <algorithm>

#include "mentions/addresses.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t max_bindings = 64;  // a document that defines more is a list of abbreviations

struct Binding {
  uint32_t hash;   // of the short form
  uint32_t long_;  // index of the mention of the long form
  uint32_t from;   // token of the bracket
};

class Binder {
 public:
  Binder(const KnowledgeBase& base, Analysis& analysis) : base_(base), a_(analysis) {}

  void run() {
    find_definitions();
    find_others();
    if (!bindings_.empty()) apply();
  }

 private:
  const Token& token(std::size_t i) const { return a_.tokens[i]; }
  std::string_view text(const Token& t) const { return a_.text.substr(t.start, t.size()); }

  void find_definitions() {
    std::size_t m = 0;
    for (const uint32_t start : a_.capitals) {
      if (start < 2 || start + std::size_t{1} >= a_.tokens.size()) continue;
      const std::size_t i = start - 1;
      if (!token(i + 2).is_punctuation(')') || token(i).kind != TokenKind::punctuation) continue;  // the rare one first
      if (bindings_.size() >= max_bindings) return;
      const bool bracket = token(i).is_punctuation('('), comma = token(i).is_punctuation(',') || is_wide_comma(i);
      if (!bracket && !comma) continue;
      const Token& short_form = token(start);
      if (short_form.size() < 2) continue;
      const bool ideographs = token(i - 1).kind != TokenKind::word;
      if (bracket && token(i).gap != Gap::space && !(ideographs && token(i).gap == Gap::none)) continue;
      while (m < a_.mentions.size() && a_.mentions[m].last_token + 1 < i) ++m;
      const std::size_t long_form = ending_at(m, i - 1);
      if (long_form == a_.mentions.size()) continue;
      if (fits(a_.mentions[long_form], short_form) || shared_candidate(long_form, i + 1) ||
          (ideographs && bracket && stands_for_organisation(long_form, i + 1)))
        bindings_.push_back({short_form.hash, static_cast<uint32_t>(long_form), static_cast<uint32_t>(i)});
    }
  }

  // "hypersensitivity pneumonitis, or HP", "Telematikinfrastruktur (TI)": two capitals that stand for something that is
  // no name of the base mean nothing else in this document.
  void find_others() {
    for (Mention& m : a_.mentions) {
      const std::size_t i = m.first_token;
      if (m.last_token != i || i < 2 || !is_two_capitals(i)) continue;
      const bool bracket =
          token(i - 1).is_punctuation('(') && i + 1 < a_.tokens.size() && token(i + 1).is_punctuation(')');
      const bool comma = i >= 4 && text(token(i - 1)) == "or" && token(i - 2).is_punctuation(',');
      if (!bracket && !comma) continue;
      const std::size_t last = i - (bracket ? 2 : 3);
      if (others_.size() < max_bindings && !is_other(i) && has_initials(last, text(token(i))))
        others_.push_back(token(i).hash);
    }
    if (others_.empty()) return;
    for (Mention& m : a_.mentions)
      if (m.first_token == m.last_token && is_two_capitals(m.first_token) && is_other(m.first_token) &&
          binding_for(token(m.first_token).hash, m.first_token + 1) == nullptr)
        m.ordinary = true;
  }
  bool is_other(std::size_t i) const {
    return std::find(others_.begin(), others_.end(), token(i).hash) != others_.end();
  }
  bool is_two_capitals(std::size_t i) const { return token(i).size() == 2 && token(i).all_caps(); }
  // Does the word at token `last`, with the one before it, begin with these letters, or a word alone with the first? In
  // lower case, or German.
  bool has_initials(std::size_t last, std::string_view letters) const {
    const auto begins = [&](std::size_t i, char c) {
      const char first = text(token(i)).front();
      return token(i).is_word() && (first == c || first == static_cast<char>(c - 'A' + 'a')) && token(i).size() > 2;
    };
    if (last > 0 && begins(last - 1, letters[0]) && begins(last, letters[1])) return true;
    constexpr uint32_t compound = 12;
    return begins(last, letters[0]) && token(last).size() >= compound;
  }

  bool is_wide_comma(std::size_t i) const { return token(i).is_punctuation(0xFF0C) || token(i).is_punctuation(0x3001); }

  // "世界卫生组织（WHO）": no letters to compare. In capitals, of an organisation, and nothing that the base has.
  bool stands_for_organisation(std::size_t long_form, std::size_t i) const {
    const Mention& m = a_.mentions[long_form];
    if (!token(i).all_caps() || mention_at(i) != a_.mentions.size() || m.n_candidates == 0) return false;
    return base_.kind(a_.candidates[m.first_candidate].entity).type_class == TypeClass::organisation;
  }

  std::size_t ending_at(std::size_t from, std::size_t last_token) const {
    for (std::size_t k = from; k < a_.mentions.size() && a_.mentions[k].first_token <= last_token; ++k)
      if (a_.mentions[k].last_token == last_token && a_.mentions[k].first_token != last_token) return k;
    return a_.mentions.size();
  }

  // Are the letters of the short form the initials of the long one, small words left out or not?
  bool fits(const Mention& m, const Token& short_form) const {
    std::string_view letters = text(short_form);
    for (uint32_t i = m.first_token; i <= m.last_token && !letters.empty(); ++i) {
      if (!token(i).is_word()) continue;
      const char c = text(token(i)).front();
      const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      if (upper == letters.front()) letters.remove_prefix(1);
      else if (token(i).is(token_flag::first_upper)) return false;
    }
    return letters.empty();
  }

  std::size_t mention_at(std::size_t first_token) const {
    const auto at = std::lower_bound(a_.mentions.begin(), a_.mentions.end(), first_token,
                                     [](const Mention& m, std::size_t t) { return m.first_token < t; });
    if (at == a_.mentions.end() || at->first_token != first_token) return a_.mentions.size();
    return static_cast<std::size_t>(at - a_.mentions.begin());
  }

  bool shared_candidate(std::size_t long_form, std::size_t first_token) const {
    const std::size_t other = mention_at(first_token);
    if (other == a_.mentions.size()) return false;
    const Mention &x = a_.mentions[long_form], &y = a_.mentions[other];
    for (uint32_t i = 0; i < x.n_candidates; ++i)
      for (uint32_t k = 0; k < y.n_candidates; ++k)
        if (a_.candidates[x.first_candidate + i].entity == a_.candidates[y.first_candidate + k].entity) return true;
    return false;
  }

  // From each definition on, every occurrence of the short form.
  void apply() {
    std::stable_sort(bindings_.begin(), bindings_.end(),
                     [](const Binding& x, const Binding& y) { return x.hash < y.hash; });
    const std::size_t n_before = a_.mentions.size();
    std::vector<Mention> added;
    for (const uint32_t i : a_.capitals) {
      const Binding* binding = binding_for(token(i).hash, i);
      if (binding == nullptr || inside_address(a_, i)) continue;
      const Mention long_form = a_.mentions[binding->long_];
      const std::size_t own = covering(i);
      if (own == n_before) added.push_back(copy_of(long_form, i));
      else if (a_.mentions[own].first_token == i && a_.mentions[own].last_token == i)
        adopt(a_.mentions[own], long_form);
    }
    if (added.empty()) return;
    a_.mentions.insert(a_.mentions.end(), added.begin(), added.end());
    std::stable_sort(a_.mentions.begin(), a_.mentions.end(),
                     [](const Mention& x, const Mention& y) { return x.first_token < y.first_token; });
  }

  // The last definition of the short form before token i.
  const Binding* binding_for(uint32_t hash, std::size_t i) const {
    auto at = std::lower_bound(bindings_.begin(), bindings_.end(), hash,
                               [](const Binding& b, uint32_t h) { return b.hash < h; });
    const Binding* best = nullptr;
    for (; at != bindings_.end() && at->hash == hash; ++at)
      if (at->from < i) best = &*at;
    return best;
  }

  // The mention that covers token i.
  std::size_t covering(std::size_t i) const {
    const auto at = std::upper_bound(a_.mentions.begin(), a_.mentions.end(), i,
                                     [](std::size_t t, const Mention& m) { return t < m.first_token; });
    if (at == a_.mentions.begin() || (at - 1)->last_token < i) return a_.mentions.size();
    return static_cast<std::size_t>(at - a_.mentions.begin()) - 1;
  }

  Mention copy_of(const Mention& long_form, std::size_t i) {
    Mention m;
    m.first_token = m.last_token = static_cast<uint32_t>(i);
    adopt(m, long_form);
    return m;
  }

  void adopt(Mention& m, const Mention& long_form) {
    if (long_form.n_candidates == 0) {
      m.state = MentionState::nil;
      m.nil_type = long_form.nil_type;
      m.n_candidates = 0;
      return;
    }
    m.state = MentionState::open;
    m.first_candidate = static_cast<uint32_t>(a_.candidates.size());
    m.n_candidates = long_form.n_candidates;
    for (uint32_t k = 0; k < long_form.n_candidates; ++k) {
      Candidate c = a_.candidates[long_form.first_candidate + k];
      c.form_flags = form_flag::derived;  // the definition is the support that a short form needs
      a_.candidates.push_back(c);
    }
  }

  const KnowledgeBase& base_;
  Analysis& a_;
  std::vector<Binding> bindings_;
  std::vector<uint32_t> others_;  // hashes of short forms of what is no name of the base
};

}  // namespace

void bind_abbreviations(const KnowledgeBase& base, Analysis& analysis) { Binder(base, analysis).run(); }

}  // namespace docmill::linker
