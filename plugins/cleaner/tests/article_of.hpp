// What a page says about itself.
#pragma once

#include <string>

#include "main_content/metadata.hpp"
#include "test_cues.hpp"

inline docmill::cleaner::Article article(const std::string& source) {
  docmill::cleaner::HtmlTree tree;
  docmill::cleaner::parse_html(source, {}, tree);
  docmill::cleaner::HtmlMetadata metadata;
  docmill::cleaner::NameTable names;
  docmill::cleaner::read_metadata(source, tree, test_cues(), names, metadata);
  return metadata.article;
}
