// Knowledge tables and texts made of anything: the parser must refuse or take them with a sentence, the linker must
// give sorted, disjoint mentions inside the text, the same ones twice. The input is a table and a text, divided by the
// first line that is "%%"; without one the input is both.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <docmill/base/utf8.hpp>

#include "compile/compile_tables.hpp"
#include "linker.hpp"

using namespace docmill::linker;

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

// The text as the host would hand it over: valid UTF-8.
std::string repaired(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t n = docmill::utf8::valid_length(bytes, at);
    if (n == 0) text += '?';
    else text += bytes.substr(at, n);
    at += n == 0 ? 1 : n;
  }
  return text;
}

void check_mentions(const Linker& linker, std::string_view text, LinkerScratch& scratch) {
  linker.link(text, scratch);
  const Analysis& a = scratch.analysis;
  uint32_t end = 0;
  for (const Mention& m : a.mentions) {
    require(m.first_token <= m.last_token && m.last_token < a.tokens.size());
    require(a.tokens[m.first_token].start >= end);
    end = a.tokens[m.last_token].end;
    require(end <= text.size());
    require(docmill::utf8::is_border(text, a.tokens[m.first_token].start) && docmill::utf8::is_border(text, end));
    require((m.state == MentionState::linked) == (m.entity != no_entity));
    require(m.score >= 0 && m.score <= 1);
    require(m.first_candidate + std::size_t{m.n_candidates} <= a.candidates.size());
    require(!linker.nil_label(a, m).empty());
    if (m.n_candidates > 0) linker.rank_candidates(scratch.analysis, m);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t divide = input.find("\n%%\n");
  const std::string_view table = input.substr(0, divide == std::string_view::npos ? size : divide + 1);
  const std::string text = repaired(divide == std::string_view::npos ? input : input.substr(divide + 4));
  const KnowledgeTable parsed = parse_knowledge_tsv(table);
  for (const KnowledgeProblem& p : parsed.problems) require(!p.message.empty() && p.message.back() != '.');
  if (!parsed.problems.empty()) return 0;
  const Linker linker{base_of_tables({parsed}), {}};
  LinkerScratch scratch;
  check_mentions(linker, text, scratch);
  const std::size_t n = scratch.analysis.mentions.size();
  check_mentions(linker, text, scratch);
  require(scratch.analysis.mentions.size() == n);
  return 0;
}
