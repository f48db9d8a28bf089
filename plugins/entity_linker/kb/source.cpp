#include "kb/source.hpp"

#include <algorithm>
#include <bit>

#include <docmill/base/utf8.hpp>

#include "knowledge_base/knowledge_format.hpp"
#include "knowledge_base/knowledge_image.hpp"

namespace docmill::linker {
namespace {

std::string_view without_packing(std::string_view name) {
  for (const std::string_view end : {".gz", ".bz2", ".zst"})
    if (name.ends_with(end)) return name.substr(0, name.size() - end.size());
  return name;
}

}  // namespace

SourceFormat format_named(std::string_view name) {
  if (name == "tsv") return SourceFormat::tsv;
  if (name == "csv") return SourceFormat::csv;
  if (name == "jsonl") return SourceFormat::jsonl;
  if (name == "wikidata") return SourceFormat::wikidata;
  if (name == "skos") return SourceFormat::skos;
  if (name == "wikipedia") return SourceFormat::wikipedia;
  return SourceFormat::detect;
}

bool is_dump_of_wikipedia(const std::string& path) { return without_packing(path).ends_with(".xml"); }

SourceFormat format_of(const std::string& path, std::string_view first_bytes) {
  if (is_compiled_knowledge(first_bytes)) return SourceFormat::compiled;
  const std::string_view name = without_packing(path);
  if (name.ends_with(".tsv")) return SourceFormat::tsv;
  if (name.ends_with(".csv")) return SourceFormat::csv;
  if (name.ends_with(".jsonl") || name.ends_with(".ndjson")) return SourceFormat::jsonl;
  if (name.ends_with(".nt")) return SourceFormat::skos;
  if (name.ends_with(".json")) return SourceFormat::wikidata;
  if (is_dump_of_wikipedia(path)) return SourceFormat::wikipedia;
  throw SourceError(path + ": what kind of source this is cannot be told from its name; say --format, one of " +
                    format_names);
}

uint8_t prior_of_sitelinks(uint64_t sitelinks) {
  const int doublings = std::bit_width(sitelinks + 1) - 1;
  return static_cast<uint8_t>(10 + 5 * std::min(doublings, 8));
}

std::string sentence_of(std::string text) {
  if (text.ends_with('.')) text.pop_back();
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

void check_entry(const KnowledgeEntry& e, const std::string& place, bool type_needed) {
  const auto refuse = [&](const std::string& why) { throw SourceError(place + ": " + why); };
  if (e.key.empty()) refuse("the key is empty; every entry needs an identifier of its own");
  if (e.key.size() > format::max_key)
    refuse("the key '" + std::string(utf8::prefix(e.key, 40)) + "…' has more than " + std::to_string(format::max_key) +
           " bytes");
  if (e.key.find_first_of(std::string_view("\0\t\n", 3)) != std::string::npos)
    refuse("the key has a tab, a line end or a zero in it");
  if (e.label.empty()) refuse("the label is empty; every entry needs one");
  if (type_needed && e.type.empty())
    refuse("the type is empty; write a word such as company, person or place, or say --type");
  if (e.type.find_first_of(std::string_view("\0\t\n", 3)) != std::string::npos)
    refuse("the type has a tab, a line end or a zero in it");
}

}  // namespace docmill::linker
