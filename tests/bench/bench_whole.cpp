#include <fmt/format.h>

#include <filesystem>

#include "bench/bench.hpp"
#include "host/support/sha256.hpp"
#include "support/records.hpp"
#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::bench {
namespace {

namespace fs = std::filesystem;
using test::TempFolder;

// The plain-text, Markdown and HTML seeds, again and again under numbered folders, up to `megabytes`.
uint64_t repeat_seeds(const TempFolder& temp, int megabytes) {
  uint64_t bytes = 0;
  const fs::path seeds = fs::path(DOCMILL_SOURCE_DIR) / "seeds";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(seeds)) {
    const std::string extension = entry.path().extension();
    if (entry.path().filename() != "README.md" && (extension == ".txt" || extension == ".md" || extension == ".html"))
      files.push_back(entry.path());
  }
  for (int round = 0; bytes < static_cast<uint64_t>(megabytes) * 1'000'000; ++round) {
    const fs::path folder = temp / fmt::format("in/{:06}", round);
    fs::create_directories(folder);
    for (const fs::path& file : files) {
      fs::copy_file(file, folder / file.filename());
      bytes += fs::file_size(file);
    }
  }
  return bytes;
}

// `isolated`: with stages in worker processes.
void print_run(const TempFolder& temp, const std::string& pipeline, int threads, double baseline, bool isolated) {
  std::vector<double> rates;
  rapidjson::Document last;
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> arguments = {"run",
                                          pipeline,
                                          "--quiet",
                                          "--input",
                                          (temp / "in").string(),
                                          "--output",
                                          (temp / "out").string(),
                                          "--threads",
                                          std::to_string(threads)};
    if (isolated) arguments.emplace_back("--isolate");
    const auto result = test::run_docmill(arguments);
    if (result.status != 0) {
      fmt::print("  the run failed: {}\n", result.err);
      return;
    }
    last = test::read_json(temp / "out/timings.json");
    rates.push_back(last["megabytes_per_second"].GetDouble());
  }
  const double rate = median(rates);
  fmt::print("  {} thread(s){}  {:7.2f} MB/s  {:8.0f} documents/s  peak memory {:.0f} MB   {:.4f} of the baseline\n",
             threads, isolated ? ", isolated" : "          ", rate,
             rate / last["megabytes_per_second"].GetDouble() * last["documents_per_second"].GetDouble(),
             last["peak_memory_bytes"].GetDouble() / 1e6, rate / baseline);
  if (threads != 1 || isolated) return;
  const double bytes = last["bytes_read"].GetDouble();
  for (const auto& stage : last["stages"].GetArray())
    fmt::print("      {:<20} {:8.1f} MB/s of input\n", stage["name"].GetString(),
               bytes / 1e6 / stage["seconds"].GetDouble());
}

}  // namespace

void whole(int megabytes, const std::string& pipeline) {
  const TempFolder temp;
  temp.write("one/a.txt", "One short article about export controls. It has two sentences.\n");
  const double version = seconds(21, [] { test::run_docmill({"--version"}); });
  const double start = seconds(21, [&] {
    test::run_docmill(
        {"run", pipeline, "--quiet", "--input", (temp / "one").string(), "--output", (temp / "out").string()});
  });
  fmt::print("start-up\n  docmill --version {:.1f} ms; a run over one short document {:.1f} ms\n", version * 1e3,
             start * 1e3);

  const uint64_t bytes = repeat_seeds(temp, megabytes);
  fmt::print("{} over the seeds repeated to {:.0f} MB\n", fs::path(pipeline).filename().string(),
             static_cast<double>(bytes) / 1e6);
  const double hash = seconds(3, [&] {
    for (const auto& entry : fs::recursive_directory_iterator(temp / "in"))
      if (entry.is_regular_file()) (void)host::sha256(test::read_file(entry.path()));
  });
  const double baseline = static_cast<double>(bytes) / 1e6 / hash;
  fmt::print("  baseline: opening, reading and hashing the same files, one thread: {:.0f} MB/s\n", baseline);
  for (const int threads : {1, 2})
    for (const bool isolated : {false, true}) print_run(temp, pipeline, threads, baseline, isolated);
}

}  // namespace docmill::bench
