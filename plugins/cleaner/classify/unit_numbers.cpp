#include "classify/unit_numbers.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace docmill::cleaner {

namespace {

constexpr std::size_t n_labels = static_cast<std::size_t>(Cue::function);
constexpr std::size_t n_roles = static_cast<std::size_t>(Role::count);

int32_t per_mille(uint64_t part, uint64_t whole) {
  return whole == 0 ? -1 : static_cast<int32_t>(std::min<uint64_t>(1000, part * 1000 / whole));
}
int32_t percent_or_none(uint8_t share) { return share == Unit::unknown ? -1 : share; }

// What the page says of itself, the same in numbers of a unit and of the page.
template <class Put>
void describe_signs(const UnitList::Page& page, Put& put) {
  put("declared", -1, page.signs.declared);
  put("software", -1, page.signs.software);
  put("address", -1, page.signs.address);
  put("dated", -1, page.signs.dated);
  put("times", -1, page.signs.times);
  put("ld-articles", -1, page.signs.ld_articles);
  put("ld-products", -1, page.signs.ld_products);
  put("ld-posts", -1, page.signs.ld_posts);
  put("ld-lists", -1, page.signs.ld_lists);
  put("ld-businesses", -1, page.signs.ld_businesses);
}

// Calls put(name, number, value) for each; `number` tells those of one name apart. The one list of what there is.
template <class Put>
void describe_unit(const UnitList& units, std::size_t i, Put put) {
  const Unit& u = units[i];
  const UnitList::Place& place = units.place(i);
  const UnitList::Page& page = units.page();
  put("words", -1, u.words);
  put("links", -1, per_mille(u.link_words, u.words));
  put("sentences", -1, u.sentence_ends);
  put("ends-full-stop", -1, u.ends_full_stop);
  put("ends-sentence", -1, u.ends_sentence);
  put("ends-colon", -1, u.ends_colon);
  put("function-words", -1, percent_or_none(u.function_share));
  put("capitals", -1, percent_or_none(u.capital_share));
  put("digits", -1, u.digit_share);
  put("bullet", -1, u.bullet);
  put("begins-small", -1, u.begins_small);
  put("separated", -1, u.separated);
  put("run-together", -1, u.run_together);
  put("title", -1, u.title);
  put("repeated", -1, units.repeats(i));
  for (std::size_t c = 0; c < n_labels; ++c) {
    put("cue-line", static_cast<int>(c), u.line_cues >> c & 1);
    put("cue-part", static_cast<int>(c), (u.start_cues | u.part_cues) >> c & 1);
  }
  for (const int step : {-3, -2, -1, 1, 2, 3}) {
    const auto at = static_cast<std::ptrdiff_t>(i) + step;
    const bool there = at >= 0 && at < static_cast<std::ptrdiff_t>(units.size());
    const Unit* n = there ? &units[static_cast<std::size_t>(at)] : nullptr;
    put("near-words", step, there ? static_cast<int32_t>(n->words) : -1);
    put("near-links", step, there ? per_mille(n->link_words, n->words) : -1);
    put("near-kind", step, units.kind_number(at));
  }
  put("prose-around", -1, units.prose_around(i));
  put("zone", -1, units.zone(i));
  put("to-prose", -1, units.to_prose(i));
  put("comments-above", -1, units.comments_above(i));
  put("heading-cues", -1, place.heading_cues);
  put("since-heading", -1, place.since_heading);
  put("since-title", -1, place.since_title);
  put("place", -1, per_mille(i, units.size()));
  put("words-before", -1, per_mille(place.words_before, page.words));
  put("page-blocks", -1, static_cast<int32_t>(units.size()));
  put("page-words", -1, static_cast<int32_t>(page.words));
  put("page-prose", -1, per_mille(page.good_words, page.words));
  put("page-links", -1, per_mille(page.link_words, page.words));
  put("page-articles", -1, static_cast<int32_t>(page.articles));
  describe_signs(page, put);
  put("tag-p", -1, u.tag == Tag::p);
  put("tag-li", -1, u.tag == Tag::li || u.tag == Tag::dt || u.tag == Tag::dd);
  put("tag-heading", -1, is_heading(u.tag) ? 1 + static_cast<int>(u.tag) - static_cast<int>(Tag::h1) : 0);
  put("tag-cell", -1, u.tag == Tag::td || u.tag == Tag::th);
  put("tag-quote", -1, u.tag == Tag::blockquote);
  put("tag-pre", -1, u.tag == Tag::pre);
  for (std::size_t r = 1; r < n_roles; ++r) {
    put("role", static_cast<int>(r), place.roles >> r & 1);
    put("named", static_cast<int>(r), place.names >> r & 1);
  }
  put("body-name", -1, u.body_name);
  put("in-article", -1, place.in_article);
  put("depth", -1, place.depth);
  for (int k = 0; k < 3; ++k) {
    put("around-words", k, static_cast<int32_t>(place.up[static_cast<std::size_t>(k)].words));
    put("around-links", k,
        per_mille(place.up[static_cast<std::size_t>(k)].link_words, place.up[static_cast<std::size_t>(k)].words));
    put("around-prose", k,
        per_mille(place.up[static_cast<std::size_t>(k)].good_words, place.up[static_cast<std::size_t>(k)].words));
  }
  put("path-blocks", -1, place.path_blocks);
  put("path-words", -1,
      place.path_blocks == 0 ? -1 : static_cast<int32_t>(place.path_words / static_cast<uint32_t>(place.path_blocks)));
  put("path-share", -1, u.path_share);
  put("level", -1, u.levels);
  put("rules", -1, u.removed != nullptr);
  for (int c = 0; c < 2; ++c) put("chosen", c, place.chosen >> c & 1);
}

std::string name_with(const char* name, int number) {
  const std::string_view base = name;
  if (number == -1 && base.substr(0, 5) != "near-") return name;
  if (base.substr(0, 4) == "cue-")
    return std::string(name) + "=" + std::string(cue_label_names[static_cast<std::size_t>(number)]);
  if (base == "role" || base == "named") return std::string(name) + "=" + label_of(static_cast<Role>(number));
  if (base.substr(0, 5) == "near-")
    return std::string(name) + (number < 0 ? "-before-" : "-after-") + std::to_string(std::abs(number));
  return std::string(name) + "-" + std::to_string(number);
}

}  // namespace

const std::vector<std::string>& names_of_unit_numbers() {
  static const std::vector<std::string> names = [] {
    UnitList one;
    one.add(Unit());
    one.finish();
    std::vector<std::string> all;
    describe_unit(one, 0, [&](const char* name, int number, auto) { all.push_back(name_with(name, number)); });
    return all;
  }();
  return names;
}

void unit_numbers(const UnitList& units, std::size_t i, int32_t* out, std::size_t step) {
  describe_unit(units, i, [&](const char*, int, auto value) {
    *out = static_cast<int32_t>(value);
    out += step;
  });
}

namespace {

// Words of some of a page's units, by what they are.
struct Makeup {
  uint64_t units = 0, words = 0, links = 0, prose = 0, items = 0, cells = 0, headings = 0, repeated = 0, digits = 0,
           questions = 0, replies = 0, cut = 0;

  void add(const UnitList& units_of, std::size_t i) {
    const Unit& u = units_of[i];
    ++units;
    words += u.words;
    links += u.link_words;
    if (u.words >= 12 && u.ends_sentence && u.link_words * 4 <= u.words) prose += u.words;
    if (u.tag == Tag::li) items += u.words;
    if (u.tag == Tag::td || u.tag == Tag::th) cells += u.words;
    headings += is_heading(u.tag);
    if (units_of.place(i).path_blocks >= 5) repeated += u.words;
    digits += u.digit_share >= 20;
    questions += u.ends_sentence && !u.ends_full_stop;
    replies += ((u.line_cues | u.start_cues) >> static_cast<unsigned>(Cue::comments) & 1) != 0;
    if (u.removed != nullptr) cut += u.words;
  }
};

template <class Put>
void describe_makeup(const Makeup& m, const UnitList::Page& page, int of, Put put) {
  put("words", of, m.words);
  put("units", of, m.units);
  put("share", of, per_mille(m.words, page.words));
  put("mean-words", of, m.units == 0 ? 0 : m.words / m.units);
  put("links", of, per_mille(m.links, m.words));
  put("prose", of, per_mille(m.prose, m.words));
  put("items", of, per_mille(m.items, m.words));
  put("cells", of, per_mille(m.cells, m.words));
  put("headings", of, per_mille(m.headings, m.units));
  put("repeated", of, per_mille(m.repeated, m.words));
  put("figures", of, per_mille(m.digits, m.units));
  put("questions", of, per_mille(m.questions, m.units));
  put("replies", of, m.replies);
  put("cut", of, per_mille(m.cut, m.words));
}

// Calls put(name, number, value); number 0: of the page, 1: of what is kept.
template <class Put>
void describe_page_numbers(const UnitList& units, const std::vector<int32_t>& scores, int32_t bound, int32_t hope,
                           Put put) {
  const UnitList::Page& page = units.page();
  Makeup whole, kept;
  uint64_t doubtful = 0, by_rules = 0, by_both = 0;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const bool keeps = scores[i] >= bound, rules = units[i].removed == nullptr;
    whole.add(units, i);
    if (keeps) kept.add(units, i);
    if (scores[i] > -1500 && scores[i] < 1500) doubtful += units[i].words;
    if (rules) by_rules += units[i].words;
    if (rules && keeps) by_both += units[i].words;
  }
  describe_makeup(whole, page, 0, put);
  describe_makeup(kept, page, 1, put);
  put("hope", -1, hope);
  put("doubtful", -1, per_mille(doubtful, page.words));
  put("agreement", -1, per_mille(2 * by_both, by_rules + kept.words));
  put("articles", -1, page.articles);
  describe_signs(page, put);
}

}  // namespace

const std::vector<std::string>& names_of_page_numbers() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    describe_page_numbers({}, {}, 0, 0, [&](const char* name, int of, auto) {
      all.push_back((of == 0 ? "page-" : of == 1 ? "kept-" : "") + std::string(name));
    });
    return all;
  }();
  return names;
}

void page_numbers(const UnitList& units, const std::vector<int32_t>& scores, int32_t bound, int32_t hope,
                  int32_t* out) {
  describe_page_numbers(units, scores, bound, hope,
                        [&](const char*, int, auto value) { *out++ = static_cast<int32_t>(value); });
}

}  // namespace docmill::cleaner
