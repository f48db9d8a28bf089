#include "classify/model_units.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>

#include "text_edits/byte_scan.hpp"

namespace docmill::cleaner {

namespace {

struct GroupTable {
  std::string_view name;
  std::string_view values;  // between spaces
};
// In the order of Group. The values of the three groups of cues are the names of the cues.
constexpr GroupTable groups[] = {
    {"bias", "all"},
    {"words", "1 2 3-4 5-8 9-15 16-30 31-60 61-"},
    {"sentences", "0 1 2 3-"},
    {"ends", "full-stop other-mark colon none"},
    {"function", "unknown 0 1-9 10-19 20-34 35-"},
    {"capitals", "unknown 0-24 25-49 50-79 80-"},
    {"digits", "0 1-19 20-"},
    {"form", "bullet begins-small separated run-together url"},
    {"repeated", "later before"},
    {"title", "yes"},
    {"before", "edge prose sentence cue link some-words few-words"},
    {"after", "edge prose sentence cue link some-words few-words"},
    {"before-2", "edge prose sentence cue link some-words few-words"},
    {"after-2", "edge prose sentence cue link some-words few-words"},
    {"around", "0 1-49 50-149 150-"},
    {"zone", "before-prose within-prose after-prose"},
    {"distance", "0 1 2 3-5 6-10 11-"},
    {"comments-above", "0 1 2-"},
    {"cue-line", ""},
    {"cue-start", ""},
    {"cue-part", ""},
};
constexpr std::size_t n_groups = static_cast<std::size_t>(Group::count);
static_assert(std::size(groups) == n_groups);

constexpr bool is_cue_group(Group g) { return g == Group::cue_line || g == Group::cue_start || g == Group::cue_part; }

constexpr std::size_t size_of(Group g) {
  if (is_cue_group(g)) return static_cast<std::size_t>(Cue::function);
  std::size_t n = 1;
  for (const char c : groups[static_cast<std::size_t>(g)].values) n += c == ' ';
  return n;
}

constexpr std::array<uint16_t, n_groups + 1> bases = [] {
  std::array<uint16_t, n_groups + 1> base{};
  for (std::size_t g = 0; g < n_groups; ++g)
    base[g + 1] = static_cast<uint16_t>(base[g] + size_of(static_cast<Group>(g)));
  return base;
}();

std::string_view value_name(Group g, std::size_t value) {
  if (is_cue_group(g)) return cue_label_names[value];
  std::string_view rest = groups[static_cast<std::size_t>(g)].values;
  for (; value > 0; --value) rest.remove_prefix(rest.find(' ') + 1);
  return rest.substr(0, rest.find(' '));
}

// The place of a number among borders: how many of them it reaches.
template <std::size_t N>
std::size_t bin(uint32_t n, const uint32_t (&borders)[N]) {
  std::size_t b = 0;
  while (b < N && n >= borders[b]) ++b;
  return b;
}

constexpr uint64_t noise_cues = bit(Cue::related) | bit(Cue::comments) | bit(Cue::share) | bit(Cue::newsletter) |
                                bit(Cue::copyright) | bit(Cue::navigation) | bit(Cue::account) | bit(Cue::menu) |
                                bit(Cue::advert) | bit(Cue::tags) | bit(Cue::author_note);

uint8_t percent(uint32_t part, uint32_t whole) {
  return whole == 0 ? 0 : static_cast<uint8_t>(std::min<uint64_t>(100, uint64_t{part} * 100 / whole));
}

// What is looked at of a long unit: its beginning tells what it is made of.
constexpr uint32_t longest_folded = 400;

}  // namespace

uint64_t text_key(std::string_view folded) { return quick_hash(folded) | 1; }

Unit unit_of(std::string_view source, const Line& line, const CueTable& cues, std::string& folded) {
  Unit u;
  u.words = line.words;
  u.sentence_ends = line.sentence_ends;
  u.ends_full_stop = line.ends_full_stop;
  u.ends_sentence = line.ends_sentence;
  u.ends_colon = line.ends_colon;
  u.bullet = line.bullet;
  u.begins_small = line.begins_small;
  u.separated = line.separators >= 1;
  u.run_together = is_run_together(line);
  u.url = line.url;
  if (line.words >= 4) u.capital_share = percent(line.capitals, line.words);
  u.digit_share = percent(line.digits, line.size());

  const bool is_long = line.size() > longest_folded;
  std::string_view text = text_of(source, line);
  if (is_long) text = text.substr(0, text.find_last_of(' ', longest_folded));
  fold(text.substr(0, 2 * longest_folded), folded);
  const CueTable::Words words = cues.words(folded);
  if (words.all >= 5) u.function_share = percent(words.function, words.all);
  if (is_long) return u;
  u.key = text_key(folded);
  const CueHits hits = cues.match(folded);
  u.line_cues = hits.lines();
  u.start_cues = hits.starts();
  u.part_cues = hits.parts();
  return u;
}

std::size_t n_features() { return bases[n_groups]; }

std::string feature_name(std::size_t feature) {
  std::size_t g = 0;
  while (bases[g + 1] <= feature) ++g;
  return std::string(groups[g].name) + "=" + std::string(value_name(static_cast<Group>(g), feature - bases[g]));
}

std::size_t feature_number(std::string_view name) {
  static const std::map<std::string, std::size_t, std::less<>> numbers = [] {
    std::map<std::string, std::size_t, std::less<>> by_name;
    for (std::size_t i = 0; i < n_features(); ++i) by_name.emplace(feature_name(i), i);  // the first of a name
    return by_name;
  }();
  const auto found = numbers.find(name);
  return found == numbers.end() ? n_features() : found->second;
}

UnitList::Kind UnitList::kind_of(const Unit& u) {
  const bool noise = ((u.line_cues | u.start_cues | u.part_cues) & noise_cues) != 0;
  if (u.link_words * 2 > u.words) return Kind::link;
  if (noise && u.words <= 40) return Kind::cue;
  if (u.words >= 16 && (u.ends_sentence || u.ends_colon || u.sentence_ends >= 1)) return Kind::prose;
  if (u.ends_sentence && u.words >= 4) return Kind::sentence;
  return u.words >= 5 ? Kind::some_words : Kind::few_words;
}

UnitList::Kind UnitList::kind_at(std::size_t i, int step) const {
  const auto at = static_cast<std::ptrdiff_t>(i) + step;
  return at < 0 || at >= static_cast<std::ptrdiff_t>(kinds_.size()) ? Kind::edge : kinds_[static_cast<std::size_t>(at)];
}

void UnitList::mark_repeats() {
  repeats_.assign(units_.size(), 0);
  order_.clear();
  for (uint32_t i = 0; i < units_.size(); ++i)
    if (units_[i].key != 0) order_.push_back(i);
  std::sort(order_.begin(), order_.end(), [&](uint32_t a, uint32_t b) {
    return units_[a].key != units_[b].key ? units_[a].key < units_[b].key : a < b;
  });
  for (std::size_t i = 1; i < order_.size(); ++i) {
    if (units_[order_[i]].key != units_[order_[i - 1]].key) continue;
    repeats_[order_[i]] = 2;
    if (repeats_[order_[i - 1]] == 0) repeats_[order_[i - 1]] = 1;
  }
}

// "12 comments" above the article says nothing, below its first paragraph much.
void UnitList::count_headings_of_comments() {
  comments_above_.assign(units_.size(), 0);
  uint8_t seen = 0;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    comments_above_[i] = seen;
    const Unit& u = units_[i];
    if (i > first_prose_ && u.words <= 6 && ((u.line_cues | u.start_cues) & bit(Cue::comments)) != 0 && seen < 2)
      ++seen;
  }
}

void UnitList::finish() {
  const std::size_t n = units_.size();
  kinds_.resize(n);
  for (std::size_t i = 0; i < n; ++i) kinds_[i] = kind_of(units_[i]);
  mark_repeats();
  prose_words_.assign(n + 1, 0);
  distance_.assign(n, static_cast<uint32_t>(n) + 100);
  first_prose_ = n;
  last_prose_ = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const bool prose = kinds_[i] == Kind::prose;
    prose_words_[i + 1] = prose_words_[i] + (prose ? units_[i].words : 0);
    if (prose) {
      first_prose_ = std::min(first_prose_, i);
      last_prose_ = i;
      distance_[i] = 0;
    } else if (i > 0) {
      distance_[i] = distance_[i - 1] + 1;
    }
  }
  for (std::size_t i = n; i-- > 1;) distance_[i - 1] = std::min(distance_[i - 1], distance_[i] + 1);
  count_headings_of_comments();
  find_places();
}

void UnitList::find_places() {
  places_.assign(units_.size(), {});
  page_ = {};
  int32_t heading_cues = 0, since_heading = -1, since_title = -1;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const Unit& u = units_[i];
    Place& p = places_[i];
    p.words_before = page_.words;
    p.heading_cues = heading_cues;
    p.since_heading = since_heading;
    p.since_title = since_title;
    page_.words += u.words;
    page_.link_words += u.link_words;
    page_.good_words += kinds_[i] == Kind::prose || kinds_[i] == Kind::sentence ? u.words : 0;
    const bool heading = u.tag == Tag::text ? u.words <= 8 && !u.ends_sentence : is_heading(u.tag);
    if (heading) {
      heading_cues = 0;
      for (const Cue c : {Cue::related, Cue::comments, Cue::author_note, Cue::newsletter, Cue::share, Cue::references})
        if (((u.line_cues | u.start_cues) & bit(c)) != 0) heading_cues = 1 + static_cast<int32_t>(c);
      since_heading = 0;
    } else if (since_heading >= 0) {
      ++since_heading;
    }
    if (u.title) since_title = 0;
    else if (since_title >= 0) ++since_title;
  }
}

int32_t UnitList::prose_around(std::size_t i) const {
  const std::size_t from = i < 4 ? 0 : i - 4, to = std::min(units_.size(), i + 5);
  const uint32_t own = kinds_[i] == Kind::prose ? units_[i].words : 0;
  return static_cast<int32_t>(prose_words_[to] - prose_words_[from] - own);
}

void UnitList::features(std::size_t i, FeatureList& out) const {
  out.clear();
  const Unit& u = units_[i];
  const auto add = [&](Group g, std::size_t value) {
    out.add(static_cast<uint16_t>(bases[static_cast<std::size_t>(g)] + value));
  };
  add(Group::bias, 0);
  add(Group::words, bin(u.words, {2, 3, 5, 9, 16, 31, 61}));
  add(Group::sentences, std::min<uint32_t>(u.sentence_ends, 3));
  add(Group::ends, u.ends_full_stop ? 0 : u.ends_sentence ? 1 : u.ends_colon ? 2 : 3);
  add(Group::function, u.function_share == Unit::unknown ? 0 : 1 + bin(u.function_share, {1, 10, 20, 35}));
  add(Group::capitals, u.capital_share == Unit::unknown ? 0 : 1 + bin(u.capital_share, {25, 50, 80}));
  add(Group::digits, bin(u.digit_share, {1, 20}));
  const bool forms[] = {u.bullet, u.begins_small, u.separated, u.run_together, u.url};
  for (std::size_t f = 0; f < std::size(forms); ++f)
    if (forms[f]) add(Group::form, f);
  if (repeats_[i] != 0) add(Group::repeated, repeats_[i] - 1u);
  if (u.title) add(Group::title, 0);
  add(Group::before, static_cast<std::size_t>(kind_at(i, -1)));
  add(Group::after, static_cast<std::size_t>(kind_at(i, 1)));
  add(Group::before_2, static_cast<std::size_t>(kind_at(i, -2)));
  add(Group::after_2, static_cast<std::size_t>(kind_at(i, 2)));
  add(Group::around, bin(static_cast<uint32_t>(prose_around(i)), {1, 50, 150}));
  add(Group::zone, i < first_prose_ ? 0 : i > last_prose_ ? 2 : 1);
  add(Group::distance, bin(distance_[i], {1, 2, 3, 6, 11}));
  add(Group::comments_above, comments_above_[i]);
  for (std::size_t c = 0; c < size_of(Group::cue_line); ++c) {
    if ((u.line_cues >> c & 1) != 0) add(Group::cue_line, c);
    else if ((u.start_cues >> c & 1) != 0) add(Group::cue_start, c);
    else if ((u.part_cues >> c & 1) != 0) add(Group::cue_part, c);
  }
}

}  // namespace docmill::cleaner
