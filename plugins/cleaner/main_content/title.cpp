#include "main_content/title.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

std::string key_of(std::string_view text) {
  std::string key;
  title_key(text, key);
  return key;
}
bool has(const std::vector<std::string>& keys, const std::string& key) {
  return !key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end();
}
// Of Chinese and Japanese, which have no spaces, two characters count as a word.
bool is_unspaced(std::string_view s) {
  return !s.empty() && static_cast<unsigned char>(s[0]) >= 0xE3 && static_cast<unsigned char>(s[0]) <= 0xE9;
}
std::size_t words(std::string_view s) {
  if (is_unspaced(s)) return s.size() / 6 + 1;
  return s.empty() ? 0 : static_cast<std::size_t>(std::count(s.begin(), s.end(), ' ')) + 1;
}

constexpr std::string_view marks[] = {" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " // ", " • ", " ⋆ ", " « "};
// Marks that stand within headlines as well: they part one from a name of the site that is known, and from nothing
// else.
constexpr std::string_view weak_marks[] = {" « ", " ‹ ", " › ", " > ", " / ", " ~ ",
                                           " @ ", "|",   ": ",  " : ", "：",  ", "};
bool is_step(std::string_view mark) { return mark == " > " || mark == " \u203a "; }
bool is_colon(std::string_view mark) { return mark == ": " || mark == " : " || mark == "："; }
// Without spaces, where the characters around have none either.
constexpr std::string_view unspaced_marks[] = {"｜", "|", "_", "-", "－", "—", "–", "»"};

// The character before `at`, or what follows, is Chinese or Japanese.
bool ends_unspaced(std::string_view s) {
  return s.size() >= 3 && (static_cast<unsigned char>(s[s.size() - 3]) & 0xF0) == 0xE0 &&
         is_unspaced(s.substr(s.size() - 3));
}

struct TitleCut {
  std::string_view head, tail;
};
// Sentences set as a heading.
bool is_prose(std::string_view heading) {
  std::size_t ends = 0;
  for (std::size_t i = 0; i + 1 < heading.size(); ++i)
    ends += (heading[i] == '.' || heading[i] == '?' || heading[i] == '!') && heading[i + 1] == ' ';
  return words(heading) > 25 || (ends >= 1 && words(heading) > 15);
}

// One of a pair of guillemets, which French sets apart ("dit « oui » à la ligne").
bool is_of_quotation(std::string_view title, std::size_t at) {
  if (title.substr(at, 3) == " \u00ab") return title.find("\u00bb", at) != std::string_view::npos;
  if (title.substr(at, 3) != " \u00bb") return false;
  const std::size_t open = title.rfind("\u00ab", at);
  return open != std::string_view::npos && title.substr(open, at - open).find("\u00bb") == std::string_view::npos;
}

// The title at each mark, the last one first.
std::vector<TitleCut> cuts_of(std::string_view title) {
  std::vector<TitleCut> cuts;
  for (std::size_t at = title.size(); at-- > 1;) {
    if (title[at] != ' ') continue;  // all marks begin so
    for (const std::string_view mark : marks)
      if (title.substr(at, mark.size()) == mark && at + mark.size() < title.size() && !is_of_quotation(title, at))
        cuts.push_back({title.substr(0, at), title.substr(at + mark.size())});
  }
  if (!cuts.empty() || title.size() < 9) return cuts;
  for (std::size_t at = title.size(); at-- > 3;) {
    if (!ends_unspaced(title.substr(0, at))) continue;
    for (const std::string_view mark : unspaced_marks)
      if (title.substr(at, mark.size()) == mark && at + mark.size() < title.size())
        cuts.push_back({title.substr(0, at), title.substr(at + mark.size())});
  }
  return cuts;
}

class TitleChooser {
 public:
  explicit TitleChooser(const TitleSources& s) : s_(s) {
    for (const std::string& site : s.sites) sites_.push_back(key_of(site));
    for (const std::string* whole : {&s.og, &s.json_ld, &s.twitter})
      if (!whole->empty()) declared_.push_back(key_of(*whole));
    for (const std::string& h : s.h1) headings_.push_back(key_of(h));
    for (const auto& pieces : s.h1_pieces)
      for (std::size_t first = 0; first < pieces.size(); ++first) {
        std::string run;
        for (std::size_t last = first; last < pieces.size(); ++last) {
          run += pieces[last];
          if (run.size() == pieces[last].size()) run.erase(0, run.find_first_not_of(" :|"));
          if (last - first + 1 < pieces.size()) runs_.push_back(run);
        }
      }
    for (const std::string& h : s.h2) headings_.push_back(key_of(h));
    find_site_before_headline();
  }

  std::vector<std::string> choose() {
    const std::string og = without_site(s_.og), ld = without_site(s_.json_ld), page = without_site(s_.page);
    // The heading that people see, where something says that it is the headline.
    std::vector<std::string> wanted;
    for (const std::string* t : {&ld, &og, &page})
      if (!t->empty()) wanted.push_back(key_of(*t));
    for (const auto* headings : {&s_.h1, &s_.h2})
      for (const std::string& h : *headings)
        if (has(wanted, key_of(h)) && !is_site(h) && !begins_with_section(h, og))
          add(in_pieces(h) ? declared_spelling(h, {&og, &page, &ld}) : h);
    // The headline in an element of the heading, with a section or a date beside it.
    if (all_.empty())
      for (const std::string& run : runs_)
        if (has(wanted, key_of(run)) && !is_site(run) && words(run) >= 3) add(run);
    const std::string whole = key_of(s_.page + " " + s_.og);
    for (const std::string& h : s_.h1) {
      if (is_prose(h) && !(ld.empty() && og.empty())) continue;
      const std::string key = key_of(h);
      if (all_.empty() && key.size() >= 8 && whole.find(key) != std::string::npos && !is_site(h)) add(h);
    }
    // A lone heading of some words that is no name of the site.
    if (s_.h1.size() == 1 && all_.empty() && words(s_.h1[0]) >= 3 && !is_site(s_.h1[0]) &&
        (!is_prose(s_.h1[0]) || (ld.empty() && og.empty())))
      add(s_.h1[0]);
    add(ld);
    add(og);
    if (s_.h1.size() == 1 && all_.empty() && !is_site(s_.h1[0])) add(s_.h1[0]);
    add(without_site(s_.twitter));
    add(page);
    if (s_.h1.size() == 1) add(s_.h1[0]);
    return all_;
  }

 private:
  // The heading in pieces, the last of which are what is declared: before them stands a section.
  bool begins_with_section(const std::string& heading, const std::string& declared) const {
    if (words(declared) < 3 || !in_pieces(heading)) return false;
    const std::string whole = key_of(heading), tail = key_of(declared);
    if (tail.size() >= whole.size() || !whole.ends_with(tail)) return false;
    return std::any_of(s_.h1_pieces.begin(), s_.h1_pieces.end(), [&](const std::vector<std::string>& pieces) {
      std::string run;
      for (std::size_t first = pieces.size(); first-- > 1;)
        if (run = pieces[first] + run; key_of(run) == tail) return true;
      return false;
    });
  }
  // Marks between the pieces of a heading may be hidden, or set by the style sheet.
  bool in_pieces(const std::string& heading) const {
    return std::any_of(s_.h1_pieces.begin(), s_.h1_pieces.end(), [&](const std::vector<std::string>& pieces) {
      std::string whole;
      for (const std::string& piece : pieces) whole += piece;
      return key_of(whole) == key_of(heading);
    });
  }
  static std::string_view declared_spelling(const std::string& heading,
                                            std::initializer_list<const std::string*> wordings) {
    for (const std::string* wording : wordings)
      if (key_of(*wording) == key_of(heading) && words(*wording) >= words(heading)) return *wording;
    return heading;
  }

  // "The Courier: The hall opens" over the heading of the first level "The Courier" and the next one "The hall opens".
  void find_site_before_headline() {
    constexpr std::size_t most_words_of_site = 4;
    for (const std::string& h : s_.h1) {
      if (h.size() >= s_.page.size() || !s_.page.starts_with(h) || words(h) > most_words_of_site) continue;
      const std::string_view rest = std::string_view(s_.page).substr(h.size());
      const auto heads_headline = [&](std::string_view mark) {
        if (!rest.starts_with(mark) || words(rest.substr(mark.size())) < 4) return false;
        const std::string tail = key_of(rest.substr(mark.size()));
        return std::any_of(s_.h2.begin(), s_.h2.end(), [&](const std::string& next) { return key_of(next) == tail; });
      };
      if (std::any_of(std::begin(marks), std::end(marks), heads_headline) ||
          std::any_of(std::begin(weak_marks), std::end(weak_marks), heads_headline))
        sites_.push_back(key_of(h));
    }
  }

  void add(std::string_view title) {
    std::string clean(unquoted(title));
    if (!clean.empty() && std::find(all_.begin(), all_.end(), clean) == all_.end()) all_.push_back(std::move(clean));
  }

  // The site's name as a heading: it is said to be that, or it ends (or begins) the page's title while another part of
  // that is a heading or declared as the title.
  bool is_site(const std::string& heading) const {
    const std::string key = key_of(heading);
    if (has(sites_, key)) return true;
    for (const TitleCut& c : cuts_of(s_.page)) {
      const std::string head = key_of(c.head), tail = key_of(c.tail);
      const auto is_headline = [&](const std::string& k) {
        return k != key && (has(declared_, k) || has(headings_, k));
      };
      const std::string first = key_of(first_part());
      if (tail == key && (is_headline(head) || is_headline(first) || words(c.head) >= 3)) return true;
      if (head == key && is_headline(tail)) return true;
    }
    // A section between the headline and the site's name.
    const std::string first = key_of(first_part());
    return first != key && has(headings_, first) && cuts_of(s_.page).size() >= 2 &&
           key_of(s_.page).find(key) != std::string::npos && key_of(s_.page).find(key) > 0;
  }
  std::string_view first_part() const {
    const std::vector<TitleCut> cuts = cuts_of(s_.page);
    return cuts.empty() ? std::string_view(s_.page) : cuts.back().head;
  }

  // Do two other sources, or a heading, have the title as it is?
  bool stands_elsewhere(const std::string& key) const {
    return has(headings_, key) || std::count(declared_.begin(), declared_.end(), key) >= 2;
  }

  std::string without_site(const std::string& title) const {
    std::string_view rest = title;
    for (int times = 0; times < 3; ++times) {
      const std::string_view cut = cut_once(rest, title);
      if (cut.size() == rest.size()) break;
      rest = cut;
    }
    return std::string(unquoted(rest));
  }

  // The name of the site at an end, behind or before a mark that parts nothing else. A colon or a comma parts a
  // headline from what it speaks of as well ("Twitter: what went wrong"): there another source must have the rest
  // alone.
  std::string_view without_known_site(std::string_view rest) const {
    for (std::size_t at = 1; at < rest.size(); ++at)
      for (const std::string_view mark : weak_marks) {
        if (rest[at] != mark[0] || rest.substr(at, mark.size()) != mark || at + mark.size() >= rest.size()) continue;
        const std::string_view head = rest.substr(0, at), tail = rest.substr(at + mark.size());
        const bool comma = mark == ", ", within = comma || is_colon(mark);
        const bool behind = has(sites_, key_of(tail)), before = has(sites_, key_of(head));
        // The last of a list.
        if (comma && head.find(mark) != std::string_view::npos) continue;
        if (behind && (!within || is_a_source(head))) return head;
        // The way to the page: the site, its section, the headline.
        const std::size_t last = is_step(mark) ? rest.rfind(mark) : at;
        if (before && last != at) return rest.substr(last + mark.size());
        if (before && !comma && mark != " @ " && (!within || is_a_source(tail))) return tail;
      }
    return rest;
  }
  // "The hall of the foundry opens · Town · The Courier": `behind` begins with the mark before the site's name.
  std::string_view without_section(std::string_view head, std::string_view behind) const {
    if (stands_elsewhere(key_of(head))) return head;
    const std::vector<TitleCut> cuts = cuts_of(head);
    if (cuts.empty() || words(cuts.front().tail) > 2 || words(cuts.front().head) < 4) return head;
    const std::string_view mark =
        head.substr(cuts.front().head.size(), head.size() - cuts.front().head.size() - cuts.front().tail.size());
    return behind.starts_with(mark) ? cuts.front().head : head;
  }
  // Is that, no more and no less, a title that is declared, or a heading?
  bool is_a_source(std::string_view part) const {
    const std::string key = key_of(part);
    return has(declared_, key) || has(headings_, key) || (!key.empty() && key == key_of(s_.page));
  }

  std::string_view cut_once(std::string_view rest, const std::string& title) const {
    if (has(headings_, key_of(rest))) return rest;
    const std::vector<TitleCut> cuts = cuts_of(rest);
    for (const TitleCut& c : cuts) {
      if (has(sites_, key_of(c.tail))) return without_section(c.head, rest.substr(c.head.size()));
      if (has(sites_, key_of(c.head))) return c.tail;
    }
    if (const std::string_view cut = without_known_site(rest); cut.size() != rest.size()) return cut;
    // Elements of the head repeat what the page's template makes: a section behind a bar.
    if (!cuts.empty() && rest.substr(cuts.front().head.size(), 3) == " | " && words(cuts.front().tail) <= 2 &&
        words(cuts.front().head) >= 4)
      return cuts.front().head;
    if (stands_elsewhere(key_of(rest))) return rest;
    // The template of the page adds the site's name to what is declared.
    if (&title != &s_.page)
      for (const TitleCut& c : cuts_of(s_.page))
        if (key_of(c.head) == key_of(title)) return rest;
    for (const TitleCut& c : cuts) {
      if (stands_elsewhere(key_of(c.head)) || has(declared_, key_of(c.head))) return c.head;
      if (stands_elsewhere(key_of(c.tail)) || has(declared_, key_of(c.tail))) return c.tail;
    }
    if (cuts.empty() || (rest.size() != title.size() && !is_unspaced(rest))) return rest;
    // JSON-LD has the headline alone.
    if (&title == &s_.json_ld) return rest;
    const TitleCut& last = cuts.front();
    for (const std::string& site : sites_)
      if (site.size() >= 4 && key_of(last.tail).find(site) != std::string::npos) return last.head;
    if (words(last.tail) <= 4 && words(last.head) >= 4 && last.tail.size() < last.head.size()) return last.head;
    const TitleCut& first = cuts.back();
    if (words(first.head) <= 3 && words(first.tail) >= 4 && cuts.size() == 1 &&
        first.tail.size() > 2 * first.head.size())
      return first.tail;
    return rest;
  }

  const TitleSources& s_;
  std::vector<std::string> sites_, declared_, headings_, runs_, all_;
};

}  // namespace

std::vector<std::string_view> tails_of(std::string_view title) {
  std::vector<std::string_view> tails;
  for (const TitleCut& c : cuts_of(title)) tails.push_back(c.tail);
  return tails;
}

std::vector<std::string> titles_of(const TitleSources& sources) { return TitleChooser(sources).choose(); }

}  // namespace docmill::cleaner
