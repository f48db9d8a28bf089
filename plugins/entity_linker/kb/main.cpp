// docmill-kb, which `docmill kb` runs: makes knowledge bases for the entity linker and looks into them.
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "command_line/command_line.hpp"
#include "command_line/completion.hpp"
#include "host/pipeline/size_text.hpp"
#include "host/version.hpp"
#include "kb/commands.hpp"
#include "kb/say.hpp"

namespace {

using namespace docmill::cli;
using namespace docmill::linker;

constexpr int io_error = 4;  // as docmill has it

// "Q5=person,Q6=place" and further ones, as one list.
std::vector<std::string> parts_of(const std::vector<std::string>& lists) {
  std::vector<std::string> parts;
  for (const std::string& list : lists)
    for (std::size_t from = 0; from <= list.size();) {
      const std::size_t comma = std::min(list.find(',', from), list.size());
      if (comma != from) parts.push_back(list.substr(from, comma - from));
      from = comma + 1;
    }
  return parts;
}

struct SpillFlags {
  std::string memory = "1 GiB", folder = "/tmp";

  std::vector<Flag> flags() {
    return {flag("--memory", "SIZE", &memory,
                 "How much memory sorting may take, as in \"512 MiB\" or \"2 GiB\"; the rest goes to temporary files "
                 "(default 1 GiB)",
                 a_size()),
            flag("--temporary", "DIR", &folder, "The folder of temporary files (default /tmp)", existing_folder())};
  }
  SpillSettings get() const {
    constexpr uint64_t least = uint64_t{16} << 20;
    const uint64_t bytes = docmill::host::parse_size(memory).value_or(0);
    if (bytes < least) throw SourceError("--memory is '" + memory + "'; it must be at least 16 MiB");
    return {static_cast<std::size_t>(bytes), folder};
  }
};

Flag output_flag(std::string* output) {
  Flag made = required_flag("--output", "FILE", output, "The file to write", "a file to write", a_file());
  made.letter = "-o";
  return made;
}

Flag base_argument(std::string* base) {
  return argument("BASE", base, "A compiled base, or a source", "a knowledge base", a_file());
}

Command build() {
  struct Settings {
    BuildOptions options;
    std::vector<std::string> languages, classes, relations;
    SpillFlags spill;
  };
  const auto s = std::make_shared<Settings>();
  return {
      "build",
      "Compile sources into a base: tables (.tsv, .csv), JSON Lines (.jsonl), a Wikidata dump (.json) and beside it "
      "dumps "
      "of Wikipedia (.xml), SKOS in N-Triples (.nt); each also .gz, .bz2, .zst",
      joined({{argument("SOURCE", &s->options.sources,
                        "Sources; an entry of a later one replaces those with the same key", "a source", a_file()),
               output_flag(&s->options.output),
               flag("--format", "FORMAT", &s->options.format,
                    std::string("What the sources are, where their names do not tell: ") + format_names,
                    one_of({"tsv", "csv", "jsonl", "wikidata", "skos", "wikipedia"})),
               flag("--languages", "LIST", &s->languages,
                    "Of Wikidata and SKOS: which labels and aliases; the first that there is gives the name (default "
                    "en). Dumps "
                    "of Wikipedia must be in one of them"),
               flag("--classes", "LIST", &s->classes,
                    "Of Wikidata: which items, and their types, as in Q5=person,Q6256=place; a class stands for its "
                    "subclasses, the first that fits wins"),
               flag("--untyped", &s->options.keep_untyped,
                    "Of Wikidata: keep the items that no class fits, as type other"),
               flag("--relations", "LIST", &s->relations,
                    "Of Wikidata: the properties that become relations, as in P17,P127"),
               flag("--min-sitelinks", "N", &s->options.source.minimum_sitelinks,
                    "Of Wikidata: leave out items with fewer pages in the editions of Wikipedia and its sisters",
                    whole_number(0)),
               flag("--type", "WORD", &s->options.source.type, "The type of entries that name none")},
              s->spill.flags()}),
      [s] {
        if (!s->languages.empty()) s->options.source.languages = parts_of(s->languages);
        if (!s->classes.empty()) s->options.classes = parts_of(s->classes);
        if (!s->relations.empty()) s->options.source.relations = parts_of(s->relations);
        s->options.source.spill = s->spill.get();
        return build_command(s->options);
      }};
}

struct LookSettings {
  std::string base;
  std::vector<std::string> words;
  bool json = false;
};

Command show() {
  const auto s = std::make_shared<LookSettings>();
  return {"show",
          "Show entries by key or Wikidata item; without one, all",
          {base_argument(&s->base), argument("KEY", &s->words, "Keys or Wikidata items", ""),
           flag("--json", &s->json, "As JSON Lines, which can be built again")},
          [s] { return show_command(s->base, s->words, s->json); }};
}

Command lookup() {
  const auto s = std::make_shared<LookSettings>();
  return {"lookup",
          "Show which entries a name may mean, in any case",
          {argument("BASE... TEXT", &s->words, "Bases, the later over the earlier, and the name",
                    "a knowledge base and a name", a_file()),
           flag("--json", &s->json, "As JSON Lines")},
          [s] {
            if (s->words.size() < 2)
              throw SourceError(
                  "docmill kb: 'lookup' needs a knowledge base and a name\n  write docmill kb lookup BASE... TEXT");
            const std::string text = s->words.back();
            s->words.pop_back();
            return lookup_command(s->words, text, s->json);
          }};
}

Command merge() {
  struct Settings {
    std::vector<std::string> bases;
    std::string output;
    SpillFlags spill;
  };
  const auto s = std::make_shared<Settings>();
  return {"merge", "Put bases together; an entry of a later one replaces those with its key or Wikidata item",
          joined({{argument("BASE", &s->bases, "Compiled bases, or sources", "a knowledge base", a_file()),
                   output_flag(&s->output)},
                  s->spill.flags()}),
          [s] { return merge_command(s->bases, s->output, s->spill.get()); }};
}

Command stats() {
  const auto s = std::make_shared<LookSettings>();
  return {"stats",
          "Count what a base holds, and check its hash",
          {base_argument(&s->base), flag("--json", &s->json, "As one JSON object")},
          [s] { return stats_command(s->base, s->json); }};
}

Program program() {
  return {"docmill kb",
          "docmill kb: knowledge bases for the entity linker.",
          "docmill kb " + std::string(docmill::host::version),
          "",
          {build(), show(), lookup(), merge(), stats(), completion_command(program)},
          {}};
}

}  // namespace

int main(int argc, char** argv) {
  try {
    int exit_code = 0;
    const std::optional<Command> command = parse_command_line(program(), argc, argv, exit_code);
    return command ? command->run() : exit_code;
  } catch (const SourceError& e) {
    docmill::linker::say(stderr, std::string(e.what()) + '\n');
    return usage_exit_code;
  } catch (const std::exception& e) {
    docmill::linker::say(stderr, std::string(e.what()) + '\n');
    return io_error;
  }
}
