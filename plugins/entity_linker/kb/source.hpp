// Where entries come from: a reader for each kind of file, one that finds out which kind it is.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "compile/spool.hpp"
#include "kb/packed_file.hpp"
#include "knowledge_base/knowledge_entry.hpp"

namespace docmill::linker {

enum class SourceFormat { detect, tsv, csv, jsonl, wikidata, skos, wikipedia, compiled };

// What is taken from a source.
struct SourceOptions {
  std::vector<std::string> languages{"en"};  // of Wikidata and SKOS; the label is in the first that there is
  std::vector<std::string> relations;        // properties of Wikidata whose items become relations; empty: the usual
  uint64_t minimum_sitelinks = 0;            // of Wikidata
  std::string type;                          // of entries that say none; empty: that is a mistake, or left to classes
  SpillSettings spill;
};

// What became of a source.
struct SourceCounts {
  uint64_t entries = 0;   // given
  uint64_t left_out = 0;  // without a label in the languages, or with too few sitelinks
};

// A mistake in a source; the text says "FILE:line:column: what, what would be right", or several such lines.
class SourceError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct EntrySink {
  std::function<void(const KnowledgeEntry&)> entry;
  // Of Wikidata: `child` is a subclass of `parent`.
  std::function<void(std::string_view child, std::string_view parent)> subclass;
  // Of Wikidata: an edition of Wikipedia ("enwiki") has a page with this title about the item. May be empty.
  std::function<void(std::string_view site, std::string_view title, std::string_view key)> page;
  // A dump of Wikipedia, which gives no entries. Empty: that is a mistake.
  std::function<void(PackedFile& file)> wikipedia;
};

// The kind of a file by its name (without .gz, .bz2, .zst) and its first bytes; SourceError where it cannot be told.
SourceFormat format_of(const std::string& path, std::string_view first_bytes);
// A dump of Wikipedia, by its name.
bool is_dump_of_wikipedia(const std::string& path);
SourceFormat format_named(std::string_view name);  // detect where there is no such
inline constexpr const char* format_names = "tsv, csv, jsonl, wikidata, skos, wikipedia";

// Reads one file of one kind. Throws SourceError at mistakes of the source, std::runtime_error where it cannot be read.
SourceCounts read_table(PackedFile& file, char separator, const SourceOptions& options, const EntrySink& sink);
SourceCounts read_jsonl(PackedFile& file, const SourceOptions& options, const EntrySink& sink);
SourceCounts read_wikidata(PackedFile& file, const SourceOptions& options, const EntrySink& sink);
SourceCounts read_skos(PackedFile& file, const SourceOptions& options, const EntrySink& sink);

// Reads any of them.
SourceCounts read_source(const std::string& path, SourceFormat format, const SourceOptions& options,
                         const EntrySink& sink);

// Points of prominence of an item that so many editions have a page on: 10 without any, 5 more each time the number
// doubles, 50 from 255 on. The weight is a tenth.
uint8_t prior_of_sitelinks(uint64_t sitelinks);

// A library's sentence as ours: lower case, without the full stop.
std::string sentence_of(std::string text);

// Refuses what the format cannot hold, with the place in front: an empty or too long key, no label, no type.
void check_entry(const KnowledgeEntry& entry, const std::string& place, bool type_needed);

}  // namespace docmill::linker
