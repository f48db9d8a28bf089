#include "mentions/mention_finder.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "text/inflection.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t max_nested_forms = 24;
// Of those who share a name so many are looked at, the most prominent; of J. Smith there are thousands.
constexpr std::size_t max_candidates = 16;
constexpr std::size_t longest_inflected = 6;  // tokens

class Finder {
 public:
  Finder(const KnowledgeBase& base, Analysis& analysis)
      : base_(base),
        words_(base.words()),
        a_(analysis),
        tokens_(analysis.tokens),
        the_(word_hash(base.characters(), "the")),
        gen_(word_hash(base.characters(), "gen")) {}

  void run() {
    a_.mentions.clear();
    a_.candidates.clear();
    if (base_.layers().size() != 1) {
      search([this](const Token& t) { return may_begin(t); }, [](std::size_t) {});
      return;
    }
    const AliasIndex index = base_.layers().front().image.aliases();
    const auto filter = [&index](const Token& t) { return index.may_begin(t); };
    if (!index.is_large()) {
      search(filter, [](std::size_t) {});
      return;
    }
    // Look-ups in a large table wait for memory: the nodes of the tokens ahead are asked for, and a little later, when
    // they have come, what they lead to.
    std::size_t first_asked = 0, then_asked = 0;
    search(filter, [&](std::size_t i) {
      for (const std::size_t end = std::min(tokens_.size(), i + 2 * ahead); first_asked < end; ++first_asked)
        if (filter(tokens_[first_asked])) index.prefetch(extend_sequence(0, tokens_[first_asked], true));
      for (const std::size_t end = std::min(tokens_.size(), i + ahead); then_asked < end; ++then_asked)
        if (filter(tokens_[then_asked])) ask_further(index, then_asked);
    });
  }

 private:
  // How far ahead the table is asked, in tokens: about what memory takes to answer.
  static constexpr std::size_t ahead = 8;

  template <class Filter, class Ask>
  void search(const Filter& filter, const Ask& ask_from) {
    for (std::size_t i = 0; i < tokens_.size() && !a_.has_too_many(a_.mentions);) {
      ask_from(i);
      if (!may_start(i) || (!filter(tokens_[i]) && !may_be_inflected(i))) {
        ++i;
        continue;
      }
      const std::size_t next = match_at(i);
      i = next != 0 ? next : i + 1;
    }
  }

  void ask_further(const AliasIndex& index, std::size_t i) const {
    const uint64_t sequence = extend_sequence(0, tokens_[i], true);
    const AliasIndex::Node* node = index.find(sequence);
    if (node == nullptr) return;
    index.prefetch_forms(*node);
    if (i + 1 < tokens_.size() && node->goes_on(edge_of(tokens_[i + 1])))
      index.prefetch(extend_sequence(sequence, tokens_[i + 1], false));
  }

  std::string_view text_of(std::size_t first, std::size_t last) const {
    return a_.text.substr(tokens_[first].start, tokens_[last].end - tokens_[first].start);
  }

  bool joined(std::size_t i) const { return i < tokens_.size() && tokens_[i].gap == Gap::none; }

  // A border before token i: inside a run of Hangul and inside an address there is none.
  bool may_start(std::size_t i) const {
    const Token& t = tokens_[i];
    if (i == 0 || t.gap != Gap::none) return true;
    const Token& before = tokens_[i - 1];
    if (t.kind == TokenKind::hangul) return before.kind != TokenKind::hangul;
    if (before.is_punctuation('_') || before.is_punctuation('@')) return false;
    // The second part of a lower-case compound or of an address: china-ai-chips, example.com/chips.
    const bool dotted = before.is_punctuation('-') || before.is_punctuation('/') || before.is_punctuation('.');
    return !(dotted && t.lower_case() && i >= 2 && before.gap == Gap::none);
  }

  bool may_end(std::size_t last) const {
    if (!joined(last + 1)) return true;
    const Token& next = tokens_[last + 1];
    if (tokens_[last].kind == TokenKind::hangul && next.kind == TokenKind::hangul) return particle_follows(last + 1);
    if (next.is_punctuation('_')) return false;
    if (!joined(last + 2) || !tokens_[last + 2].is_word()) return true;
    const Token& second = tokens_[last + 2];
    // An address goes on (Observer.com, example/path), a version goes on (GPT-4.1).
    if (next.is_punctuation('.') && second.lower_case()) return false;
    if (next.is_punctuation('/') && tokens_[last].lower_case()) return false;
    // meta-analysis is no Meta, Meta-owned is.
    return !(next.is_punctuation('-') && second.lower_case() && tokens_[last].is_word() &&
             words_.is(tokens_[last].hash, word_class::combining) && !words_.is(second.hash, word_class::verbal));
  }

  bool particle_follows(std::size_t i) const {
    std::size_t last = i;
    while (joined(last + 1) && tokens_[last + 1].kind == TokenKind::hangul && last < i + 4) ++last;
    return is_korean_particle(text_of(i, last));
  }

  // A form that ends here, in one of the layers.
  struct End {
    const KnowledgeBase::Layer* layer;
    const AliasIndex::Node* node;
    std::size_t last;
  };

  bool may_begin(const Token& token) const {
    for (const KnowledgeBase::Layer& layer : base_.layers())
      if (layer.image.aliases().may_begin(token)) return true;
    return false;
  }

  // Appends the candidates of the forms that end at `end` and that the text allows.
  void verify(const End& end, std::size_t first, std::size_t before) {
    verify_text(end, text_of(first, end.last), before,
                tokens_[first].is(token_flag::sentence_start | token_flag::noun_capitals));
  }
  void verify_text(const End& end, std::string_view text, std::size_t before, bool capital_says_nothing) {
    std::string_view looked_at;
    CaseMatch match = CaseMatch::none;
    std::size_t of_text = 0;
    end.layer->image.aliases().for_each_form(*end.node, [&](const Form& form) {
      if (form.text.data() != looked_at.data()) {
        looked_at = form.text;
        match = match_case(base_.characters(), form.text, text, capital_says_nothing);
        of_text = 0;
      }
      if (match == CaseMatch::none || of_text == max_candidates || base_.hidden(*end.layer, form.entity)) return;
      add_candidate(before, form, end.layer->first + form.entity, match);
      ++of_text;
    });
  }

  // Once for each entity: the strongest match, of equal ones the form with the fewest doubts.
  void add_candidate(std::size_t from, const Form& form, uint32_t entity, CaseMatch match) {
    for (std::size_t i = from; i < a_.candidates.size(); ++i) {
      Candidate& c = a_.candidates[i];
      if (c.entity != entity) continue;
      if (match > c.case_match || (match == c.case_match && form.flags < c.form_flags)) {
        c.case_match = match;
        c.form_flags = form.flags;
      }
      return;
    }
    Candidate c;
    c.entity = entity;
    c.form_flags = form.flags;
    c.case_match = match;
    c.article = (form.flags & form_flag::article) != 0;
    a_.candidates.push_back(c);
  }

  struct Found {
    std::size_t last = 0;
    std::size_t n = 0;  // candidates, at the end of the list; 0: nothing found
  };

  // ---- inflected names

  // A word that may carry an ending or a prefix: with a capital, or in a script without; Latin ones only in German
  // lines, which are the only ones with cases that are told apart.
  bool may_be_inflected(std::size_t i) const {
    const Token& t = tokens_[i];
    if (!t.is_word() || t.size() < 4 || t.is(token_flag::has_digit)) return false;
    const bool ascii = static_cast<unsigned char>(a_.text[t.start]) < 0x80;
    if (ascii) return t.is(token_flag::first_upper) && t.is(token_flag::has_lower) && inflects(t);
    return !t.lower_case() && !t.all_caps();
  }
  static bool inflects(const Token& t) { return t.is(token_flag::noun_capitals); }

  // Forms of the base that the tokens from `i` on stand for in another case, the longest. Each word is taken as it
  // is where the base goes on with it, and bare where it does not.
  Found inflected(std::size_t i) {
    const std::size_t before = a_.candidates.size();
    for (const KnowledgeBase::Layer& layer : base_.layers()) {
      const Found found = inflected_in(layer, i);
      if (found.n != 0) return found;
    }
    a_.candidates.resize(before);
    return {};
  }

  Found inflected_in(const KnowledgeBase::Layer& layer, std::size_t i) {
    const AliasIndex& index = layer.image.aliases();
    const std::size_t before = a_.candidates.size();
    uint64_t sequence = 0;
    bool any_bare = false;
    bare_text_.clear();
    End best{&layer, nullptr, 0};
    std::string best_text;
    for (std::size_t k = i; k < tokens_.size() && k < i + longest_inflected; ++k) {
      const Token& t = tokens_[k];
      if (k > i && t.gap == Gap::paragraph) break;
      if (k > i && t.gap != Gap::none) bare_text_ += ' ';
      const AliasIndex::Node* node = index.find(extend_sequence(sequence, t, k == i));
      Token taken = t;
      if (node == nullptr ||
          (!node->has_forms() && k + 1 < tokens_.size() && !node->goes_on(edge_of(tokens_[k + 1])))) {
        const AliasIndex::Node* bare = may_be_inflected(k) ? bare_node(index, sequence, k, i, taken) : nullptr;
        if (bare == nullptr) {
          if (node == nullptr) break;
          bare_text_ += text_of(k, k);
        } else {
          node = bare;
          any_bare = true;
          bare_text_ += bare_word_;
        }
      } else {
        bare_text_ += text_of(k, k);
      }
      sequence = extend_sequence(sequence, taken, k == i);
      if (node->has_forms() && any_bare && may_end(k)) {
        best.node = node;
        best.last = k;
        best_text = bare_text_;
      }
    }
    if (best.node == nullptr) return {};
    verify_text(best, best_text, before, false);
    for (std::size_t c = before; c < a_.candidates.size(); ++c) a_.candidates[c].form_flags |= form_flag::derived;
    return {best.last, a_.candidates.size() - before};
  }

  // The node to which a bare form of token `k` leads, and in `bare_word_` which; `taken` is the token as that form has
  // it.
  const AliasIndex::Node* bare_node(const AliasIndex& index, uint64_t sequence, std::size_t k, std::size_t i,
                                    Token& taken) {
    bare_forms(text_of(k, k), inflects(tokens_[k]), bare_words_);
    for (const std::string& word : bare_words_) {
      Token token = tokens_[k];
      token.hash = word_hash(base_.characters(), word);
      if (k == i && !index.may_begin(token)) continue;
      const AliasIndex::Node* node = index.find(extend_sequence(sequence, token, k == i));
      if (node == nullptr) continue;
      taken = token;
      bare_word_ = word;
      return node;
    }
    return nullptr;
  }

  // The longest form that begins at token i and that case and borders allow.
  Found longest(std::size_t i) {
    n_ends_ = 0;
    for (const KnowledgeBase::Layer& layer : base_.layers()) walk(layer, i);
    if (base_.layers().size() > 1)
      std::stable_sort(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(n_ends_),
                       [](const End& x, const End& y) { return x.last < y.last; });
    const std::size_t before = a_.candidates.size();
    while (n_ends_ > 0) {
      const std::size_t last = ends_[n_ends_ - 1].last;
      const bool allowed = may_end(last);
      for (; n_ends_ > 0 && ends_[n_ends_ - 1].last == last; --n_ends_)
        if (allowed) verify(ends_[n_ends_ - 1], i, before);
      if (a_.candidates.size() != before) return {last, a_.candidates.size() - before};
    }
    return {};
  }

  // Notes the forms of one layer that begin at token i.
  void walk(const KnowledgeBase::Layer& layer, std::size_t i) {
    const AliasIndex& index = layer.image.aliases();
    if (!index.may_begin(tokens_[i])) return;
    const std::size_t limit = n_ends_ + max_nested_forms;
    uint64_t sequence = 0;
    for (std::size_t k = i;;) {
      sequence = extend_sequence(sequence, tokens_[k], k == i);
      const AliasIndex::Node* node = index.find(sequence);
      if (node == nullptr) return;
      if (node->has_forms() && n_ends_ < limit) {
        if (n_ends_ == ends_.size()) ends_.resize(ends_.size() + max_nested_forms);
        ends_[n_ends_++] = {&layer, node, k};
      }
      if (++k == tokens_.size() || tokens_[k].gap == Gap::paragraph || !node->goes_on(edge_of(tokens_[k]))) return;
    }
  }

  // Records the mention that begins at token i; the token behind it, or 0.
  std::size_t match_at(std::size_t i) {
    const std::size_t before = a_.candidates.size();
    Found found = longest(i);
    if (found.n == 0 && may_be_inflected(i)) found = inflected(i);
    if (found.n == 0) return 0;
    std::size_t first = i;
    if (tokens_[i].hash == the_ && found.last > i) first = without_article(i, before, found);
    else if (found.last > i && words_.is(tokens_[i].hash, word_class::title)) first = without_title(i, before, found);
    std::sort(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before), a_.candidates.end(),
              [this](const Candidate& x, const Candidate& y) { return base_.before(x.entity, y.entity); });
    Mention m;
    m.first_token = static_cast<uint32_t>(first);
    m.last_token = static_cast<uint32_t>(found.last);
    m.first_candidate = static_cast<uint32_t>(before);
    m.n_candidates = static_cast<uint32_t>(a_.candidates.size() - before);
    const std::size_t next = keep_number_whole(m);
    a_.mentions.push_back(m);
    return next;
  }

  // "Premier Li" is a form, but "Premier Li Qiang" is the title and the longer name behind it.
  std::size_t without_title(std::size_t i, std::size_t before, Found& found) {
    const std::size_t middle = a_.candidates.size();
    const Found rest = longest(i + 1);
    if (rest.n == 0 || rest.last <= found.last) {
      a_.candidates.resize(middle);
      return i;
    }
    a_.candidates.erase(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before),
                        a_.candidates.begin() + static_cast<std::ptrdiff_t>(middle));
    found.last = rest.last;
    return i + 1;
  }

  // "the Amazon" is found as such, but the mention is "Amazon", and the candidates of both readings count. A "The" that
  // belongs to the name (The Hague) stays, unless a sentence begins and the name goes without.
  std::size_t without_article(std::size_t i, std::size_t before, Found& found) {
    const bool article_form = std::any_of(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before),
                                          a_.candidates.end(), [](const Candidate& c) { return c.article; });
    const std::size_t middle = a_.candidates.size();
    const Found rest = longest(i + 1);
    const auto drop = [&](std::size_t from, std::size_t to) {
      a_.candidates.erase(a_.candidates.begin() + static_cast<std::ptrdiff_t>(from),
                          a_.candidates.begin() + static_cast<std::ptrdiff_t>(to));
    };
    if (rest.n != 0 && rest.last > found.last) {  // a longer name without the article
      drop(before, middle);
      found.last = rest.last;
      return i + 1;
    }
    if (rest.n != 0 && rest.last == found.last && (article_form || tokens_[i].is(token_flag::sentence_start))) {
      const bool belongs = !article_form && base_.entity(a_.candidates[before].entity).name.substr(0, 4) == "The ";
      if (!belongs) {
        merge(before, middle);
        return i + 1;
      }
    }
    a_.candidates.resize(middle);
    return article_form ? i + 1 : i;
  }

  void merge(std::size_t before, std::size_t middle) {
    for (std::size_t k = middle; k < a_.candidates.size(); ++k) {
      const auto same = std::find_if(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before),
                                     a_.candidates.begin() + static_cast<std::ptrdiff_t>(middle),
                                     [&](const Candidate& c) { return c.entity == a_.candidates[k].entity; });
      if (same == a_.candidates.begin() + static_cast<std::ptrdiff_t>(middle)) continue;
      const bool article = same->article;
      *same = a_.candidates[k];
      same->article = article;
      a_.candidates.erase(a_.candidates.begin() + static_cast<std::ptrdiff_t>(k--));
    }
  }

  // ---- model numbers

  bool is_model(const Mention& m) const {
    for (uint32_t k = 0; k < m.n_candidates; ++k)
      if (base_.entity(a_.candidates[m.first_candidate + k].entity).type_class == TypeClass::model) return true;
    return false;
  }

  // The last token of ".1" behind token `last`, or `last`.
  std::size_t behind_decimals(std::size_t last) const {
    while (joined(last + 1) && tokens_[last + 1].is_punctuation('.') && joined(last + 2) &&
           tokens_[last + 2].is_word() && tokens_[last + 2].is(token_flag::has_digit) &&
           tokens_[last].is(token_flag::has_digit))
      last += 2;
    return last;
  }

  // A number that may belong to a model: 3, 910D, v3, 8x7B; no year and nothing that counts what follows.
  bool is_version(std::size_t i) const {
    if (i >= tokens_.size() || !tokens_[i].is_word() || !tokens_[i].is(token_flag::has_digit)) return false;
    const Token& t = tokens_[i];
    const char first = a_.text[t.start];
    const bool digit_first = first >= '0' && first <= '9';
    if (t.size() > 5 || (!digit_first && t.size() > 3)) return false;
    if (!t.is(token_flag::has_letter) && t.size() >= 4) return false;
    if (i + 1 >= tokens_.size()) return true;
    const Token& next = tokens_[i + 1];
    if (next.is_punctuation('%') || next.is_punctuation(',')) return !joined(i + 2) && next.is_punctuation(',');
    return !(next.gap != Gap::none && words_.is(next.hash, word_class::count_word));
  }

  // The last token of a version behind token `last`, or `last`.
  std::size_t behind_version(std::size_t last) const {
    std::size_t end = last;
    if (joined(last + 1) && tokens_[last + 1].is_punctuation('-') && joined(last + 2) && is_version(last + 2)) {
      end = behind_decimals(last + 2);
    } else if (last + 1 < tokens_.size() && tokens_[last + 1].gap == Gap::space) {
      const bool gen = tokens_[last + 1].hash == gen_ && last + 2 < tokens_.size() && is_version(last + 2);
      if (gen || is_version(last + 1)) end = behind_decimals(last + (gen ? 2 : 1));
    }
    return end;
  }

  // Extends a family by its version ("Llama 3.2", "Kunlun Gen 2"). A version that goes on is another model than the
  // one in the base ("GPT-4.1" for GPT-4): the mention then has no candidates of that kind. The token behind.
  std::size_t keep_number_whole(Mention& m) {
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

  const KnowledgeBase& base_;
  const WordLists& words_;
  Analysis& a_;
  const std::vector<Token>& tokens_;
  const uint32_t the_, gen_;
  std::vector<End> ends_ = std::vector<End>(max_nested_forms);
  std::size_t n_ends_ = 0;
  std::vector<std::string> bare_words_;
  std::string bare_word_, bare_text_;
};

}  // namespace

void find_mentions(const KnowledgeBase& base, Analysis& analysis) { Finder(base, analysis).run(); }

}  // namespace docmill::linker
