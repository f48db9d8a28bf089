#include "main_content/metadata.hpp"

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "html/roles.hpp"
#include "main_content/json_ld.hpp"
#include "main_content/page_facts.hpp"
#include "main_content/title.hpp"
#include "plain_text/judge.hpp"
#include "text_edits/character_references.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

namespace {

class MetadataReader {
 public:
  MetadataReader(std::string_view source, const HtmlTree& tree, const CueTable& cues)
      : source_(source), nodes_(tree.nodes), max_attributes_(tree.attributes), cues_(cues), facts_(cues) {}

  void read(HtmlMetadata& out) {
    std::string value;
    if (nodes_[0].end != 0)
      for (const char* name : {"lang", "xml:lang"})
        if (attribute(source_, nodes_[0], name, value, max_attributes_)) facts_.language.offer(0, language_tag(value));
    for (uint32_t i = 1; i < nodes_.size(); ++i) element(i);
    out.article.clear();
    read_json_ld();
    read_beside_headline();
    title_.sites = {facts_.site.value, publisher_};
    signs_.dated = !facts_.date.value.empty();
    signs_.times = times_;
    signs_.address = kind_of_address(facts_.url.value);
    json_ld_.count_types(signs_);
    out.signs = signs_;
    out.json_body = json_body_;
    out.titles = titles_of(title_);
    out.article.title = out.titles.empty() ? std::string() : out.titles.front();
    out.article.byline = facts_.byline.value;
    out.weak_byline = weak_byline_;
    out.article.date = facts_.date.value.empty() ? best_time_.value : facts_.date.value;
    out.article.site = facts_.site.value;
    out.article.url = facts_.url.value;
    out.article.language = facts_.language.value;
    out.article.description = facts_.description.value;
  }

 private:
  void element(uint32_t i) {
    switch (nodes_[i].tag) {
      case Tag::meta: meta(i); break;
      case Tag::link: link(i); break;
      case Tag::title:
        if (title_.page.empty()) title_.page = text_below(i);
        break;
      case Tag::h1: heading(i, title_.h1); break;
      case Tag::h2:
      case Tag::h3: heading(i, title_.h2); break;
      case Tag::time: time(i); break;
      case Tag::script: script(i); break;
      case Tag::abbr:
      case Tag::a:
      case Tag::address:
      case Tag::cite:
      case Tag::span:
      case Tag::div:
      case Tag::li:
      case Tag::strong:
      case Tag::p: marked(i); break;
      default: break;
    }
  }

  // Nodes below an element that are looked at for its text: a name or a title has few.
  static constexpr uint32_t farthest = 500;
  std::string text_below(uint32_t i) const {
    std::string raw;
    const uint32_t end = std::min(nodes_[i].subtree_end, i + 1 + farthest);
    for (uint32_t k = i + 1; k < end && raw.size() < 4000; ++k) {
      if (nodes_[k].tag != Tag::text) continue;
      raw.append(source_.substr(nodes_[k].start, std::min<uint32_t>(nodes_[k].end - nodes_[k].start, 4000)));
      raw += ' ';
    }
    return tidy(utf8::is_valid(raw) ? std::string_view(raw) : std::string_view(raw).substr(0, utf8::find_invalid(raw)));
  }

  void meta(uint32_t i) {
    std::string name, content;
    for (const char* key : {"property", "name", "itemprop"})
      if (name.empty()) attribute(source_, nodes_[i], key, name, max_attributes_);
    if (name.empty()) attribute(source_, nodes_[i], "http-equiv", name, max_attributes_);
    if (name.empty() || !attribute(source_, nodes_[i], "content", content, max_attributes_)) return;
    std::string key;
    fold(name, key);
    content = tidy(content);
    if (key == "og:title") title_.og = title_.og.empty() ? content : title_.og;
    else if (key == "twitter:title" || key == "dc.title" || key == "headline")
      title_.twitter = title_.twitter.empty() ? content : title_.twitter;
    else if (key == "og:type") signs_.declared = kind_of_declaration(content);
    else if (key == "generator" || key == "application-name") {
      if (signs_.software == 0) signs_.software = kind_of_software(content);
      if (key == "application-name") facts_.site.offer(3, content);
    } else if (key == "og:site_name") facts_.site.offer(0, content);
    else if (key == "og:url") facts_.url.offer(1, content);
    else if (key == "og:description") facts_.description.offer(0, content);
    else if (key == "description" || key == "dc.description") facts_.description.offer(2, content);
    else if (key == "twitter:description") facts_.description.offer(3, content);
    else if (key == "content-language" || key == "language" || key == "dc.language")
      facts_.language.offer(1, language_tag(content));
    else if (key == "og:locale") facts_.language.offer(3, language_tag(content));
    else if (key == "dc.creator" || key == "byl" || says_author(key))
      facts_.offer_byline(key == "author" ? 1 : 2, content);
    else if (key == "article:published_time" || key == "datepublished" || key == "og:published_time" ||
             key == "og:article:published_time")
      facts_.offer_date(0, content);
    else if (key == "date" || key == "pubdate" || key == "dc.date" || key == "dc.date.issued" ||
             key == "parsely-pub-date" || key == "sailthru.date" || key == "article.published" ||
             key == "citation_date" || key == "created" || says_published(key))
      facts_.offer_date(2, content);
    else if (key == "twitter:label1" || key == "twitter:label2") label_of_data_ = content;
    else if (key == "twitter:data1" || key == "twitter:data2") {
      fold(label_of_data_, folded_);
      if (cues_.match(folded_).start(Cue::byline)) facts_.offer_byline(3, content);
    }
  }

  // "cxenseparse:author", "w-published-date": each house has names of its own.
  static bool says_author(std::string_view key) {
    constexpr std::string_view word = "author";
    if (key.size() < word.size() || key.substr(key.size() - word.size()) != word) return false;
    return key == word || !(key[key.size() - word.size() - 1] >= 'a' && key[key.size() - word.size() - 1] <= 'z');
  }
  static bool says_published(std::string_view key) {
    const auto says = [&](std::string_view word) { return key.find(word) != std::string_view::npos; };
    return (says("publish") || says("publication")) && (says("date") || says("time")) && !says("updat");
  }

  void link(uint32_t i) {
    std::string rel, href;
    if (attribute(source_, nodes_[i], "rel", rel, max_attributes_) && rel == "canonical" &&
        attribute(source_, nodes_[i], "href", href, max_attributes_))
      facts_.url.offer(0, tidy(href));
  }

  void heading(uint32_t i, std::vector<std::string>& to) {
    if (first_h1_ == 0 && nodes_[i].tag == Tag::h1) first_h1_ = i;
    if (to.size() >= 8) return;
    std::string text = text_below(i);
    if (!text.empty()) to.push_back(std::move(text));
  }

  // What is around an element says whose date or name it is.
  struct Surroundings {
    bool article = false, aside = false;
  };
  Surroundings around(uint32_t i) {
    Surroundings s;
    bool header = false;
    for (uint32_t up = nodes_[i].parent, level = 0; up != 0 && level < 40; up = nodes_[up].parent, ++level) {
      const Tag t = nodes_[up].tag;
      s.article = s.article || t == Tag::article || t == Tag::main;
      // What holds the headline is not beside it, whatever its name says.
      if (first_h1_ >= up && first_h1_ < nodes_[up].subtree_end) continue;
      header = header || t == Tag::header;
      const Role role = marks_of(source_, nodes_[up], max_attributes_, table_).role;
      s.aside = s.aside || t == Tag::nav || t == Tag::aside || t == Tag::footer || role == Role::comments ||
                role == Role::related || role == Role::navigation;
    }
    s.aside = s.aside || (header && !s.article && first_h1_ == 0);
    return s;
  }

  void time(uint32_t i) {
    if (++times_ > 100) return;
    std::string value, names;
    const bool machine = attribute(source_, nodes_[i], "datetime", value, max_attributes_) && !value.empty();
    attribute(source_, nodes_[i], "class", names, max_attributes_);
    std::string property;
    if (attribute(source_, nodes_[i], "itemprop", property, max_attributes_)) names += " " + property;
    offer_time(i, machine ? value : text_below(i), names,
               attribute(source_, nodes_[i], "pubdate", value, max_attributes_));
  }

  // The best of the dates that elements show: published before updated, the article's before others'.
  void offer_time(uint32_t i, std::string_view text, std::string_view names, bool published) {
    const std::string day = facts_.day_in(text);
    if (day.empty()) return;
    const auto says = [&](std::string_view word) { return names.find(word) != std::string_view::npos; };
    const Surroundings s = around(i);
    int score = 10;
    if (published || says("ublish")) score += 4;
    if (says("pdated") || says("odified") || says("dateModified")) score -= 4;
    if (says("start") || says("end") || says("event") || says("today") || says("clock") || says("now")) score -= 6;
    if (s.article) score += 1;
    if (s.aside) score -= 8;
    // Close to the headline, before or behind it.
    if (first_h1_ != 0 && i - first_h1_ < 80) score += 3;
    if (score >= 3) best_time_.offer(100 - score, day);
  }

  // Elements that say "author" or "datePublished" themselves.
  void marked(uint32_t i) {
    std::string_view property, rel, classes, content, title;
    for_each_attribute(source_.substr(nodes_[i].start, nodes_[i].end - nodes_[i].start), max_attributes_,
                       [&](std::string_view name, std::string_view value) {
                         value = value.substr(0, 300);
                         if (name == "class") classes = value;
                         else if (name == "itemprop") property = value;
                         else if (name == "rel") rel = value;
                         else if (name == "content") content = value;
                         else if (name == "title") title = value;
                       });
    const auto has = [](std::string_view text, std::string_view word) {
      return text.find(word) != std::string_view::npos;
    };
    if (has(property, "author")) facts_.offer_byline(4, author_in(i));
    if (has(property, "datePublished")) facts_.offer_date(3, content.empty() ? text_below(i) : tidy(content));
    if (nodes_[i].tag == Tag::a && has(rel, "author")) facts_.offer_byline(6, text_below(i));
    if (classes.empty()) return;
    const NameReading& reading = table_.read(classes);
    if (!reading.dates && !reading.authors) return;
    names_of(classes);
    const auto says = [&](std::string_view word) { return has(lower_, word); };
    const bool small = nodes_[i].subtree_end <= i + 6;
    if (says("publish") || says("date") || says("posted-on")) {
      if (nodes_[i].tag == Tag::abbr) offer_time(i, title, lower_, says("published"));
      else if ((small || says("publish")) && ++times_ < 100) {
        const std::string text = text_below(i);
        if (text.size() < 80) offer_time(i, text, lower_, false);
      }
    }
    if (facts_.byline.rank > 5 && (says("byline") || says("author"))) {
      const bool name = says("author") && says("name");
      const bool named = name || says("byline") || says("post-author") || says("entry-author") ||
                         says("article-author") || says("author-link") || says("author vcard");
      if ((named || small) && ++names_ < 40 && !around(i).aside)
        facts_.offer_byline(says("byline") ? 5 : name ? 6 : 7, text_below(i));
    }
  }
  // Class names in small letters, with hyphens, into `lower_`.
  void names_of(std::string_view classes) {
    lower_.clear();
    for (const char c : classes) lower_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '_' ? '-' : c;
  }
  // Of an author with a name of its own only that.
  std::string author_in(uint32_t i) {
    std::string value;
    const uint32_t end = std::min(nodes_[i].subtree_end, i + 60);
    for (uint32_t k = i + 1; k < end; ++k)
      if (nodes_[k].tag != Tag::text && attribute(source_, nodes_[k], "itemprop", value, max_attributes_) &&
          value == "name") {
        std::string content;
        return attribute(source_, nodes_[k], "content", content, max_attributes_) ? tidy(content) : text_below(k);
      }
    return text_below(i);
  }

  // Date and author as people see them: short texts close to the headline, where nothing was declared.
  void read_beside_headline() {
    // A handle ("KatieS") gives way to the name that people see.
    const bool handle = !facts_.byline.value.empty() && facts_.byline.value.find(' ') == std::string::npos &&
                        static_cast<unsigned char>(facts_.byline.value[0]) < 0x80;
    if (first_h1_ == 0 || (!facts_.date.value.empty() && !facts_.byline.value.empty() && !handle)) return;
    if (handle) facts_.byline.rank = 9;
    const auto end = static_cast<uint32_t>(std::min<std::size_t>(nodes_.size(), first_h1_ + 160));
    for (uint32_t i = first_h1_ > 60 ? first_h1_ - 60 : 1; i < end; ++i) {
      const HtmlNode& n = nodes_[i];
      if (n.tag != Tag::text || n.end - n.start > 120 || is_hidden_by_nature(nodes_[n.parent].tag)) continue;
      const std::string text = tidy(source_.substr(n.start, n.end - n.start));
      if (text.size() < 2 || text.size() > 80) continue;
      if (facts_.date.value.empty() && best_time_.rank > 88 && text.size() <= 60 && !facts_.day_in(text).empty() &&
          !around(i).aside)
        best_time_.offer(i > first_h1_ ? 88 : 89, facts_.day_in(text));
      if ((facts_.byline.value.empty() || facts_.byline.rank == 9) && i > first_h1_) labelled_name(i, text);
    }
  }
  // "By Jane Doe" in one text, or the cue in one and the name in the next.
  void labelled_name(uint32_t i, const std::string& text) {
    fold(text, folded_);
    const CueHits h = cues_.match(folded_);
    if (!h.start(Cue::byline) || around(i).aside) return;
    if (h.line(Cue::byline) || h.start_length(Cue::byline) + 2 >= folded_.size()) {
      // "Written by", and several names in elements of their own.
      std::string whole = text_below(nodes_[i].parent);
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

  // ---- JSON-LD

  void script(uint32_t i) {
    std::string type;
    if (!attribute(source_, nodes_[i], "type", type, max_attributes_) || type.find("ld+json") == std::string::npos)
      return;
    if (i + 1 >= nodes_.size() || nodes_[i + 1].tag != Tag::text || nodes_[i + 1].parent != i) return;
    json_ld_.add(source_.substr(nodes_[i + 1].start, nodes_[i + 1].end - nodes_[i + 1].start));
  }

  void read_json_ld() {
    if (json_ld_.empty()) return;
    std::vector<std::string> keys;
    const auto add = [&](const std::string& title) {
      std::string key;
      title_key(title, key);
      if (!key.empty()) keys.push_back(key);
    };
    add(title_.og);
    add(title_.page);
    for (const std::string& h : title_.h1) add(h);
    const JsonLdFacts facts = json_ld_.choose(keys, facts_.url.value);
    json_body_ = facts.body;
    title_.json_ld = tidy(facts.headline);
    facts_.description.offer(1, tidy(facts.description));
    facts_.language.offer(2, language_tag(facts.language));
    facts_.url.offer(2, tidy(facts.url));
    facts_.offer_date(1, facts.date);
    publisher_ = tidy(facts.publisher);
    facts_.site.offer(1, publisher_);
    const std::string author = tidy(facts.author);
    // An office that publishes is named where nobody signs.
    const bool weak = facts.organisation || author == publisher_ || author == facts_.site.value;
    if (weak) weak_byline_ = is_address(author) || author.size() > 200 ? std::string() : name_in(author);
    else facts_.offer_byline(0, author);
  }

  std::string_view source_;
  const std::vector<HtmlNode>& nodes_;
  uint32_t max_attributes_;
  const CueTable& cues_;
  PageSigns signs_;
  NameTable table_;
  TitleSources title_;
  JsonLd json_ld_;
  PageFacts facts_;
  Best best_time_;
  std::string_view json_body_;
  std::string publisher_, weak_byline_, label_of_data_, folded_, lower_;
  uint32_t first_h1_ = 0;
  int times_ = 0, names_ = 0;
};

}  // namespace

void read_metadata(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlMetadata& metadata) {
  MetadataReader(source, tree, cues).read(metadata);
}

}  // namespace docmill::cleaner
