#include "label_tags.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace docmill::language;

namespace {
std::string tag(const char* label) { return tag_of_label(label).tag; }
}  // namespace

TEST_CASE("labels of lid.176") {
  CHECK(tag("__label__en") == "en");
  CHECK(tag("__label__no") == "nb");
  CHECK(tag("__label__nn") == "nn");
  CHECK(tag("__label__als") == "gsw");
  CHECK(tag("__label__ceb") == "ceb");
  CHECK(tag("__label__zh") == "zh");
}

TEST_CASE("labels of OpenLID and GlotLID") {
  CHECK(tag("__label__eng_Latn") == "en");
  CHECK(tag("__label__deu_Latn") == "de");
  CHECK(tag("__label__nob_Latn") == "nb");
  CHECK(tag("__label__als_Latn") == "sq");
  CHECK(tag("__label__zho_Hant") == "zh-Hant");
  CHECK(tag("__label__zho_Hans") == "zh-Hans");
  CHECK(tag("__label__srp_Cyrl") == "sr-Cyrl");
  CHECK(tag("__label__srp_Latn") == "sr-Latn");
  CHECK(tag("__label__kaz_Cyrl") == "kk");
  CHECK(tag("__label__uzb_Cyrl") == "uz-Cyrl");
  CHECK(tag_of_label("__label__eng_Latn").script == "Latn");
}

TEST_CASE("labels without the prefix, with regions and other letters") {
  CHECK(tag("pt-BR") == "pt");
  CHECK(tag("EN") == "en");
  CHECK(tag("zh-hans") == "zh-Hans");
}

TEST_CASE("what is no language is und") {
  for (const char* label : {"__label__zxx", "__label__und_Latn", "__label__mul", "__label__", "", "__label__42", "x"}) {
    CAPTURE(label);
    CHECK(tag(label) == "und");
  }
}
