// The program over whole corpora: what a pipeline costs, by stage, by threads and by size, beside what the processor
// needs at least to read, hash or pack the same bytes.
#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <thread>

#include "bench/bench.hpp"
#include "bench/corpora.hpp"
#include "bench/cost.hpp"
#include "support/records.hpp"
#include "support/temp_folder.hpp"

namespace docmill::bench {
namespace {

namespace fs = std::filesystem;
using test::TempFolder;

constexpr int rounds = 3;
constexpr int short_rounds = 21;

double megabytes_per_second(uint64_t bytes, double seconds) { return static_cast<double>(bytes) / 1e6 / seconds; }

// Of the stages of the last run, over the same output.
void print_stages(const fs::path& output) {
  const rapidjson::Document timings = test::read_json(output / "timings.json");
  const auto bytes = static_cast<uint64_t>(timings["bytes_read"].GetDouble());
  fmt::print("                  by stage, MB/s:");
  for (const auto& stage : timings["stages"].GetArray())
    fmt::print("  {} {:.0f}", stage["name"].GetString(), megabytes_per_second(bytes, stage["seconds"].GetDouble()));
  fmt::print("\n");
}

// A pipeline over a corpus, and the baselines, by turns: what is busy on the machine beside this hits all alike.
void print_pipeline(const Corpus& corpus, const std::string& pipeline, const fs::path& output) {
  std::vector<Cost> runs, copies, hashes, packings;
  for (int round = 0; round < rounds; ++round) {
    runs.push_back(cost_of(run_command(DOCMILL_PROGRAM, pipeline, corpus.folder, output, {"--threads", "1"})));
    copies.push_back(cost_of([&] { work_through(corpus.folder, Baseline::memcpy); }));
    hashes.push_back(cost_of([&] { work_through(corpus.folder, Baseline::sha256); }));
    packings.push_back(cost_of([&] { work_through(corpus.folder, Baseline::zstd); }));
  }
  const Cost run = median(runs);
  if (has_failed(run, fs::path(pipeline).stem().string())) return;
  fmt::print(
      "  {:<14} {:7.1f} MB/s of processor time, {:7.1f} of wall time; {:7.0f} documents/s; {:.0f} MB of memory; costs "
      "{:.1f} x "
      "reading, {:.1f} x SHA-256, {:.1f} x zstd\n",
      fs::path(pipeline).stem().string(), megabytes_per_second(corpus.bytes, run.processor),
      megabytes_per_second(corpus.bytes, run.wall), static_cast<double>(corpus.documents) / run.processor,
      static_cast<double>(run.peak) / 1e6, run.processor / median(copies).processor,
      run.processor / median(hashes).processor, run.processor / median(packings).processor);
  print_stages(output);
}

void print_threads(const Corpus& corpus, const std::string& pipeline, const fs::path& output) {
  std::set<unsigned> numbers = {1, 2};
  for (unsigned n = 4; n <= std::thread::hardware_concurrency(); n *= 2) numbers.insert(n);
  numbers.insert(std::max(1u, std::thread::hardware_concurrency()));
  fmt::print("threads, {} over {}\n", fs::path(pipeline).stem().string(), corpus.name);
  double one = 0;
  for (const unsigned n : numbers) {
    for (const bool isolated : {false, true}) {
      std::vector<std::string> flags = {"--threads", std::to_string(n)};
      if (isolated) flags.emplace_back("--isolate");
      std::vector<Cost> runs;
      for (int round = 0; round < rounds; ++round)
        runs.push_back(cost_of(run_command(DOCMILL_PROGRAM, pipeline, corpus.folder, output, flags)));
      const Cost run = median(runs);
      const std::string what = fmt::format("{:2}{:<10}", n, isolated ? ", isolated" : "");
      if (has_failed(run, what)) continue;
      if (n == 1 && !isolated) one = run.wall;
      fmt::print("  {} {:7.1f} MB/s of wall time ({:.2f} x one), {:7.1f} of processor time; {:.0f} MB of memory\n",
                 what, megabytes_per_second(corpus.bytes, run.wall), one / run.wall,
                 megabytes_per_second(corpus.bytes, run.processor), static_cast<double>(run.peak) / 1e6);
    }
  }
}

void print_sizes(const TempFolder& temp, double megabytes, const std::string& pipeline, const fs::path& output) {
  fmt::print("size, {} over text\n", fs::path(pipeline).stem().string());
  for (const double share : {0.1, 0.3, 1.0}) {
    const Corpus corpus = make_texts(temp, fmt::format("text-{:.1f}", share), megabytes * share);
    std::vector<Cost> runs;
    for (int round = 0; round < rounds; ++round)
      runs.push_back(cost_of(run_command(DOCMILL_PROGRAM, pipeline, corpus.folder, output, {"--threads", "1"})));
    const Cost run = median(runs);
    fs::remove_all(corpus.folder);
    const std::string what = fmt::format("{:7.1f} MB", static_cast<double>(corpus.bytes) / 1e6);
    if (has_failed(run, what)) continue;
    fmt::print("  {}  {:6.2f} ms of processor time a MB, {:.0f} MB of memory\n", what,
               run.processor / static_cast<double>(corpus.bytes) * 1e9, static_cast<double>(run.peak) / 1e6);
  }
}

void print_short(const std::string& what, const std::vector<std::string>& command) {
  std::vector<Cost> runs;
  for (int round = 0; round < short_rounds; ++round) runs.push_back(cost_of(command));
  const Cost run = median(runs);
  if (has_failed(run, what)) return;
  fmt::print("  {:<36} {:6.1f} ms of processor time, {:6.1f} of wall time; {:.0f} MB of memory\n", what,
             run.processor * 1e3, run.wall * 1e3, static_cast<double>(run.peak) / 1e6);
}

}  // namespace

std::vector<std::string> run_command(const std::string& program, const std::string& pipeline, const fs::path& input,
                                     const fs::path& output, const std::vector<std::string>& flags) {
  std::vector<std::string> command = {program,   "run",          pipeline,   "--quiet",
                                      "--input", input.string(), "--output", output.string()};
  command.insert(command.end(), flags.begin(), flags.end());
  return command;
}

std::vector<std::string> shipped_pipelines() {
  const std::string folder = DOCMILL_SOURCE_DIR "/pipelines/";
  return {folder + "minimal.toml", folder + "articles.toml"};
}

void whole(double megabytes, const std::vector<std::string>& pipelines) {
  const TempFolder temp;
  const fs::path output = temp / "out";
  const Corpus few = make_few(temp);
  fmt::print("start\n");
  print_short("docmill --version", {DOCMILL_PROGRAM, "--version"});
  for (const std::string& pipeline : pipelines)
    print_short("four short articles, " + fs::path(pipeline).stem().string(),
                run_command(DOCMILL_PROGRAM, pipeline, few.folder, output, {}));
  const std::vector<Corpus> corpora = make_corpora(temp, megabytes);
  for (const Corpus& corpus : corpora) {
    fmt::print("{}: {}, {:.1f} MB, {} documents, one thread\n", corpus.name, corpus.what,
               static_cast<double>(corpus.bytes) / 1e6, corpus.documents);
    for (const std::string& pipeline : pipelines) print_pipeline(corpus, pipeline, output);
  }
  for (const std::string& pipeline : pipelines) print_threads(corpora.front(), pipeline, output);
  print_sizes(temp, megabytes, pipelines.back(), output);
}

}  // namespace docmill::bench
