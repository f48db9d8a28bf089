// The numbers that were chosen by trying, all in one place. tools/tuning.cpp chooses them on one half of a
// sample and measures on the other; what stands here was chosen on both halves.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace docmill::language {

// How much more CLD2's answer counts where it is this language: there it beats the model on text kept aside.
struct Trust {
  std::string language;  // primary subtag
  int32_t bonus;
};

// Leads, lags, slacks and votes are log-odds in units of 1/1024; weights are letters (see LetterCount).
struct Weights {
  // The second voter. CLD2 fits ordinary text with 1000, and a longer text says more.
  int32_t cld2_vote = 1536;      // of a fit of 1000 on no letters at all
  int32_t cld2_letters = 80;     // the vote grows with the letters up to so many: at 20 it is twice as much
  int32_t poor = 1024;           // in 1/1024: the vote for a language of which the model saw little counts so much more
  int32_t unknown_lag = 2816;    // of a language that the model does not know, behind the model's best
  int32_t seldom = 5120;         // against languages that a reader of the web meets seldom
  int32_t serbian_latin = 1024;  // against Serbian in Latin letters
  int32_t sure = 5300;           // lead of the model's answer above which CLD2 is not asked
  int32_t sure_letters = 16;     // with fewer letters CLD2 is always asked
  int32_t least_odds = 768;      // of the log-odds the score takes so many in 1024: of a few letters …
  int32_t most_odds = 768;       // … and of many

  // Chosen as all numbers here are: tried are the languages that CLD2 alone tells better.
  std::vector<Trust> trust{{"lg", 4096}, {"sn", 2048}, {"ts", 2048}};

  int32_t lacks_letters = 3072;  // against a language whose alphabet lacks letters of a short stretch
  int32_t telling_word = 2560;   // for a language, of each word by which it is told from those close to it

  // What is known beside the text. Not chosen on the sample, which has no pages.
  int32_t hint_of_page = 1024;    // for the language that the page says it is in
  int32_t hint_of_english = 256;  // the same for English, which templates say by themselves
  int32_t hint_of_host = 768;     // for the language of the host's country

  // Where the language is settled: what follows is likely in it, too.
  int32_t settled = 240;           // letters surely in one language, with none surely in another between, settle it
  int32_t settled_sure = 2048;     // lead of that language above which no one else is asked
  int32_t settled_slack = 2048;    // a stretch below short_weight is in it when no other is so far before it
  int32_t settled_letters = 32;    // of a stretch the model is shown first
  int32_t settled_glance = -1024;  // lead of that language in a glance above which no more of a piece is looked at
  int32_t settled_glance_letters = 24;  // of such a glance

  // Where a paragraph changes its language.
  int32_t piece_letters = 32;   // of each piece the model is shown
  int32_t glance_letters = 12;  // … or so few, when they speak for the language around
  int32_t glance_lead = 2048;   // by so much
  int32_t clear_lead = 2048;    // of another language, for a piece to make its paragraph look mixed
  int32_t sure_score = 8000;    // in 1/10000, of a stretch in another language than its paragraph

  // What the document says about its parts.
  int32_t context = 1024;        // by which the document's language may be worse and still be taken
  int32_t close = 3072;          // the same between close languages
  int32_t established = 120;     // letters in sure stretches that a language needs to be one of the document's …
  int32_t established_part = 4;  // … or one of so many, of a short text
  int32_t invention = 8192;      // lead that a stretch needs to be in a language that is none of the document's
};

}  // namespace docmill::language
