// Prints what the linker finds in text files, a line a mention, or measures its speed.
//
//   linker_dev KNOWLEDGE.tsv FILE...              mentions with the text around them
//   linker_dev --candidates KNOWLEDGE.tsv FILE... and their candidates with the parts of their scores
//   linker_dev --bench KNOWLEDGE.tsv FILE...      MB/s of finding mentions and of the whole
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "compile/compile_tables.hpp"
#include "linker.hpp"
#include "mentions/mention_finder.hpp"
#include "text/capitalisation.hpp"

namespace {

using namespace docmill::linker;

std::string read(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string flat(std::string_view s) {
  std::string out(s);
  for (char& c : out)
    if (c == '\n') c = ' ';
  return out;
}

void print(const Linker& linker, LinkerScratch& scratch, bool candidates) {
  const Analysis& a = scratch.analysis;
  for (const Mention& m : a.mentions) {
    const uint32_t start = a.tokens[m.first_token].start, end = a.tokens[m.last_token].end;
    const std::string surface = flat(a.text.substr(start, end - start));
    const uint32_t from = start > 30 ? start - 30 : 0;
    const std::string left = flat(a.text.substr(from, start - from)), right = flat(a.text.substr(end, 30));
    const std::string type(linker.nil_label(a, m));
    if (m.entity != no_entity)
      std::printf("%6u LINK %-28s %-34s %.4f  …%s[%s]%s…\n", start, surface.c_str(),
                  std::string(linker.base().entity(m.entity).key).c_str(), m.score, left.c_str(), surface.c_str(),
                  right.c_str());
    else
      std::printf("%6u NIL  %-28s (%s)  …%s[%s]%s…\n", start, surface.c_str(), type.c_str(), left.c_str(),
                  surface.c_str(), right.c_str());
    if (!candidates) continue;
    for (uint32_t k = 0; k < m.n_candidates; ++k) {
      const Candidate& c = a.candidates[m.first_candidate + k];
      std::printf("              %-34s prior %d name %d fit %d context %d coherence %d%s%s\n",
                  std::string(linker.base().entity(c.entity).key).c_str(), c.prior, c.name_match, c.type_fit, c.context,
                  c.coherence, k == 0 ? "  " : "", k == 0 ? std::string(verdict_text(m.verdict)).c_str() : "");
    }
  }
}

template <class F>
double best_rate(std::size_t bytes, F&& work) {
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    const std::clock_t start = std::clock();  // of this process: the machine may be busy
    work();
    const double spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    best = std::max(best, static_cast<double>(bytes) / 1e6 / spent);
  }
  return best;
}

void bench(const Linker& linker, LinkerScratch& scratch, const std::vector<std::string>& texts) {
  std::size_t bytes = 0;
  constexpr int repeats = 200;
  for (const std::string& t : texts) bytes += t.size() * repeats;
  Analysis& a = scratch.analysis;
  const auto each = [&](auto&& work) {
    for (int i = 0; i < repeats; ++i)
      for (const std::string& t : texts) work(t);
  };
  const double scan = best_rate(
      bytes, [&] { each([&](const std::string& t) { scan_tokens(linker.base().characters(), t, a.tokens); }); });
  const double find = best_rate(bytes, [&] {
    each([&](const std::string& t) {
      a.text = t;
      scan_tokens(linker.base().characters(), t, a.tokens);
      mark_capitalisation(linker.base().words(), a.tokens, scratch.capitalisation);
      find_mentions(linker.base(), a);
    });
  });
  const double all = best_rate(bytes, [&] { each([&](const std::string& t) { linker.link(t, scratch); }); });
  std::printf("%.1f MB, %llu forms: tokens %.1f MB/s, with mentions %.1f MB/s, whole linker %.1f MB/s\n",
              static_cast<double>(bytes) / 1e6,
              static_cast<unsigned long long>(linker.base().layers()[0].image.aliases().n_forms()), scan, find, all);
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view mode;
  if (argc > 1 && std::string_view(argv[1]).substr(0, 2) == "--") mode = argv[1], --argc, ++argv;
  if (argc < 3) {
    std::fprintf(stderr, "usage: linker_dev [--candidates | --bench] KNOWLEDGE.tsv FILE...\n");
    return 2;
  }
  const std::string table = read(argv[1]);
  std::vector<KnowledgeTable> layers{parse_knowledge_tsv(table)};
  for (const KnowledgeProblem& p : layers[0].problems)
    std::fprintf(stderr, "%s:%u:%u: %s\n", argv[1], p.line, p.column, p.message.c_str());
  if (!layers[0].problems.empty()) return 2;
  const std::clock_t start = std::clock();
  const Linker linker(base_of_tables(layers), {});
  const double spent = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  for (const std::string& r : linker.base().remarks()) std::fprintf(stderr, "remark: %s\n", r.c_str());
  LinkerScratch scratch;
  std::vector<std::string> texts;
  for (int i = 2; i < argc; ++i) texts.push_back(read(argv[i]));
  if (mode == "--bench") {
    std::printf("base of %u entries ready in %.1f ms\n", linker.base().size(), spent);
    bench(linker, scratch, texts);
    return 0;
  }
  for (int i = 2; i < argc; ++i) {
    std::printf("== %s\n", argv[i]);
    linker.link(texts[static_cast<std::size_t>(i - 2)], scratch);
    print(linker, scratch, mode == "--candidates");
  }
}
