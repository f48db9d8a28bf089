// For those who work on the summariser: what each method scores on the articles of gold/, and summaries to read.
//   summarizer_dev                     the table
//   summarizer_dev LANGUAGE <text      the summary by each method
//   summarizer_dev tune                development articles under other weights
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "highlights.hpp"

namespace {

using namespace docmill::summary;

constexpr std::pair<const char*, Method> methods[] = {
    {"lead", Method::lead}, {"central", Method::central}, {"lexrank", Method::lexrank}};

SummaryOptions with(Method method) {
  SummaryOptions options;
  options.method = method;
  return options;
}

void print_row(const char* name, const std::vector<gold::Article>& articles, const std::vector<gold::Scores>& lead,
               const std::vector<gold::Scores>& scores) {
  const gold::Scores m = gold::mean(scores);
  const gold::Interval d = gold::difference(lead, scores);
  std::printf("  %-8s %2zu articles   ROUGE-1 %.3f   ROUGE-2 %.3f   ROUGE-L %.3f   ROUGE-1 above lead %+.3f to %+.3f\n",
              name, articles.size(), m.one, m.two, m.l, d.low, d.high);
}

void print_methods(const char* title, const std::vector<gold::Article>& articles) {
  std::printf("%s\n", title);
  const std::vector<gold::Scores> lead = gold::score(articles, with(Method::lead));
  for (const auto& [name, method] : methods) print_row(name, articles, lead, gold::score(articles, with(method)));
}

std::vector<gold::Article> of_kind(const std::vector<gold::Article>& articles, bool lead) {
  std::vector<gold::Article> some;
  for (const gold::Article& a : articles)
    if (a.lead == lead) some.push_back(a);
  return some;
}

void print_table() {
  for (const char* part : {"development", "held_out"}) {
    const std::vector<gold::Article> articles = gold::read(part);
    print_methods(part, articles);
    print_methods("  of these, the beginning says it", of_kind(articles, true));
    print_methods("  of these, the beginning is a scene", of_kind(articles, false));
  }
}

void tune() {
  const std::vector<gold::Article> articles = gold::read("development");
  for (const std::size_t stem : {0, 6})
    for (const bool weighted : {false, true})
      for (const uint32_t threshold : {2, 5, 10})
        for (const uint32_t half_way : {2, 4, 8})
          for (const uint32_t lambda : {50, 70, 90})
            for (uint32_t rank = 20; rank <= 100; rank += 20)
              for (uint32_t position = 0; rank + position <= 100; position += 20)
                for (uint32_t length = 0; rank + position + length <= 100; length += 20) {
                  SummaryOptions o;
                  o.stem = stem;
                  o.lexrank.weighted = weighted;
                  o.lexrank.threshold = unit * threshold / 100;
                  o.selection = {
                      3, 0, unit * lambda / 100, rank, position, length, 100 - rank - position - length, half_way};
                  const gold::Scores m = gold::mean(gold::score(articles, o));
                  std::printf(
                      "%.4f %.4f %.4f stem %zu weighted %d threshold %u half-way %u lambda %u rank %u position %u "
                      "length %u figures %u\n",
                      m.one, m.two, m.l, stem, weighted, threshold, half_way, lambda, rank, position, length,
                      o.selection.figures);
                }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 1) return print_table(), 0;
  if (std::string_view(argv[1]) == "tune") return tune(), 0;
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  Summarizer summarizer;
  for (const auto& [name, method] : methods) {
    std::string summary;
    const Done done = summarizer.summarize(text, argv[1], with(method), summary);
    std::printf("%s, %zu sentences:\n%s\n\n", name, done.sentences, summary.c_str());
  }
  for (const Keyword& k : summarizer.keywords(text, argv[1], 10))
    std::printf("%.4f %u %s\n", static_cast<double>(k.weight) / 4294967296.0, k.count,
                text.substr(k.start, k.end - k.start).c_str());
}
