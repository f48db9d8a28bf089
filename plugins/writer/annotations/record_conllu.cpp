#include "annotations/record_conllu.hpp"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "docmill/base/json_text.hpp"

namespace docmill::writer {

namespace {

// White space as UDPipe writes it in a value, where a bar would end it.
void append_escaped(std::string& out, std::string_view text, bool spaces) {
  for (const char c : text) {
    switch (c) {
      case ' ': out += spaces ? "\\s" : " "; break;
      case '\t': out += "\\t"; break;
      case '\r': out += "\\r"; break;
      case '\n': out += "\\n"; break;
      case '|': out += "\\p"; break;
      case '\\': out += "\\\\"; break;
      default: out += c;
    }
  }
}

// A part of a mention, in which - ( ) have a meaning: all but letters, digits and ._~ of ASCII is percent-encoded.
void append_mention_part(std::string& out, std::string_view part) {
  std::string encoded;
  append_iri_part(encoded, part);
  for (const char c : encoded) {
    if (c == '-') out += "%2D";
    else if (c == '/') out += "%2F";
    else out += c;
  }
}

// A form may hold no tab and no line end.
void append_form(std::string& out, std::string_view form) {
  for (const char c : form) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

// Spans over spans over many sentences: beyond this many parts a document is refused.
constexpr std::size_t most_parts = 4'000'000;

// A span within one sentence, by tokens.
struct MentionPart {
  uint32_t first, last;
  uint32_t mention;
  uint32_t number, of;  // part `number` of `of`
};

struct Mention {
  uint32_t entity;    // e1, e2, ...: mentions of one layer with one value have one
  std::string about;  // "-chip-Q1-0.97"
};

class Mentions {
 public:
  Mentions(const ConllUWords& words) : words_(words) {}

  void add(const Annotation& a) {
    const std::vector<Token>& tokens = words_.tokens();
    const auto ends_before = [](const Token& token, uint32_t byte) { return token.end <= byte; };
    const auto begins_before = [](const Token& token, uint32_t byte) { return token.start < byte; };
    const auto first = std::lower_bound(tokens.begin(), tokens.end(), a.span.row.start(), ends_before);
    const auto behind = std::lower_bound(first, tokens.end(), a.span.row.end(), begins_before);
    if (a.span.row.start() == a.span.row.end() || first == behind) return;
    add_parts(static_cast<uint32_t>(first - tokens.begin()), static_cast<uint32_t>(behind - tokens.begin()) - 1);
    mentions_.push_back({entity_of(a), about(a)});
  }

  // Longer ones open first, and close last.
  void sort() {
    std::stable_sort(parts_.begin(), parts_.end(), [](const MentionPart& a, const MentionPart& b) {
      return a.first != b.first ? a.first < b.first : a.last > b.last;
    });
    by_last_.resize(parts_.size());
    for (uint32_t i = 0; i < by_last_.size(); ++i) by_last_[i] = i;
    std::stable_sort(by_last_.begin(), by_last_.end(), [&](uint32_t a, uint32_t b) {
      return parts_[a].last != parts_[b].last ? parts_[a].last < parts_[b].last : a > b;
    });
  }

  // What begins and ends at the next token: "(e1-chip-Q1-0.97)". Ask for each token, in order.
  void append_at(uint32_t token, std::string& out) {
    for (; closed_ < by_last_.size() && parts_[by_last_[closed_]].last == token; ++closed_) {
      const MentionPart& part = parts_[by_last_[closed_]];
      if (part.first == token) continue;  // opens and closes here
      append_name(part, out);
      out += ')';
    }
    for (; opened_ < parts_.size() && parts_[opened_].first == token; ++opened_) {
      const MentionPart& part = parts_[opened_];
      out += '(';
      append_name(part, out);
      out += mentions_[part.mention].about;
      if (part.last == token) out += ')';
    }
  }

 private:
  void add_parts(uint32_t first, uint32_t last) {
    const std::vector<TokenSentence>& sentences = words_.sentences();
    const auto ends_before = [](const TokenSentence& s, uint32_t token) { return s.first_token + s.n_tokens <= token; };
    const auto mention = static_cast<uint32_t>(mentions_.size());
    const std::size_t begin = parts_.size();
    for (auto s = std::lower_bound(sentences.begin(), sentences.end(), first, ends_before);
         s != sentences.end() && s->first_token <= last; ++s) {
      if (parts_.size() == most_parts)
        throw std::runtime_error("its spans go over too many sentences (4,000,000 parts); leave the longest layer out");
      const uint32_t number = static_cast<uint32_t>(parts_.size() - begin) + 1;
      parts_.push_back(
          {std::max(first, s->first_token), std::min(last, s->first_token + s->n_tokens - 1), mention, number, 0});
    }
    for (std::size_t i = begin; i < parts_.size(); ++i) parts_[i].of = static_cast<uint32_t>(parts_.size() - begin);
  }
  static std::string_view identity_of(const Annotation& a) {
    if (!a.item.empty()) return a.item;
    return a.layer->has_value ? a.span.row.value().value_or(std::string_view()) : std::string_view();
  }
  uint32_t entity_of(const Annotation& a) {
    const std::string_view identity = identity_of(a);
    if (identity.empty()) return ++n_entities_;
    std::string key = a.layer->name;
    key += '\n';
    key += identity;
    const auto [known, is_new] = entities_.emplace(std::move(key), n_entities_ + 1);
    if (is_new) ++n_entities_;
    return known->second;
  }
  static std::string about(const Annotation& a) {
    std::string text = "-";
    append_mention_part(text, a.type);
    text += '-';
    append_mention_part(text, identity_of(a));
    text += '-';
    if (!a.layer->has_score) return text;
    if (const std::optional<double> score = a.span.row.score()) {
      std::string number;
      append_json_number(number, *score);
      append_mention_part(text, number);
    }
    return text;
  }
  void append_name(const MentionPart& part, std::string& out) const {
    out += 'e' + std::to_string(mentions_[part.mention].entity);
    if (part.of > 1) out += '[' + std::to_string(part.number) + '/' + std::to_string(part.of) + ']';
  }

  const ConllUWords& words_;
  std::vector<Mention> mentions_;
  std::vector<MentionPart> parts_;
  std::vector<uint32_t> by_last_;
  std::size_t opened_ = 0, closed_ = 0;
  std::unordered_map<std::string, uint32_t> entities_;  // looked up, never walked
  uint32_t n_entities_ = 0;
};

class SentenceLines {
 public:
  SentenceLines(const AnnotatedText& text, Document document, Positions& positions, const ConllUWords& words,
                Mentions& mentions, std::string& out)
      : annotated_(text),
        document_(document),
        positions_(positions),
        text_(text.text(document)),
        words_(words),
        mentions_(mentions),
        out_(out) {}

  void write(Outflow& outflow) {
    out_ += "# newdoc id = ";
    append_escaped(out_, annotated_.id(document_), false);
    out_ += "\n# global.Entity = eid-etype-identity-score\n";
    uint32_t number = 0;
    for (const TokenSentence& sentence : words_.sentences()) {
      write_sentence(sentence, ++number, outflow);
    }
    if (number == 0) out_ += '\n';
  }

 private:
  std::string_view token(uint32_t i) const {
    return text_.substr(words_.tokens()[i].start, words_.tokens()[i].end - words_.tokens()[i].start);
  }
  // What stands between a token and the next one, or the end of the text.
  std::string_view gap_behind(uint32_t i) const {
    const std::vector<Token>& tokens = words_.tokens();
    const std::size_t end = i + 1 < tokens.size() ? tokens[i + 1].start : text_.size();
    return text_.substr(tokens[i].end, end - tokens[i].end);
  }

  // A sentence may be the whole text: a million points are a million words.
  void write_sentence(const TokenSentence& sentence, uint32_t number, Outflow& outflow) {
    if (sentence.begins_line) out_ += "# newpar\n";
    out_ += "# sent_id = ";
    append_mention_part(out_, annotated_.id(document_));
    out_ += "-s" + std::to_string(number) + "\n# text = ";
    const uint32_t end = sentence.first_token + sentence.n_tokens;
    for (uint32_t i = sentence.first_token; i < end; ++i) {
      append_form(out_, token(i));
      if (i + 1 < end && !gap_behind(i).empty()) out_ += ' ';
    }
    out_ += '\n';
    for (uint32_t i = sentence.first_token; i < end; ++i) {
      outflow.relieve(out_, "its words");
      write_token(i, i - sentence.first_token + 1);
    }
    out_ += '\n';
  }

  void write_token(uint32_t i, uint32_t number) {
    out_ += std::to_string(number) + '\t';
    append_form(out_, token(i));
    out_ += "\t_\t_\t_\t_\t_\t_\t_\t";
    entity_.clear();
    mentions_.append_at(i, entity_);
    if (!entity_.empty()) out_ += "Entity=" + entity_ + '|';
    append_spaces(i);
    const Token& place = words_.tokens()[i];
    out_ += "TokenRange=" + std::to_string(annotated_.code_point(document_, positions_, place.start)) + ':' +
            std::to_string(annotated_.code_point(document_, positions_, place.end)) + '\n';
  }

  void append_spaces(uint32_t i) {
    const std::string_view behind = gap_behind(i);
    if (behind.empty()) {
      out_ += "SpaceAfter=No|";
    } else if (behind != " ") {
      out_ += "SpacesAfter=";
      append_escaped(out_, behind, true);
      out_ += '|';
    }
    if (i != 0 || words_.tokens()[0].start == 0) return;
    out_ += "SpacesBefore=";
    append_escaped(out_, text_.substr(0, words_.tokens()[0].start), true);
    out_ += '|';
  }

  const AnnotatedText& annotated_;
  Document document_;
  Positions& positions_;
  std::string_view text_;
  const ConllUWords& words_;
  Mentions& mentions_;
  std::string& out_;
  std::string entity_;
};

}  // namespace

void ConllUDocument::append(Document document, Positions& positions, ConllUWords& words, std::string& out,
                            Outflow outflow) const {
  positions.next_document();
  if (!text_.has_text(document)) return;
  words.cut(text_.text(document), string_of(language_, document).value_or(std::string_view()));
  Mentions mentions(words);
  text_.for_each(document, positions, outflow, out, [&](const Annotation& a) { mentions.add(a); });
  mentions.sort();
  SentenceLines(text_, document, positions, words, mentions, out).write(outflow);
}

}  // namespace docmill::writer
