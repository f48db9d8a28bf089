#include "tools/synthetic.hpp"

#include <algorithm>
#include <bit>
#include <cctype>
#include <string_view>

#include <docmill/base/json_text.hpp>

namespace docmill::linker {
namespace {

constexpr std::string_view syllables[] = {
    "ba",  "be",  "bo",  "bri", "ca",  "che", "co",  "cra", "da",  "de",  "di", "dor", "el", "en",  "fa",
    "fi",  "for", "ga",  "ge",  "gol", "gra", "ha",  "hel", "ho",  "in",  "ja", "jo",  "ka", "ke",  "kir",
    "ko",  "la",  "le",  "li",  "lo",  "lun", "ma",  "me",  "mi",  "mor", "na", "ne",  "ni", "nor", "o",
    "pa",  "pe",  "pol", "ra",  "re",  "ri",  "ros", "sa",  "se",  "shi", "so", "sta", "ta", "te",  "ti",
    "tor", "u",   "va",  "ve",  "vi",  "vol", "wa",  "we",  "wil", "ya",  "yo", "za",  "zen"};
constexpr std::string_view endings[] = {"n", "r", "s", "l", "m", "nd", "rt", "x", "tt", "", "", "", ""};
constexpr std::string_view words[] = {
    "time",   "river", "city",   "house",   "light",  "stone",   "night",  "garden",  "winter", "summer",
    "bridge", "field", "market", "north",   "south",  "west",    "east",   "water",   "fire",   "gold",
    "silver", "iron",  "wood",   "sea",     "forest", "king",    "queen",  "letter",  "song",   "silent",
    "lost",   "great", "little", "new",     "old",    "red",     "blue",   "green",   "black",  "white",
    "first",  "last",  "long",   "high",    "early",  "history", "theory", "system",  "power",  "signal",
    "energy", "data",  "cell",   "protein", "engine", "method",  "model",  "network", "school", "village"};
constexpr std::string_view prose[] = {
    "the",        "of",      "and",    "to",       "in",      "a",       "is",          "that",    "for",
    "it",         "as",      "was",    "with",     "be",      "by",      "on",          "not",     "he",
    "this",       "are",     "or",     "his",      "from",    "at",      "which",       "but",     "have",
    "an",         "had",     "they",   "you",      "were",    "their",   "one",         "all",     "we",
    "can",        "her",     "has",    "there",    "been",    "if",      "more",        "when",    "will",
    "would",      "who",     "so",     "said",     "what",    "company", "market",      "people",  "government",
    "made",       "after",   "first",  "year",     "between", "several", "development", "because", "production",
    "technology", "through", "before", "industry", "report",  "system",  "against",     "during"};
constexpr std::string_view han[] = {"山", "河", "城", "北", "南", "东", "西", "海",
                                    "大", "小", "新", "明", "光", "金", "华", "龙"};

template <std::size_t N>
std::string_view pick(Dice& dice, const std::string_view (&list)[N]) {
  return list[dice.below(N)];
}
template <std::size_t N>
std::string_view pick_skewed(Dice& dice, const std::string_view (&list)[N]) {
  return list[dice.skewed(N)];
}

std::string capital(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

// One of `n` invented names; the small numbers are shared by many.
std::string name(uint64_t number) {
  Dice dice(number + 77);
  std::string word;
  for (uint64_t left = 1 + dice.below(3); left > 0 || word.size() < 3; left -= left > 0) word += pick(dice, syllables);
  return capital(word + std::string(pick(dice, endings)));
}

SyntheticEntity person(Dice& dice) {
  SyntheticEntity e;
  e.item_class = "Q5";
  e.type = "person";
  const std::string given = name(dice.skewed(3000)), middle = name(dice.skewed(3000)),
                    family = name(10000 + dice.skewed(300000));
  e.label = given + ' ' + family;
  e.aliases = {given + ' ' + middle[0] + ". " + family, given + ' ' + middle + ' ' + family,
               given.substr(0, 1) + ". " + family};
  e.description = std::string(dice.below(2) != 0 ? "engineer" : "politician") + " from " +
                  name(400000 + dice.skewed(50000)) + " (born " + std::to_string(1900 + dice.below(100)) + ")";
  return e;
}

SyntheticEntity place(Dice& dice) {
  SyntheticEntity e;
  e.item_class = "Q486972";
  e.type = "place";
  const std::string own = name(400000 + dice.below(1500000)), region = name(400000 + dice.skewed(50000));
  e.label = own;
  e.aliases = {own + ", " + region, capital(std::string(pick(dice, words))) + ' ' + own, "the " + own + " District"};
  e.description = "village in " + region + ", " + name(dice.skewed(200));
  return e;
}

SyntheticEntity company(Dice& dice) {
  SyntheticEntity e;
  e.item_class = "Q4830453";
  e.type = "company";
  const std::string own = name(2000000 + dice.below(2000000)), field = capital(std::string(pick(dice, words)));
  e.label = own + ' ' + field;
  e.aliases = {own + ' ' + field + " Corporation", own, own + ' ' + field + " Holdings Ltd."};
  e.description = "maker of " + std::string(pick(dice, words)) + " " + std::string(pick(dice, words)) + " based in " +
                  name(400000 + dice.skewed(50000));
  return e;
}

SyntheticEntity product(Dice& dice) {
  SyntheticEntity e;
  e.item_class = "Q2424752";
  e.type = "product";
  const std::string own = name(2000000 + dice.below(2000000)), number = std::to_string(1 + dice.skewed(9000));
  e.label = own + ' ' + number;
  e.aliases = {own + '-' + number, own + " Mark " + number, own.substr(0, 2) + number};
  e.description = "series of " + std::string(pick(dice, words)) + " devices by " + name(2000000 + dice.skewed(200000));
  return e;
}

SyntheticEntity work(Dice& dice) {
  SyntheticEntity e;
  e.item_class = "Q1656682";
  e.type = "event";
  const std::string a = capital(std::string(pick(dice, words))), b = capital(std::string(pick(dice, words))),
                    own = name(dice.skewed(600000));
  e.label = "The " + a + " of " + own;
  e.aliases = {a + " of " + own, own + ": The " + a + ' ' + b, a + ' ' + b + " in " + own};
  e.description = "festival of " + std::string(pick(dice, words)) + " held in " + own + " since " +
                  std::to_string(1800 + dice.below(200));
  return e;
}

SyntheticEntity concept_of(Dice& dice) {
  SyntheticEntity e;
  e.item_class = "Q151885";
  e.type = "concept";
  std::string own = name(5000000 + dice.below(500000));
  own[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(own[0])));
  const std::string a(pick(dice, words)), b(pick(dice, words));
  e.label = own + ' ' + a;
  e.aliases = {own + ' ' + a + ' ' + b, a + " of " + own, own + "ic " + a};
  e.description = "idea in the " + b + " theory of " + a + " and " + std::string(pick(dice, words));
  return e;
}

std::string han_name(Dice& dice) {
  std::string out;
  for (uint64_t n = 2 + dice.below(4); n > 0; --n) out += pick(dice, han);
  return out;
}

}  // namespace

uint64_t Dice::skewed(uint64_t n) {
  const auto doublings = static_cast<uint64_t>(std::bit_width(n));
  return below(std::min(n, uint64_t{2} << below(doublings)));
}

SyntheticEntity synthetic_entity(uint64_t number, uint64_t n) {
  Dice dice(number);
  SyntheticEntity e;
  switch (dice.below(10)) {
    case 0:
    case 1:
    case 2: e = person(dice); break;
    case 3:
    case 4: e = place(dice); break;
    case 5: e = company(dice); break;
    case 6: e = product(dice); break;
    case 7:
    case 8: e = work(dice); break;
    default: e = concept_of(dice); break;
  }
  if (dice.below(8) == 0) e.aliases[dice.below(3)] = han_name(dice);
  e.sitelinks = dice.below(4) == 0 ? dice.skewed(250) : dice.below(3);
  for (uint64_t k = 1 + dice.below(4); k > 0; --k) e.related.push_back(dice.skewed(n));
  return e;
}

std::string wikidata_line(uint64_t number, const SyntheticEntity& e) {
  const std::string id = "Q" + std::to_string(10000000 + number);
  std::string out = "{\"type\":\"item\",\"id\":\"" + id + "\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":";
  append_json_string(out, e.label);
  out += "}},\"descriptions\":{\"en\":{\"language\":\"en\",\"value\":";
  append_json_string(out, e.description);
  out += "}},\"aliases\":{\"en\":[";
  for (std::size_t i = 0; i < e.aliases.size(); ++i) {
    out += i == 0 ? "{\"language\":\"en\",\"value\":" : ",{\"language\":\"en\",\"value\":";
    append_json_string(out, e.aliases[i]);
    out += '}';
  }
  out += "]},\"claims\":{";
  const auto statement = [&](const char* property, const std::string& item) {
    out += std::string("{\"mainsnak\":{\"snaktype\":\"value\",\"property\":\"") + property +
           "\",\"datavalue\":{\"value\":{\"entity-type\":\"item\",\"id\":\"" + item +
           "\"},\"type\":\"wikibase-entityid\"},\"datatype\":\"wikibase-item\"},\"type\":\"statement\",\"id\":\"" + id +
           "$00000000-0000-0000-0000-000000000000\",\"rank\":\"normal\"}";
  };
  out += "\"P31\":[";
  statement("P31", e.item_class);
  out += "],\"P361\":[";
  for (std::size_t i = 0; i < e.related.size(); ++i) {
    if (i != 0) out += ',';
    statement("P361", "Q" + std::to_string(10000000 + e.related[i]));
  }
  out += "]},\"sitelinks\":{";
  for (uint64_t i = 0; i < e.sitelinks; ++i) {
    const std::string site = i == 0 ? "enwiki" : "w" + std::to_string(i) + "wiki";
    out += (i == 0 ? "\"" : ",\"") + site + "\":{\"site\":\"" + site + "\",\"title\":\"Page " + std::to_string(number) +
           "\",\"badges\":[]}";
  }
  return out + "}}";
}

std::string wikipedia_page(uint64_t number, uint64_t n) {
  constexpr uint64_t links = 12;
  const auto begin = [](const std::string& title) { return "<page>\n<title>" + title + "</title>\n<ns>0</ns>\n"; };
  Dice dice(number + n);
  std::string out = begin("Page " + std::to_string(number)) + "<revision><text xml:space=\"preserve\">";
  for (uint64_t i = 0; i < links; ++i) {
    const uint64_t to = dice.skewed(n);
    const SyntheticEntity e = synthetic_entity(to, n);
    const uint64_t which = dice.below(e.aliases.size() + 2);
    const std::string form = which < e.aliases.size() ? e.aliases[which] : e.label;
    out += std::string(pick_skewed(dice, prose)) + " [[" + (dice.below(8) == 0 ? "Redirect " : "Page ") +
           std::to_string(to) + "|";
    for (const char c : form) out += c == '&' ? std::string("&amp;") : c == '<' ? "&lt;" : std::string(1, c);
    out += "]] ";
  }
  const std::string from = "Redirect " + std::to_string(number), target = "Page " + std::to_string(number);
  return out + "</text></revision>\n</page>\n" + begin(from) + "<redirect title=\"" + target +
         "\" />\n<revision><text>#REDIRECT [[" + target + "]]</text></revision>\n</page>\n";
}

std::string synthetic_text(std::size_t bytes, uint64_t n, unsigned gap, uint64_t seed) {
  Dice dice(seed);
  std::string text;
  unsigned until_stop = 12, until_break = 6;
  bool first = true;
  while (text.size() < bytes) {
    std::string word(pick_skewed(dice, prose));
    if (dice.below(gap) == 0) {
      const SyntheticEntity e = synthetic_entity(dice.below(n), n);
      const uint64_t which = dice.below(4);
      word = which == 0 ? e.aliases[dice.below(3)] : e.label;
    }
    if (first) word = capital(word);
    text += word;
    first = false;
    if (--until_stop == 0) {
      until_stop = 8 + static_cast<unsigned>(dice.below(14));
      first = true;
      text += '.';
      if (--until_break == 0) {
        until_break = 4 + static_cast<unsigned>(dice.below(5));
        text += "\n\n";
        continue;
      }
    } else if (dice.below(12) == 0) {
      text += ',';
    }
    text += ' ';
  }
  return text;
}

}  // namespace docmill::linker
