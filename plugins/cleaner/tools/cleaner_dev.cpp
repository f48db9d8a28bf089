// Runs the cleaner without the host, for development: cleaner_dev [--removed|--article|--members|--batch OUT] FILE...
//   default    prints the clean text of each file
//   --removed  prints what was taken out: bytes, label, reason, the text
//   --article  prints title, byline, date, site, url, language, description
//   --members  prints the posts of a forum, the items of a listing or collection: who, when or title, link, then the
//   text
//   --batch    writes the clean text of each file to OUT/NAME.txt
//   --model F  reads the weights from F; "none": no model
//   --time N   cleans each file N times and prints MB/s of processor time
// The cue files are read from the folder in DOCMILL_CLEANER_CUES (set by the build to the source tree).
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "cleaner.hpp"

namespace fs = std::filesystem;
using docmill::cleaner::BlockModel;
using docmill::cleaner::Cleaner;
using docmill::cleaner::CueTable;

namespace {

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool load(CueTable& cues) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(DOCMILL_CLEANER_CUES)) files.push_back(entry.path());
  for (const auto& file : files)
    if (const auto problem = cues.add(read(file))) {
      std::fprintf(stderr, "%s:%u:%u: %s\n", file.c_str(), problem->line, problem->column, problem->message.c_str());
      return false;
    }
  cues.finish();
  return true;
}

bool load_model(const std::string& file, BlockModel& model) {
  const auto problem = model.read(file == "none" ? std::string() : read(file));
  if (!problem) return true;
  std::fprintf(stderr, "%s:%u:%u: %s\n", file.c_str(), problem->line, problem->column, problem->message.c_str());
  return false;
}

void print_removed(const std::string& source, const Cleaner& cleaner) {
  for (const auto& r : cleaner.removed)
    std::printf("%u-%u\t%s\t%s\t%.4g\t%s\n", r.start, r.end, r.why.label, r.why.reason, r.why.score,
                source.substr(r.start, r.end - r.start).c_str());
}

void print_members(const std::string& text, const Cleaner& cleaner) {
  const auto print = [&](docmill::cleaner::TextRange r, const std::string& first, const std::string& second) {
    std::printf("-- %s | %s\n%s\n", first.c_str(), second.c_str(), text.substr(r.start, r.end - r.start).c_str());
  };
  for (const auto& p : cleaner.posts) print(p.place, p.author, p.date);
  for (const auto& i : cleaner.items) print(i.place, i.title, i.link);
}

void print_article(const Cleaner& cleaner) {
  const auto& a = cleaner.article;
  std::printf(
      "title\t%s\nbyline\t%s\ndate\t%s\nsite\t%s\nurl\t%s\nlanguage\t%s\ndescription\t%s\npage_type\t%s\nconfidence\t%."
      "4f\n",
      a.title.c_str(), a.byline.c_str(), a.date.c_str(), a.site.c_str(), a.url.c_str(), a.language.c_str(),
      a.description.c_str(), a.page_type.c_str(), a.confidence);
}

}  // namespace

int main(int argc, char** argv) {
  CueTable cues;
  if (!load(cues)) return 2;
  double bytes = 0, seconds = 0;
  Cleaner cleaner;
  docmill::cleaner::Options options;
  std::string mode, folder, model_file = DOCMILL_CLEANER_MODEL;
  int times = 1;
  for (int i = 1; i + 1 < argc; ++i)
    if (argv[i] == std::string("--model")) model_file = argv[i + 1];
  BlockModel model;
  if (!load_model(model_file, model)) return 2;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--model" && i + 1 < argc) {
      ++i;
      continue;
    }
    if (argument == "--batch" && i + 1 < argc) {
      mode = argument;
      folder = argv[++i];
      continue;
    }
    if (argument == "--time" && i + 1 < argc) {
      mode = argument;
      times = std::stoi(argv[++i]);
      continue;
    }
    if (argument.rfind("--", 0) == 0) {
      mode = argument;
      continue;
    }
    const std::string source = read(argument);
    const std::string extension = fs::path(argument).extension().string();
    const bool html = extension == ".html" || extension == ".htm";
    const char* type = html ? "text/html" : extension == ".md" ? "text/markdown" : "text/plain";
    options.structure = mode == "--members";
    const std::clock_t start = std::clock();
    for (int n = 0; n < times; ++n) cleaner.clean(source, type, cues, model, options);
    const double spent = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    bytes += static_cast<double>(source.size()) * times;
    seconds += spent;
    const std::string problem = docmill::cleaner::problem_with(source, cleaner.edits);
    if (!problem.empty()) std::fprintf(stderr, "%s: %s\n", argument.c_str(), problem.c_str());
    std::string text;
    docmill::cleaner::apply(source, cleaner.edits, text);
    if (mode == "--removed") print_removed(source, cleaner);
    else if (mode == "--article") print_article(cleaner);
    else if (mode == "--members") print_members(text, cleaner);
    else if (mode == "--time")
      std::printf("%.1f MB/s, %zu edits\n", source.size() * 1e-6 * times / spent, cleaner.edits.size());
    else if (mode == "--batch")
      std::ofstream(fs::path(folder) / (fs::path(argument).stem().string() + ".txt"), std::ios::binary) << text;
    else std::fwrite(text.data(), 1, text.size(), stdout);
  }
  if (mode == "--time") std::printf("all: %.1f MB/s\n", bytes * 1e-6 / seconds);
}
