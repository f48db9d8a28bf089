// A JSON dump of Wikidata (https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html): an array with one
// entity in each line. Read line by line, so the size of the dump does not matter.
#include <algorithm>

#include "json_parser/json_document.hpp"
#include "kb/source.hpp"

namespace docmill::linker {
namespace {

std::string_view text_of(JsonValue v) { return v.is_string() ? v.string() : std::string_view(); }

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
      : file_(file), lines_(file), options_(options), sink_(sink) {
    languages_ = options.languages;
    // Names that are the same everywhere stand in a language of their own.
    if (std::find(languages_.begin(), languages_.end(), "mul") == languages_.end()) languages_.emplace_back("mul");
    for (const std::string& property : options.relations) relations_.emplace_back(property);
    if (relations_.empty())
      for (const std::string_view property : usual_relations) relations_.push_back(property);
  }

  SourceCounts run() {
    for (std::string_view line; lines_.next(line);) {
      while (line.ends_with(',') || line.ends_with(' ')) line.remove_suffix(1);
      if (line.empty() || line == "[" || line == "]") continue;
      if (lines_.number() == 1 && line.starts_with('[')) line.remove_prefix(1);
      read(line);
    }
    return counts_;
  }

 private:
  std::string place() const { return file_.path() + ":" + std::to_string(lines_.number()); }

  void read(std::string_view line) {
    const bool is_json = json_.parse(line);
    const JsonValue json = json_.root();
    if (!json.is_object())
      throw SourceError(place() + ": no entity of a Wikidata dump, which has one in each line" +
                        (is_json ? "" : ": " + sentence_of(json_.trouble_words())));
    const std::string_view id = text_of(json["id"]);
    if (id.empty()) throw SourceError(place() + ": the entity has no 'id'; is this a Wikidata dump?");
    if (text_of(json["type"]) != "item" || id[0] != 'Q') return;  // properties and lexemes
    const JsonValue claims = json["claims"];
    take_subclasses(id, claims);
    take_pages(id, json["sitelinks"]);
    if (take_entity(json, id, claims)) {
      check_entry(entry_, place(), false);
      sink_.entry(entry_);
      ++counts_.entries;
    } else {
      ++counts_.left_out;
    }
  }

  // Pages are those of the item, whether it is an entry or not: links to a page that is none count for the shares.
  void take_pages(std::string_view id, JsonValue sitelinks) {
    if (!sink_.page) return;
    for (const JsonMember& link : sitelinks.members())
      if (const std::string_view title = text_of(link.value["title"]); !title.empty()) sink_.page(link.name, title, id);
  }

  bool take_entity(JsonValue json, std::string_view id, JsonValue claims) {
    entry_.clear();
    const uint64_t n_sitelinks = json["sitelinks"].is_object() ? json["sitelinks"].size() : 0;
    if (n_sitelinks < options_.minimum_sitelinks) return false;
    if (!take_names(json)) return false;
    entry_.key = id;
    entry_.wikidata = id;
    entry_.type = options_.type;
    entry_.sitelinks = static_cast<uint16_t>(std::min<uint64_t>(n_sitelinks, 65535));
    entry_.prior = prior_of_sitelinks(n_sitelinks);
    entry_.weight = static_cast<uint8_t>(entry_.prior / 10);
    each_item(claims, "P31", [&](std::string_view item) { append_line(entry_.classes, item); });
    std::size_t n = 0;
    for (const std::string_view property : relations_)
      each_item(claims, property, [&](std::string_view item) {
        if (n++ < most_relations) append_line(entry_.related_keys, item);
      });
    return true;
  }

  // The label is in the first language that has one; labels and aliases of all are aliases.
  bool take_names(JsonValue json) {
    const JsonValue labels = json["labels"], aliases = json["aliases"], descriptions = json["descriptions"];
    for (const std::string& language : languages_) {
      if (const JsonValue label = labels[language]; !label.is_absent()) {
        const std::string_view text = text_of(label["value"]);
        if (entry_.label.empty()) entry_.label = text;
        else if (text != entry_.label) append_line(entry_.aliases, text);
      }
      for (const JsonValue alias : aliases[language].items()) append_line(entry_.aliases, text_of(alias["value"]));
      if (entry_.description.empty()) entry_.description = text_of(descriptions[language]["value"]);
    }
    return !entry_.label.empty();
  }

  void take_subclasses(std::string_view id, JsonValue claims) {
    if (sink_.subclass) each_item(claims, "P279", [&](std::string_view parent) { sink_.subclass(id, parent); });
  }

  // The items that the statements of a property lead to, but for those that are deprecated.
  template <class F>
  void each_item(JsonValue claims, std::string_view property, F&& take) {
    for (const JsonValue statement : claims[property].items()) {
      if (text_of(statement["rank"]) == "deprecated") continue;
      const std::string_view item = text_of(statement["mainsnak"]["datavalue"]["value"]["id"]);
      if (!item.empty() && item[0] == 'Q') take(item);
    }
  }

  PackedFile& file_;
  LineReader lines_;
  const SourceOptions& options_;
  const EntrySink& sink_;
  JsonDocument json_;
  std::vector<std::string> languages_;
  std::vector<std::string_view> relations_;
  KnowledgeEntry entry_;
  SourceCounts counts_;
};

}  // namespace

SourceCounts read_wikidata(PackedFile& file, const SourceOptions& options, const EntrySink& sink) {
  return WikidataReader(file, options, sink).run();
}

}  // namespace docmill::linker
