#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>

#include "kb/base_file.hpp"
#include "kb/commands.hpp"
#include "kb/report.hpp"
#include "kb/say.hpp"
#include "kb/type_rules.hpp"
#include "kb/wikipedia_links.hpp"

namespace docmill::linker {
namespace {

std::vector<TypeRules::Rule> rules_of(const std::vector<std::string>& classes) {
  if (classes.empty()) return TypeRules::usual();
  std::vector<TypeRules::Rule> rules;
  for (const std::string& word : classes) {
    const std::size_t equals = word.find('=');
    const std::string item = word.substr(0, equals);
    const bool good = equals != std::string::npos && equals + 1 < word.size() && item.size() >= 2 && item[0] == 'Q' &&
                      item.find_first_not_of("0123456789", 1) == std::string::npos;
    if (!good) throw SourceError("--classes '" + word + "': write a class and the type it stands for, as in Q5=person");
    rules.push_back({item, word.substr(equals + 1)});
  }
  return rules;
}

// Where the output would overwrite a source, nothing is done.
void check_output(const BuildOptions& options) {
  std::error_code error;
  for (const std::string& source : options.sources)
    if (std::filesystem::equivalent(source, options.output, error))
      throw SourceError(options.output + ": is a source as well; name another file with --output");
  check_base_output(options.output);
}

// Wikis of the languages that are taken: "enwiki".
std::vector<std::string> sites_of(const std::vector<std::string>& languages) {
  std::vector<std::string> sites;
  for (std::string site : languages) {
    std::replace(site.begin(), site.end(), '-', '_');
    sites.push_back(site + "wiki");
  }
  return sites;
}

bool is_wikipedia(const BuildOptions& options, const std::string& source) {
  const SourceFormat format = format_named(options.format);
  if (format != SourceFormat::detect) return format == SourceFormat::wikipedia;
  return is_dump_of_wikipedia(source);
}

// What a dump of Wikipedia held, and of all of them together what became of it.
std::string told_of_dump(const std::string& source, const WikipediaCounts& before, const WikipediaCounts& now) {
  return source + ": " + with_commas(now.pages - before.pages) + " pages, " +
         with_commas(now.redirects - before.redirects) + " redirects, " + with_commas(now.links - before.links) +
         " links";
}
std::string links_report(const WikipediaCounts& c) {
  std::string out = "  " + with_commas(c.links_counted) + " links gave " + with_commas(c.forms) + " forms of items, " +
                    with_commas(c.relations) + " pairs of items link to each other\n";
  const auto line = [&](uint64_t n, const char* what) {
    if (n != 0) out += "  " + with_commas(n) + " " + what + "\n";
  };
  line(c.redirects_to_self, "redirects left out that lead to themselves");
  line(c.redirects_in_circles, "redirects left out that lead round in a circle");
  return out;
}

}  // namespace

int build_command(const BuildOptions& options) {
  check_output(options);
  const CharacterTable characters;
  const WordLists words(characters);
  TypeRules rules(rules_of(options.classes));
  KnowledgeBuilder builder(characters, words, options.source.spill);
  EntrySink sink{[&](const KnowledgeEntry& e) { builder.add(e); },
                 [&](std::string_view child, std::string_view parent) { rules.add_subclass(child, parent); },
                 {},
                 {}};
  std::optional<WikipediaLinks> links;
  const auto of_wikipedia = [&](const std::string& source) { return is_wikipedia(options, source); };
  if (std::any_of(options.sources.begin(), options.sources.end(), of_wikipedia)) {
    links.emplace(options.source.spill, sites_of(options.source.languages));
    sink.page = [&](std::string_view site, std::string_view title, std::string_view key) {
      links->add_item(site, title, key);
    };
    sink.wikipedia = [&](PackedFile& file) { links->read(file); };
  }
  std::string about;
  for (const std::string& source : options.sources) {
    const WikipediaCounts before = links ? links->counts() : WikipediaCounts();
    const SourceCounts counts = read_source(source, format_named(options.format), options.source, sink);
    about += "source\t" + std::filesystem::path(source).filename().string() + "\n";
    about += "entries\t" + std::to_string(counts.entries) + "\n";
    if (counts.left_out != 0) about += "left out\t" + std::to_string(counts.left_out) + "\n";
    std::string told = source + ": " + with_commas(counts.entries) + " entries";
    if (counts.left_out != 0)
      told +=
          ", " + with_commas(counts.left_out) + " without a label in the languages or below --min-sitelinks left out";
    if (of_wikipedia(source)) told = told_of_dump(source, before, links->counts());
    say(stdout, told + '\n');
    std::fflush(stdout);
  }
  rules.finish();
  if (links) {
    links->finish();
    if (links->counts().items == 0)
      throw SourceError(options.output +
                        ": no item has a page in the dumps of Wikipedia; give the Wikidata dump as well");
  }
  builder.keep = [&](KnowledgeEntry& e) {
    if (links) links->complete(e);
    if (e.type.empty()) e.type = rules.type_of(e.classes);
    if (e.type.empty() && options.keep_untyped) e.type = "other";
    return !e.type.empty();
  };
  BuiltKnowledge built = builder.finish(about);
  if (built.counts.entries == 0 && built.counts.left_out != 0)
    throw SourceError(options.output + ": none of the " + with_commas(built.counts.left_out) +
                      " items is of a class that has a type; name classes with --classes, or say --untyped");
  const uint64_t size = write_base(built, options.output);
  say(stdout, build_report(options.output, built.counts, size) + (links ? links_report(links->counts()) : ""));
  return 0;
}

}  // namespace docmill::linker
