#include "mentions/mention_finder.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "mentions/addresses.hpp"
#include "mentions/borders.hpp"
#include "mentions/form_candidates.hpp"
#include "mentions/inflected_names.hpp"
#include "mentions/model_numbers.hpp"

namespace docmill::linker {
namespace {

constexpr std::size_t max_nested_forms = 24;

class Finder {
 public:
  Finder(const KnowledgeBase& base, Analysis& analysis)
      : base_(base),
        words_(base.words()),
        a_(analysis),
        tokens_(analysis.tokens),
        borders_(base.words(), analysis),
        inflected_(base, analysis),
        the_(word_hash(base.characters(), "the")),
        gen_(word_hash(base.characters(), "gen")) {}

  void run() {
    a_.mentions.clear();
    a_.candidates.clear();
    if (base_.layers().size() != 1) return search([this](const Token& t) { return may_begin(t); }, nullptr);
    const AliasIndex index = base_.layers().front().image.aliases();
    search([index](const Token& t) { return index.may_begin(t); }, index.is_large() ? &index : nullptr);
  }

 private:
  // Look-ups in a large table wait for memory: the nodes of so many starts ahead are asked for, and a little later,
  // when they have come, what they lead to. About what memory takes to answer.
  static constexpr std::size_t ahead = 3;

  // `large`: the table, where it is large.
  template <class Filter>
  void search(const Filter& filter, const AliasIndex* large) {
    look_at_tokens(filter);
    std::size_t next = 0;  // behind the last mention
    for (std::size_t k = 0; k < a_.starts.size(); ++k) {
      if (large != nullptr) ask_ahead(*large, k);
      const std::size_t i = a_.starts[k];
      if (i < next || !borders_.may_start(i) || (!filter(tokens_[i]) && !inflected_.may_be_inflected(i))) continue;
      next = match_at(i);
      if (a_.has_too_many(a_.mentions)) return;
    }
  }

  // The one look that is taken at every token. Without a branch: nobody can foresee where names are.
  template <class Filter>
  void look_at_tokens(const Filter& filter) {
    const std::size_t n = tokens_.size();
    a_.starts.resize(n);
    uint32_t* const starts = a_.starts.data();
    a_.lower_case.clear(n);
    LowerCaseWords lower_case = std::move(a_.lower_case);
    std::size_t n_starts = 0;
    uint32_t flags = 0, i = 0;
    for (const Token& t : tokens_) {
      const bool lower = t.lower_case();  // of marks and of characters without case neither this nor has_upper
      starts[n_starts] = i++;
      n_starts += static_cast<std::size_t>(int{filter(t)} | (int{t.is_word()} & int{!lower}));
      lower_case.add(t.hash, lower);
      flags |= t.flags;
    }
    a_.starts.resize(n_starts);
    a_.lower_case = std::move(lower_case);
    a_.any_shouting = (flags & token_flag::shouting) != 0;
    list_capitals();
  }

  // They are among the starts: only words have capitals.
  void list_capitals() {
    a_.capitals.resize(a_.starts.size());
    uint32_t* const capitals = a_.capitals.data();
    std::size_t n = 0;
    for (const uint32_t start : a_.starts) {
      capitals[n] = start;
      n += std::size_t{tokens_[start].is(token_flag::has_upper)};
    }
    a_.capitals.resize(n);
  }

  void ask_ahead(const AliasIndex& index, std::size_t k) const {
    if (k + 2 * ahead < a_.starts.size()) index.prefetch(extend_sequence(0, tokens_[a_.starts[k + 2 * ahead]], true));
    if (k + ahead < a_.starts.size()) ask_further(index, a_.starts[k + ahead]);
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
    add_form_candidates(base_, *end.layer, *end.node, text_of(first, end.last),
                        tokens_[first].is(token_flag::sentence_start | token_flag::noun_capitals), before, a_);
  }

  // The longest form that begins at token i and that case and borders allow.
  Found longest(std::size_t i) {
    n_ends_ = 0;
    for (const KnowledgeBase::Layer& layer : base_.layers()) walk(layer, i);
    if (n_ends_ == 0) return {};
    if (base_.layers().size() > 1)
      std::stable_sort(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(n_ends_),
                       [](const End& x, const End& y) { return x.last < y.last; });
    const std::size_t before = a_.candidates.size();
    while (n_ends_ > 0) {
      const std::size_t last = ends_[n_ends_ - 1].last;
      const bool allowed = borders_.may_end(last);
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
    if (found.n == 0 && (inflected_.may_be_inflected(i) || inflected_may_follow(i + 1))) found = inflected_.find(i);
    else if (found.n != 0 && inflected_may_follow(found.last + 1)) take_longer(i, before, found);
    if (found.n == 0) return 0;
    if (inside_address(a_, i)) {
      a_.candidates.resize(before);
      return 0;
    }
    std::size_t first = i;
    if (tokens_[i].hash == the_ && found.last > i) first = without_article(i, before, found);
    else if (found.last > i && words_.is(tokens_[i].hash, word_class::title)) first = without_title(i, before, found);
    drop_other_generation(before, found);
    if (found.n == 0) return 0;
    if (found.n > 1) drop_surnames_in_other_letters(before);
    std::sort(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before), a_.candidates.end(),
              [this](const Candidate& x, const Candidate& y) { return base_.before(x.entity, y.entity); });
    Mention m;
    m.first_token = static_cast<uint32_t>(first);
    m.last_token = static_cast<uint32_t>(found.last);
    m.first_candidate = static_cast<uint32_t>(before);
    m.n_candidates = static_cast<uint32_t>(a_.candidates.size() - before);
    const std::size_t next = keep_number_whole(base_, a_, gen_, m);
    a_.mentions.push_back(m);
    return next;
  }

  // "Martin Luther King III" is not Martin Luther King, Jr., who goes without the "Jr." as well.
  void drop_other_generation(std::size_t before, Found& found) {
    const std::size_t next = found.last + 1;
    if (next >= tokens_.size() || tokens_[next].size() > 3 || !tokens_[next].is(token_flag::first_upper)) return;
    const std::string_view text = text_of(next, next);
    if (text != "II" && text != "III" && text != "IV" && text != "Sr") return;
    const auto is_junior = [this](const Candidate& c) {
      const std::string_view name = base_.entity(c.entity).name;
      return (c.form_flags & form_flag::derived) != 0 && (name.ends_with("Jr.") || name.ends_with("Jr"));
    };
    a_.candidates.erase(
        std::remove_if(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before), a_.candidates.end(), is_junior),
        a_.candidates.end());
    found.n = a_.candidates.size() - before;
  }

  // "Ampere" is the company that is written so, rather than a man whose surname is Ampère.
  void drop_surnames_in_other_letters(std::size_t before) {
    const auto first = a_.candidates.begin() + static_cast<std::ptrdiff_t>(before);
    constexpr uint16_t both = form_flag::derived | form_flag::part_of_name;
    if (std::all_of(first, a_.candidates.end(),
                    [](const Candidate& c) { return (c.form_flags & form_flag::derived) != 0; }))
      return;
    a_.candidates.erase(
        std::remove_if(first, a_.candidates.end(), [](const Candidate& c) { return (c.form_flags & both) == both; }),
        a_.candidates.end());
  }

  bool inflected_may_follow(std::size_t i) const {
    return i < tokens_.size() && tokens_[i].gap == Gap::space && inflected_.may_be_inflected(i);
  }
  // "Orbán" is a form, but "Orbán Viktorral" is the longer one in another case.
  void take_longer(std::size_t i, std::size_t before, Found& found) {
    const std::size_t middle = a_.candidates.size();
    const Found inflected = inflected_.find(i);
    if (inflected.n == 0 || inflected.last <= found.last) {
      a_.candidates.resize(middle);
      return;
    }
    a_.candidates.erase(a_.candidates.begin() + static_cast<std::ptrdiff_t>(before),
                        a_.candidates.begin() + static_cast<std::ptrdiff_t>(middle));
    found = inflected;
  }

  // "Premier Li" is a form, but "Premier Li Qiang" is the title and the longer
  // name behind it.
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

  const KnowledgeBase& base_;
  const WordLists& words_;
  Analysis& a_;
  const Tokens& tokens_;
  const Borders borders_;
  InflectedNames inflected_;
  const uint32_t the_, gen_;
  std::vector<End> ends_ = std::vector<End>(max_nested_forms);
  std::size_t n_ends_ = 0;
};

}  // namespace

void find_mentions(const KnowledgeBase& base, Analysis& analysis) { Finder(base, analysis).run(); }

}  // namespace docmill::linker
