// Web archives: reading records alone, and the whole pipeline pages to clean, tagged, linked JSON Lines.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/bench.hpp"
#include "bench/cost.hpp"
#include "host/input/input.hpp"
#include "host/plugins/plugin_search.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "readers/web_archives.hpp"
#include "support/records.hpp"
#include "support/temp_folder.hpp"

namespace docmill::bench {
namespace {

namespace fs = std::filesystem;

constexpr int rounds = 5;
constexpr std::size_t page_size = 60'000;  // bytes, at least: pages of crawls have so many on average

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The bodies of the HTML seeds one after the other, beginning with another one for each page.
std::string page_of(const std::vector<std::string>& seeds, std::size_t number) {
  std::string page = "<!DOCTYPE html><html><head><title>Page " + std::to_string(number) + "</title></head><body>";
  for (std::size_t i = number; page.size() < page_size; ++i) page += seeds[i % seeds.size()];
  return page + "</body></html>";
}

std::vector<std::string> bodies_of_seeds() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(DOCMILL_SOURCE_DIR "/seeds"))
    if (entry.path().extension() == ".html") paths.push_back(entry.path());
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> bodies;
  for (const fs::path& path : paths) {
    const std::string page = content_of(path);
    const std::size_t begin = page.find('>', page.find("<body")), end = page.find("</body");
    if (begin != std::string::npos && end != std::string::npos && begin < end)
      bodies.push_back(page.substr(begin + 1, end - begin - 1));
  }
  if (bodies.empty()) throw std::runtime_error("no HTML seeds");
  return bodies;
}

struct Archive {
  fs::path path;
  uint64_t records = 0, unpacked = 0, packed = 0;  // bytes
};

// A request, a response and its metadata for each page, as crawls have them, or a text alone.
Archive make_archive(const test::TempFolder& temp, const std::string& name, std::size_t n_pages, bool pages) {
  const std::vector<std::string> bodies = bodies_of_seeds();
  Archive archive{temp / name, 0, 0, 0};
  std::ofstream out(archive.path, std::ios::binary);
  const auto add = [&](const std::string& record) {
    const std::string member = test::gzip_member(record);
    out << member;
    ++archive.records;
    archive.unpacked += record.size();
    archive.packed += member.size();
  };
  for (std::size_t i = 0; i < n_pages; ++i) {
    const std::string id = "page-" + std::to_string(i);
    if (pages) add(test::response_record(id, "200 OK\r\nContent-Type: text/html; charset=utf-8", page_of(bodies, i)));
    else add(test::wet_record(id, test::noise(i, 600)));
  }
  return archive;
}

// One that is there already; what is counted is what the reader makes of it.
Archive given_archive(const fs::path& path) { return {fs::absolute(path), 0, 0, fs::file_size(path)}; }

// The input alone, as a run has it on its reading thread: disk, hash, unpacking, cutting.
void print_reading(const test::TempFolder& temp, Archive& archive, const char* what) {
  temp.write("read.toml", "[input]\nfrom = [\"" + archive.path.string() +
                              "\"]\n[output]\nto = \"out\"\n[[reader]]\nuse = \"warc\"\n[[stage]]\nuse = \"writer\"\n");
  host::Diagnostics diagnostics;
  host::PipelineRequest request;
  request.path = temp / "read.toml";
  host::PluginSearch search;
  search.folders = {{DOCMILL_PLUGIN_FOLDER, "the build"}};
  const auto prepared = host::prepare_pipeline(request, search, nullptr, diagnostics);
  const host::InputList list = host::list_inputs(prepared->plan.file, diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error("the pipeline of the benchmark is wrong");
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    const double start = processor_seconds();
    host::InputReader reader(list, prepared->plan.file.max_document, "", {}, host::open_readers(*prepared));
    host::RawDocument document;
    uint64_t n = 0, unpacked = 0;
    while (reader.next(document)) {
      ++n;
      unpacked += document.bytes.size();
    }
    if (archive.records == 0) {
      archive.records = n;
      archive.unpacked = unpacked;
    }
    if (n == 0 || n != archive.records) throw std::runtime_error("records are missing");
    times.push_back(processor_seconds() - start);
  }
  const double time = median(times);
  fmt::print("  {:<26} {:7.0f} records/s, {:6.1f} MB/s unpacked, {:6.1f} MB/s of gzip, a core\n", what,
             static_cast<double>(archive.records) / time, static_cast<double>(archive.unpacked) / 1e6 / time,
             static_cast<double>(archive.packed) / 1e6 / time);
}

// articles.toml with the reader before it.
void print_pipeline(const test::TempFolder& temp, const Archive& archive) {
  const std::string shipped = content_of(DOCMILL_SOURCE_DIR "/pipelines/articles.toml");
  std::string text = shipped;
  const std::string folder = DOCMILL_SOURCE_DIR "/pipelines/";
  for (std::size_t at = 0; (at = text.find("\"../", at)) != std::string::npos; at += folder.size())
    text.insert(at + 1, folder);
  text.insert(text.find("[[stage]]"), "[[reader]]\nuse = \"warc\"\n\n");
  temp.write("articles.toml", text);
  std::vector<Cost> costs;
  for (int round = 0; round < 3; ++round)
    costs.push_back(cost_of(run_command(DOCMILL_PROGRAM, (temp / "articles.toml").string(), archive.path, temp / "out",
                                        {"--threads", "1"})));
  const Cost cost = median(costs);
  if (has_failed(cost, "articles.toml")) return;
  fmt::print("  {:<26} {:7.0f} pages/s, {:6.1f} MB/s unpacked, of processor time\n", "articles.toml",
             static_cast<double>(archive.records) / cost.processor,
             static_cast<double>(archive.unpacked) / 1e6 / cost.processor);
}

}  // namespace

void readers_of(const fs::path& path) {
  const test::TempFolder temp;
  Archive archive = given_archive(path);
  print_reading(temp, archive, "reading alone");
  fmt::print("  {} documents of {:.1f} KB on average\n", archive.records,
             static_cast<double>(archive.unpacked) / 1e3 / static_cast<double>(archive.records));
  print_pipeline(temp, archive);
}

void readers(std::size_t n_pages) {
  const test::TempFolder temp;
  Archive pages = make_archive(temp, "pages.warc.gz", n_pages, true);
  Archive texts = make_archive(temp, "texts.warc.wet.gz", n_pages * 10, false);
  fmt::print("web archives, a gzip member for each record: {} pages of {:.0f} KB, {} texts of {:.1f} KB\n",
             pages.records, static_cast<double>(pages.unpacked) / 1e3 / static_cast<double>(pages.records),
             texts.records, static_cast<double>(texts.unpacked) / 1e3 / static_cast<double>(texts.records));
  print_reading(temp, pages, "reading alone: pages");
  print_reading(temp, texts, "reading alone: texts (WET)");
  print_pipeline(temp, pages);
}

}  // namespace docmill::bench
