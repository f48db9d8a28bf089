// docmill-kb, which `docmill kb` runs: makes knowledge bases for the entity linker and looks into them.
#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include "kb/commands.hpp"
#include "kb/say.hpp"

namespace {

using namespace docmill::linker;

// As docmill has them.
enum Exit { usage_error = 2, io_error = 4 };

// "2G" as bytes; 0 where it is no size.
std::size_t size_of(const std::string& words) {
  std::size_t digits = 0, value = 0;
  while (digits < words.size() && digits < 9 && words[digits] >= '0' && words[digits] <= '9')
    value = value * 10 + static_cast<std::size_t>(words[digits++] - '0');
  const std::string unit = words.substr(digits);
  if (digits == 0) return 0;
  if (unit == "M") return value << 20;
  if (unit == "G") return value << 30;
  return 0;
}

struct Memory {
  std::string words = "1G";
  SpillSettings spill;
  void declare(CLI::App& app) {
    app.add_option("--memory", words,
                   "how much memory sorting may take, as in 512M or 2G; the rest goes to temporary files (default 1G)")
        ->type_name("SIZE");
    app.add_option("--temporary", spill.folder, "the folder of temporary files (default /tmp)")->type_name("FOLDER");
  }
  SpillSettings get() {
    spill.memory = size_of(words);
    if (spill.memory < (std::size_t{16} << 20))
      throw SourceError("--memory '" + words + "': write a size from 16M on, as in 512M or 2G");
    if (!std::filesystem::is_directory(spill.folder))
      throw SourceError("--temporary '" + spill.folder + "': no such folder");
    return spill;
  }
};

// What was wrong with the command line, and what there is instead.
int mistake(CLI::App& app, const CLI::ParseError& error, const std::string& first) {
  const std::vector<CLI::App*> said = app.get_subcommands();
  std::string commands, flags;
  for (const CLI::App* command : app.get_subcommands([](CLI::App*) { return true; }))
    commands += (commands.empty() ? "" : ", ") + command->get_name();
  if (said.empty()) {
    if (first.empty()) say(stderr, "docmill kb: which command? one of " + commands + '\n');
    else say(stderr, "docmill kb: no command '" + first + "'\n  commands: " + commands + '\n');
    return usage_error;
  }
  const std::string name = said[0]->get_name();
  for (const CLI::Option* option : said[0]->get_options())
    if (!option->get_lnames().empty()) flags += (flags.empty() ? "--" : ", --") + option->get_lnames()[0];
  for (const std::string& word : said[0]->remaining()) {
    if (word.size() < 2 || word[0] != '-') continue;
    say(stderr, "docmill kb " + name + ": no flag '" + word + "'\n  flags: " + flags + '\n');
    return usage_error;
  }
  std::string why = error.what();
  while (!why.empty() && (why.back() == '\n' || why.back() == '.')) why.pop_back();
  say(stderr, "docmill kb " + name + ": " + why + "\n  see docmill kb " + name + " --help\n");
  return usage_error;
}

int run(int argc, char** argv) {
  CLI::App app("docmill kb: knowledge bases for the entity linker.", "docmill kb");
  app.require_subcommand(1);
  app.fallthrough(false);

  BuildOptions build;
  Memory build_memory, merge_memory;
  std::string base, output, text;
  std::vector<std::string> keys, bases;
  bool json = false;

  CLI::App* build_app = app.add_subcommand("build",
                                           "Compile sources into a base: tables (.tsv, .csv), JSON Lines (.jsonl), a "
                                           "Wikidata dump (.json), SKOS in N-Triples (.nt); each also .gz, .bz2, .zst");
  build_app->add_option("SOURCE", build.sources, "sources; an entry of a later one replaces those with the same key")
      ->required()
      ->type_name("");
  build_app->add_option("-o,--output", build.output, "the file to write")->required()->type_name("FILE");
  build_app
      ->add_option("--format", build.format,
                   std::string("what the sources are, where their names do not tell: ") + format_names)
      ->type_name("FORMAT");
  build_app
      ->add_option(
          "--languages", build.source.languages,
          "of Wikidata and SKOS: which labels and aliases; the first that there is gives the name (default en)")
      ->delimiter(',')
      ->type_name("LIST");
  build_app
      ->add_option("--classes", build.classes,
                   "of Wikidata: which items, and their types, as in Q5=person,Q6256=place; a class stands for its "
                   "subclasses, the first that fits wins")
      ->delimiter(',')
      ->type_name("LIST");
  build_app->add_flag("--untyped", build.keep_untyped, "of Wikidata: keep the items that no class fits, as type other");
  build_app
      ->add_option("--relations", build.source.relations,
                   "of Wikidata: the properties that become relations, as in P17,P127")
      ->delimiter(',')
      ->type_name("LIST");
  build_app
      ->add_option("--min-sitelinks", build.source.minimum_sitelinks,
                   "of Wikidata: leave out items with fewer pages in the editions of Wikipedia and its sisters")
      ->type_name("N");
  build_app->add_option("--type", build.source.type, "the type of entries that name none")->type_name("WORD");
  build_memory.declare(*build_app);

  CLI::App* show_app = app.add_subcommand("show", "Show entries by key or Wikidata item; without one, all");
  show_app->add_option("BASE", base, "a compiled base, or a source")->required()->type_name("");
  show_app->add_option("KEY", keys, "keys or Wikidata items")->type_name("");
  show_app->add_flag("--json", json, "as JSON Lines, which can be built again");

  CLI::App* lookup_app = app.add_subcommand("lookup", "Show which entries a name may mean, in any case");
  lookup_app->add_option("BASE... TEXT", bases, "bases, the later over the earlier, and the name")
      ->required()
      ->expected(2, 100)
      ->type_name("");
  lookup_app->add_flag("--json", json, "as JSON Lines");

  CLI::App* merge_app = app.add_subcommand(
      "merge", "Put bases together; an entry of a later one replaces those with its key or Wikidata item");
  merge_app->add_option("BASE", bases, "compiled bases, or sources")->required()->type_name("");
  merge_app->add_option("-o,--output", output, "the file to write")->required()->type_name("FILE");
  merge_memory.declare(*merge_app);

  CLI::App* stats_app = app.add_subcommand("stats", "Count what a base holds, and check its hash");
  stats_app->add_option("BASE", base, "a compiled base, or a source")->required()->type_name("");
  stats_app->add_flag("--json", json, "as one JSON object");

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    return mistake(app, e, argc > 1 ? argv[1] : "");
  }
  if (*build_app) {
    if (!build.format.empty() && format_named(build.format) == SourceFormat::detect)
      throw SourceError("--format '" + build.format + "': should be one of " + format_names);
    build.source.spill = build_memory.get();
    return build_command(build);
  }
  if (*show_app) return show_command(base, keys, json);
  if (*lookup_app) {
    text = bases.back();
    bases.pop_back();
    return lookup_command(bases, text, json);
  }
  if (*merge_app) return merge_command(bases, output, merge_memory.get());
  return stats_command(base, json);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const SourceError& e) {
    docmill::linker::say(stderr, std::string(e.what()) + '\n');
    return usage_error;
  } catch (const std::exception& e) {
    docmill::linker::say(stderr, std::string(e.what()) + '\n');
    return io_error;
  }
}
