// JSON Lines: an object a line, with the names of the columns of a table as keys.
//
//   {"key":"acme","label":"Acme","type":"company","aliases":["Acme Corp"],"description":"…","context":["…"],
//    "qid":"Q1","related":["label of another"],"related_keys":["key of another"],"weight":3}
//
// Instead of weight there may be prior (10 to 50). Other keys are ignored, null is as if it were not there.
#include <algorithm>
#include <docmill/base/utf8.hpp>

#include "json_parser/json_document.hpp"
#include "kb/source.hpp"

namespace docmill::linker {
namespace {

class JsonlReader {
 public:
  JsonlReader(PackedFile& file, const SourceOptions& options, const EntrySink& sink)
      : file_(file), lines_(file), options_(options), sink_(sink) {}

  SourceCounts run() {
    for (std::string_view line; lines_.next(line);) {
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      read(line);
      check_entry(entry_, place(), true);
      sink_.entry(entry_);
      ++counts_.entries;
    }
    return counts_;
  }

 private:
  std::string place() const { return file_.path() + ":" + std::to_string(lines_.number()); }
  [[noreturn]] void refuse(const std::string& why) const { throw SourceError(place() + ": " + why); }

  void read(std::string_view line) {
    if (lines_.number() == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (!json_.parse(line))
      throw SourceError(place() + ":" + std::to_string(utf8::count(line.substr(0, json_.trouble_at())) + 1) +
                        ": no JSON: " + sentence_of(json_.trouble_words()));
    if (!json_.root().is_object()) refuse("an object is expected, one in each line");
    entry_.clear();
    for (const JsonMember& member : json_.root().members()) take(member.name, member.value);
    if (entry_.type.empty()) entry_.type = options_.type;
  }

  void take(std::string_view name, JsonValue value) {
    if (value.is_null()) return;
    if (name == "key") text(name, value, entry_.key);
    else if (name == "label") text(name, value, entry_.label);
    else if (name == "type") text(name, value, entry_.type);
    else if (name == "description") text(name, value, entry_.description);
    else if (name == "qid") item(name, value);
    else if (name == "aliases") list(name, value, entry_.aliases);
    else if (name == "linked") linked(name, value);
    else if (name == "context") list(name, value, entry_.context);
    else if (name == "related") list(name, value, entry_.related_labels);
    else if (name == "related_keys") list(name, value, entry_.related_keys);
    else if (name == "weight")
      entry_.weight = number(name, value, 1, 5), entry_.prior = static_cast<uint8_t>(10 * entry_.weight);
    else if (name == "prior")
      entry_.prior = number(name, value, 10, 50), entry_.weight = static_cast<uint8_t>(entry_.prior / 10);
    else if (name == "sitelinks" && value.is_unsigned())
      entry_.sitelinks = static_cast<uint16_t>(std::min<uint64_t>(value.unsigned_number(), 65535));
  }

  void text(std::string_view name, JsonValue value, std::string& to) {
    if (!value.is_string()) refuse("'" + std::string(name) + "' should be a string");
    to = value.string();
  }

  void item(std::string_view name, JsonValue value) {
    text(name, value, entry_.wikidata);
    const std::string& q = entry_.wikidata;
    const bool good = q.empty() || (q.size() >= 2 && q.size() <= 19 && q[0] == 'Q' && q[1] != '0' &&
                                    q.find_first_not_of("0123456789", 1) == std::string::npos);
    if (!good)
      refuse("'" + std::string(utf8::prefix(q, 60)) + "' is no Wikidata item; write Q and a number, or leave it out");
  }

  void list(std::string_view name, JsonValue value, std::string& to) {
    if (!value.is_array()) refuse("'" + std::string(name) + "' should be a list of strings");
    for (const JsonValue part : value.items()) {
      if (!part.is_string()) refuse("'" + std::string(name) + "' should be a list of strings");
      append_line(to, part.string());
    }
  }

  // Forms of links, "7 Paris": link_share.hpp.
  void linked(std::string_view name, JsonValue value) {
    list(name, value, entry_.linked);
    for_each_line(entry_.linked, [&](std::string_view form) {
      if (form.size() < 3 || form[0] < '1' || form[0] > '7' || form[1] != ' ')
        refuse("'" + std::string(utf8::prefix(form, 60)) +
               "' in 'linked' should be a class of share from 1 to 7, a space and a form");
    });
  }

  uint8_t number(std::string_view name, JsonValue value, unsigned from, unsigned to) {
    if (!value.is_unsigned() || value.unsigned_number() < from || value.unsigned_number() > to)
      refuse("'" + std::string(name) + "' should be a whole number from " + std::to_string(from) + " to " +
             std::to_string(to));
    return static_cast<uint8_t>(value.unsigned_number());
  }

  PackedFile& file_;
  LineReader lines_;
  const SourceOptions& options_;
  const EntrySink& sink_;
  JsonDocument json_;
  KnowledgeEntry entry_;
  SourceCounts counts_;
};

}  // namespace

SourceCounts read_jsonl(PackedFile& file, const SourceOptions& options, const EntrySink& sink) {
  return JsonlReader(file, options, sink).run();
}

}  // namespace docmill::linker
