#include "pieces.hpp"

#include <unicode/uchar.h>

#include <algorithm>
#include <bit>

#include "docmill/base/utf8.hpp"

namespace docmill::language {

namespace {

bool ends_sentence(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x61F || c == 0x6D4 || c == 0x964 || c == 0x589;
}
// These need no space after them.
bool ends_wide_sentence(char32_t c) { return c == 0x3002 || c == 0xFF01 || c == 0xFF1F; }
bool closes(char32_t c) {
  return c == ')' || c == ']' || c == '"' || c == '\'' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x300D;
}
bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000; }

bool is_quotation_mark(char32_t c) {
  return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A ||
         c == 0x300C || c == 0x300E;
}
bool opens_bracket(char32_t c) { return c == '(' || c == '[' || c == 0xFF08; }
bool closes_bracket(char32_t c) { return c == ')' || c == ']' || c == 0xFF09; }

// Does no letter of what begins with a bracket stand behind the last one that closes?
bool is_in_brackets(std::string_view part) {
  const LetterScripts& scripts = LetterScripts::get();
  for (std::size_t at = part.size(); at > 0;) {
    const char32_t c = utf8::previous(part, at);
    if (closes_bracket(c)) return true;
    if (scripts[c] != USCRIPT_COMMON) break;
  }
  return std::none_of(part.begin(), part.end(), [](char c) { return c == ')' || c == ']'; }) &&
         part.find("\uFF09") == std::string_view::npos;
}

// Words that begin with a small Latin letter: there are none in most names.
std::size_t count_small_words(std::string_view text) {
  const LetterScripts& scripts = LetterScripts::get();
  std::size_t n = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = utf8::next(text, at);
    const bool letter = scripts[c] == USCRIPT_LATIN;
    n += letter && !in_word && u_islower(static_cast<UChar32>(c));
    in_word = letter || (c >= '0' && c <= '9');
  }
  return n;
}

constexpr std::size_t enough_small_words = 2;  // to be a sentence, not a name

// A sentence that begins and ends in one script is in it, however long a phrase of another stands in between.
// `parts`: of one sentence, in order.
void mark_insertions(std::string_view text, std::vector<Piece>& parts) {
  const auto is_empty = [](const Piece& part) { return part.weight == 0; };
  const auto first = std::find_if_not(parts.begin(), parts.end(), is_empty);
  const auto last = std::find_if_not(parts.rbegin(), parts.rend(), is_empty);
  if (first == parts.end() || first->script != last->script) return;
  const UScriptCode script = first->script;
  uint64_t frame = 0, others = 0;
  std::size_t small_words = 0;
  for (const Piece& part : parts) {
    (part.script == script ? frame : others) += part.weight;
    if (part.script == script && script == USCRIPT_LATIN) small_words += count_small_words(slice(text, part.range));
  }
  if (frame < min_quoted_weight || frame * 2 < others) return;
  if (script == USCRIPT_LATIN && small_words < enough_small_words) return;
  for (Piece& part : parts) {
    if (part.script == script || part.quoted || part.weight < min_quoted_weight) continue;
    const bool may_be_name = part.script == USCRIPT_LATIN && part.weight < min_piece_weight;
    part.aside = part.aside || !may_be_name || count_small_words(slice(text, part.range)) >= enough_small_words;
  }
}

// Collects pieces and joins the light ones as they come.
class Cutter {
 public:
  Cutter(std::string_view text, std::vector<Piece>& pieces) : text_(text), pieces_(pieces) {}

  // One letter at `at`, or a run of such letters that begins there.
  void letter(UScriptCode script, uint64_t weight, std::size_t at) {
    if (script != script_) change_script(script, at);
    weight_ += weight;
    word_weight_ += weight;
  }
  void word_starts(std::size_t at) {
    word_start_ = at;
    word_weight_ = 0;
  }
  // The same as cut(), where there were only so many Latin letters since the last time.
  void cut_latin(uint64_t weight, std::size_t at) {
    script_ = weight > 0 ? USCRIPT_LATIN : USCRIPT_UNKNOWN;
    weight_ = weight;
    cut(at);
  }
  // A sentence ends.
  void cut(std::size_t at) {
    Piece rest{};
    const bool is_rest = take_part(at, rest);
    if (!parts_.empty()) end_mixed_sentence(is_rest ? &rest : nullptr);
    else if (is_rest) add(rest);
  }

 private:
  // The word in which the script changes goes with what follows, but for what stands before a quotation mark in it
  // (Chinese and Japanese have no space there).
  void change_script(UScriptCode script, std::size_t at) {
    std::size_t before = at;
    if (before > 0) utf8::previous(text_, before);
    if (script_ != USCRIPT_UNKNOWN && before > start_ && word_weight_ > 0 && begins_quotation(before)) {
      cut_part(before);
      word_weight_ = 0;
      word_start_ = before;
    } else if (script_ != USCRIPT_UNKNOWN) {
      const uint64_t word = word_start_ > start_ ? word_weight_ : 0;
      weight_ -= word;
      cut_part(word_start_ > start_ ? word_start_ : at);
      weight_ = word_weight_ = word;
      pure_ = word == 0;
    }
    script_ = script;
  }
  bool begins_quotation(std::size_t at) const {
    const char32_t c = utf8::next(text_, at);
    return is_quotation_mark(c) || opens_bracket(c);
  }
  void cut_part(std::size_t at) {
    Piece part{};
    if (take_part(at, part)) parts_.push_back(part);
  }
  // What stands from the last cut to `at`, without the spaces around; false: nothing.
  [[gnu::always_inline]] bool take_part(std::size_t at, Piece& part) {
    if (at <= start_) return false;
    std::size_t from = start_, to = at;
    while (from < to && text_[from] == ' ') ++from;
    while (to > from && text_[to - 1] == ' ') --to;
    part = {{static_cast<uint32_t>(from), static_cast<uint32_t>(to)}, weight_, script_, false, false, pure_};
    start_ = at;
    weight_ = word_weight_ = 0;
    script_ = USCRIPT_UNKNOWN;
    pure_ = true;
    if (from == to) return false;
    if (is_ascii_letter(text_[from])) return true;
    const char32_t first = utf8::next(text_, from);
    part.quoted = is_quotation_mark(first);
    part.aside = opens_bracket(first) && is_in_brackets(slice(text_, part.range));
    return true;
  }
  [[gnu::noinline]] void end_mixed_sentence(const Piece* rest) {
    if (rest != nullptr) parts_.push_back(*rest);
    if (parts_.size() > 2) mark_insertions(text_, parts_);
    for (const Piece& part : parts_) add(part);
    parts_.clear();
  }
  void add(const Piece& piece) {
    if (pieces_.empty() || !joins(pieces_.back(), piece)) {
      pieces_.push_back(piece);
      return;
    }
    Piece& last = pieces_.back();
    last.pure = last.pure && piece.pure && (last.script == piece.script || last.weight == 0 || piece.weight == 0);
    if (last.weight < piece.weight) {
      last.script = piece.script;
      last.quoted = last.quoted && piece.quoted;
      last.aside = last.aside && piece.aside;
    }
    last.weight += piece.weight;
    last.range.end = piece.range.end;
  }
  // A foreign name goes with what is around it; a quotation in another script stands for itself, and so does what is
  // around it, however short.
  static bool joins(const Piece& before, const Piece& piece) {
    const Piece& light = piece.weight <= before.weight ? piece : before;
    const Piece& heavy = &light == &piece ? before : piece;
    if (before.script == piece.script || light.weight == 0) return light.weight < min_piece_weight;
    if (light.quoted) return light.weight < min_quoted_weight;
    return light.weight < (!light.aside && (heavy.quoted || heavy.aside) ? min_quoted_weight / 3 : min_piece_weight);
  }

  std::string_view text_;
  std::vector<Piece>& pieces_;
  std::vector<Piece> parts_;  // of the sentence, each in one script
  std::size_t start_ = 0, word_start_ = 0;
  uint64_t weight_ = 0, word_weight_ = 0;  // of the piece's and the word's letters so far
  UScriptCode script_ = USCRIPT_UNKNOWN;
  bool pure_ = true;  // no letter before the script changed inside a word
};

// Are the letters of the text Latin, and does no sentence in it end as in Chinese? Then what is beyond ASCII becomes of
// the kind that it is of for cut_latin(): letters, stops, closers, blanks.
bool is_latin(std::string_view text, Kinds kinds) {
  const LetterScripts& scripts = LetterScripts::get();
  for (std::size_t at = find_kind(kinds, &ByteKinds::beyond, 0), next = 0; at < text.size();
       at = find_kind(kinds, &ByteKinds::beyond, next)) {
    next = at;
    const char32_t c = utf8::next(text, next);
    const UScriptCode script = scripts[c];
    const auto put = [&](Kind kind, std::size_t byte) {
      kinds[byte / ByteKinds::size].*kind |= uint64_t{1} << byte % ByteKinds::size;
    };
    if (script == USCRIPT_LATIN) {
      put(&ByteKinds::letters, at);
    } else if (script != USCRIPT_COMMON || ends_wide_sentence(c)) {
      return false;
    } else if (is_blank(c)) {
      put(&ByteKinds::blanks, at);
    } else if (ends_sentence(c)) {
      put(&ByteKinds::stops, next - 1);
    } else if (closes(c)) {
      for (std::size_t i = at; i < next; ++i) put(&ByteKinds::closers, i);
    }
  }
  return true;
}

// Where blanks follow the end of a sentence, and what closes a quotation with it.
void cut_latin(std::string_view paragraph, ConstKinds kinds, Cutter& cutter, LetterCount& letters) {
  std::size_t start = 0;
  const auto cut = [&](std::size_t at) {
    const uint64_t weight = count_kind(kinds, &ByteKinds::letters, start, at);
    letters.add(USCRIPT_LATIN, weight);
    cutter.cut_latin(weight, at);
    start = at;
  };
  for (std::size_t block = 0; block < kinds.size(); ++block) {
    for (uint64_t stops = kinds[block].stops; stops != 0; stops &= stops - 1) {
      std::size_t at = block * ByteKinds::size + static_cast<std::size_t>(std::countr_zero(stops)) + 1;
      while (is_of(kinds, &ByteKinds::closers, at)) ++at;
      if (is_of(kinds, &ByteKinds::blanks, at)) cut(at);
    }
  }
  cut(paragraph.size());
}

void cut_any(std::string_view paragraph, Cutter& cutter, LetterCount& letters) {
  const LetterScripts& scripts = LetterScripts::get();
  bool ended = false;
  uint64_t latin = 0;
  for (std::size_t at = 0; at < paragraph.size();) {
    const std::size_t from = at;
    if (is_ascii_letter(paragraph[at])) {
      do ++at;
      while (at < paragraph.size() && is_ascii_letter(paragraph[at]));
      latin += at - from;
      cutter.letter(USCRIPT_LATIN, at - from, from);
      ended = false;
      continue;
    }
    const char32_t c = utf8::next(paragraph, at);
    if (is_blank(c)) {
      if (ended) cutter.cut(from);
      cutter.word_starts(at);
      ended = false;
      continue;
    }
    const UScriptCode script = c < 0x80 ? USCRIPT_COMMON : scripts[c];
    if (script != USCRIPT_COMMON) {
      letters.add(script, weight_of(script));
      cutter.letter(cutting_script(script), weight_of(script), from);
      ended = false;
    } else if (ends_wide_sentence(c)) {
      cutter.cut(at);
    } else {
      ended = ends_sentence(c) || (ended && closes(c));
    }
  }
  cutter.cut(paragraph.size());
  letters.add(USCRIPT_LATIN, latin);
}

}  // namespace

void cut_pieces(std::string_view paragraph, Kinds kinds, std::vector<Piece>& pieces, LetterCount& letters) {
  pieces.clear();
  Cutter cutter(paragraph, pieces);
  if (is_latin(paragraph, kinds)) cut_latin(paragraph, kinds, cutter, letters);
  else cut_any(paragraph, cutter, letters);
}

bool discount_asides(std::string_view line, const std::vector<Piece>& pieces, LetterCount& letters) {
  constexpr uint64_t part = 8;
  uint64_t others = 0, asides = 0;
  for (const Piece& piece : pieces) (piece.aside ? asides : others) += piece.weight;
  if (asides == 0 || others < min_quoted_weight / 3) return false;
  LetterCount aside;
  for (const Piece& piece : pieces) {
    if (!piece.aside) continue;
    aside.clear();
    aside.add(slice(line, piece.range));
    for (const UScriptCode script : {piece.script, USCRIPT_HIRAGANA, USCRIPT_KATAKANA})
      letters.take_away(script, aside.weight(script) - aside.weight(script) / part);
  }
  return true;
}

void cut_pieces_by_letters(std::string_view paragraph, std::vector<Piece>& pieces, LetterCount& letters) {
  pieces.clear();
  Cutter cutter(paragraph, pieces);
  cut_any(paragraph, cutter, letters);
}

namespace {

// The marks that can close what `c` opens; none: it opens nothing.
std::u32string_view closers(char32_t c) {
  switch (c) {
    case '"': return U"\"";
    case 0x201C: return U"\u201D";        // “…”
    case 0x201E: return U"\u201C\u201D";  // „…“ „…”
    case 0x201D: return U"\u201D";        // ”…”
    case 0x2018: return U"\u2019";        // ‘…’
    case 0xAB: return U"\u00BB";          // «…»
    case 0xBB: return U"\u00AB\u00BB";    // »…« »…»
    case 0x2039: return U"\u203A";        // ‹…›
    case 0x300C: return U"\u300D";
    case 0x300E: return U"\u300F";
    default: return {};
  }
}

// Does a letter of a script that puts spaces between words stand at text[at], or before it?
bool is_letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && LetterScripts::get()[utf8::next(text, at)] != USCRIPT_COMMON;
}
bool is_letter_before(std::string_view text, std::size_t at) {
  return at > 0 && LetterScripts::get()[utf8::previous(text, at)] != USCRIPT_COMMON;
}

}  // namespace

void find_quotations(std::string_view paragraph, std::vector<Range>& quotations) {
  LetterCount letters;
  std::u32string unclosed;  // opening marks that nothing closes from here on
  for (std::size_t at = 0; at < paragraph.size();) {
    const std::size_t from = at;
    const char32_t open = utf8::next(paragraph, at);
    const std::u32string_view close = closers(open);
    const bool wide = open == 0x300C || open == 0x300E;  // needs no space before and behind it
    if (close.empty() || (!wide && is_letter_before(paragraph, from)) || unclosed.find(open) != std::u32string::npos)
      continue;
    std::size_t to = at;
    bool closed = false;
    while (to < paragraph.size() && !closed) {
      closed =
          close.find(utf8::next(paragraph, to)) != std::u32string_view::npos && (wide || !is_letter_at(paragraph, to));
    }
    if (!closed) {
      unclosed += open;
      continue;
    }
    letters.clear();
    letters.add(paragraph.substr(from, to - from));
    if (letters.weight() >= min_quoted_weight)
      quotations.push_back({static_cast<uint32_t>(from), static_cast<uint32_t>(to)});
    at = to;
  }
}

}  // namespace docmill::language
