#include "bench/corpora.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <string_view>

#include "bench/bench.hpp"
#include "docmill/base/json_text.hpp"
#include "docmill/base/utf8.hpp"
#include "host/support/shuffle.hpp"

namespace docmill::bench {
namespace {

namespace fs = std::filesystem;
using host::SplitMix64;
using test::TempFolder;

constexpr uint64_t text_bytes = 8'600;    // of a document in JSON Lines
constexpr uint64_t small_bytes = 900;     // of a small file
constexpr uint64_t page_bytes = 140'000;  // of an HTML page, about half of it text
constexpr uint64_t most_of_one = 30'000'000;

// Paragraphs of the plain seeds: in English, and in all languages.
std::vector<std::string> paragraphs(bool all_languages) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(fs::path(DOCMILL_SOURCE_DIR) / "seeds"))
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<std::string> found;
  for (const fs::path& file : files) {
    if (!all_languages && !file.filename().string().starts_with("en-")) continue;
    const std::string text = test::read_file(file);
    if (!utf8::is_valid(text)) continue;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      constexpr std::size_t least = 80;  // shorter ones are titles, buttons and captions
      if (end - at >= least) found.push_back(text.substr(at, end - at));
      at = end + 1;
    }
  }
  return found;
}

// Draws paragraphs that stand next to each other, so that a document stays in one language for a while.
class Author {
 public:
  explicit Author(bool all_languages) : paragraphs_(paragraphs(all_languages)) {}

  std::string_view paragraph() {
    if (left_ == 0) {
      at_ = random_.below(paragraphs_.size());
      left_ = 8;
    }
    --left_;
    return paragraphs_[at_++ % paragraphs_.size()];
  }
  std::string text(uint64_t bytes) {
    left_ = 0;
    std::string text;
    while (text.size() < bytes) text.append(text.empty() ? "" : "\n\n").append(paragraph());
    return text;
  }
  uint64_t below(uint64_t n) { return random_.below(n); }

 private:
  std::vector<std::string> paragraphs_;
  SplitMix64 random_{2026};
  std::size_t at_ = 0, left_ = 0;
};

void append_as_html(std::string& page, std::string_view text) {
  for (const char c : text) {
    if (c == '<') page += "&lt;";
    else if (c == '&') page += "&amp;";
    else page += c;
  }
}

void append_links(std::string& page, Author& author, int n) {
  page += "<ul class=\"menu\">\n";
  for (int i = 0; i < n; ++i)
    page += fmt::format("<li class=\"item item-{0}\"><a href=\"/section/{0}?from=menu\">Section {1}</a></li>\n", i,
                        author.below(1000));
  page += "</ul>\n";
}

std::string page(Author& author, uint64_t number) {
  std::string page = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Page {0} | The Bench</title>\n"
      "<link rel=\"canonical\" href=\"https://bench.example/{0}\">\n<script>",
      number);
  while (page.size() < page_bytes / 4)
    page += fmt::format("window.data=window.data||[];data.push({{id:{},kind:\"view\",on:true}});\n",
                        author.below(1'000'000));
  page += "</script></head>\n<body><header><nav>";
  append_links(page, author, 60);
  page += fmt::format("</nav></header>\n<main><article><h1>Page {} of many</h1>\n", number);
  while (page.size() < page_bytes * 9 / 10) {
    page += "<p class=\"body\">";
    append_as_html(page, author.paragraph());
    page += " <a href=\"/more\">More of <b>this</b></a>.</p>\n";
  }
  page += "</article></main>\n<aside class=\"related\"><h2>Related</h2>";
  append_links(page, author, 60);
  return page + "</aside><footer>&copy; The Bench</footer></body></html>\n";
}

void write(const fs::path& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

Corpus begin(const TempFolder& temp, const std::string& name, const std::string& what) {
  Corpus corpus{name, what, temp / name, 0, 0};
  fs::create_directories(corpus.folder);
  return corpus;
}

void add_file(Corpus& corpus, const std::string& name, std::string_view bytes) {
  const fs::path file = corpus.folder / name;
  fs::create_directories(file.parent_path());
  write(file, bytes);
  corpus.bytes += bytes.size();
  ++corpus.documents;
}

Corpus make_lines(const TempFolder& temp, const std::string& name, const std::string& what, bool all_languages,
                  double megabytes) {
  Corpus corpus = begin(temp, name, what);
  Author author(all_languages);
  std::ofstream file(corpus.folder / "texts.jsonl", std::ios::binary);
  while (static_cast<double>(corpus.bytes) < megabytes * 1e6) {
    std::string line = fmt::format("{{\"id\":\"{}-{}\",\"text\":", name, corpus.documents);
    append_json_string(line, author.text(text_bytes / 2 + author.below(text_bytes)));
    line += ",\"year\":2026}\n";
    file << line;
    corpus.bytes += line.size();
    ++corpus.documents;
  }
  return corpus;
}

Corpus make_pages(const TempFolder& temp, double megabytes) {
  Corpus corpus = begin(temp, "html", "pages of 140 KB, a file each");
  Author author(false);
  while (static_cast<double>(corpus.bytes) < megabytes * 1e6)
    add_file(corpus, fmt::format("{:05}.html", corpus.documents), page(author, corpus.documents));
  return corpus;
}

Corpus make_small(const TempFolder& temp, double megabytes) {
  Corpus corpus = begin(temp, "small", "texts of 1 KB, a file each");
  Author author(false);
  while (static_cast<double>(corpus.bytes) < megabytes * 1e6)
    add_file(corpus, fmt::format("{:03}/{:03}.txt", corpus.documents / 1000, corpus.documents % 1000),
             author.text(small_bytes));
  return corpus;
}

Corpus make_large(const TempFolder& temp, double megabytes) {
  Corpus corpus = begin(temp, "large", "one text");
  Author author(false);
  add_file(corpus, "one.txt", author.text(std::min(most_of_one, static_cast<uint64_t>(megabytes * 1e6))));
  return corpus;
}

}  // namespace

Corpus make_texts(const TempFolder& temp, const std::string& name, double megabytes) {
  return make_lines(temp, name, "texts of 9 KB in English, JSON Lines", false, megabytes);
}

std::vector<Corpus> make_corpora(const TempFolder& temp, double megabytes) {
  return {make_texts(temp, "text", megabytes),
          make_lines(temp, "languages", "texts of 9 KB in the languages of the seeds, JSON Lines", true, megabytes),
          make_pages(temp, megabytes), make_small(temp, megabytes / 10), make_large(temp, megabytes)};
}

Corpus make_few(const TempFolder& temp) {
  Corpus corpus = begin(temp, "few", "four short articles");
  Author author(false);
  for (int i = 0; i < 4; ++i) add_file(corpus, fmt::format("{}.txt", i), author.text(3000));
  return corpus;
}

}  // namespace docmill::bench
