// What the stages of all language taggers have in common, so that one line swaps one for the other: the layers, the
// options that every one of them takes, and how answers are put.
#pragma once

#include <docmill/sdk/stage.hpp>

#include <string_view>

namespace docmill::language {

// Member: a pointer to a member of the stage's Config.
template <auto Member>
constexpr auto option_paragraphs() {
  return option<Member>("paragraphs", "true", "give the layer paragraph_languages");
}
template <auto Member>
constexpr auto option_minimum_letters() {
  return option<Member>("minimum-letters", "20",
                        "paragraphs with fewer letters take the document's language where their script allows; an "
                        "ideograph or syllable counts as three letters")
      .between(0, 10000);
}
template <auto Member>
constexpr auto option_minimum_confidence() {
  return option<Member>("minimum-confidence", "0.0", "an answer with a lower score becomes und, with score 0")
      .between(0, 1);
}

constexpr Port port_text() { return port::text("text", "the clean text"); }
constexpr Port port_language() {
  return port::attributes(
      "language", "the language of most of the text",
      field::string("tag", "BCP 47 tag, e.g. en, zh-Hans, sr-Latn; und when nothing can be said"),
      field::string("script", "ISO 15924 code of most letters, e.g. Latn, Hans, Jpan; null without letters"),
      field::number("score", "how sure, 0 to 1: share of the language times mean confidence"));
}
constexpr Port port_paragraph_languages() {
  return port::spans("paragraph_languages", "text", "each paragraph or stretch, labelled with its language",
                     field::string("script", "ISO 15924 code of most letters"))
      .without_value()
      .only_if("paragraphs");
}

// `script`: empty for a text without letters.
template <class Attributes>
void put_language(Attributes attributes, std::string_view tag, std::string_view script, double score) {
  attributes.template set<"tag">(tag).template set<"score">(score);
  if (!script.empty()) attributes.template set<"script">(script);
}
template <class Spans>
void put_stretch(Spans& spans, uint32_t start, uint32_t end, std::string_view tag, std::string_view script,
                 double score) {
  spans.add({start, end, tag, {}, score}).template set<"script">(script);
}

}  // namespace docmill::language
