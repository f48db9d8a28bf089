// A SKOS vocabulary (https://www.w3.org/TR/skos-reference/) in N-Triples. Every subject with a preferred label is an
// entry, its IRI the key:
//
//   skos:prefLabel               the label, in the first of the languages that has one; those of the others are aliases
//   skos:altLabel, hiddenLabel   aliases
//   skos:definition, scopeNote   the description, the first of them in the first of the languages
//   skos:broader, narrower, related   relations
//   skos:exactMatch              the Wikidata item, where it leads to one
//
// Statements may stand in any order: they are sorted on disk where they are many.
#include <algorithm>

#include "compile/external_sorter.hpp"
#include "kb/ntriples.hpp"
#include "kb/source.hpp"

namespace docmill::linker {
namespace {

constexpr std::string_view skos = "http://www.w3.org/2004/02/skos/core#";
constexpr std::string_view wikidata[] = {"http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"};

// In the order in which an entry wants to hear of them.
enum Property : char { pref_label, alt_label, definition, related, exact_match, none };

Property property_of(std::string_view iri) {
  if (!iri.starts_with(skos)) return none;
  const std::string_view name = iri.substr(skos.size());
  if (name == "prefLabel") return pref_label;
  if (name == "altLabel" || name == "hiddenLabel") return alt_label;
  if (name == "definition" || name == "scopeNote") return definition;
  if (name == "broader" || name == "narrower" || name == "related") return related;
  if (name == "exactMatch") return exact_match;
  return none;
}

class SkosReader {
 public:
  SkosReader(PackedFile& file, const SourceOptions& options, const EntrySink& sink)
      : file_(file), options_(options), sink_(sink), statements_(options.spill) {}

  SourceCounts run() {
    read();
    give();
    return counts_;
  }

 private:
  // The rank of a language, highest first: a plain literal behind all that were named, what nobody asked for npos.
  std::size_t rank(std::string_view language) const {
    for (std::size_t i = 0; i < options_.languages.size(); ++i) {
      const std::string& wanted = options_.languages[i];
      const bool part =
          language.size() > wanted.size() && language.starts_with(wanted) && language[wanted.size()] == '-';
      if (language == wanted || part) return i;
    }
    return language.empty() ? options_.languages.size() : std::string::npos;
  }

  void read() {
    LineReader lines(file_);
    Triple t;
    std::string mistake, record;
    std::size_t column = 0;
    for (std::string_view line; lines.next(line);) {
      const LineKind kind = parse_ntriples_line(line, t, mistake, column);
      if (kind == LineKind::mistake)
        throw SourceError(file_.path() + ":" + std::to_string(lines.number()) + ":" + std::to_string(column) + ": " +
                          mistake);
      if (kind == LineKind::nothing || t.subject.kind != Term::Kind::iri) continue;
      const Property property = property_of(t.predicate.text);
      if (property == none) continue;
      const bool text = property <= definition;
      if (text != (t.object.kind == Term::Kind::literal)) continue;
      const std::size_t language = text ? rank(t.object.language) : 0;
      if (language == std::string::npos) continue;
      check_iri(t.subject.text, lines.number());
      // subject, property, rank of the language, text: sorted, an entry comes in one piece and the best label first
      record.assign(t.subject.text);
      record += '\0';
      record += static_cast<char>(property);
      append_big_endian(record, language, 2);
      for (const char c : t.object.text) record += c == '\0' || c == '\n' ? ' ' : c;
      statements_.add(record);
    }
  }

  void check_iri(const std::string& iri, uint64_t line) const {
    KnowledgeEntry e;
    e.key = iri;
    e.label = e.type = "x";
    check_entry(e, file_.path() + ":" + std::to_string(line), false);
  }

  void give() {
    std::string current;
    KnowledgeEntry entry;
    for (std::string_view record; statements_.next(record);) {
      const std::size_t end = record.find('\0');
      const std::string_view subject = record.substr(0, end);
      if (subject != current) {
        give_entry(entry);
        current.assign(subject);
        entry.key = current;
      }
      take(entry, static_cast<Property>(record[end + 1]), record.substr(end + 4));
    }
    give_entry(entry);
  }

  static void take(KnowledgeEntry& e, Property property, std::string_view text) {
    if (property == pref_label && e.label.empty()) e.label = text;
    else if (property == pref_label || property == alt_label) append_line(e.aliases, text);
    else if (property == definition && e.description.empty()) e.description = text;
    else if (property == related) append_line(e.related_keys, text);
    else if (property == exact_match && e.wikidata.empty())
      for (const std::string_view prefix : wikidata)
        if (text.starts_with(prefix)) e.wikidata = item(text.substr(prefix.size()));
  }

  static std::string_view item(std::string_view q) {
    const bool good = q.size() >= 2 && q.size() <= 19 && q[0] == 'Q' && q[1] != '0' &&
                      q.find_first_not_of("0123456789", 1) == std::string_view::npos;
    return good ? q : std::string_view();
  }

  void give_entry(KnowledgeEntry& e) {
    if (!e.label.empty()) {
      e.type = options_.type.empty() ? "concept" : options_.type;
      sink_.entry(e);
      ++counts_.entries;
    } else if (!e.key.empty()) {
      ++counts_.left_out;
    }
    e.clear();
  }

  PackedFile& file_;
  const SourceOptions& options_;
  const EntrySink& sink_;
  ExternalSorter statements_;
  SourceCounts counts_;
};

}  // namespace

SourceCounts read_skos(PackedFile& file, const SourceOptions& options, const EntrySink& sink) {
  return SkosReader(file, options, sink).run();
}

}  // namespace docmill::linker
