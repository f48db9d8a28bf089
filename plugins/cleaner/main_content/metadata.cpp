#include "main_content/metadata.hpp"

#include <algorithm>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "main_content/json_ld.hpp"
#include "main_content/meta_names.hpp"
#include "main_content/page_facts.hpp"
#include "main_content/seen_text.hpp"
#include "main_content/title.hpp"
#include "main_content/visible_facts.hpp"
#include "plain_text/judge.hpp"
#include "text_edits/character_references.hpp"

namespace docmill::cleaner {

namespace {

class MetadataReader {
 public:
  MetadataReader(std::string_view source, const HtmlTree& tree, const CueTable& cues, NameTable& names)
      : source_(source),
        tree_(tree),
        nodes_(tree.nodes),
        cues_(cues),
        facts_(cues),
        seen_(source, tree, names),
        visible_(source, tree, cues, names, facts_) {}

  void read(HtmlMetadata& out) {
    std::string value;
    if (nodes_[0].end != 0)
      for (const char* name : {"lang", "xml:lang"})
        if (rare_attribute(source_, tree_, 0, name, value)) facts_.language.offer(0, language_tag(value));
    for (uint32_t i = 1; i < nodes_.size(); ++i) element(i);
    begin_body();
    out.article.clear();
    read_json_ld();
    visible_.read_beside_headline();
    visible_.read_elsewhere();
    title_.sites = {facts_.site.value, publisher_};
    if (title_.twitter.empty() && !several_headlines_ && headline_at_ != 0 && !visible_.is_beside_article(headline_at_))
      title_.twitter = headline_;
    signs_.dated = facts_.date.rank <= PageFacts::last_learned_rank_of_day;
    signs_.times = visible_.times();
    signs_.address = kind_of_address(facts_.url.value);
    json_ld_.count_types(signs_);
    out.signs = signs_;
    out.json_body = json_body_;
    out.titles = titles_of(title_);
    out.article.title = out.titles.empty() ? std::string() : out.titles.front();
    out.sites = keys_of_sites();
    out.article.byline = without_sites(facts_.byline.value, out.sites);
    out.weak_byline = weak_byline_;
    out.article.date = facts_.date.value.empty() ? visible_.date() : facts_.date.value;
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
        if (title_.page.empty() && !is_in_picture(i)) title_.page = text_below(i);
        break;
      case Tag::h1:
      case Tag::h2:
      case Tag::h3:
        heading(i, nodes_[i].tag == Tag::h1 ? title_.h1 : title_.h2);
        if (attribute(source_, tree_, i, AttributeName::itemprop, folded_) && folded_ == "headline") shows_headline(i);
        else if (attribute(source_, tree_, i, AttributeName::property, folded_) &&
                 folded_.substr(folded_.find(':') + 1) == "headline")
          shows_headline(i);
        break;
      case Tag::time: visible_.time(i); break;
      case Tag::script: script(i); break;
      case Tag::body: begin_body(); break;
      case Tag::unknown: unknown(i); break;
      case Tag::abbr:
      case Tag::a:
      case Tag::address:
      case Tag::cite:
      case Tag::span:
      case Tag::div:
      case Tag::li:
      case Tag::strong:
      case Tag::p:
        visible_.marked(i);
        if (visible_.is_headline(i)) shows_headline(i);
        break;
      default: break;
    }
  }

  std::string text_below(uint32_t i) { return seen_.below(i); }

  // Drawings have titles of their own.
  bool is_in_picture(uint32_t i) const {
    for (int level = 0; level < 6 && i != 0; ++level, i = nodes_[i].parent)
      if (nodes_[i].tag == Tag::svg) return true;
    return false;
  }

  // Cards say it as well, each of its own article.
  void shows_headline(uint32_t i) {
    constexpr int most_headlines = 100;
    if (!several_headlines_ && ++headlines_ <= most_headlines) says_headline(i, text_below(i));
  }
  void says_headline(uint32_t i, std::string text) {
    if (text.empty()) return;
    if (headline_at_ == 0) headline_at_ = i, headline_ = std::move(text);
    else several_headlines_ = several_headlines_ || text != headline_;
  }

  // An element of scripts that shows how long ago a time was (relative-time).
  void unknown(uint32_t i) {
    const std::string_view tag = source_.substr(nodes_[i].start, nodes_[i].end - nodes_[i].start);
    if (tag.find("datetime=") != std::string_view::npos) visible_.time(i);
  }

  void meta(uint32_t i) {
    std::string name, content;
    for (const AttributeName key : {AttributeName::property, AttributeName::name})
      if (name.empty()) attribute(source_, tree_, i, key, name);
    const bool property = name.empty() && attribute(source_, tree_, i, AttributeName::itemprop, name) && !name.empty();
    if (name.empty()) attribute(source_, tree_, i, AttributeName::http_equiv, name);
    if (name.empty() || !attribute(source_, tree_, i, AttributeName::content, content)) return;
    std::string key;
    fold(name, key);
    content = tidy(content);
    if (property && key == "headline") says_headline(i, std::move(content));
    else if (key == "og:title") title_.og = title_.og.empty() ? content : title_.og;
    else if (names_title(key)) title_.twitter = title_.twitter.empty() ? content : title_.twitter;
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
    else if (key == "citation_author") cited_.push_back(content);
    else if (const int rank = rank_of_author(key); rank != 0) declared_author(rank, key, content);
    else if (const int rank = rank_of_day(key); rank >= 0) facts_.offer_date(rank, content);
    else if (key == "twitter:label1" || key == "twitter:label2") label_of_data_ = content;
    else if (key == "twitter:data1" || key == "twitter:data2") {
      fold(label_of_data_, folded_);
      if (cues_.match(folded_).start(Cue::byline)) facts_.offer_byline(3, content);
    }
  }

  // An author that is called like the site is who publishes: the name that the page shows comes before.
  void declared_author(int rank, const std::string& key, const std::string& name) {
    if (body_begun_) return offer_author(rank, name);
    const auto same = std::find_if(authors_of_head_.begin(), authors_of_head_.end(),
                                   [&](const DeclaredAuthor& author) { return author.key == key; });
    constexpr std::size_t most_keys = 20;  // a page has few, and each is compared with all
    if (same == authors_of_head_.end() && authors_of_head_.size() == most_keys) return;
    if (same == authors_of_head_.end()) return authors_of_head_.push_back({rank, key, name});
    // Each in an element of the same name; more than a byline has room for are not looked at.
    if (is_person_name(same->name.substr(0, same->name.find(", "))) && is_person_name(name) &&
        same->name.find(name) == std::string::npos && same->name.size() < PageFacts::longest_byline)
      same->name += ", " + name;
  }
  void offer_author(int rank, const std::string& name) {
    std::string key;
    title_key(name, key);
    std::string site;
    title_key(facts_.site.value, site);
    if (key.empty() || key != site) return facts_.offer_byline(rank, name);
    PageFacts alone(cues_);
    alone.offer_byline(rank, name);
    if (weak_byline_.empty()) weak_byline_ = alone.byline.value;
  }
  void begin_body() {
    if (body_begun_) return;
    body_begun_ = true;
    if (cited_.size() == 1) facts_.offer_byline(2, cited_[0]);
    else facts_.byline.offer(2, cited_authors());
    for (const DeclaredAuthor& author : authors_of_head_) offer_author(author.rank, author.name);
  }
  // Papers name each author in an element of its own, the family name first. Several are turned, since commas part
  // them; those behind the last one that there is room for are left out.
  std::string cited_authors() const {
    std::string names;
    for (const std::string& name : cited_) {
      const std::size_t comma = name.find(", ");
      const bool turned = comma != std::string::npos && name.find(',', comma + 1) == std::string::npos;
      PageFacts alone(cues_);
      alone.offer_byline(2, turned ? name.substr(comma + 2) + " " + name.substr(0, comma) : name);
      const std::string& read = alone.byline.value;
      if (read.empty()) continue;
      if (names.size() + read.size() + 2 > PageFacts::longest_byline) break;
      names += (names.empty() ? "" : ", ") + read;
    }
    return names;
  }

  void link(uint32_t i) {
    std::string rel, href;
    if (attribute(source_, tree_, i, AttributeName::rel, rel) && rel == "canonical" &&
        attribute(source_, tree_, i, AttributeName::href, href) && tidy(href).find(' ') == std::string::npos)
      facts_.url.offer(0, tidy(href));
  }

  void heading(uint32_t i, std::vector<std::string>& to) {
    if (nodes_[i].tag == Tag::h1) visible_.headline(i);
    if (to.size() >= 8) return;
    std::string text = text_below(i);
    if (text.empty()) return;
    to.push_back(std::move(text));
    if (nodes_[i].tag != Tag::h1) return;
    std::vector<std::string> pieces = seen_.pieces_below(i);
    if (pieces.size() > 1 && pieces.size() <= 12) title_.h1_pieces.push_back(std::move(pieces));
  }

  // The names of the site that are said, or that may end the page's title, as keys.
  std::vector<std::string> keys_of_sites() const {
    std::vector<std::string> sites;
    const auto add = [&](std::string_view site) {
      std::string key;
      title_key(site, key);
      if (!key.empty()) sites.push_back(std::move(key));
    };
    add(facts_.site.value);
    add(publisher_);
    for (const std::string_view tail : tails_of(title_.page)) add(tail);
    return sites;
  }

  // ---- JSON-LD

  void script(uint32_t i) {
    std::string type;
    if (!attribute(source_, tree_, i, AttributeName::type, type)) return;
    for (char& c : type) c = ascii::lower(c);
    if (type.find("ld+json") == std::string::npos) return;
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
    if (weak && !author.empty())
      weak_byline_ = is_address(author) || author.size() > 200 ? std::string() : name_in(author);
    else facts_.offer_byline(0, author);
  }

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const CueTable& cues_;
  PageSigns signs_;
  TitleSources title_;
  JsonLd json_ld_;
  PageFacts facts_;
  SeenText seen_;
  VisibleFacts visible_;
  std::string_view json_body_;
  std::string publisher_, weak_byline_, label_of_data_, folded_;
  std::vector<std::string> cited_;
  struct DeclaredAuthor {
    int rank;
    std::string key, name;
  };
  std::vector<DeclaredAuthor> authors_of_head_;
  std::string headline_;  // what an element says is the headline, the first of the page
  uint32_t headline_at_ = 0;
  int headlines_ = 0;
  bool several_headlines_ = false, body_begun_ = false;
};

}  // namespace

std::string without_sites(const std::string& byline, const std::vector<std::string>& sites) {
  std::string kept = byline;
  for (const std::string_view mark : {", ", " for ", " | ", " - ", " \u2013 ", " \u2014 "})
    for (std::size_t at = kept.rfind(mark); at != std::string::npos && at > 0; at = kept.rfind(mark)) {
      std::string_view tail = std::string_view(kept).substr(at + mark.size());
      std::string key, short_key;
      title_key(tail, key);
      if (tail.substr(0, 4) == "the " || tail.substr(0, 4) == "The ") title_key(tail.substr(4), short_key);
      const auto is_site = [&](const std::string& k) {
        return !k.empty() && std::find(sites.begin(), sites.end(), k) != sites.end();
      };
      if (!is_site(key) && !is_site(short_key)) break;
      kept.resize(at);
    }
  return kept;
}

void read_metadata(std::string_view source, const HtmlTree& tree, const CueTable& cues, NameTable& names,
                   HtmlMetadata& metadata) {
  MetadataReader(source, tree, cues, names).read(metadata);
}

}  // namespace docmill::cleaner
