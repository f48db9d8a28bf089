#include "highlights.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>

#include "rouge.hpp"

namespace docmill::summary::gold {

namespace {

// The kind, an empty line, the text, "---", the highlights.
Article read_article(const std::filesystem::path& path) {
  std::ifstream file(path);
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  const std::size_t body = all.find("\n\n"), bar = all.find("\n---\n");
  const std::string kind = all.substr(0, body);
  if (body == std::string::npos || bar == std::string::npos || (kind != "lead" && kind != "late"))
    throw std::runtime_error(path.string() + " is no article with highlights");
  const std::string name = path.stem().string();
  return {name, name.substr(0, 2), kind == "lead", all.substr(body + 2, bar - body - 2), all.substr(bar + 5)};
}

}  // namespace

std::vector<Article> read(const std::string& part) {
  std::vector<Article> articles;
  const std::filesystem::path folder = DOCMILL_SOURCE_DIR "/plugins/summarizer/gold/" + part;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) articles.push_back(read_article(entry.path()));
  std::sort(articles.begin(), articles.end(), [](const Article& a, const Article& b) { return a.name < b.name; });
  return articles;
}

std::vector<Scores> score(const std::vector<Article>& articles, const SummaryOptions& options) {
  Summarizer summarizer;
  std::vector<Scores> scores;
  std::string summary;
  for (const Article& a : articles) {
    summarizer.summarize(a.text, a.language, options, summary);
    const rouge::Tokens ours = rouge::tokens_of(summary), reference = rouge::tokens_of(a.highlights);
    scores.push_back(
        {rouge::rouge_n(ours, reference, 1), rouge::rouge_n(ours, reference, 2), rouge::rouge_l(ours, reference)});
  }
  return scores;
}

Scores mean(const std::vector<Scores>& scores) {
  Scores sum;
  for (const Scores& s : scores) sum = {sum.one + s.one, sum.two + s.two, sum.l + s.l};
  const auto n = static_cast<double>(std::max<std::size_t>(1, scores.size()));
  return {sum.one / n, sum.two / n, sum.l / n};
}

Interval difference(const std::vector<Scores>& a, const std::vector<Scores>& b) {
  std::mt19937 random(2004);
  std::vector<double> means;
  for (int draw = 0; draw < 10000; ++draw) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      const std::size_t k = random() % a.size();
      sum += b[k].one - a[k].one;
    }
    means.push_back(sum / static_cast<double>(a.size()));
  }
  std::sort(means.begin(), means.end());
  return {means[249], means[9749]};
}

}  // namespace docmill::summary::gold
