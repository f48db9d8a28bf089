#include "mentions/inflected_names.hpp"

#include <array>

namespace docmill::linker {
namespace {

constexpr std::size_t longest_inflected = 6;  // tokens

}  // namespace

Found InflectedNames::find(std::size_t i) {
  for (const KnowledgeBase::Layer& layer : base_.layers()) {
    const Found found = find_in(layer, i);
    if (found.n != 0) return found;
  }
  return {};
}

// Walks through the tree with each word as it stands and bare, the former
// first: "České republice" is not misled by České Budějovice. Of the ends that
// it finds the farthest is kept, of these the first.
class InflectedNames::Walk {
 public:
  Walk(const InflectedNames& names, const AliasIndex& index, std::size_t first)
      : base_(names.base_), a_(names.a_), names_(names), index_(index), first_(first) {}

  // Takes token `k` behind `sequence`; `bare`: one of the words before is not
  // as it stands.
  void take(std::size_t k, uint64_t sequence, bool bare) {
    const Token& t = a_.tokens[k];
    const std::string_view text = a_.text.substr(t.start, t.size());
    go_on(k, sequence, t, {text, {}}, bare);
    if (!names_.may_be_inflected_inside(k)) return;
    for (const BareForm& form : bare_forms(text, t.case_language())) {
      if (n_steps_ >= most_steps) return;
      Token token = t;
      token.hash = word_hash(base_.characters(), form.begin, form.rest);
      if (k != first_ || index_.may_begin(token)) go_on(k, sequence, token, form, true);
    }
  }

  const AliasIndex::Node* best = nullptr;
  std::size_t last = 0;
  std::array<BareForm, longest_inflected> words,
      best_words;  // as the base has them

 private:
  static constexpr int most_steps = 64;  // look-ups; keeps hostile bases from making it long

  void go_on(std::size_t k, uint64_t sequence, const Token& token, const BareForm& form, bool bare) {
    ++n_steps_;
    sequence = extend_sequence(sequence, token, k == first_);
    const AliasIndex::Node* node = index_.find(sequence);
    if (node == nullptr) return;
    words[k - first_] = form;
    const bool alone = k == first_ && (form.begins_name || form.of_several);
    if (node->has_forms() && bare && !alone && (best == nullptr || k > last) && names_.borders_.may_end(k)) {
      best = node;
      last = k;
      best_words = words;
    }
    const std::size_t next = k + 1;
    if (form.begins_name && k != first_) return;
    if (next == a_.tokens.size() || next == first_ + longest_inflected || n_steps_ >= most_steps) return;
    if (a_.tokens[next].gap != Gap::paragraph) take(next, sequence, bare);
  }

  const KnowledgeBase& base_;
  const Analysis& a_;
  const InflectedNames& names_;
  const AliasIndex& index_;
  const std::size_t first_;
  int n_steps_ = 0;
};

Found InflectedNames::find_in(const KnowledgeBase::Layer& layer, std::size_t i) {
  const AliasIndex& index = layer.image.aliases();
  Walk walk(*this, index, i);
  walk.take(i, 0, false);
  if (walk.best == nullptr) return {};
  text_.clear();
  for (std::size_t k = i; k <= walk.last; ++k) {
    if (k > i && a_.tokens[k].gap != Gap::none) text_ += ' ';
    text_ += walk.best_words[k - i].begin;
    text_ += walk.best_words[k - i].rest;
  }
  const std::size_t before = a_.candidates.size();
  add_form_candidates(base_, layer, *walk.best, text_, false, before, a_);
  for (std::size_t c = before; c < a_.candidates.size(); ++c) {
    uint16_t& flags = a_.candidates[c].form_flags;
    if ((flags & form_flag::derived) == 0) flags |= form_flag::derived | form_flag::inflected;
  }
  return {walk.last, a_.candidates.size() - before};
}

}  // namespace docmill::linker
