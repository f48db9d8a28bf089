#include "kb/wikipedia_links.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "compile/normal_names.hpp"
#include "kb/source.hpp"
#include "knowledge_base/link_share.hpp"

namespace docmill::linker {
namespace {

// Shares of the memory: what is in use at one time.
constexpr std::size_t n_shares = 12;
constexpr int number_bytes = 8;

std::string_view first_of(std::string_view record) { return record.substr(0, record.find('\0')); }
std::string_view rest_of(std::string_view record) {
  const std::size_t at = record.find('\0');
  return at == std::string_view::npos ? std::string_view() : record.substr(at + 1);
}

std::string pair_of(std::string_view a, std::string_view b) {
  std::string record(a);
  record += '\0';
  record += b;
  return record;
}

// A title is one of its wiki.
std::string title_in(std::string_view site, std::string_view title) {
  std::string whole(site);
  whole += '\n';
  whole += title;
  return whole;
}

// For each record "name NUL rest" of `rows`: take(name, rest, value), where `values` has "name NUL value"; the first of
// several, nullptr where there is none.
template <class F>
void join(ExternalSorter& rows, ExternalSorter& values, F&& take) {
  std::string_view row, ahead;
  std::string known;
  bool more = values.next(ahead);
  const auto advance = [&](std::string_view name) {
    if (!known.empty() && first_of(known) == name) return true;
    while (more && first_of(ahead) < name) more = values.next(ahead);
    if (!more || first_of(ahead) != name) return false;
    known.assign(ahead);
    return true;
  };
  while (rows.next(row)) {
    const std::string_view name = first_of(row);
    const bool found = advance(name);
    const std::string_view value = found ? rest_of(known) : std::string_view();
    take(name, rest_of(row), found ? &value : nullptr);
  }
}

// 10 without a link, 2 more each time their number doubles, 50 from a million on.
uint8_t prior_of_links(uint64_t links) {
  const int doublings = std::bit_width(links + 1) - 1;
  return static_cast<uint8_t>(10 + 2 * std::min(doublings, 20));
}

}  // namespace

// Counts equal records in memory as far as that goes; what comes out is sorted, with partial counts behind a NUL.
class WikipediaLinks::Counted {
 public:
  Counted(const SpillSettings& counting, const SpillSettings& sorting) : limit_(counting.memory), sorter_(sorting) {}
  void add(const std::string& record, uint64_t n) {
    const auto [at, is_new] = counts_.try_emplace(record, 0);
    at->second += n;
    if (is_new) bytes_ += record.size() + 96;
    if (bytes_ > limit_) flush();
  }
  ExternalSorter& sorted() {
    flush();
    return sorter_;
  }

 private:
  void flush() {
    for (const auto& [record, n] : counts_) {
      record_.assign(record);
      record_ += '\0';
      append_big_endian(record_, n, number_bytes);
      sorter_.add(record_);
    }
    counts_.clear();
    bytes_ = 0;
  }
  std::size_t limit_, bytes_ = 0;
  std::unordered_map<std::string, uint64_t> counts_;
  ExternalSorter sorter_;
  std::string record_;
};

ExternalSorter WikipediaLinks::sorter() const {
  return ExternalSorter({settings_.memory == SIZE_MAX ? SIZE_MAX : settings_.memory / n_shares, settings_.folder});
}

WikipediaLinks::WikipediaLinks(SpillSettings settings, std::vector<std::string> sites)
    : settings_(std::move(settings)),
      sites_(sites.begin(), sites.end()),
      redirects_(sorter()),
      items_(sorter()),
      pairs_(sorter()),
      forms_(sorter()),
      relations_(sorter()) {
  const std::size_t share = settings_.memory == SIZE_MAX ? std::size_t{1} << 30 : settings_.memory / n_shares;
  links_ = std::make_unique<Counted>(SpillSettings{share, settings_.folder}, SpillSettings{share, settings_.folder});
}

WikipediaLinks::~WikipediaLinks() = default;

void WikipediaLinks::add_item(std::string_view site, std::string_view title, std::string_view key) {
  if (sites_.find(site) != sites_.end()) items_.add(pair_of(title_in(site, title), key));
}

void WikipediaLinks::read(PackedFile& file) {
  std::string site;
  const WikipediaSink sink{[&](std::string_view name) {
                             if (sites_.find(name) == sites_.end())
                               throw SourceError(file.path() + ": a dump of '" + std::string(name) +
                                                 "', whose language is not among --languages");
                             site = name;
                           },
                           [&](const WikipediaPage& page) { add_page(site, page); }};
  read_wikipedia(file, sink);
}

void WikipediaLinks::add_page(std::string_view site, const WikipediaPage& page) {
  const std::string title = title_in(site, page.title);
  if (!page.redirect.empty()) {
    const std::string to = title_of_link(page.redirect);
    ++counts_.redirects;
    if (to == page.title || to.empty()) ++counts_.redirects_to_self;
    else redirects_.add(pair_of(title, title_in(site, to)));
    return;
  }
  ++counts_.pages;
  for_each_link(page.text, [&](std::string_view link, std::string_view form) {
    const std::string name = title_of_link(link);
    if (name.empty()) return;
    ++counts_.links;
    const std::string to = title_in(site, name);
    links_->add(pair_of(to, form), 1);
    if (name != page.title) pairs_.add(pair_of(to, title));
  });
}

void WikipediaLinks::finish() {
  resolve_redirects();
  count_forms();
  more_forms_ = false;
  std::string_view record;
  if ((more_forms_ = forms_.next(record))) form_.assign(record);
  if ((more_relations_ = relations_.next(record))) relation_.assign(record);
}

// Each redirect gets the page at its end: in every round the redirect that it leads to is put in the place of its end,
// so that chains are half as long afterwards. What is a chain after all rounds is a circle.
void WikipediaLinks::resolve_redirects() {
  constexpr int rounds = 8;  // chains of 256; the wikis keep theirs at one
  for (int round = 0;; ++round) {
    ExternalSorter by_end = sorter(), known = sorter(), next = sorter();
    std::string_view record;
    while (redirects_.next(record)) {
      known.add(record);
      by_end.add(pair_of(rest_of(record), first_of(record)));
    }
    uint64_t chains = 0;
    join(by_end, known, [&](std::string_view end, std::string_view title, const std::string_view* further) {
      chains += further != nullptr;
      if (further != nullptr && round == rounds) return;
      next.add(pair_of(title, further != nullptr ? *further : end));
    });
    redirects_ = std::move(next);
    if (chains == 0) return;
    if (round == rounds) {
      counts_.redirects_in_circles = chains;
      return;
    }
  }
}

// Title by title: links to a redirect go to its end, links to a page to its item; then form by form their shares.
void WikipediaLinks::count_forms() {
  ExternalSorter to_forms = sorter(), to_pairs = sorter(), redirects = sorter(), items = sorter(),
                 items_of_pages = sorter(), counted = sorter(), half = sorter();
  std::string_view record;
  while (redirects_.next(record)) {
    redirects.add(record);
    half.add(record);
  }
  while (items_.next(record)) {
    items.add(record);
    items_of_pages.add(record);
    counted.add(record);
    ++counts_.items;
  }
  const auto led_on = [](ExternalSorter& to) {
    return [&to](std::string_view title, std::string_view rest, const std::string_view* end) {
      to.add(pair_of(end != nullptr ? *end : title, rest));
    };
  };
  join(links_->sorted(), redirects, led_on(to_forms));
  join(pairs_, half, led_on(to_pairs));

  ExternalSorter by_form = sorter();  // form NUL key NUL number
  join(to_forms, items, [&](std::string_view, std::string_view rest, const std::string_view* key) {
    const std::string_view form = first_of(rest);
    if (key != nullptr) by_form.add(pair_of(form, pair_of(*key, rest.substr(form.size() + 1))));
    else by_form.add(pair_of(form, pair_of("", rest.substr(form.size() + 1))));
  });
  std::string form;
  std::vector<std::pair<std::string, uint64_t>> pages;  // by key; "" for those without an item
  while (by_form.next(record)) {
    if (first_of(record) != form) {
      keep_form(form, pages);
      form.assign(first_of(record));
      pages.clear();
    }
    const std::string_view rest = rest_of(record), key = first_of(rest);
    if (pages.empty() || pages.back().first != key) pages.emplace_back(key, 0);
    pages.back().second += read_big_endian(rest, key.size() + 1, number_bytes);
  }
  keep_form(form, pages);

  // Pairs of pages become pairs of items, the smaller key first, with the direction behind.
  ExternalSorter by_page = sorter(), both = sorter();
  join(to_pairs, items_of_pages, [&](std::string_view, std::string_view page, const std::string_view* key) {
    if (key != nullptr) by_page.add(pair_of(page, *key));
  });
  join(by_page, counted, [&](std::string_view, std::string_view to, const std::string_view* from) {
    if (from == nullptr || *from == to) return;
    const bool forward = *from < to;
    both.add(pair_of(forward ? *from : to, pair_of(forward ? to : *from, forward ? "1" : "2")));
  });
  find_relations(both);
}

void WikipediaLinks::find_relations(ExternalSorter& both) {
  std::string last, way;
  std::string_view record;
  while (both.next(record)) {
    const std::string_view pair = record.substr(0, record.size() - 2), now = record.substr(record.size() - 1);
    if (pair == last && now != way) {
      ++counts_.relations;
      relations_.add(pair);
    }
    last.assign(pair);
    way.assign(now);
  }
}

void WikipediaLinks::keep_form(std::string_view form, const std::vector<std::pair<std::string, uint64_t>>& pages) {
  uint64_t all = 0;
  for (const auto& [key, n] : pages) all += n;
  for (const auto& [key, n] : pages) {
    if (key.empty() || n < least_links || n * 100 < all * least_percent) continue;
    std::string record = pair_of(key, std::string(1, static_cast<char>('0' + share_class(n, all))));
    append_big_endian(record, n, number_bytes);
    record += form;
    forms_.add(record);
    ++counts_.forms;
    counts_.links_counted += n;
  }
}

void WikipediaLinks::complete(KnowledgeEntry& e) {
  std::string_view record;
  uint64_t links = 0;
  std::size_t n = 0;
  for (; more_forms_ && first_of(form_) <= e.key;
       (more_forms_ = forms_.next(record)) ? void(form_.assign(record)) : void()) {
    if (first_of(form_) != e.key) continue;
    const std::string_view rest = rest_of(form_);
    links += read_big_endian(rest, 1, number_bytes);
    append_line(e.linked, std::string(rest.substr(0, 1)) + " " + std::string(rest.substr(1 + number_bytes)));
  }
  for (; more_relations_ && first_of(relation_) <= e.key;
       (more_relations_ = relations_.next(record)) ? void(relation_.assign(record)) : void())
    if (first_of(relation_) == e.key && n++ < most_relations) append_line(e.related_keys, rest_of(relation_));
  normalise_names(e.linked);
  if (links == 0) return;
  e.prior = std::max(e.prior, prior_of_links(links));
  e.weight = static_cast<uint8_t>(e.prior / 10);
}

}  // namespace docmill::linker
