// JSON Lines: an object a line, with the names of the columns of a table as keys.
//
//   {"key":"acme","label":"Acme","type":"company","aliases":["Acme Corp"],"description":"…","context":["…"],
//    "qid":"Q1","related":["label of another"],"related_keys":["key of another"],"weight":3}
//
// Instead of weight there may be prior (10 to 50). Other keys are ignored, null is as if it were not there.
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <docmill/base/utf8.hpp>

#include "kb/source.hpp"

namespace docmill::linker {
namespace {

using Value = rapidjson::Value;

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
    rapidjson::Document json;
    // Iterative: a line may open more brackets than the stack has room for calls.
    json.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(line.data(), line.size());
    if (json.HasParseError())
      throw SourceError(place() + ":" + std::to_string(utf8::count(line.substr(0, json.GetErrorOffset())) + 1) +
                        ": no JSON: " + sentence_of(rapidjson::GetParseError_En(json.GetParseError())));
    if (!json.IsObject()) refuse("an object is expected, one in each line");
    entry_.clear();
    for (const auto& member : json.GetObject())
      take({member.name.GetString(), member.name.GetStringLength()}, member.value);
    if (entry_.type.empty()) entry_.type = options_.type;
  }

  void take(std::string_view name, const Value& value) {
    if (value.IsNull()) return;
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
    else if (name == "sitelinks" && value.IsUint())
      entry_.sitelinks = static_cast<uint16_t>(std::min(value.GetUint(), 65535u));
  }

  void text(std::string_view name, const Value& value, std::string& to) {
    if (!value.IsString()) refuse("'" + std::string(name) + "' should be a string");
    to.assign(value.GetString(), value.GetStringLength());
  }

  void item(std::string_view name, const Value& value) {
    text(name, value, entry_.wikidata);
    const std::string& q = entry_.wikidata;
    const bool good = q.empty() || (q.size() >= 2 && q.size() <= 19 && q[0] == 'Q' && q[1] != '0' &&
                                    q.find_first_not_of("0123456789", 1) == std::string::npos);
    if (!good)
      refuse("'" + std::string(utf8::prefix(q, 60)) + "' is no Wikidata item; write Q and a number, or leave it out");
  }

  void list(std::string_view name, const Value& value, std::string& to) {
    if (!value.IsArray()) refuse("'" + std::string(name) + "' should be a list of strings");
    for (const Value& part : value.GetArray()) {
      if (!part.IsString()) refuse("'" + std::string(name) + "' should be a list of strings");
      append_line(to, {part.GetString(), part.GetStringLength()});
    }
  }

  // Forms of links, "7 Paris": link_share.hpp.
  void linked(std::string_view name, const Value& value) {
    list(name, value, entry_.linked);
    for_each_line(entry_.linked, [&](std::string_view form) {
      if (form.size() < 3 || form[0] < '1' || form[0] > '7' || form[1] != ' ')
        refuse("'" + std::string(utf8::prefix(form, 60)) +
               "' in 'linked' should be a class of share from 1 to 7, a space and a form");
    });
  }

  uint8_t number(std::string_view name, const Value& value, unsigned from, unsigned to) {
    if (!value.IsUint() || value.GetUint() < from || value.GetUint() > to)
      refuse("'" + std::string(name) + "' should be a whole number from " + std::to_string(from) + " to " +
             std::to_string(to));
    return static_cast<uint8_t>(value.GetUint());
  }

  PackedFile& file_;
  LineReader lines_;
  const SourceOptions& options_;
  const EntrySink& sink_;
  KnowledgeEntry entry_;
  SourceCounts counts_;
};

}  // namespace

SourceCounts read_jsonl(PackedFile& file, const SourceOptions& options, const EntrySink& sink) {
  return JsonlReader(file, options, sink).run();
}

}  // namespace docmill::linker
