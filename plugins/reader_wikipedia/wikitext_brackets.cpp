// Templates, tables and links, which stand within each other.
#include <algorithm>
#include <array>
#include <initializer_list>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "wikitext.hpp"

namespace docmill::wikipedia {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), ascii::lower);
  return out;
}

// "name|a|b=c" cut at the bars.
struct Words {
  std::vector<std::string_view> placed;  // the name first; "2=b" stands at its number, which a value with "=" needs
  std::vector<std::pair<std::string, std::string_view>> named;  // names in lower case
};
Words words_of(std::string_view inside) {
  constexpr std::size_t most = 20, longest_name = 40;
  Words words;
  const auto place = [&](std::size_t at, std::string_view word) {
    if (words.placed.size() <= at) words.placed.resize(at + 1);
    words.placed[at] = word;
  };
  for (std::size_t n = 0, n_unnamed = 0; n < most; ++n) {
    const std::size_t bar = inside.find('|');
    const std::string_view word = trimmed(inside.substr(0, bar));
    const std::size_t equals = n == 0 ? std::string_view::npos : word.find('=');
    if (equals == std::string_view::npos) {
      place(n_unnamed++, word);
    } else if (const std::string_view name = trimmed(word.substr(0, equals)); name.size() <= longest_name) {
      const std::string_view value = trimmed(word.substr(equals + 1));
      if (name.size() == 1 && name[0] >= '1' && name[0] <= '9') place(static_cast<std::size_t>(name[0] - '0'), value);
      else words.named.emplace_back(lowered(name), value);
    }
    if (bar == std::string_view::npos) break;
    inside.remove_prefix(bar + 1);
  }
  return words;
}

std::string_view value_named(const Words& words, std::initializer_list<std::string_view> names) {
  for (const auto& [name, value] : words.named)
    if (!value.empty() && std::find(names.begin(), names.end(), name) != names.end()) return value;
  return {};
}

// What a template shows: which of its words, or something of its own with them.
enum class Shows { nothing, last, first, measure, quotation, about_a_year, fraction };
Shows what_shows(std::string_view template_name) {
  struct Known {
    std::string_view name;
    Shows shows;
  };
  static constexpr Known known[] = {{"lang", Shows::last},
                                    {"langue", Shows::last},
                                    {"nowrap", Shows::last},
                                    {"nobr", Shows::last},
                                    {"small", Shows::last},
                                    {"transl", Shows::last},
                                    {"transliteration", Shows::last},
                                    {"as of", Shows::last},
                                    {"nihongo", Shows::first},
                                    {"abbr", Shows::first},
                                    {"val", Shows::first},
                                    {"ill", Shows::first},
                                    {"interlanguage link", Shows::first},
                                    {"convert", Shows::measure},
                                    {"cvt", Shows::measure},
                                    {"quote", Shows::quotation},
                                    {"blockquote", Shows::quotation},
                                    {"cquote", Shows::quotation},
                                    {"quotation", Shows::quotation},
                                    {"zitat", Shows::quotation},
                                    {"cita", Shows::quotation},
                                    {"circa", Shows::about_a_year},
                                    {"c.", Shows::about_a_year},
                                    {"frac", Shows::fraction},
                                    {"sfrac", Shows::fraction}};
  const std::string name = lowered(template_name);
  const auto* found = std::find_if(std::begin(known), std::end(known), [&](const Known& k) { return k.name == name; });
  return found == std::end(known) ? Shows::nothing : found->shows;
}

std::string quotation_of(const Words& words) {
  std::string_view text = value_named(words, {"text", "quote", "quotetext"});
  if (text.empty() && words.placed.size() > 1) text = words.placed[1];
  return text.empty() ? std::string() : "\n\n" + std::string(text) + "\n\n";
}

std::string fraction_of(const std::vector<std::string_view>& words) {
  const std::string first(words[1]);
  if (words.size() == 2) return "1/" + first;
  return words.size() == 3 ? first + "/" + std::string(words[2])
                           : first + " " + std::string(words[2]) + "/" + std::string(words[3]);
}

std::string shown_by_words(Shows shows, const Words& all) {
  if (shows == Shows::quotation) return quotation_of(all);
  const std::string_view text = shows == Shows::last ? value_named(all, {"text"}) : std::string_view();
  if (!text.empty()) return std::string(text);
  const std::vector<std::string_view>& words = all.placed;
  if (words.size() < 2) return {};
  const std::string first(words[1]);
  switch (shows) {
    case Shows::last: return std::string(words.back());
    case Shows::first: return first;
    case Shows::measure: return words.size() > 2 ? first + " " + std::string(words[2]) : std::string();
    case Shows::about_a_year: return "c. " + first;
    case Shows::fraction: return fraction_of(words);
    case Shows::nothing:
    case Shows::quotation: break;
  }
  return {};
}

std::string shown_by_template(std::string_view inside) {
  constexpr std::size_t longest = 2000, longest_quotation = 10'000, longest_name = 100;
  const std::string_view head = inside.substr(0, longest_name);
  const Shows shows = what_shows(trimmed(head.substr(0, head.find('|'))));
  if (shows == Shows::nothing || inside.size() > (shows == Shows::quotation ? longest_quotation : longest)) return {};
  return shown_by_words(shows, words_of(inside));
}

class Brackets {
 public:
  Brackets(std::string_view text, const HiddenSpaces& hidden) : text_(text) {
    hidden_ = {"file", "image", "category", "media"};
    for (const std::string& name : hidden.names) hidden_.push_back(lowered(name));
  }

  std::string run() {
    while (at_ < text_.size()) {
      const std::size_t next = std::min(text_.find_first_of("{}[]|", at_), text_.size());
      out_ += text_.substr(at_, next - at_);
      at_ = next;
      if (at_ < text_.size()) take_mark();
    }
    return std::move(out_);
  }

 private:
  struct Open {
    char kind;          // { a template, | a table, [ a link, h an address
    std::size_t begin;  // of what stands in it, in out_
  };

  bool is_open(char kind) const { return !open_.empty() && open_.back().kind == kind; }
  // Forgets what was opened within the last of that kind and never closed. False: none is open near by.
  bool go_back_to(char kind) {
    constexpr std::size_t most = 8;
    for (std::size_t n = 0; n < std::min(most, open_.size()); ++n) {
      if (open_[open_.size() - 1 - n].kind != kind) continue;
      open_.resize(open_.size() - n);
      return true;
    }
    return false;
  }
  bool begins_line() const {
    constexpr std::size_t longest = 100;  // of the marks of a list, in which tables may stand
    const std::string_view before = std::string_view(out_).substr(out_.size() - std::min(longest, out_.size()));
    const std::size_t last = before.find_last_not_of(" :*#");
    return last == std::string_view::npos ? out_.size() < longest : before[last] == '\n';
  }
  void open(char kind, std::size_t size) {
    open_.push_back({kind, out_.size()});
    at_ += size;
  }
  // What stands in it, of `out_`; the mark, `size` bytes, is passed over.
  std::string_view inside(std::size_t size) {
    at_ += size;
    return std::string_view(out_).substr(open_.back().begin);
  }
  // Puts `shown` in the place of what stands in it.
  void close(const std::string& shown) {
    out_.resize(open_.back().begin);
    open_.pop_back();
    out_ += shown;
  }
  void close_template() { close(shown_by_template(inside(2))); }
  // Only files have more than a few words in their brackets. What is more is no link, but brackets that nobody closed;
  // nor is it copied at every bracket that closes behind it.
  void close_link() {
    constexpr std::size_t longest = 2000;
    const std::string_view link = inside(2);
    if (is_hidden(target_of(link))) return close({});
    if (link.size() > longest) return open_.pop_back();
    close(shown_by_link(link));
  }
  void close_address() {
    constexpr std::size_t longest = 2000;
    const std::string_view address = inside(1);
    if (address.size() > longest) return open_.pop_back();
    close(shown_by_address(address));
  }

  void take_mark() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("{{")) return open('{', 2);
    if (rest.starts_with("{|") && begins_line()) return open('|', 2);
    if (rest.starts_with("[[")) return open('[', 2);
    if (rest.starts_with("[http://") || rest.starts_with("[https://") || rest.starts_with("[//")) return open('h', 1);
    if (rest.starts_with("}}") && go_back_to('{')) return close_template();
    if (rest.starts_with("|}") && !rest.starts_with("|}}") && go_back_to('|')) {
      at_ += 2;
      return close({});
    }
    if (rest.starts_with("]]") && is_open('[')) return close_link();
    if (rest.starts_with("]") && is_open('h')) return close_address();
    out_ += text_[at_++];
  }

  static std::string_view target_of(std::string_view link) {
    constexpr std::size_t longest = 500;
    link = link.substr(0, longest);
    return trimmed(link.substr(0, link.find('|')));
  }
  bool is_hidden(std::string_view target) const {
    const std::size_t colon = target.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string space = lowered(trimmed(target.substr(0, colon)));
    return std::find(hidden_.begin(), hidden_.end(), space) != hidden_.end();
  }
  // [[de:Titel]]: the same page in another language.
  static bool is_other_language(std::string_view target) {
    const std::size_t colon = target.find(':');
    if (colon == std::string_view::npos || colon < 2 || colon > 3) return false;
    return std::all_of(target.begin(), target.begin() + static_cast<std::ptrdiff_t>(colon), ascii::is_lower);
  }

  static std::string shown_by_link(std::string_view inside) {
    const std::size_t bar = inside.find('|');
    std::string_view target = target_of(inside);
    if (bar == std::string_view::npos && is_other_language(target)) return {};
    if (target.starts_with(':')) target.remove_prefix(1);
    const std::string_view form = bar == std::string_view::npos ? target : inside.substr(inside.rfind('|') + 1);
    if (!form.empty()) return std::string(form);
    // [[mill (grinding)|]] shows "mill".
    return std::string(trimmed(target.substr(0, target.find(" ("))));
  }
  static std::string shown_by_address(std::string_view inside) {
    const std::size_t blank = inside.find_first_of(" \n");
    return blank == std::string_view::npos ? std::string() : std::string(trimmed(inside.substr(blank)));
  }

  std::string_view text_;
  std::vector<std::string> hidden_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<Open> open_;
};

}  // namespace

std::string without_brackets(std::string_view wikitext, const HiddenSpaces& hidden) {
  return Brackets(wikitext, hidden).run();
}

}  // namespace docmill::wikipedia
