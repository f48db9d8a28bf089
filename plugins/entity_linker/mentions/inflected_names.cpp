#include "mentions/inflected_names.hpp"

namespace docmill::linker {
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
  Walk(InflectedNames& names, const KnowledgeBase::Layer& layer, std::size_t first)
      : base_(names.base_), a_(names.a_), names_(names), layer_(layer), index_(layer.image.aliases()), first_(first) {}

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
  Words words, best_words;  // as the base has them

 private:
  static constexpr int most_steps = 64;  // look-ups; keeps hostile bases from making it long

  void go_on(std::size_t k, uint64_t sequence, const Token& token, const BareForm& form, bool bare) {
    ++n_steps_;
    sequence = extend_sequence(sequence, token, k == first_);
    const AliasIndex::Node* node = index_.find(sequence);
    if (node == nullptr) return;
    words[k - first_] = form;
    const bool alone = k == first_ && (form.begins_name || form.of_several);
    if (node->has_forms() && bare && !alone && (best == nullptr || k > last) && names_.borders_.may_end(k) &&
        has_case_of(*node, k)) {
      best = node;
      last = k;
      best_words = words;
    }
    const std::size_t next = k + 1;
    if (form.begins_name && k != first_) return;
    if (next == a_.tokens.size() || next == first_ + longest_inflected || n_steps_ >= most_steps) return;
    if (a_.tokens[next].gap != Gap::paragraph) take(next, sequence, bare);
  }

  // "Googl", of which "Googles" may be the genitive, is not GOOGL.
  bool has_case_of(const AliasIndex::Node& node, std::size_t k) {
    const std::size_t before = a_.candidates.size();
    add_form_candidates(base_, layer_, node, names_.written(words, first_, k), false, before, a_);
    const bool any = a_.candidates.size() != before;
    a_.candidates.resize(before);
    return any;
  }

  const KnowledgeBase& base_;
  Analysis& a_;
  InflectedNames& names_;
  const KnowledgeBase::Layer& layer_;
  const AliasIndex index_;
  const std::size_t first_;
  int n_steps_ = 0;
};

std::string_view InflectedNames::written(const Words& words, std::size_t first, std::size_t last) {
  text_.clear();
  for (std::size_t k = first; k <= last; ++k) {
    if (k > first && a_.tokens[k].gap != Gap::none) text_ += ' ';
    text_ += words[k - first].begin;
    text_ += words[k - first].rest;
  }
  return text_;
}

Found InflectedNames::find_in(const KnowledgeBase::Layer& layer, std::size_t i) {
  Walk walk(*this, layer, i);
  walk.take(i, 0, false);
  if (walk.best == nullptr) return {};
  const std::size_t before = a_.candidates.size();
  add_form_candidates(base_, layer, *walk.best, written(walk.best_words, i, walk.last), false, before, a_);
  for (std::size_t c = before; c < a_.candidates.size(); ++c) {
    uint16_t& flags = a_.candidates[c].form_flags;
    if ((flags & form_flag::derived) == 0) flags |= form_flag::derived | form_flag::inflected;
  }
  return {walk.last, a_.candidates.size() - before};
}

}  // namespace docmill::linker
