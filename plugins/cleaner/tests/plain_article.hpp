// An article of our own in plain text, and what the cleaner makes of it.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "cleaner.hpp"
#include "test_cues.hpp"

inline const std::string first_paragraph =
    "The new foundry near the river has begun to make memory for the first time, its owners said after months of "
    "delay.";
inline const std::string last_paragraph =
    "Nobody in the town expects the second hall to open before the winter, but the scaffolding is already standing.";

struct PlainResult {
  std::string text;
  docmill::cleaner::Article article;
  std::string labels;  // "title byline date"
  std::string reasons;
};

inline PlainResult clean_plain(const std::string& source, docmill::cleaner::Options options = {},
                               const char* type = "text/plain") {
  using namespace docmill::cleaner;
  Cleaner cleaner;
  cleaner.clean(source, type, test_cues(), test_model(), options);
  CHECK(problem_with(source, cleaner.edits) == "");
  PlainResult r;
  apply(source, cleaner.edits, r.text);
  r.article = cleaner.article;
  for (const Removed& x : cleaner.removed) {
    r.labels += (r.labels.empty() ? "" : " ") + std::string(x.why.label);
    r.reasons += (r.reasons.empty() ? "" : " ") + std::string(x.why.reason);
    CHECK(x.start < x.end);
    CHECK(x.end <= source.size());
    CHECK(x.why.score > 0);
    CHECK(x.why.score <= 1);
  }
  return r;
}

inline PlainResult with_tail(const std::string& tail) {
  return clean_plain(first_paragraph + "\n\n" + last_paragraph + "\n\n" + tail + "\n");
}
inline PlainResult with_head(const std::string& head) {
  return clean_plain(head + "\n\n" + first_paragraph + "\n\n" + last_paragraph + "\n");
}
inline PlainResult with_middle(const std::string& middle) {
  return clean_plain(first_paragraph + "\n\n" + middle + "\n\n" + last_paragraph + "\n");
}
inline const std::string plain_body = first_paragraph + "\n\n" + last_paragraph;
