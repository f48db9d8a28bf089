#include "trainer.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>

#include "../letters.hpp"

namespace docmill::language {

namespace {

namespace fs = std::filesystem;

constexpr int D = static_cast<int>(model_width);

// e^x for x <= 0, by squaring a short series ten times: no library's exp, which differs between machines.
float power_of(float x) {
  if (x < -30) return 0;
  const double y = static_cast<double>(x) / 1024;
  double r = 1 + y * (1 + y / 2 * (1 + y / 3));
  for (int i = 0; i < 10; ++i) r *= r;
  return static_cast<float>(r);
}

std::vector<std::string> read_lines(const fs::path& path) {
  std::vector<std::string> rows;
  std::ifstream in(path);
  for (std::string row; std::getline(in, row);) rows.push_back(row);
  return rows;
}

// Words of a line from a random one on.
std::string part_of(const std::string& line, std::size_t n, TrainingRandom& random) {
  std::vector<std::size_t> starts{0};
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    if (line[i] == ' ') starts.push_back(i + 1);
  }
  const std::size_t first = random.below(starts.size());
  const std::size_t end = first + n < starts.size() ? starts[first + n] : line.size();
  return line.substr(starts[first], end - starts[first]);
}

std::string sample_of(const CorpusLanguage& l, TrainingRandom& random) {
  static constexpr std::size_t lengths[] = {1, 1, 1, 1, 2, 2, 2, 3, 4, 6, 10, 20};
  const std::size_t n = lengths[random.below(std::size(lengths))];
  std::string text;
  if (!l.words.empty() && (l.lines.empty() || (n <= 3 && random.below(3) > 0))) {
    for (std::size_t i = 0; i < std::min<std::size_t>(n, 4); ++i) text += l.words[random.below(l.words.size())] + ' ';
    return text;
  }
  return part_of(l.lines[random.below(l.lines.size())], n, random);
}

}  // namespace

std::vector<CorpusLanguage> read_corpus(const std::string& folder) {
  std::map<std::string, CorpusLanguage> by_tag;
  std::ifstream list(fs::path(folder) / "languages.txt");
  for (std::string tag; list >> tag;)
    by_tag[tag] = {tag, read_lines(fs::path(folder) / (tag + ".words")),
                   read_lines(fs::path(folder) / (tag + ".lines"))};
  std::vector<CorpusLanguage> languages;
  for (auto& [tag, l] : by_tag) languages.push_back(std::move(l));
  return languages;
}

Trainer::Trainer(std::vector<CorpusLanguage> languages, uint64_t samples)
    : languages_(std::move(languages)),
      samples_(samples),
      rows_(model_rows),
      sums_(model_rows, 0.0f),
      output_(languages_.size()),
      output_sums_(languages_.size(), 0.0f) {
  for (Vector& v : rows_) {
    for (float& x : v) x = (static_cast<float>(random_.below(2001)) - 1000) / 20000;
  }
  for (Vector& v : output_) v.fill(0);
  learn_scripts();
}

void Trainer::run() {
  double loss = 0;
  for (uint64_t i = 0; i < samples_; ++i) {
    rate_ = 0.5f * (1 - static_cast<float>(i) / static_cast<float>(samples_)) + 0.005f;
    const std::size_t label = random_.below(languages_.size());
    loss += step(sample_of(languages_[label], random_), label);
    if (i % 250000 == 249999) {
      std::fprintf(stderr, "%llu samples, loss %.4f\n", static_cast<unsigned long long>(i + 1), loss / 250000);
      loss = 0;
    }
  }
}

void Trainer::write(std::ostream& out) const {
  float top = 0;
  std::vector<float> sizes;
  sizes.reserve(rows_.size() * model_width);
  for (const Vector& v : rows_) {
    for (float x : v) sizes.push_back(std::fabs(x));
  }
  const std::size_t at = sizes.size() - sizes.size() / 2000 - 1;
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(at), sizes.end());
  const float scale = 127 / sizes[at];
  for (const Vector& v : output_) {
    for (float x : v) top = std::max(top, std::fabs(x));
  }
  const float output_scale = 32767 / top;
  out << head_of(static_cast<int64_t>(scale * output_scale));
  for (const Vector& v : output_) {
    for (float x : v) {
      const auto q = static_cast<uint16_t>(static_cast<int16_t>(x * output_scale));
      out.put(static_cast<char>(q & 255)).put(static_cast<char>(q >> 8));
    }
  }
  for (const Vector& v : rows_) {
    for (float x : v) {
      const float q = std::clamp(x * scale, -127.0f, 127.0f);
      out.put(static_cast<char>(static_cast<int>(q < 0 ? q - 0.5f : q + 0.5f)));
    }
  }
}

// The lines before the numbers; the spaces behind the first put the rows where they may be used as they lie.
std::string Trainer::head_of(int64_t scale) const {
  std::string first = std::string(model_magic) + ' ' + std::to_string(languages_.size()) + ' ' +
                      std::to_string(model_rows) + ' ' + std::to_string(model_width) + ' ' + std::to_string(scale);
  std::string languages = "\n";
  for (std::size_t l = 0; l < languages_.size(); ++l)
    languages.append(languages_[l].tag).append(" ").append(script_code(scripts_[l])).append("\n");
  const std::size_t before = first.size() + languages.size() + output_.size() * model_width * 2;
  first.append((model_alignment - before % model_alignment) % model_alignment, ' ');
  return first + languages;
}

void Trainer::learn_scripts() {
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    LetterCount count;
    for (const auto* rows : {&languages_[l].words, &languages_[l].lines}) {
      for (std::size_t i = 0; i < rows->size(); i += 1 + rows->size() / 200) count.add((*rows)[i]);
    }
    scripts_.push_back(count.main_script());
  }
}

double Trainer::step(const std::string& text, std::size_t label) {
  LetterCount count;
  count.add(text);
  if (count.main_script() != scripts_[label]) return 0;
  features_.clear();
  std::size_t at = 0;
  while (const std::size_t size = words_.next(text, at))
    each_feature(words_.letters(), size, [&](uint32_t hash) { features_.push_back(model_row(hash)); });
  if (features_.empty()) return 0;
  const float scale = 1 / std::sqrt(static_cast<float>(features_.size()));
  Vector hidden{};
  for (uint32_t f : features_) {
    for (int d = 0; d < D; ++d) hidden[d] += rows_[f][d];
  }
  for (float& x : hidden) x *= scale;
  float top = -1e9f;
  p_.assign(languages_.size(), 0);
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (scripts_[l] != scripts_[label]) continue;
    float s = 0;
    for (int d = 0; d < D; ++d) s += hidden[d] * output_[l][d];
    p_[l] = s;
    top = std::max(top, s);
  }
  float total = 0;
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (scripts_[l] != scripts_[label]) continue;
    p_[l] = power_of(p_[l] - top);
    total += p_[l];
  }
  Vector gradient{};
  double lost = 0;
  for (std::size_t l = 0; l < languages_.size(); ++l) {
    if (scripts_[l] != scripts_[label]) continue;
    const float p = p_[l] / total;
    const float error = (l == label ? 1.0f : 0.0f) - p;
    if (l == label) lost = 1 - static_cast<double>(p);
    for (int d = 0; d < D; ++d) gradient[d] += error * output_[l][d];
    Vector change;
    float square = 0;
    for (int d = 0; d < D; ++d) {
      change[d] = error * hidden[d];
      square += change[d] * change[d];
    }
    output_sums_[l] += square / D;
    const float rate = rate_ / std::sqrt(output_sums_[l] + 1e-6f);
    for (int d = 0; d < D; ++d) output_[l][d] += rate * change[d];
  }
  float square = 0;
  for (float& x : gradient) {
    x *= scale;
    square += x * x;
  }
  square /= D;
  for (uint32_t f : features_) {
    sums_[f] += square;
    const float rate = rate_ / std::sqrt(sums_[f] + 1e-6f);
    for (int d = 0; d < D; ++d) rows_[f][d] += rate * gradient[d];
  }
  return lost;
}

}  // namespace docmill::language
