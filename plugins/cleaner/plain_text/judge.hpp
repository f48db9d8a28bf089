// The judge of plain text, shared by the files that hold its rules: plain_text/body.cpp (what is sure anywhere),
// plain_text/head.cpp, plain_text/byline.cpp, plain_text/tail.cpp, plain_text/page.cpp (a whole page around one
// article). Private to the plain text way.
#pragma once

#include "plain_text/plain_text.hpp"
#include "words/dates.hpp"

namespace docmill::cleaner {

class PlainTextJudge {
 public:
  PlainTextJudge(std::string_view source, const CueTable& cues, const BlockModel& model,
                 const PlainTextOptions& options, PlainTextScratch& scratch, Article& article,
                 std::vector<InnerCut>& inner)
      : source_(source),
        cues_(cues),
        model_(model),
        options_(options),
        scratch_(scratch),
        article_(article),
        inner_(inner),
        lines_(scratch.lines) {}

  void judge();

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  // Of a whole page, in hundredths of the logarithm of the odds. A line counts little against a run, so that a stretch
  // of captions and buttons does not part an article in two; it goes by itself.
  static constexpr int32_t least_line_score = -1000, largest_line_score = 3000;
  static constexpr int32_t page_line_goes = -750, page_paragraph_goes = -1500;

  // ---- shared
  CueHits hits(std::size_t i);
  std::string_view text(std::size_t i) const { return text_of(source_, lines_[i]); }
  std::string_view folded(std::size_t i);
  void drop(std::size_t i, const char* label, const char* reason, double score) {
    if (!lines_[i].verdict) lines_[i].verdict = {label, reason, score};
  }
  bool in_body(std::size_t i) const { return body_first_ != none && i > body_first_ && i < body_last_; }
  bool has_noise_cue(std::size_t i);  // a cue that only noise holds, wherever it stands
  bool is_interface(std::size_t i);   // a line that is nothing but an interface phrase
  std::size_t next_kept(std::size_t i) const;
  void find_body();

  // ---- plain_text/body.cpp: anywhere
  void judge_sure_lines();
  bool judge_sure_line(std::size_t i);
  bool begins_like_noise(std::size_t i);
  bool is_language_menu(std::size_t i);
  bool is_row_of_buttons(std::size_t i, const CueHits& h);
  bool is_credit(std::size_t i, const CueHits& h);
  bool is_caption_with_credit(std::size_t i, const CueHits& h);
  bool opens_related_list(std::size_t i);
  std::size_t end_of_list_after(std::size_t heading);
  bool is_citation(std::size_t i);
  void judge_references();

  // ---- plain_text/head.cpp
  void judge_head();
  bool judge_head_line(std::size_t i);
  void choose_title(std::size_t end);
  void read_markdown_title();
  static bool is_field(std::string_view line);
  bool could_be_title(std::size_t i);
  bool opens_letter(std::size_t i);
  bool opens_talk(std::size_t i);
  bool is_dated();
  bool begins_wrapped_paragraph(std::size_t i);
  bool is_section_name(std::size_t i);
  void take_title(std::size_t i, const char* reason);
  void drop_title_repeats();
  void drop_repeats_of(std::string_view title);
  bool repeats_title(std::size_t first, std::size_t end, std::size_t size, std::size_t title_size);

  // ---- plain_text/byline.cpp
  bool judge_date(std::size_t i);
  bool judge_byline(std::size_t i);
  std::string labelled_name(std::string_view line);
  void judge_bare_names(std::size_t end);
  void judge_lines_below_standfirst();
  void cut_byline_bracket();

  // ---- plain_text/tail.cpp
  void judge_tail();
  void judge_bare_headings();
  void cut_edit_marks();
  bool judge_tail_line(std::size_t i);
  void judge_author_note();
  bool names_elsewhere(const std::string& name, std::size_t before);

  // ---- plain_text/page.cpp
  bool is_whole_page();
  void judge_page();
  double page_score(std::size_t i);
  double page_score_by_rules(std::size_t i);
  bool belongs_to_run(std::size_t i);
  void choose_page_title(std::size_t first);

  std::string_view source_;
  const CueTable& cues_;
  const BlockModel& model_;
  const PlainTextOptions& options_;
  PlainTextScratch& scratch_;
  Article& article_;
  std::vector<InnerCut>& inner_;
  std::vector<Line>& lines_;
  std::size_t body_first_ = none, body_last_ = none;
  std::size_t content_end_ = 0;  // of the last list that is content, whatever its heading says
  std::size_t title_ = none;
  bool is_dated_ = false;  // a diary, or a log of messages
  std::string editor_;     // the byline when there is no other
};

// Is the line of which this is the folded text nothing but names of languages, four at least?
bool is_language_menu(std::string_view folded, const Line& line, const CueTable& cues);
// Text whose lines were broken at a fixed width: most lines go on, with a small letter, in the next one.
bool is_hard_wrapped(const std::vector<Line>& lines);
// Letters and digits of a text in lower case: what makes two titles the same. Into `key` (emptied first).
void title_key(std::string_view text, std::string& key);
// Is one of the keys the other, or does it begin with it and hold little more?
bool same_title(std::string_view key, std::string_view other);
// A name without the marks around it, the addresses beside it and the cue before it; empty when it does not look like
// one.
std::string name_in(std::string_view text);
// A Korean name without what its bearer does, which follows it.
std::string_view without_calling(std::string_view name);
// "a name Editor: another": without the word that ends in a colon and what follows.
std::string_view before_next_label(std::string_view text);
// Does it read like the name of a person or an office: a few words, no sentence, capitals where the script has them?
bool is_name_like(std::string_view text);
// Is it nothing but the name of a person, in a script with capitals?
bool is_person_name(std::string_view text);
// Does a text begin with capitals that are no byline cue but a part of a name: "AV Club", "AF Media"? The words "av"
// and "af" open a byline in the north: "av Ada Tern", "AV ADA TERN". `unless_person`: and "AV Ada Tern".
bool begins_with_abbreviation(std::string_view text, bool unless_person = true);
// Has the text an e-mail address in it?
bool has_address(std::string_view text);
// Does a colon (or the closing bracket of a label) follow the phrase that ends at `at` of a folded text, or end it?
bool is_label_end(std::string_view folded, uint32_t at);
// Title without the quotation marks around the whole of it.
std::string_view unquoted(std::string_view title);

}  // namespace docmill::cleaner
