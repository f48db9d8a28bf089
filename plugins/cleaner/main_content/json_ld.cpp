#include "main_content/json_ld.hpp"

#include <algorithm>
#include <cstring>
#include <docmill/base/ascii.hpp>
#include <utility>

#include "main_content/json_ld_body.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

constexpr std::size_t most_bytes = 1u << 20;
// Objects of one script that are looked at, breadth first.
constexpr std::size_t most_objects = 4000;
// Values of one script that stand one behind the other.
constexpr std::size_t most_values = 100;

std::string_view string_of(JsonValue v) { return v.is_string() ? v.string() : std::string_view(); }
// A value may stand in a list of one, or in an object with its type beside it.
std::string_view text_of(JsonValue v) {
  const JsonValue one = v.is_array() && v.size() != 0 ? v.item(0) : v;
  return string_of(one.is_object() ? one["@value"] : one);
}

template <class Fits>
bool has_type(JsonValue object, Fits fits) {
  const JsonValue type = object["@type"];
  if (!type.is_array()) return !type.is_absent() && fits(string_of(type));
  for (const JsonValue t : type.items())
    if (fits(string_of(t))) return true;
  return false;
}
bool is_article(JsonValue object) {
  return has_type(object, [](std::string_view s) {
    return s.find("Article") != std::string_view::npos || s.find("BlogPosting") != std::string_view::npos ||
           s == "Report" || s == "Review" || s == "DiscussionForumPosting" || s == "QAPage";
  });
}
bool is_page(JsonValue object) {
  return has_type(object, [](std::string_view s) { return s == "WebPage" || s == "AboutPage" || s == "ItemPage"; });
}
// Other works that a page may be about, with an author and a day of their own.
bool is_work(JsonValue object) {
  return has_type(object, [](std::string_view s) {
    return s == "Recipe" || s == "HowTo" || s == "CreativeWork" || s == "SocialMediaPosting" || s == "Guide";
  });
}
bool is_organisation(JsonValue object) {
  return has_type(object, [](std::string_view s) { return s.find("Organization") != std::string_view::npos; });
}
bool is_person(JsonValue object) {
  return has_type(object, [](std::string_view s) { return s.find("Person") != std::string_view::npos; });
}
// What stands below is about other things than the page.
bool leads_elsewhere(std::string_view name) {
  return name == "itemListElement" || name == "hasPart" || name == "mentions" || name == "isRelatedTo" ||
         name == "relatedLink" || name == "blogPost" || name == "citation" || name == "isBasedOn" || name == "review" ||
         name == "comment" || name == "about";
}

// A name may come with its link ("<a href=...>Ada Tern</a>").
std::string without_tags(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('<', at), close = text.find('>', std::min(open, text.size()));
    if (close == std::string_view::npos) return out.append(text.substr(at));
    out.append(text.substr(at, open - at));
    at = close + 1;
  }
  return out;
}

bool is_json_escape(char c) { return std::strchr("\"\\/bfnrtu", c) != nullptr && c != '\0'; }

// Does the escape at `at` stand for half of a surrogate pair with one of these second digits?
bool is_half(std::string_view json, std::size_t at, std::string_view second_digits) {
  const std::string_view escape = json.substr(std::min(at, json.size()), 6);
  return escape.size() == 6 && escape.starts_with("\\u") && ascii::lower(escape[2]) == 'd' &&
         second_digits.find(ascii::lower(escape[3])) != std::string_view::npos;
}

// The JSON between the marks that hide it from old readers, with spaces for control characters in strings, and for the
// backslash of an escape that JSON does not have (\'); half of a surrogate pair becomes U+FFFD.
std::string repaired(std::string_view script) {
  const std::size_t first = script.find_first_of("{["), last = script.find_last_of("}]");
  if (first == std::string_view::npos || last == std::string_view::npos || last < first) return {};
  // "//<![CDATA[" ends with the bracket that a plain search finds first.
  std::size_t start = first;
  const std::size_t cdata = script.find("<![CDATA[");
  if (cdata != std::string_view::npos && cdata <= first) start = script.find_first_of("{[", cdata + 9);
  std::size_t end = last + 1;
  const std::size_t closing = script.rfind("]]>");
  if (cdata != std::string_view::npos && closing != std::string_view::npos && start < closing)
    end = script.find_last_of("}]", closing - 1) + 1;
  if (start == std::string_view::npos || end <= start) return {};
  std::string json(script.substr(start, end - start));
  bool inside = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (inside && json[i] == '\\') {
      if (i + 1 < json.size() && !is_json_escape(json[i + 1])) json[i] = ' ';
      else if (is_half(json, i, "89ab") && is_half(json, i + 6, "cdef")) i += 11;
      else if (is_half(json, i, "89abcdef")) json.replace(i + 2, 4, "fffd");
      else ++i;
    } else if (json[i] == '"') inside = !inside;
    else if (inside && static_cast<unsigned char>(json[i]) < 0x20) json[i] = ' ';
  }
  return json;
}

}  // namespace

void JsonLd::add(std::string_view script) {
  bytes_ += script.size();
  if (bytes_ > most_bytes) return;
  JsonDocument document;
  if (document.parse(script, JsonBytes::any)) {
    take(script, std::move(document));
    return;
  }
  // Some scripts hold several values one behind the other.
  const std::string json = repaired(script);
  for (std::size_t at = 0, values = 0; at < json.size() && values < most_values; ++values) {
    JsonDocument value;
    const std::size_t size = value.parse_first(std::string_view(json).substr(at));
    if (size == std::string_view::npos) return;
    at = json.find_first_of("{[", at + size);
    take(script, std::move(value));
  }
}

void JsonLd::take(std::string_view script, JsonDocument document) {
  if (scripts_.empty() || scripts_.back().data() != script.data()) scripts_.push_back(script);
  documents_.push_back(std::move(document));
  collect(documents_.back().root());
}

void JsonLd::collect(JsonValue root) {
  struct Place {
    JsonValue value;
    bool listed;
  };
  std::vector<Place> queue{{root, false}};
  for (std::size_t i = 0; i < queue.size() && i < most_objects; ++i) {
    const auto [value, listed] = queue[i];
    for (const JsonValue item : value.items()) queue.push_back({item, listed});
    if (!value.is_object()) continue;
    if (is_article(value)) found_.push_back({value, listed, Found::Kind::article});
    else if (is_page(value)) found_.push_back({value, listed, Found::Kind::page});
    else if (is_work(value)) found_.push_back({value, listed, Found::Kind::work});
    if (const JsonValue type = value["@type"]; type.is_string()) types_.push_back(type.string());
    if (const JsonValue id = value["@id"]; !id.is_absent() && value.size() > 1) by_id_.emplace(string_of(id), value);
    for (const JsonMember& m : value.members())
      if (m.value.is_object() || m.value.is_array()) queue.push_back({m.value, listed || leads_elsewhere(m.name)});
  }
}

void JsonLd::count_types(PageSigns& signs) const {
  for (const std::string_view type : types_) count_ld_type(type, signs);
}

// An object that is nothing but an @id stands for the one that has it.
JsonValue JsonLd::resolved(JsonValue v) const {
  if (v["@id"].is_absent() || !v["name"].is_absent()) return v;
  const auto it = by_id_.find(string_of(v["@id"]));
  return it == by_id_.end() ? v : it->second;
}

std::string JsonLd::name_of(JsonValue v, int depth) const {
  if (v.is_string()) return std::string(v.string());
  if (v.is_object()) {
    const JsonValue object = resolved(v);
    const JsonValue name = object["name"];
    if (name.is_array()) {
      std::string names;
      for (const JsonValue one : name.items())
        if (!string_of(one).empty()) names += (names.empty() ? "" : ", ") + std::string(one.string());
      return names;
    }
    if (!string_of(name).empty()) return without_tags(name.string());
    if (const JsonValue list = object["@list"]; list.is_array() && depth == 0) return name_of(list);
    std::string full;
    for (const char* part : {"givenName", "additionalName", "familyName"})
      if (const std::string_view p = string_of(object[part]); !p.empty())
        full += (full.empty() ? "" : " ") + std::string(p);
    return full;
  }
  std::string names;
  if (depth != 0) return names;
  // A house beside persons is not who wrote.
  bool persons = false;
  for (const JsonValue item : v.items()) persons = persons || is_person(resolved(item));
  for (const JsonValue item : v.items()) {
    if (persons && is_organisation(resolved(item))) continue;
    const std::string name = name_of(item, 1);
    if (!name.empty() && names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + name;
  }
  return names;
}

void JsonLd::read_facts(JsonValue object, JsonLdFacts& facts) const {
  const auto take = [&](std::string& to, const char* name) {
    if (to.empty()) to = text_of(object[name]);
  };
  take(facts.headline, "headline");
  if (facts.headline.empty() && is_article(object)) take(facts.headline, "name");
  take(facts.description, "description");
  take(facts.language, "inLanguage");
  take(facts.url, "url");
  for (const char* name : {"datePublished", "dateCreated"}) {
    take(facts.date, name);
    // Seconds since 1970, or thousandths of them.
    if (const JsonValue clock = object[name];
        facts.date.empty() && clock.is_number() && clock.number() > 0 && clock.number() < 1e15)
      facts.date = std::to_string(static_cast<int64_t>(clock.number()));
  }
  JsonValue who = object["author"];
  if (name_of(who).empty()) who = object["creator"];
  if (!who.is_absent() && facts.author.empty()) {
    facts.author = name_of(who);
    bool persons = false;
    for (const JsonValue item : who.items()) persons = persons || is_person(resolved(item));
    facts.organisation = !persons && is_organisation(resolved(who.is_array() && who.size() != 0 ? who.item(0) : who));
  }
  if (facts.publisher.empty()) facts.publisher = name_of(object["publisher"]);
}

JsonLdFacts JsonLd::choose(const std::vector<std::string>& keys, std::string_view url) const {
  const Found* best = nullptr;
  int best_score = 0;
  std::string key;
  for (const Found& f : found_) {
    if (f.kind == Found::Kind::page) continue;
    int score = f.listed ? 1 : f.kind == Found::Kind::work ? 3 : 4;
    JsonValue headline = f.object["headline"];
    if (headline.is_absent()) headline = f.object["name"];
    if (!headline.is_absent()) {
      title_key(string_of(headline), key);
      if (!key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end()) score += 4;
    }
    for (const char* name : {"url", "@id", "mainEntityOfPage"})
      if (const JsonValue v = f.object[name]; !url.empty())
        if (string_of(v.is_object() ? v["@id"] : v) == url) score += 2;
    if (score > best_score) best = &f, best_score = score;
  }
  JsonLdFacts facts;
  std::string best_key;
  // An article of a list is this one only when something says so.
  if (best != nullptr && best_score >= 3) {
    read_facts(best->object, facts);
    for (const char* name : {"articleBody", "text"})
      if (const JsonValue body = best->object[name]; body.is_string())
        for (const std::string_view script : scripts_)
          if (facts.body.empty()) facts.body = find_json_string(script, name, body.string());
  }
  // The same article told twice, each time with other facts.
  constexpr int most_tellings = 10;
  int tellings = 0;
  title_key(facts.headline, best_key);
  for (const Found& f : found_) {
    if (best_key.empty() || &f == best || f.kind != Found::Kind::article || f.listed) continue;
    title_key(text_of(f.object["headline"]), key);
    if (key == best_key && ++tellings <= most_tellings) read_facts(f.object, facts);
  }
  for (const Found& f : found_)
    if (f.kind == Found::Kind::page && !f.listed) {
      const std::string headline = facts.headline;
      read_facts(f.object, facts);
      facts.headline = headline;
      break;
    }
  return facts;
}

}  // namespace docmill::cleaner
