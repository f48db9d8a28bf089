// A JSON dump of Wikidata (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html): an array with one
// entity in each line. Read line by line, so the size of the dump does not matter.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>

#include "kb/source.hpp"

namespace docmill::linker {
namespace {

using Allocator = rapidjson::MemoryPoolAllocator<>;
using Value = rapidjson::Value;

std::string_view text_of(const Value& v) {
  return v.IsString() ? std::string_view(v.GetString(), v.GetStringLength()) : std::string_view();
}

const Value* member(const Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto at = object.FindMember(name);
  return at != object.MemberEnd() ? &at->value : nullptr;
}
std::string_view text_member(const Value& object, const char* name) {
  const Value* v = member(object, name);
  return v != nullptr ? text_of(*v) : std::string_view();
}

// country, founded by, owned by, chief executive, chairperson, manufacturer, developer, subsidiary, parent,
// headquarters, employer, member of, part of, owner of, citizenship, director, author, located in, operator, spouse,
// educated at
constexpr std::string_view usual_relations[] = {"P17",  "P112",  "P127", "P169", "P488", "P176", "P178",
                                                "P355", "P749",  "P159", "P108", "P463", "P361", "P1830",
                                                "P27",  "P1037", "P50",  "P131", "P137", "P26",  "P69"};
constexpr std::size_t most_relations = 64;  // of one item; what is connected to everything says nothing

class WikidataReader {
 public:
  WikidataReader(PackedFile& file, const SourceOptions& options, const EntrySink& sink)
      : file_(file), lines_(file), options_(options), sink_(sink), memory_(std::size_t{1} << 20) {
    languages_ = options.languages;
    // Names that are the same everywhere stand in a language of their own.
    if (std::find(languages_.begin(), languages_.end(), "mul") == languages_.end()) languages_.emplace_back("mul");
    for (const std::string& property : options.relations) relations_.push_back(property.c_str());
    if (relations_.empty())
      for (const std::string_view property : usual_relations) relations_.push_back(property.data());
  }

  SourceCounts run() {
    char* line = nullptr;
    std::size_t size = 0;
    while (lines_.next(line, size)) {
      while (size > 0 && (line[size - 1] == ',' || line[size - 1] == ' ')) --size;
      if (size == 0 || (size == 1 && (line[0] == '[' || line[0] == ']'))) continue;
      if (lines_.number() == 1 && line[0] == '[') ++line, --size;
      read(line, size);
    }
    return counts_;
  }

 private:
  std::string place() const { return file_.path() + ":" + std::to_string(lines_.number()); }

  void read(char* line, std::size_t size) {
    memory_.Clear();
    rapidjson::Document json(&memory_);
    line[size] = '\0';  // in place of the comma or the line end
    json.ParseInsitu<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(line);
    if (json.HasParseError() || !json.IsObject())
      throw SourceError(
          place() + ": no entity of a Wikidata dump, which has one in each line" +
          (json.HasParseError() ? ": " + sentence_of(rapidjson::GetParseError_En(json.GetParseError())) : ""));
    const std::string_view id = text_member(json, "id");
    if (id.empty()) throw SourceError(place() + ": the entity has no 'id'; is this a Wikidata dump?");
    if (text_member(json, "type") != "item" || id[0] != 'Q') return;  // properties and lexemes
    const Value* claims = member(json, "claims");
    if (claims != nullptr) take_subclasses(id, *claims);
    take_pages(id, json);
    if (take_entity(json, id, claims)) {
      check_entry(entry_, place(), false);
      sink_.entry(entry_);
      ++counts_.entries;
    } else {
      ++counts_.left_out;
    }
  }

  // Pages are those of the item, whether it is an entry or not: links to a page that is none count for the shares.
  void take_pages(std::string_view id, const Value& json) {
    const Value* sitelinks = member(json, "sitelinks");
    if (!sink_.page || sitelinks == nullptr || !sitelinks->IsObject()) return;
    for (const auto& link : sitelinks->GetObject())
      if (const std::string_view title = text_member(link.value, "title"); !title.empty())
        sink_.page(text_of(link.name), title, id);
  }

  bool take_entity(const Value& json, std::string_view id, const Value* claims) {
    entry_.clear();
    const Value* sitelinks = member(json, "sitelinks");
    const uint64_t n_sitelinks = sitelinks != nullptr && sitelinks->IsObject() ? sitelinks->MemberCount() : 0;
    if (n_sitelinks < options_.minimum_sitelinks) return false;
    if (!take_names(json)) return false;
    entry_.key = id;
    entry_.wikidata = id;
    entry_.type = options_.type;
    entry_.sitelinks = static_cast<uint16_t>(std::min<uint64_t>(n_sitelinks, 65535));
    entry_.prior = prior_of_sitelinks(n_sitelinks);
    entry_.weight = static_cast<uint8_t>(entry_.prior / 10);
    if (claims == nullptr) return true;
    each_item(*claims, "P31", [&](std::string_view item) { append_line(entry_.classes, item); });
    std::size_t n = 0;
    for (const char* property : relations_)
      each_item(*claims, property, [&](std::string_view item) {
        if (n++ < most_relations) append_line(entry_.related_keys, item);
      });
    return true;
  }

  // The label is in the first language that has one; labels and aliases of all are aliases.
  bool take_names(const Value& json) {
    const Value *labels = member(json, "labels"), *aliases = member(json, "aliases"),
                *descriptions = member(json, "descriptions");
    for (const std::string& language : languages_) {
      if (const Value* label = labels != nullptr ? member(*labels, language.c_str()) : nullptr) {
        const std::string_view text = text_member(*label, "value");
        if (entry_.label.empty()) entry_.label = text;
        else if (text != entry_.label) append_line(entry_.aliases, text);
      }
      if (const Value* list = aliases != nullptr ? member(*aliases, language.c_str()) : nullptr;
          list != nullptr && list->IsArray())
        for (const Value& alias : list->GetArray()) append_line(entry_.aliases, text_member(alias, "value"));
      if (const Value* text = descriptions != nullptr ? member(*descriptions, language.c_str()) : nullptr;
          text != nullptr && entry_.description.empty())
        entry_.description = text_member(*text, "value");
    }
    return !entry_.label.empty();
  }

  void take_subclasses(std::string_view id, const Value& claims) {
    if (sink_.subclass) each_item(claims, "P279", [&](std::string_view parent) { sink_.subclass(id, parent); });
  }

  // The items that the statements of a property lead to, but for those that are deprecated.
  template <class F>
  void each_item(const Value& claims, const char* property, F&& take) {
    const Value* statements = member(claims, property);
    if (statements == nullptr || !statements->IsArray()) return;
    for (const Value& statement : statements->GetArray()) {
      if (text_member(statement, "rank") == "deprecated") continue;
      const Value* snak = member(statement, "mainsnak");
      const Value* value = snak != nullptr ? member(*snak, "datavalue") : nullptr;
      const Value* target = value != nullptr ? member(*value, "value") : nullptr;
      if (target == nullptr) continue;
      const std::string_view item = text_member(*target, "id");
      if (!item.empty() && item[0] == 'Q') take(item);
    }
  }

  PackedFile& file_;
  LineReader lines_;
  const SourceOptions& options_;
  const EntrySink& sink_;
  Allocator memory_;
  std::vector<std::string> languages_;
  std::vector<const char*> relations_;
  KnowledgeEntry entry_;
  SourceCounts counts_;
};

}  // namespace

SourceCounts read_wikidata(PackedFile& file, const SourceOptions& options, const EntrySink& sink) {
  return WikidataReader(file, options, sink).run();
}

}  // namespace docmill::linker
