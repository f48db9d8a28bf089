#include "main_content/metadata.hpp"

#include <rapidjson/document.h>

#include <algorithm>

#include "docmill/base/utf8.hpp"
#include "plain_text/judge.hpp"
#include "text_edits/character_references.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

namespace {

// Text with references read, white space squeezed and invisible characters gone: a value for a record.
std::string tidy(std::string_view raw) {
  std::string decoded, out;
  decode_character_references(raw, decoded);
  for (std::size_t i = 0; i < decoded.size();) {
    const char32_t c = utf8::next(decoded, i);
    switch (classify(c)) {
      case CharacterClass::visible:
      case CharacterClass::joiner: utf8::append(out, c); break;
      case CharacterClass::invisible: break;
      default:
        if (!out.empty() && out.back() != ' ') out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return std::string(utf8::prefix(out, 2000));
}

bool is_address(std::string_view s) {
  return s.find("://") != std::string_view::npos || s.substr(0, 2) == "//" || s.substr(0, 4) == "www.";
}

// Where a fact came from, the better the lower.
struct Best {
  std::string value;
  int rank = 1000;
  void offer(int r, std::string v) {
    if (r < rank && !v.empty()) {
      rank = r;
      value = std::move(v);
    }
  }
};

class MetadataReader {
 public:
  MetadataReader(std::string_view source, const HtmlTree& tree, const CueTable& cues)
      : source_(source), nodes_(tree.nodes), max_attributes_(tree.attributes), cues_(cues) {}

  void read(HtmlMetadata& out) {
    std::string value;
    if (nodes_[0].end != 0)
      for (const char* name : {"lang", "xml:lang"})
        if (attribute(source_, nodes_[0], name, value, max_attributes_)) language_.offer(0, language_tag(value));
    for (uint32_t i = 1; i < nodes_.size(); ++i) element(i);
    out.titles.clear();
    out.article.clear();
    const std::string site = site_.value;
    choose_title(site, out);
    out.article.byline = byline_.value;
    out.article.date = date_.value;
    out.article.site = site;
    out.article.url = url_.value;
    out.article.language = language_.value;
    out.article.description = description_.value;
  }

 private:
  void element(uint32_t i) {
    switch (nodes_[i].tag) {
      case Tag::meta: meta(i); break;
      case Tag::link: link(i); break;
      case Tag::title:
        if (page_title_.empty()) page_title_ = text_below(i);
        break;
      case Tag::h1: heading(i); break;
      case Tag::time: time(i); break;
      case Tag::script: script(i); break;
      case Tag::a:
      case Tag::span:
      case Tag::div:
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
    if (key == "og:title") titles_[0].offer(0, content);
    else if (key == "twitter:title" || key == "dc.title" || key == "headline") titles_[2].offer(0, content);
    else if (key == "og:site_name") site_.offer(0, content);
    else if (key == "application-name") site_.offer(3, content);
    else if (key == "og:url") url_.offer(1, content);
    else if (key == "og:description") description_.offer(0, content);
    else if (key == "description" || key == "dc.description") description_.offer(2, content);
    else if (key == "twitter:description") description_.offer(3, content);
    else if (key == "content-language" || key == "language" || key == "dc.language")
      language_.offer(1, language_tag(content));
    else if (key == "og:locale") language_.offer(3, language_tag(content));
    else if (key == "author" || key == "dc.creator" || key == "article:author" || key == "parsely-author" ||
             key == "sailthru.author" || key == "byl")
      offer_byline(key == "author" ? 1 : 2, content);
    else if (key == "article:published_time" || key == "datepublished" || key == "og:published_time")
      offer_date(0, content);
    else if (key == "date" || key == "pubdate" || key == "dc.date" || key == "dc.date.issued" ||
             key == "publish_date" || key == "publish-date" || key == "parsely-pub-date" || key == "sailthru.date" ||
             key == "article.published")
      offer_date(2, content);
  }

  void link(uint32_t i) {
    std::string rel, href;
    if (attribute(source_, nodes_[i], "rel", rel, max_attributes_) && rel == "canonical" &&
        attribute(source_, nodes_[i], "href", href, max_attributes_))
      url_.offer(0, tidy(href));
  }

  void heading(uint32_t i) {
    ++headings_;
    std::string text = text_below(i);
    if (!text.empty() && h1_.size() < 8) h1_.push_back(std::move(text));
  }

  void time(uint32_t i) {
    std::string value;
    if (attribute(source_, nodes_[i], "datetime", value, max_attributes_)) offer_date(4, value);
    else offer_date(6, text_below(i));
  }

  // Elements that say "author" or "datePublished" themselves.
  void marked(uint32_t i) {
    std::string value;
    if (attribute(source_, nodes_[i], "itemprop", value, max_attributes_)) {
      if (value.find("author") != std::string::npos) offer_byline(4, text_below(i));
      if (value.find("datePublished") != std::string::npos) offer_date(3, text_below(i));
    }
    if (nodes_[i].tag == Tag::a) {
      if (attribute(source_, nodes_[i], "rel", value, max_attributes_) && value.find("author") != std::string::npos)
        offer_byline(5, text_below(i));
    } else if (byline_.rank > 6 && attribute(source_, nodes_[i], "class", value, max_attributes_) &&
               (value.find("byline") != std::string::npos || value.find("author-name") != std::string::npos)) {
      offer_byline(6, text_below(i));
    }
  }

  void offer_byline(int rank, std::string_view text) {
    if (rank >= byline_.rank || is_address(text) || text.size() > 200) return;
    fold(text, folded_);
    const CueHits h = cues_.match(folded_);
    std::string_view rest = text;
    if (h.start(Cue::byline) && folded_.size() == text.size()) rest = text.substr(h.start_length(Cue::byline));
    fold(rest, folded_);
    if (const auto date = find_date(folded_, cues_); date && folded_.size() == rest.size())
      rest = rest.substr(0, date->start);
    byline_.offer(rank, name_in(rest));
  }

  void offer_date(int rank, std::string_view text) {
    if (rank >= date_.rank || text.size() > 300) return;
    fold(text, folded_);
    if (const auto date = find_date(folded_, cues_); date && !date->iso.empty()) date_.offer(rank, date->iso);
  }

  // "en_US" and "EN" as "en-US" and "en"; what is no tag (a name, a list) gives nothing.
  static std::string language_tag(std::string_view text) {
    std::string tag;
    std::size_t part = 0, letters = 0;
    for (const char c : text) {
      if (c == '-' || c == '_') {
        if (letters == 0) return {};
        tag += '-';
        ++part;
        letters = 0;
        continue;
      }
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if ((!letter && (part == 0 || c < '0' || c > '9')) || ++letters > (part == 0 ? 3u : 8u)) return {};
      tag += c;
    }
    if (letters == 0 || tag.size() < 2) return {};
    // Small letters, but capitals for a country, one capital for a script.
    std::size_t start = 0;
    for (std::size_t i = 0; i <= tag.size(); ++i) {
      if (i != tag.size() && tag[i] != '-') {
        if (tag[i] >= 'A' && tag[i] <= 'Z') tag[i] = static_cast<char>(tag[i] + 32);
        continue;
      }
      const auto raise = [&](std::size_t at) {
        if (tag[at] >= 'a' && tag[at] <= 'z') tag[at] = static_cast<char>(tag[at] - 32);
      };
      if (start != 0 && i - start == 2) raise(start), raise(start + 1);
      if (start != 0 && i - start == 4) raise(start);
      start = i + 1;
    }
    return tag == "und" || tag == "zxx" ? std::string() : tag;
  }

  // ---- JSON-LD

  void script(uint32_t i) {
    std::string type;
    if (!attribute(source_, nodes_[i], "type", type, max_attributes_) || type.find("ld+json") == std::string::npos)
      return;
    if (i + 1 >= nodes_.size() || nodes_[i + 1].tag != Tag::text || nodes_[i + 1].parent != i) return;
    const std::string_view json = source_.substr(nodes_[i + 1].start, nodes_[i + 1].end - nodes_[i + 1].start);
    if (json.size() > (1u << 20)) return;
    rapidjson::Document document;
    // Iterative: depth of the input is no depth of ours. Control characters in strings are common, so only well-formed
    // documents are read.
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (!document.HasParseError()) json_value(document);
  }

  static std::string_view string_of(const rapidjson::Value& v) {
    return v.IsString() ? std::string_view(v.GetString(), v.GetStringLength()) : std::string_view();
  }
  static const rapidjson::Value* member(const rapidjson::Value& object, const char* name) {
    const auto it = object.FindMember(name);
    return it == object.MemberEnd() ? nullptr : &it->value;
  }

  // Looks at every object, breadth first; a few thousand are enough.
  void json_value(const rapidjson::Value& root) {
    std::vector<const rapidjson::Value*> queue{&root};
    for (std::size_t i = 0; i < queue.size() && i < 4000; ++i) {
      const rapidjson::Value& v = *queue[i];
      if (v.IsArray()) {
        for (const auto& item : v.GetArray()) queue.push_back(&item);
      } else if (v.IsObject()) {
        if (is_article(v)) json_article(v);
        for (const auto& m : v.GetObject())
          if (m.value.IsObject() || m.value.IsArray()) queue.push_back(&m.value);
      }
    }
  }

  static bool is_article(const rapidjson::Value& object) {
    const rapidjson::Value* type = member(object, "@type");
    if (type == nullptr) return false;
    const auto fits = [](const rapidjson::Value& t) {
      const std::string_view s = string_of(t);
      return s.find("Article") != std::string_view::npos || s.find("BlogPosting") != std::string_view::npos ||
             s == "Report" || s == "Review";
    };
    if (type->IsArray()) return std::any_of(type->Begin(), type->End(), fits);
    return fits(*type);
  }

  void json_article(const rapidjson::Value& object) {
    if (const auto* v = member(object, "headline")) titles_[1].offer(0, tidy(string_of(*v)));
    if (const auto* v = member(object, "description")) description_.offer(1, tidy(string_of(*v)));
    if (const auto* v = member(object, "inLanguage")) language_.offer(2, language_tag(string_of(*v)));
    if (const auto* v = member(object, "url")) url_.offer(2, tidy(string_of(*v)));
    if (const auto* v = member(object, "datePublished")) offer_date(1, string_of(*v));
    if (const auto* v = member(object, "author")) offer_byline(0, name_of(*v));
    if (const auto* v = member(object, "publisher")) site_.offer(1, name_of(*v));
  }

  std::string name_of(const rapidjson::Value& v) const {
    if (v.IsString()) return tidy(string_of(v));
    if (v.IsObject()) {
      const auto* name = member(v, "name");
      return name != nullptr && name->IsString() ? tidy(string_of(*name)) : std::string();
    }
    std::string names;
    if (v.IsArray())
      for (const auto& item : v.GetArray()) {
        if (item.IsArray()) continue;
        const std::string name = name_of(item);
        if (!name.empty()) names += (names.empty() ? "" : ", ") + name;
      }
    return names;
  }

  // ---- the title

  void choose_title(const std::string& site, HtmlMetadata& out) {
    std::vector<std::string>& all = out.titles;
    const auto add = [&](std::string_view title) {
      const std::string cut = without_site(title, site);
      if (!cut.empty() && std::find(all.begin(), all.end(), cut) == all.end()) all.push_back(cut);
    };
    // A heading that stands in the page's title is the headline as people see it.
    std::string page, key;
    title_key(page_title_ + " " + titles_[0].value, page);
    for (const std::string& h : h1_) {
      title_key(h, key);
      if (key.size() >= 8 && page.find(key) != std::string::npos) add(h);
    }
    add(titles_[1].value);
    add(titles_[0].value);
    if (h1_.size() == 1 && all.empty()) add(h1_[0]);
    add(titles_[2].value);
    add(page_title_);
    out.article.title = all.empty() ? std::string() : all.front();
    // For recognising repeats, not for showing.
    for (const std::string& h : h1_)
      if (headings_ == 1) add(h);
  }

  static std::string without_site(std::string_view title, const std::string& site) {
    std::string site_key, tail_key;
    title_key(site, site_key);
    for (const std::string_view mark : {" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " // "}) {
      const std::size_t at = title.rfind(mark);
      if (at == std::string_view::npos || at == 0) continue;
      const std::string_view head = title.substr(0, at), tail = title.substr(at + mark.size());
      title_key(tail, tail_key);
      const auto words = [](std::string_view s) { return std::count(s.begin(), s.end(), ' ') + 1; };
      const bool is_site = !site_key.empty() && (tail_key == site_key || site_key.find(tail_key) != std::string::npos);
      if (is_site || (words(tail) <= 4 && words(head) >= 4 && tail.size() < head.size()))
        return std::string(unquoted(head));
    }
    return std::string(title);
  }

  std::string_view source_;
  const std::vector<HtmlNode>& nodes_;
  uint32_t max_attributes_;
  const CueTable& cues_;
  Best titles_[3];
  Best byline_, date_, site_, url_, language_, description_;
  std::string page_title_, folded_;
  std::vector<std::string> h1_;
  int headings_ = 0;
};

}  // namespace

void read_metadata(std::string_view source, const HtmlTree& tree, const CueTable& cues, HtmlMetadata& metadata) {
  MetadataReader(source, tree, cues).read(metadata);
}

}  // namespace docmill::cleaner
