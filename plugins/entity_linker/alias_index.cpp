#include "alias_index.hpp"

#include <algorithm>
#include <tuple>

namespace docmill::linker {
namespace {

// A form with the hashes of its token sequence.
struct Compiled {
  FormSource source;
  uint64_t sequence = 0;
};

std::size_t table_size(std::size_t n) {
  std::size_t size = 16;
  while (size < 2 * n) size *= 2;
  return size;
}

}  // namespace

AliasIndex::AliasIndex(const CharacterTable& characters, std::vector<FormSource> sources) {
  std::vector<Compiled> compiled;
  std::vector<uint64_t> prefixes;
  std::vector<Token> tokens;
  for (FormSource& source : sources) {
    if (source.text.size() > max_alias_bytes) continue;
    scan_tokens(characters, source.text, tokens);
    const bool has_word =
        std::any_of(tokens.begin(), tokens.end(), [](const Token& t) { return t.kind != TokenKind::punctuation; });
    if (!has_word) continue;
    uint64_t sequence = 0;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
      sequence = extend_sequence(sequence, tokens[i], i == 0);
      if (i + 1 < tokens.size()) prefixes.push_back(sequence);
    }
    const uint32_t bit = tokens[0].hash & 0xFFFF;
    begins_any_[bit >> 6] |= uint64_t{1} << (bit & 63);
    if (!tokens[0].is(token_flag::has_upper)) begins_lower_[bit >> 6] |= uint64_t{1} << (bit & 63);
    if (tokens.size() == 1) source.flags |= form_flag::one_token;
    // The s of a plural is no part of a mention, so neither of a form; nor is white space around it.
    source.text = source.text.substr(tokens.front().start, tokens.back().end - tokens.front().start);
    compiled.push_back({std::move(source), sequence});
  }

  // One order whatever the order of the sources; of equal forms of an entity the one with the fewest flags stays.
  std::sort(compiled.begin(), compiled.end(), [](const Compiled& a, const Compiled& b) {
    return std::tie(a.sequence, a.source.text, a.source.entity, a.source.flags) <
           std::tie(b.sequence, b.source.text, b.source.entity, b.source.flags);
  });
  compiled.erase(std::unique(compiled.begin(), compiled.end(),
                             [](const Compiled& a, const Compiled& b) {
                               return a.sequence == b.sequence && a.source.entity == b.source.entity &&
                                      a.source.text == b.source.text;
                             }),
                 compiled.end());
  std::sort(prefixes.begin(), prefixes.end());
  prefixes.erase(std::unique(prefixes.begin(), prefixes.end()), prefixes.end());

  nodes_.assign(table_size(compiled.size() + prefixes.size()), Node());
  mask_ = nodes_.size() - 1;
  for (const uint64_t prefix : prefixes) node_for(prefix).goes_on = 1;
  for (const Compiled& c : compiled) {
    Node& node = node_for(c.sequence);
    if (node.n_forms == 0) node.forms = static_cast<uint32_t>(forms_.size());
    node.n_forms = node.n_forms + 1;
    forms_.push_back({static_cast<uint32_t>(pool_.size()), static_cast<uint16_t>(c.source.text.size()), c.source.flags,
                      c.source.entity});
    pool_ += c.source.text;
  }
}

AliasIndex::Node& AliasIndex::node_for(uint64_t sequence) {
  const uint64_t key = sequence | 1;
  std::size_t at = (sequence >> 32) & mask_;
  while (nodes_[at].key != 0 && nodes_[at].key != key) at = (at + 1) & mask_;
  nodes_[at].key = key;
  return nodes_[at];
}

}  // namespace docmill::linker
