#include "main_content/visible_facts.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "html/roles.hpp"
#include "plain_text/judge.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

// What is around an element says whose date or name it is.
VisibleFacts::Surroundings VisibleFacts::around(uint32_t i) {
  Surroundings s;
  if (++looks_around_ > most_looks_around) {
    s.aside = s.comments = true;
    return s;
  }
  bool header = false, inner = false;
  for (uint32_t up = nodes_[i].parent, level = 0; up != 0 && level < 40; up = nodes_[up].parent, ++level) {
    const Tag t = nodes_[up].tag;
    inner = inner || (t == Tag::article && !s.aside);
    s.article = s.article || t == Tag::article || t == Tag::main;
    // What holds the headline is not beside it, whatever its name says.
    if (first_h1_ >= up && first_h1_ < nodes_[up].subtree_end) continue;
    header = header || t == Tag::header;
    const Marks marks = marks_of(source_, tree_, up, table_);
    const Role role = marks.role;
    // The foot of the headline's own part has its day and its names.
    constexpr uint32_t near = 3;  // nodes
    if (first_h1_ != 0 && role == Role::navigation && !marks.by_tag && up > first_h1_ &&
        up <= nodes_[first_h1_].subtree_end + near && nodes_[up].subtree_end - up < 40)
      continue;
    s.comments = s.comments || role == Role::comments;
    s.aside = s.aside || t == Tag::nav || t == Tag::aside || t == Tag::footer || role == Role::comments ||
              role == Role::related || role == Role::navigation;
    s.card = s.card || (inner && (t == Tag::aside || role == Role::related));
  }
  s.aside = s.aside || (header && !s.article && first_h1_ == 0);
  return s;
}

bool VisibleFacts::is_beside_article(uint32_t i) {
  const Surroundings s = around(i);
  return s.aside || s.comments || s.card;
}

namespace {

bool may_be_day(std::string_view value) { return std::count_if(value.begin(), value.end(), ascii::is_digit) >= 4; }

}  // namespace

// Elements that say "author" or "datePublished" themselves.
void VisibleFacts::marked(uint32_t i) {
  std::string_view property, rdfa, rel, classes, content, title, stamp;
  for (const HtmlAttribute& attribute : tree_.attributes_of(i)) {
    if (!attribute.small) continue;
    const std::string_view value = utf8::prefix(attribute.value(source_), 300);
    switch (attribute.name) {
      case AttributeName::class_: classes = value; break;
      case AttributeName::itemprop: property = value; break;
      case AttributeName::property: rdfa = value; break;
      case AttributeName::rel: rel = value; break;
      case AttributeName::content: content = value; break;
      case AttributeName::title: title = value; break;
      case AttributeName::day:
        if (stamp.empty() && may_be_day(value)) stamp = value;
        break;
      default: break;
    }
  }
  const auto has = [](std::string_view text, std::string_view word) {
    return text.find(word) != std::string_view::npos;
  };
  if (property == "headline") headline_ = i;
  if (!rdfa.empty()) declared_in_rdfa(i, rdfa, content);
  const bool creates = has(property, "creator") && !is_of_picture(i);
  if ((creates || has(property, "author")) && facts_.byline.rank > 4 && ++properties_ <= most_properties)
    facts_.offer_byline(4, author_in(i));
  if (has(property, "datePublished") && facts_.date.rank > 3 && ++properties_ <= most_properties)
    facts_.offer_date(3, content.empty() ? authors_.text_below(i) : tidy(content));
  if (nodes_[i].tag == Tag::a && has(rel, "author") && facts_.byline.rank > 6 && ++properties_ <= most_properties &&
      !around(i).comments)
    facts_.offer_byline(6, authors_.of_link(i), true);
  if (classes.empty()) return;
  const NameReading& reading = table_.read(classes);
  if (!reading.dates && !reading.authors) return;
  names_of(classes);
  const auto says = [&](std::string_view word) { return has(lower_, word); };
  const bool small = nodes_[i].subtree_end <= i + 6;
  const bool parts = nodes_[i].subtree_end <= i + 12;  // day, month and year in elements of their own
  if (says("publish") || says("date") || says("posted-on")) {
    if (nodes_[i].tag == Tag::abbr) {
      if (++dates_ < 100) offer_time(i, title, lower_, says("published"));
    } else if ((parts || says("publish")) && ++dates_ < 100) {
      // Those in parts are not counted: the model has not learned what they tell.
      if (small || says("publish")) ++times_;
      std::string text = authors_.text_below(i);
      // "3 days ago", and the day in an attribute; "updated 3 days ago" is that of a change there as well.
      if (facts_.day_in(text).empty()) {
        fold(text, folded_);
        if (says_changed(folded_)) lower_ += " updated";
        text = tidy(stamp.empty() ? title : stamp);
        if (std::string day = compact_day(text); !day.empty()) text = std::move(day);
      }
      if (text.size() < 80) offer_time(i, text, lower_, false);
    }
  }
  if (facts_.byline.rank > 5 && (says("byline") || says("author"))) {
    const bool name = says("author") && says("name");
    const bool named = name || says("byline") || says("post-author") || says("entry-author") ||
                       says("article-author") || says("author-link") || says("author vcard");
    if (++names_ < 40 && !around(i).aside) {
      std::string names = authors_.below(i);
      if (names.empty() && (named || small)) names = behind_label(authors_.text_below(i));
      facts_.offer_byline(says("byline") ? 5 : name ? 6 : 7, names, name);
    }
  }
}

// A name may be that of who made a picture.
bool VisibleFacts::is_of_picture(uint32_t i) const {
  for (int level = 0; level < 6 && i != 0; ++level, i = nodes_[i].parent)
    if (nodes_[i].tag == Tag::figure || nodes_[i].tag == Tag::figcaption || nodes_[i].tag == Tag::picture) return true;
  return false;
}

// "Forfatter: Ada Tern" in an element that says author: a label in any language, where a person follows it.
std::string VisibleFacts::behind_label(std::string text) {
  constexpr std::size_t longest_label = 30;
  const std::size_t colon = text.find(": ");
  if (colon == std::string::npos || colon > longest_label || !is_person_name(text.substr(colon + 2))) return text;
  fold(text, folded_);
  const CueHits h = cues_.match(folded_);
  if (h.start(Cue::credit) || h.start(Cue::editor)) return {};
  return h.start(Cue::byline) ? text : text.substr(colon + 2);
}

// Drupal says it so: "dc:date dc:created" with the day in an attribute, and within it "foaf:name".
void VisibleFacts::declared_in_rdfa(uint32_t i, std::string_view property, std::string_view content) {
  const auto says = [&](std::string_view word) { return property.find(word) != std::string_view::npos; };
  if (facts_.date.rank > 4 && !content.empty() &&
      (says("dc:date") || says("dc:created") || says("datePublished") || says("dateCreated")) &&
      ++properties_ <= most_properties && !around(i).comments)
    facts_.offer_date(4, tidy(content));
  std::string rel;
  const std::string_view term = property.substr(property.find(':') + 1);  // without the name of the vocabulary
  if (term == "headline") headline_ = i;
  if (term == "author" && !is_of_picture(i) && facts_.byline.rank > 4 && ++properties_ <= most_properties &&
      !around(i).comments)
    facts_.offer_byline(4, author_in(i));
  if (facts_.byline.rank > 4 && says("foaf:name") &&
      attribute(source_, tree_, nodes_[i].parent, AttributeName::rel, rel) &&
      rel.find("has_creator") != std::string::npos && ++properties_ <= most_properties && !around(i).comments)
    facts_.offer_byline(4, authors_.text_below(i), true);
}

// Class names in small letters, with hyphens, into `lower_`.
void VisibleFacts::names_of(std::string_view classes) {
  lower_.clear();
  for (const char c : classes) lower_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '_' ? '-' : c;
}

// Of an author with a name of its own only that.
std::string VisibleFacts::author_in(uint32_t i) {
  std::string value;
  const uint32_t end = std::min(nodes_[i].subtree_end, i + 60);
  for (uint32_t k = i + 1; k < end; ++k)
    if (nodes_[k].tag != Tag::text &&
        (attribute(source_, tree_, k, AttributeName::itemprop, value) ||
         attribute(source_, tree_, k, AttributeName::property, value)) &&
        (value == "name" || value == "schema:name")) {
      std::string content;
      return attribute(source_, tree_, k, AttributeName::content, content) ? tidy(content) : authors_.text_below(k);
    }
  return authors_.text_below(i);
}

namespace {

// Characters of a text beside the headline: with a day, with a name, with the days of publication and change. Bytes of
// one in the source.
constexpr std::size_t longest_day = 60, longest_line = 80, longest_line_of_days = 120;
constexpr uint32_t longest_source = 480;

}  // namespace

// Date and author as people see them: short texts close to the headline, where nothing was declared.
void VisibleFacts::read_beside_headline() {
  // A handle ("KatieS") gives way to the name that people see.
  const bool handle = !facts_.byline.value.empty() && facts_.byline.value.find(' ') == std::string::npos &&
                      static_cast<unsigned char>(facts_.byline.value[0]) < 0x80;
  if (first_h1_ == 0) return;
  if (!handle) extend_byline();
  if (!facts_.date.value.empty() && !facts_.byline.value.empty() && !handle) return;
  if (handle) facts_.byline.rank = 9;
  const auto end = static_cast<uint32_t>(std::min<std::size_t>(nodes_.size(), first_h1_ + 160));
  for (uint32_t i = first_h1_ > 60 ? first_h1_ - 60 : 1; i < end; ++i) {
    const HtmlNode& n = nodes_[i];
    if (n.tag == Tag::a && i > first_h1_ && facts_.byline.rank > 7) facts_.offer_byline(7, linked_name(i), true);
    if (n.tag != Tag::text || n.end - n.start > longest_source || is_hidden_by_nature(nodes_[n.parent].tag)) continue;
    const std::string text = tidy(source_.substr(n.start, n.end - n.start));
    const std::size_t size = utf8::count(text);
    if (text.size() < 2 || size > longest_line_of_days) continue;
    const bool of_days = size > longest_day && speaks_of_days(text);
    if (size > longest_line && !of_days) continue;
    const bool judged = nodes_[n.parent].tag == Tag::time;
    if (!judged && facts_.date.value.empty() && best_time_.rank > 88 && (size <= longest_day || of_days) &&
        !facts_.day_in(text).empty() && !stands_in_sentence(i) && !around(i).aside)
      best_time_.offer((i > first_h1_ ? 88 : 89) + (is_called_changed(i, text) ? 4 : 0), facts_.day_in(text));
    if ((facts_.byline.value.empty() || facts_.byline.rank == 9) && i > first_h1_) labelled_name(i, text);
  }
}

// "By Jane Doe" in one text, or the cue in one and the name in the next.
void VisibleFacts::labelled_name(uint32_t i, const std::string& text) {
  fold(text, folded_);
  const CueHits h = cues_.match(folded_);
  if (without_calling(text).size() != text.size() && !around(i).aside) return facts_.offer_byline(8, text);
  if (!facts_.has_byline_cue(h, text)) return name_behind_date(i, text);
  if (around(i).aside) return;
  if (h.line(Cue::byline) || h.start_length(Cue::byline) + 2 >= folded_.size()) {
    // "Written by", and the names in elements of their own.
    const std::string names = authors_.below(nodes_[i].parent);
    if (!names.empty()) return facts_.offer_byline(8, names, true);
    std::string whole = authors_.text_below(nodes_[i].parent);
    for (std::size_t at = whole.find(" ,"); at != std::string::npos; at = whole.find(" ,", at)) whole.erase(at, 1);
    if (whole.size() <= 160 && whole.size() > text.size() + 2 && whole.compare(0, text.size(), text) == 0)
      return facts_.offer_byline(8, std::string_view(whole).substr(0, whole.find_first_of("|")));
    for (uint32_t k = i + 1; k < std::min<std::size_t>(nodes_.size(), i + 8); ++k)
      if (nodes_[k].tag == Tag::text) {
        const std::string next = tidy(source_.substr(nodes_[k].start, nodes_[k].end - nodes_[k].start));
        if (next.size() < 3) continue;
        if (next.size() <= 60) facts_.offer_byline(8, next);
        return;
      }
  } else {
    facts_.offer_byline(8, text);
  }
}

// "March 9, 2024 by Jane Doe | 3 comments"; `folded_` is the text folded.
void VisibleFacts::name_behind_date(uint32_t i, std::string_view text) {
  const auto date = find_date(folded_, cues_);
  if (!date) return;
  std::string_view rest = text.substr(end_of_folded(text, date->end, folded_));
  constexpr int most_fields = 6;
  for (int fields = 0; fields < most_fields && !rest.empty(); ++fields) {
    rest.remove_prefix(std::min(rest.find_first_not_of(" ,|/-"), rest.size()));
    const std::string_view field = rest.substr(0, rest.find('|'));
    rest.remove_prefix(field.size());
    fold(field, folded_);
    if (!facts_.has_byline_cue(cues_.match(folded_), field)) continue;
    if (!around(i).aside) facts_.offer_byline(8, field);
    return;
  }
}

// The names that a link to a person begins; empty where it is none of the page's.
std::string VisibleFacts::linked_name(uint32_t a) {
  if (!authors_.may_lead_to_person(a) || ++person_links_ > most_person_links) return {};
  const std::string text = authors_.text_below(a);
  if (text.empty() || text.size() > 60 || !authors_.leads_to_person(a, text)) return {};
  const Surroundings s = around(a);
  return s.aside || s.card ? std::string() : authors_.of_link(a);
}

// Structured data name the first of several authors: what stands at the headline has them all.
void VisibleFacts::extend_byline() {
  const std::string first = facts_.byline.value;
  if (first.empty() || facts_.byline.rank > 4 || !is_person_name(first)) return;
  const auto end = static_cast<uint32_t>(std::min<std::size_t>(nodes_.size(), first_h1_ + 160));
  for (uint32_t i = first_h1_; i < end; ++i) {
    const HtmlNode& n = nodes_[i];
    if (n.tag != Tag::text || n.end - n.start < first.size() || n.end - n.start > first.size() + 20) continue;
    const std::string_view raw = source_.substr(n.start, n.end - n.start);
    if (raw.find(first) == std::string_view::npos) continue;
    uint32_t up = i;
    std::string best;
    for (int level = 0; level < 3; ++level) {
      up = nodes_[up].parent;
      if (up == 0 || nodes_[up].subtree_end - up > 80) break;
      std::string names = authors_.below(up);
      if (names.find(first) < 5 && names.size() > std::max(best.size(), first.size() + 5)) best = std::move(names);
    }
    if (best.size() > first.size() + 5) facts_.byline.value = std::move(best);
    return;
  }
}

// Where nothing was said at the headline: the address, and labels anywhere on the page that no other repeats.
void VisibleFacts::read_elsewhere() {
  const bool no_byline = facts_.byline.value.empty();
  if (facts_.date.value.empty() && best_time_.value.empty())
    best_time_.offer(90, day_in_address(facts_.url.value, cues_));
  const bool no_date = facts_.date.value.empty() && best_time_.value.empty();
  if (!no_byline && !no_date) return;
  std::string day, name;
  int days = 0, names = 0;
  for (uint32_t i = 1; i < nodes_.size(); ++i) {
    const HtmlNode& n = nodes_[i];
    if (no_byline && n.tag == Tag::a && i > first_h1_ && names < 2) {
      // Several are those of other articles.
      std::string found = linked_name(i);
      if (!found.empty() && found != name) ++names, name = std::move(found);
    }
    const bool name_wanted = no_byline && facts_.byline.rank > 10, day_wanted = no_date && days < 2;
    if (n.tag != Tag::text || n.end - n.start > longest_source || !(name_wanted || day_wanted) || n.blank ||
        is_hidden_by_nature(nodes_[n.parent].tag))
      continue;
    const std::string text = tidy(source_.substr(n.start, n.end - n.start));
    if (text.size() < 4 || utf8::count(text) > longest_line) continue;
    fold(text, folded_);
    const CueHits h = cues_.match_start(folded_);
    if (name_wanted && h.line(Cue::byline) && text.size() > 5 && !around(i).aside) name_behind(i);
    if (day_wanted && h.start(Cue::date) && !around(i).aside) {
      const std::string found = facts_.day_in(text);
      if (!found.empty() && found != day) ++days, day = found;
    }
  }
  if (days == 1) best_time_.offer(96, day);
  if (names == 1) facts_.offer_byline(9, name, true);
}

// The name in the next text.
void VisibleFacts::name_behind(uint32_t i) {
  for (uint32_t k = i + 1; k < std::min<std::size_t>(nodes_.size(), i + 20); ++k) {
    const HtmlNode& n = nodes_[k];
    if (n.tag != Tag::text || n.end - n.start > 120 || is_hidden_by_nature(nodes_[n.parent].tag)) continue;
    const std::string next = tidy(source_.substr(n.start, n.end - n.start));
    if (next.empty() || next == ":") continue;
    if (is_person_name(next.substr(0, next.find(',')))) facts_.offer_byline(10, next);
    return;
  }
}

}  // namespace docmill::cleaner
