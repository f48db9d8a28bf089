#include "sample.hpp"

#include <rapidjson/document.h>
#include <time.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <set>

namespace docmill::language {

namespace {

// FNV-1a with a last stirring: the same on every machine.
uint64_t hash_of(std::string_view s) {
  uint64_t h = 0xCBF29CE484222325u;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDu;
  return h ^ (h >> 33);
}

std::string string_of(const rapidjson::Value& row, const char* key) {
  return row.HasMember(key) && row[key].IsString() ? std::string(row[key].GetString(), row[key].GetStringLength()) : "";
}

}  // namespace

double processor_seconds() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

std::vector<GoldText> read_sample(const std::string& path) {
  std::ifstream in(path);
  if (!in) {
    std::fprintf(stderr, "%s: cannot be read\n", path.c_str());
    std::exit(2);
  }
  std::vector<GoldText> sample;
  for (std::string line; std::getline(in, line);) {
    rapidjson::Document row;
    row.Parse(line.data(), line.size());
    if (row.HasParseError() || !row.IsObject()) continue;
    GoldText& g = sample.emplace_back();
    g.id = string_of(row, "id");
    g.text = string_of(row, "text");
    g.language = string_of(row, "lang");
    g.kind = g.id.substr(0, g.id.find('/'));
    g.fold = hash_of(g.id);
    if (!row.HasMember("spans")) continue;
    for (const auto& span : row["spans"].GetArray())
      g.spans.push_back({span["start"].GetUint(), span["end"].GetUint(), string_of(span, "lang")});
  }
  return sample;
}

ClassScore score_class(const std::vector<GoldText>& sample, const std::vector<Answer>& answers,
                       const std::vector<std::size_t>& items) {
  ClassScore score;
  struct Bin {
    double sum = 0;
    int right = 0, n = 0;
  };
  std::array<Bin, 10> bins{};
  for (const std::size_t i : items) {
    const bool right = answers[i].language == sample[i].language;
    auto& of_language = score.by_language[sample[i].language];
    of_language.first += right;
    ++of_language.second;
    if (!right) ++score.confusions[{sample[i].language, answers[i].language}];
    Bin& bin = bins[std::min<std::size_t>(9, static_cast<std::size_t>(answers[i].score * 10))];
    bin.sum += answers[i].score;
    bin.right += right;
    ++bin.n;
  }
  for (const auto& [language, of] : score.by_language)
    score.macro += 100.0 * of.first / of.second / static_cast<double>(score.by_language.size());
  for (const Bin& bin : bins)
    score.calibration_error +=
        std::abs(bin.sum - bin.right) / static_cast<double>(std::max<std::size_t>(1, items.size()));
  return score;
}

MixedScore score_mixed(const std::vector<GoldText>& sample, const std::vector<Answer>& answers,
                       const std::vector<std::size_t>& items) {
  uint64_t all = 0, right = 0;
  int invented = 0;
  for (const std::size_t i : items) {
    std::map<std::string_view, uint64_t> bytes;
    uint64_t tagged = 0;
    std::set<std::string_view> there;
    for (const GoldSpan& s : answers[i].spans) {
      if (s.language == "und") continue;
      bytes[s.language] += s.end - s.start;
      tagged += s.end - s.start;
    }
    for (const GoldSpan& gold : sample[i].spans) {
      there.insert(gold.language);
      all += gold.end - gold.start;
      for (const GoldSpan& s : answers[i].spans) {
        if (s.language != gold.language) continue;
        const uint32_t from = std::max(s.start, gold.start), to = std::min(s.end, gold.end);
        if (from < to) right += to - from;
      }
    }
    invented += std::any_of(bytes.begin(), bytes.end(),
                            [&](const auto& b) { return b.second * 50 >= tagged && there.count(b.first) == 0; });
  }
  return {100.0 * static_cast<double>(right) / static_cast<double>(std::max<uint64_t>(1, all)),
          100.0 * invented / static_cast<double>(std::max<std::size_t>(1, items.size()))};
}

}  // namespace docmill::language
