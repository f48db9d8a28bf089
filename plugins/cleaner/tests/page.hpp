// A page through the whole cleaner, with cues and weights of the source tree: what the tests of pages ask.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "cleaner.hpp"
#include "test_cues.hpp"

// Three paragraphs that any reader takes for an article.
inline const std::string page_text =
    "The new foundry near the river has begun to make memory for the first time, its owners said after months of "
    "delay.\n\n"
    "Nobody in the town expects the second hall to open before the winter, but the scaffolding is already standing "
    "there.\n\n"
    "The council has promised a wall against the noise, and the owners have promised to pay for half of it.";

inline std::string as_paragraphs(const std::string& text, const std::string& attributes = "") {
  std::string html;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find("\n\n", at), text.size());
    html += "<p" + attributes + ">" + text.substr(at, end - at) + "</p>\n";
    at = end + 2;
  }
  return html;
}

struct CleanedPage {
  std::string text;
  std::string removed;  // "label:reason:source bytes|..." in order
  docmill::cleaner::Article article;

  bool has(const std::string& words) const { return text.find(words) != std::string::npos; }
  bool lists(const std::string& entry) const { return removed.find(entry) != std::string::npos; }
};

inline CleanedPage clean_page(const std::string& source, const docmill::cleaner::Options& options = {},
                              const docmill::cleaner::BlockModel& model = test_model()) {
  docmill::cleaner::Cleaner cleaner;
  cleaner.clean(source, "text/html", test_cues(), model, options);
  CHECK(docmill::cleaner::problem_with(source, cleaner.edits) == "");
  CleanedPage r;
  docmill::cleaner::apply(source, cleaner.edits, r.text);
  for (const docmill::cleaner::Removed& x : cleaner.removed)
    r.removed += std::string(x.why.label) + ":" + x.why.reason + ":" + source.substr(x.start, x.end - x.start) + "|";
  r.article = cleaner.article;
  return r;
}

// An article with `inside` behind its paragraphs.
inline CleanedPage page_with(const std::string& inside, const docmill::cleaner::Options& options = {},
                             const docmill::cleaner::BlockModel& model = test_model()) {
  return clean_page(
      "<html><body><h1>The foundry</h1><div>" + as_paragraphs(page_text) + inside + "</div></body></html>", options,
      model);
}

// What the rules behind the model do is asked with one that is known: blocks from so many words on are content, those
// below are not, each by so many thousandths.
inline docmill::cleaner::BlockModel model_by_words(int words, int below, int above) {
  docmill::cleaner::BlockModel model;
  REQUIRE_FALSE(model.read("block\ttree\twords>=" + std::to_string(words) + "\t" + std::to_string(below) + " " +
                           std::to_string(above) + "\n"));
  return model;
}
