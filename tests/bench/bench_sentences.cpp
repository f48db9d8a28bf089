#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "bench/bench.hpp"
#include "docmill/base/utf8.hpp"
#include "sentence_gold.hpp"
#include "sentences/sentence_splitter.hpp"

namespace docmill::bench {
namespace {

namespace gold = sentences::gold;

constexpr std::size_t megabyte = 1000000;

void print_borders(const char* part) {
  fmt::print("{}: F1 of the borders between sentences\n", part);
  fmt::print("  language  sentences   docmill   ICU   ICU, borders inside quotations not counted\n");
  gold::Score ours_all, icu_all;
  std::size_t sentences = 0;
  for (const gold::Text& text : gold::read(part)) {
    const gold::Score ours = gold::score(text, gold::ours), icu = gold::score(text, gold::icu_alone);
    fmt::print("  {:8}  {:9}   {:.3f}     {:.3f}   {:.3f}\n", text.language, text.sentences, ours.f1(), icu.f1(),
               icu.f1_by_handbook());
    ours_all += ours;
    icu_all += icu;
    sentences += text.sentences;
  }
  fmt::print("  all       {:9}   {:.3f}     {:.3f}   {:.3f}\n", sentences, ours_all.f1(), icu_all.f1(),
             icu_all.f1_by_handbook());
}

std::string repeated(const std::string& text, std::size_t size) {
  std::string result;
  while (result.size() < size) result += text + "\n\n";
  return result;
}

void print_speed(const std::string& name, const std::string& language, const std::string& text) {
  sentences::SentenceSplitter splitter;
  std::vector<sentences::Sentence> found;
  const auto time_of = [](auto&& call) {  // of the processor: others may run beside
    std::vector<double> times;
    for (int i = 0; i < 5; ++i) {
      const double start = processor_seconds();
      call();
      times.push_back(processor_seconds() - start);
    }
    return median(times);
  };
  const double ours = time_of([&] { splitter.split(text, language, 0, found); });
  const double icu = time_of([&] { gold::icu_alone(text, language); });
  const auto rate = [&](double s) { return static_cast<double>(text.size()) / 1e6 / s; };
  fmt::print("  {:24}  {:5.0f} bytes a sentence   docmill {:5.0f} MB/s   ICU {:4.0f} MB/s\n", name,
             static_cast<double>(text.size()) / static_cast<double>(found.size()), rate(ours), rate(icu));
}

// The plain-text seeds of a language (the beginning of the file's name), one after the other.
std::map<std::string, std::string> seeds() {
  std::map<std::string, std::string> texts;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(DOCMILL_SOURCE_DIR "/seeds"))
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  for (const auto& path : paths) {
    std::ifstream file(path);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string name = path.filename().string();
    if (name[2] == '-' && utf8::is_valid(text)) texts[name.substr(0, 2)] += text;
  }
  return texts;
}

}  // namespace

void sentence_ends() {
  print_borders("development");
  print_borders("held_out");
  fmt::print("speed in processor time, the seeds repeated to 8 MB\n");
  std::string all;
  for (const auto& [language, text] : seeds()) {
    print_speed(language, language, repeated(text, 8 * megabyte));
    all += text;
  }
  print_speed("all seeds, as English", "en", repeated(all, 16 * megabyte));
  fmt::print("speed on the gold, where every sentence is short and hard\n");
  for (const gold::Text& text : gold::read("held_out")) {
    std::string whole;
    for (const gold::Paragraph& p : text.paragraphs) whole += p.text + "\n\n";
    print_speed(text.language, text.language, repeated(whole, 4 * megabyte));
  }
}

}  // namespace docmill::bench
