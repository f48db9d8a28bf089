// From the lines of a text to its stretches, each with what it is by itself; tagger.cpp goes on from there.
#include <algorithm>

#include "embedded.hpp"
#include "machine_lines.hpp"
#include "non_language.hpp"
#include "readable.hpp"
#include "tagger.hpp"

namespace docmill::language {

namespace {

constexpr int pure_percent = 95;                  // below: a paragraph is looked at for several languages
constexpr std::size_t most_kept_kinds = 1 << 14;  // of a megabyte of text in long lines
constexpr uint64_t quoted_part = 8;               // letters of a quotation in another script speak for so much less

// A quotation in another script says little about the document around it.
uint64_t votes_of(const Piece& piece) {
  return piece.quoted || piece.aside ? (piece.weight + quoted_part - 1) / quoted_part : piece.weight;
}

void count_letters(std::string_view paragraph, const Piece& piece, LetterCount& letters) {
  letters.clear();
  if (piece.pure && piece.script != USCRIPT_HAN && piece.script != USCRIPT_UNKNOWN)
    letters.add(piece.script, piece.weight);
  else letters.add(slice(paragraph, piece.range));
}

}  // namespace

// The kinds of a text that is looked at by itself, until the next.
Kinds Tagger::read(std::string_view text, TaggedText& result) {
  result.kinds_of_one.clear();
  read_kinds(text, result.kinds_of_one);
  return result.kinds_of_one;
}

Kinds Tagger::kinds_of_line(std::string_view text, const Line& line, TaggedText& result) {
  if (line.kinds == SIZE_MAX) return read(slice(text, line.range), result);
  const std::size_t size = line.range.end - line.range.start;
  return Kinds(result.kinds).subspan(line.kinds, (size + ByteKinds::size - 1) / ByteKinds::size);
}

std::string_view Tagger::made_readable(std::string_view text, TaggedText& result) {
  return readable(text, read(text, result), result.blanked);
}

// Lines that could be code beside lines that surely are, without an empty line between, are code too.
void Tagger::find_lines(std::string_view text, TaggedText& result) const {
  auto& found = result.lines;
  found.clear();
  Lines lines(text);
  result.kinds.clear();
  while (const auto range = lines.next()) {
    Line& line = found.emplace_back(Line{*range, false, SIZE_MAX});
    if (result.kinds.size() + (range->end - range->start) / ByteKinds::size < most_kept_kinds) {
      line.kinds = result.kinds.size();
      read_kinds(slice(text, *range), result.kinds);
    }
    line.code = is_code(slice(text, *range), kinds_of_line(text, line, result));
  }
  const auto spread = [&](std::size_t from, std::size_t to) {
    if (!found[from].code || found[to].code || !is_like_code(slice(text, found[to].range))) return;
    const Range between{std::min(found[from].range.end, found[to].range.end),
                        std::max(found[from].range.start, found[to].range.start)};
    const std::string_view gap = slice(text, between);
    found[to].code = std::count(gap.begin(), gap.end(), '\n') < 2;
  };
  for (std::size_t i = 1; i < found.size(); ++i) spread(i - 1, i);
  for (std::size_t i = found.size(); i > 1; --i) spread(i - 1, i - 2);
  for (Line& line : found) {
    const std::string_view words = slice(text, line.range);
    line.code = line.code || is_log_line(words) || is_hex_line(words) || is_mail_header(words);
  }
}

// Shows the model the beginning of each piece: enough to see where the language changes, and together to judge the
// whole. A glance is enough where it speaks for the language so far.
void Tagger::look_at_pieces(std::string_view paragraph, UScriptCode script, TaggedText& result,
                            NgramSum& together) const {
  const NgramModel& model = judge_.model();
  LanguageNumber expected = TagTable::none;
  if (!result.paragraphs.empty() && result.paragraphs.back().judgement.script == script)
    expected = result.paragraphs.back().judgement.language;
  result.samples.clear();
  result.clear.clear();
  for (const Piece& piece : result.pieces) {
    NgramSum& sample = result.samples.emplace_back();
    result.clear.push_back(TagTable::none);
    if (!piece.pure || piece.script != script) continue;
    const bool settled = expected != TagTable::none && expected == result.judge.settled;
    const int32_t glance = settled ? weights_.settled_glance_letters : weights_.glance_letters;
    std::string_view rest = slice(paragraph, piece.range);
    rest.remove_prefix(model.add(rest, static_cast<uint32_t>(glance), sample, result.judge.memo));
    bool clear = false;
    const auto lead = [&] {
      judge_.ask_model(sample, script, result.judge);
      return judge_.lead(expected, script, result.judge);
    };
    if (expected != TagTable::none && sample.features > 0)
      clear = lead() > (settled ? weights_.settled_glance : weights_.glance_lead);
    if (!clear) {
      model.add(rest, static_cast<uint32_t>(weights_.piece_letters), sample, result.judge.memo);
      clear = settled && sample.features > 0 && lead() >= -weights_.clear_lead;
    }
    for (std::size_t d = 0; d < model_width; ++d) together.vector[d] += sample.vector[d];
    together.features += sample.features;
    together.letters += sample.letters;
    if (clear) result.clear.back() = expected;
    if (clear || together.features == 0) continue;
    judge_.ask_model(together, script, result.judge);
    expected = judge_.best(script, result.judge);
  }
}

bool Tagger::looks_mixed(const Judgement& whole, TaggedText& result) const {
  const LetterCount& letters = result.letters;
  const auto quoted = [](const Piece& piece) { return piece.quoted; };
  if (letters.weight() < 2 * min_piece_weight &&
      (letters.is_pure() || std::none_of(result.pieces.begin(), result.pieces.end(), quoted)))
    return false;
  uint64_t of_script = letters.weight(whole.script);
  if (is_japanese_script(whole.script))
    of_script = letters.weight(USCRIPT_HAN) + letters.weight(USCRIPT_HIRAGANA) + letters.weight(USCRIPT_KATAKANA);
  if (whole.percent < pure_percent || of_script * 100 < letters.weight() * pure_percent) return true;
  if (result.samples.size() < 2) return false;
  for (std::size_t i = 0; i < result.samples.size(); ++i) {
    const NgramSum& sample = result.samples[i];
    if (sample.features == 0 || result.clear[i] == whole.language) continue;
    judge_.ask_model(sample, whole.script, result.judge);
    if (judge_.lead(whole.language, whole.script, result.judge) < -weights_.clear_lead) return true;
  }
  return false;
}

// What stands in a line in another script than its sentence may be more than that.
void Tagger::discount_others(std::string_view line, bool cut, TaggedText& result) {
  LetterCount& letters = result.letters;
  const UScriptCode main = cutting_script(letters.main_script());
  bool in_main = false, in_other = false;  // are there asides in this script?
  for (const Piece& piece : result.pieces) (piece.script == main ? in_main : in_other) |= cut && piece.aside;
  if (in_main && discount_asides(line, result.pieces, letters)) return;
  if (main == USCRIPT_LATIN && !in_other) discount_embedded(line, letters);
}

void Tagger::add_paragraph(std::string_view text, uint32_t line, TaggedText& result) const {
  const Range range = result.lines[line].range;
  const Kinds kinds = kinds_of_line(text, result.lines[line], result);
  const std::string_view clean = readable(slice(text, range), kinds, result.blanked);
  const bool short_enough = clean.size() <= max_detected_bytes;
  const bool can_be_cut = options_.split && short_enough;
  LetterCount& letters = result.letters;
  letters.clear();
  result.samples.clear();
  if (can_be_cut) cut_pieces(clean, kinds, result.pieces, letters);
  else letters.add(clean);
  if (letters.weight() == 0) return;
  if (!letters.is_pure()) discount_others(clean, can_be_cut, result);
  result.all_letters.add(letters);
  const UScriptCode script = letters.main_script();
  NgramSum together;
  if (can_be_cut && result.pieces.size() > 1 && letters.weight() >= 2 * min_piece_weight && judge_.has_model_of(script))
    look_at_pieces(clean, script, result, together);
  const Judgement whole = together.features > 0 ? judge_.judge(clean, letters, together, result.judge)
                                                : judge_.judge(clean, letters, result.judge);
  const bool into_units = options_.granularity >= Granularity::sentence && short_enough;
  if (into_units) {
    cut_units(clean, whole, result);
    add_stretches(clean, line, judge_around(clean, whole, result), result);
    return;
  }
  if (can_be_cut && looks_mixed(whole, result)) add_stretches(clean, line, whole, result);
  else result.paragraphs.push_back({range, letters.weight(), letters.weight(), whole, line});
}

// The sentences of the paragraph, or its quotations and the sentences of what is left.
void Tagger::cut_units(std::string_view paragraph, const Judgement& whole, TaggedText& result) const {
  result.quotations.clear();
  if (options_.granularity == Granularity::quote) find_quotations(paragraph, result.quotations);
  result.pieces.clear();
  const std::string_view language = tags().primary(whole.language);
  const auto add = [&](Range range, bool quoted) {
    const std::string_view part = slice(paragraph, range);
    result.splitter.split(part, language, 0, result.sentences);
    for (const sentences::Sentence s : result.sentences) {
      result.letters.clear();
      result.letters.add(part.substr(s.start, s.end - s.start));
      result.pieces.push_back(
          {{range.start + s.start, range.start + s.end}, result.letters.weight(), USCRIPT_UNKNOWN, quoted, false});
    }
  };
  uint32_t done = 0;
  for (const Range quotation : result.quotations) {
    add({done, quotation.start}, false);
    add(quotation, true);
    done = quotation.end;
  }
  add({done, static_cast<uint32_t>(paragraph.size())}, false);
}

// What stands around the quotations, where that is a phrase at least, speaks for the paragraph.
Judgement Tagger::judge_around(std::string_view paragraph, const Judgement& whole, TaggedText& result) const {
  if (result.quotations.empty()) return whole;
  result.around.assign(paragraph);
  for (const Range q : result.quotations)
    std::fill(result.around.begin() + q.start, result.around.begin() + q.end, ' ');
  result.letters.clear();
  result.letters.add(result.around);
  if (result.letters.weight() < min_quoted_weight) return whole;
  return judge_.judge(result.around, result.letters, result.judge);
}

// Each stretch follows the paragraph unless it fits its own answer better.
void Tagger::add_stretches(std::string_view paragraph, uint32_t line, const Judgement& whole,
                           TaggedText& result) const {
  const uint32_t offset = result.lines[line].range.start;
  const bool in_quotes = options_.granularity == Granularity::quote && !result.quotations.empty();
  result.judge.settle(TagTable::none, USCRIPT_UNKNOWN);  // nothing is where the language changes
  for (const Piece& piece : result.pieces) {
    if (piece.weight == 0) continue;
    const std::string_view stretch = slice(paragraph, piece.range);
    count_letters(paragraph, piece, result.letters);
    Judgement judgement = judge_.judge(stretch, result.letters, result.judge);
    follow(whole, stretch, piece.weight, judgement, result);
    if (judgement.score < sure_score() && judgement.script == whole.script &&
        judge_.could_be(whole.language, judgement.script)) {
      judgement.language = whole.language;
      judgement.score = std::min(whole.score, 0.5);
    }
    // The parts of a sentence around a quotation are one: together they have letters enough not to follow the document.
    if (in_quotes && !piece.quoted && piece.weight < options_.minimum_letters && judgement.script == whole.script) {
      judgement = whole;
      judgement.fit = -1;
    }
    result.paragraphs.push_back(
        {{offset + piece.range.start, offset + piece.range.end}, votes_of(piece), piece.weight, judgement, line});
  }
}

// Hears what the paragraphs from `first` on say of those that follow.
void Tagger::settle(std::size_t first, TaggedText& result) const {
  for (std::size_t i = first; i < result.paragraphs.size(); ++i) {
    const Judgement& j = result.paragraphs[i].judgement;
    if (j.language == TagTable::none || j.score < sure_score()) continue;
    if (j.language != result.last_sure || j.script != result.last_sure_script) result.last_sure_letters = 0;
    result.last_sure = j.language;
    result.last_sure_script = j.script;
    result.last_sure_letters += result.paragraphs[i].letters;
  }
  const bool enough = result.last_sure_letters >= static_cast<uint64_t>(weights_.settled);
  result.judge.settle(enough ? result.last_sure : TagTable::none, result.last_sure_script);
}

}  // namespace docmill::language
