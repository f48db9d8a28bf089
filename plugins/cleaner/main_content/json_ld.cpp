#include "main_content/json_ld.hpp"

#include <rapidjson/memorystream.h>

#include <algorithm>
#include <cstring>

#include "main_content/json_ld_body.hpp"
#include "plain_text/judge.hpp"

namespace docmill::cleaner {

namespace {

constexpr std::size_t most_bytes = 1u << 20;
// Objects of one script that are looked at, breadth first.
constexpr std::size_t most_objects = 4000;
// Values of one script that stand one behind the other.
constexpr std::size_t most_values = 100;

std::string_view string_of(const rapidjson::Value& v) {
  return v.IsString() ? std::string_view(v.GetString(), v.GetStringLength()) : std::string_view();
}
const rapidjson::Value* member(const rapidjson::Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto it = object.FindMember(name);
  return it == object.MemberEnd() ? nullptr : &it->value;
}

template <class Fits>
bool has_type(const rapidjson::Value& object, Fits fits) {
  const rapidjson::Value* type = member(object, "@type");
  if (type == nullptr) return false;
  if (!type->IsArray()) return fits(string_of(*type));
  return std::any_of(type->Begin(), type->End(), [&](const rapidjson::Value& t) { return fits(string_of(t)); });
}
bool is_article(const rapidjson::Value& object) {
  return has_type(object, [](std::string_view s) {
    return s.find("Article") != std::string_view::npos || s.find("BlogPosting") != std::string_view::npos ||
           s == "Report" || s == "Review" || s == "DiscussionForumPosting" || s == "QAPage";
  });
}
bool is_page(const rapidjson::Value& object) {
  return has_type(object, [](std::string_view s) { return s == "WebPage" || s == "AboutPage" || s == "ItemPage"; });
}
bool is_organisation(const rapidjson::Value& object) {
  return has_type(object, [](std::string_view s) { return s.find("Organization") != std::string_view::npos; });
}
// What stands below is about other things than the page.
bool leads_elsewhere(std::string_view name) {
  return name == "itemListElement" || name == "hasPart" || name == "mentions" || name == "isRelatedTo" ||
         name == "relatedLink" || name == "blogPost" || name == "citation" || name == "isBasedOn" || name == "review" ||
         name == "comment" || name == "about";
}

bool is_json_escape(char c) { return std::strchr("\"\\/bfnrtu", c) != nullptr && c != '\0'; }

// The JSON between the marks that hide it from old readers, with spaces for control characters in strings, and for the
// backslash of an escape that JSON does not have (\').
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
  auto document = std::make_unique<rapidjson::Document>();
  // Iterative: depth of the input is no depth of ours.
  document->Parse<rapidjson::kParseIterativeFlag>(script.data(), script.size());
  if (!document->HasParseError()) {
    take(script, std::move(document));
    return;
  }
  // Some scripts hold several values one behind the other.
  const std::string json = repaired(script);
  constexpr unsigned lenient =
      rapidjson::kParseIterativeFlag | rapidjson::kParseTrailingCommasFlag | rapidjson::kParseStopWhenDoneFlag;
  for (std::size_t at = 0, values = 0; at < json.size() && values < most_values; ++values) {
    document = std::make_unique<rapidjson::Document>();
    rapidjson::MemoryStream stream(json.data() + at, json.size() - at);
    document->ParseStream<lenient, rapidjson::UTF8<>>(stream);
    if (document->HasParseError()) return;
    at = json.find_first_of("{[", at + stream.Tell());
    take(script, std::move(document));
  }
}

void JsonLd::take(std::string_view script, std::unique_ptr<rapidjson::Document> document) {
  if (scripts_.empty() || scripts_.back().data() != script.data()) scripts_.push_back(script);
  documents_.push_back(std::move(document));
  collect(*documents_.back());
}

void JsonLd::collect(const Value& root) {
  struct Place {
    const Value* value;
    bool listed;
  };
  std::vector<Place> queue{{&root, false}};
  for (std::size_t i = 0; i < queue.size() && i < most_objects; ++i) {
    const auto [value, listed] = queue[i];
    if (value->IsArray()) {
      for (const auto& item : value->GetArray()) queue.push_back({&item, listed});
    } else if (value->IsObject()) {
      if (is_article(*value)) found_.push_back({value, listed, false});
      else if (is_page(*value)) found_.push_back({value, listed, true});
      if (const Value* type = member(*value, "@type"); type != nullptr && type->IsString())
        types_.push_back(string_of(*type));
      const Value* id = member(*value, "@id");
      if (id != nullptr && value->MemberCount() > 1) by_id_.emplace(string_of(*id), value);
      for (const auto& m : value->GetObject())
        if (m.value.IsObject() || m.value.IsArray())
          queue.push_back({&m.value, listed || leads_elsewhere(string_of(m.name))});
    }
  }
}

void JsonLd::count_types(PageSigns& signs) const {
  for (const std::string_view type : types_) count_ld_type(type, signs);
}

// An object that is nothing but an @id stands for the one that has it.
const rapidjson::Value* JsonLd::resolved(const Value& v) const {
  const Value* id = member(v, "@id");
  if (id == nullptr || member(v, "name") != nullptr) return &v;
  const auto it = by_id_.find(string_of(*id));
  return it == by_id_.end() ? &v : it->second;
}

std::string JsonLd::name_of(const Value& v, int depth) const {
  if (v.IsString()) return std::string(string_of(v));
  if (v.IsObject()) {
    const Value& object = *resolved(v);
    const Value* name = member(object, "name");
    if (name != nullptr && name->IsArray() && !name->Empty()) name = &(*name)[0];
    if (name != nullptr && name->IsString() && name->GetStringLength() != 0) return std::string(string_of(*name));
    std::string full;
    for (const char* part : {"givenName", "additionalName", "familyName"})
      if (const Value* p = member(object, part); p != nullptr && p->IsString() && p->GetStringLength() != 0)
        full += (full.empty() ? "" : " ") + std::string(string_of(*p));
    return full;
  }
  std::string names;
  if (v.IsArray() && depth == 0)
    for (const auto& item : v.GetArray()) {
      const std::string name = name_of(item, 1);
      if (!name.empty() && names.find(name) == std::string::npos) names += (names.empty() ? "" : ", ") + name;
    }
  return names;
}

void JsonLd::read_facts(const Value& object, JsonLdFacts& facts) const {
  const auto take = [&](std::string& to, const char* name) {
    const Value* v = member(object, name);
    if (to.empty() && v != nullptr) to = std::string(string_of(*v));
  };
  take(facts.headline, "headline");
  take(facts.description, "description");
  take(facts.language, "inLanguage");
  take(facts.url, "url");
  take(facts.date, "datePublished");
  take(facts.date, "dateCreated");
  const Value* who = member(object, "author");
  if (who == nullptr || name_of(*who).empty()) who = member(object, "creator");
  if (const Value* v = who; v != nullptr && facts.author.empty()) {
    facts.author = name_of(*v);
    const Value& first = v->IsArray() && !v->Empty() ? (*v)[0] : *v;
    facts.organisation = is_organisation(*resolved(first));
  }
  if (const Value* v = member(object, "publisher"); v != nullptr && facts.publisher.empty())
    facts.publisher = name_of(*v);
}

JsonLdFacts JsonLd::choose(const std::vector<std::string>& keys, std::string_view url) const {
  const Found* best = nullptr;
  int best_score = 0;
  std::string key;
  for (const Found& f : found_) {
    if (f.page) continue;
    int score = f.listed ? 1 : 4;
    const Value* headline = member(*f.object, "headline");
    if (headline == nullptr) headline = member(*f.object, "name");
    if (headline != nullptr) {
      title_key(string_of(*headline), key);
      if (!key.empty() && std::find(keys.begin(), keys.end(), key) != keys.end()) score += 4;
    }
    for (const char* name : {"url", "@id", "mainEntityOfPage"})
      if (const Value* v = member(*f.object, name); v != nullptr && !url.empty()) {
        const Value* id = v->IsObject() ? member(*v, "@id") : v;
        if (id != nullptr && string_of(*id) == url) score += 2;
      }
    if (score > best_score) best = &f, best_score = score;
  }
  JsonLdFacts facts;
  // An article of a list is this one only when something says so.
  if (best != nullptr && best_score >= 3) {
    read_facts(*best->object, facts);
    const Value* body = member(*best->object, "articleBody");
    if (body != nullptr && body->IsString())
      for (const std::string_view script : scripts_)
        if (facts.body.empty()) facts.body = find_json_string(script, "articleBody", string_of(*body));
  }
  for (const Found& f : found_)
    if (f.page && !f.listed) {
      const std::string headline = facts.headline;
      read_facts(*f.object, facts);
      facts.headline = headline;
      break;
    }
  return facts;
}

}  // namespace docmill::cleaner
