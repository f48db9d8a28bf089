// The model of the source tree, read once.
#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "ngram_model.hpp"

inline const std::string& model_file() {
  static const std::string bytes = [] {
    std::ifstream in(DOCMILL_LANGUAGES_MODEL, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }();
  return bytes;
}

inline std::shared_ptr<const docmill::language::NgramModel> our_model() {
  static const auto m = std::make_shared<const docmill::language::NgramModel>(model_file());
  return m;
}
