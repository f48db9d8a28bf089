// Quality and speed of the linker, a row for each base. Times are CPU time of this process, the median of the rounds.
//
//   linker_bench [--rounds N] [--text FILE]... [--base FILE.kb --entities N]
//
// Without --base: the starter base over the project's gold and over seeds/, then invented bases of 250, 2,500, 25,000
// and 250,000 entities (four names each) over invented prose and over seeds/. With --base: the base of `synthetic_dump
// N` that `docmill kb build` made, too large to be made here. --text adds files to those of seeds/.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <docmill/base/utf8.hpp>

#include "compile/compile_tables.hpp"
#include "compile/knowledge_builder.hpp"
#include "kb/base_file.hpp"
#include "kb/source.hpp"
#include "linker.hpp"
#include "mentions/mention_finder.hpp"
#include "tests/gold_scorer.hpp"
#include "text/capitalisation.hpp"
#include "tools/synthetic.hpp"

namespace {

using namespace docmill::linker;

struct Corpus {
  std::string name;
  std::vector<std::string> texts;
  std::size_t bytes() const {
    std::size_t n = 0;
    for (const std::string& t : texts) n += t.size();
    return n;
  }
};

struct Settings {
  int rounds = 7;
  std::vector<std::string> files;
  std::string base;
  uint64_t entities = 0;
};

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

// Megabytes a second over the corpus, each round about four of them.
template <class F>
double rate(const Corpus& corpus, int rounds, F&& work) {
  const std::size_t repeats = std::max<std::size_t>(1, 4000000 / corpus.bytes());
  std::vector<double> rates;
  for (int r = 0; r < rounds; ++r) {
    const double start = cpu_seconds();
    for (std::size_t i = 0; i < repeats; ++i)
      for (const std::string& t : corpus.texts) work(t);
    rates.push_back(static_cast<double>(corpus.bytes() * repeats) / 1e6 / (cpu_seconds() - start));
  }
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

Corpus seeds(const Settings& settings) {
  Corpus corpus{"seeds", {}};
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/seeds"))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  for (const std::string& file : settings.files) paths.emplace_back(file);
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths)
    if (std::string text = read(path); docmill::utf8::is_valid(text)) corpus.texts.push_back(std::move(text));
  return corpus;
}

// Prose in documents of 8 KB, a name in every 25 words.
Corpus invented(uint64_t entities) {
  Corpus corpus{"invented", {}};
  for (uint64_t i = 0; i < 128; ++i) corpus.texts.push_back(synthetic_text(8000, entities, 25, 1000 + i));
  return corpus;
}

void measure(const char* base_name, const Linker& linker, double ready_ms, const Corpus& corpus, int rounds) {
  LinkerScratch scratch;
  Analysis& a = scratch.analysis;
  const KnowledgeBase& base = linker.base();
  std::size_t n_mentions = 0, n_linked = 0;
  for (const std::string& t : corpus.texts) {
    linker.link(t, scratch);
    for (const Mention& m : a.mentions) ++n_mentions, n_linked += m.entity != no_entity;
  }
  const double tokens =
      rate(corpus, rounds, [&](const std::string& t) { scan_tokens(base.characters(), t, a.tokens); });
  const double find = rate(corpus, rounds, [&](const std::string& t) {
    a.text = t;
    scan_tokens(base.characters(), t, a.tokens);
    mark_capitalisation(base.words(), a.tokens, scratch.capitalisation);
    find_mentions(base, a);
  });
  const double all = rate(corpus, rounds, [&](const std::string& t) { linker.link(t, scratch); });
  std::printf(
      "%-14s %9llu names  ready %8.2f ms  %-9s tokens %4.0f MB/s  finding %4.0f MB/s  whole %5.1f MB/s  a mention "
      "every "
      "%.0f bytes, %.0f%% linked\n",
      base_name, static_cast<unsigned long long>(base.layers()[0].image.aliases().n_forms()), ready_ms,
      corpus.name.c_str(), tokens, find, all, static_cast<double>(corpus.bytes()) / static_cast<double>(n_mentions),
      100.0 * static_cast<double>(n_linked) / static_cast<double>(n_mentions));
  std::fflush(stdout);
}

void starter(const Settings& settings) {
  const std::string table = read(DOCMILL_SOURCE_DIR "/plugins/entity_linker/knowledge/ai-chips.tsv");
  std::vector<double> ready;
  for (int i = 0; i < settings.rounds; ++i) {
    const double start = cpu_seconds();
    const KnowledgeBase base = base_of_tables({parse_knowledge_tsv(table)});
    ready.push_back(1000 * (cpu_seconds() - start));
  }
  std::sort(ready.begin(), ready.end());
  const Linker linker(base_of_tables({parse_knowledge_tsv(table)}), {});
  for (const char* file : {"paragraphs.txt", "ambiguous.txt", "languages.txt", "held_out.txt"}) {
    const std::string path = std::string(DOCMILL_SOURCE_DIR "/plugins/entity_linker/tests/gold/") + file;
    const GoldScore s = score_gold(linker, read_gold(read(path)));
    std::printf("gold/%-15s %4d links: precision %.3f, recall %.3f, F1 %.3f; unknown names %.3f of %d\n", file,
                s.right + s.missed, s.precision(), s.recall(), s.f1(), s.nil_accuracy(),
                s.nil_right + s.nil_linked + s.nil_unseen);
  }
  measure("starter.tsv", linker, ready[ready.size() / 2], seeds(settings), settings.rounds);
}

KnowledgeEntry entry_of(uint64_t number, uint64_t n) {
  const SyntheticEntity s = synthetic_entity(number, n);
  KnowledgeEntry e;
  e.key = "Q" + std::to_string(10000000 + number);
  e.wikidata = e.key;
  e.label = s.label;
  e.type = s.type;
  e.description = s.description;
  for (const std::string& alias : s.aliases) append_line(e.aliases, alias);
  for (const uint64_t other : s.related) append_line(e.related_keys, "Q" + std::to_string(10000000 + other));
  e.prior = prior_of_sitelinks(s.sitelinks);
  e.weight = static_cast<uint8_t>(e.prior / 10);
  return e;
}

void invented_base(uint64_t n, const Settings& settings) {
  KnowledgeBase base;
  KnowledgeBuilder builder(base.characters(), base.words());
  for (uint64_t i = 0; i < n; ++i) builder.add(entry_of(i, n));
  const KnowledgeImage image = builder.finish("").in_memory(base.characters()).value();
  const double start = cpu_seconds();
  const docmill::Status opened = base.add_compiled(image.bytes());
  if (!opened.ok()) std::fprintf(stderr, "%s\n", opened.message().c_str());
  base.connect();
  const double ready_ms = 1000 * (cpu_seconds() - start);
  const Linker linker(std::move(base), {});
  const std::string name = std::to_string(n) + " invented";
  measure(name.c_str(), linker, ready_ms, invented(n), settings.rounds);
  measure(name.c_str(), linker, ready_ms, seeds(settings), settings.rounds);
}

void given_base(const Settings& settings) {
  const double start = cpu_seconds();
  KnowledgeBase base;
  const BaseFile file(settings.base, base.characters(), base.words());
  base.add_image(file.image());
  base.connect();
  const double ready_ms = 1000 * (cpu_seconds() - start);
  const Linker linker(std::move(base), {});
  const std::string name = std::filesystem::path(settings.base).filename().string();
  if (settings.entities != 0) measure(name.c_str(), linker, ready_ms, invented(settings.entities), settings.rounds);
  measure(name.c_str(), linker, ready_ms, seeds(settings), settings.rounds);
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
    if (value != nullptr && flag == "--rounds") settings.rounds = std::max(1, std::atoi(value)), ++i;
    else if (value != nullptr && flag == "--text") settings.files.emplace_back(value), ++i;
    else if (value != nullptr && flag == "--base") settings.base = value, ++i;
    else if (value != nullptr && flag == "--entities") settings.entities = std::strtoull(value, nullptr, 10), ++i;
    else
      return std::fputs("usage: linker_bench [--rounds N] [--text FILE]... [--base FILE.kb --entities N]\n", stderr), 2;
  }
  try {
    if (!settings.base.empty()) {
      given_base(settings);
      return 0;
    }
    starter(settings);
    for (const uint64_t n : {250, 2500, 25000, 250000}) invented_base(n, settings);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
