#include "host/run/result_questions.hpp"

#include "host/run/flat_bytes.hpp"

namespace docmill::host {
namespace {

StageResultStore* store_of(const PreparedPipeline& prepared, int stage) {
  if (stage < 0 || static_cast<std::size_t>(stage) >= prepared.stages.size()) return nullptr;
  const auto i = static_cast<std::size_t>(stage);
  return prepared.records[i] ? prepared.records[i]->source() : prepared.stages[i]->stage_results();
}

}  // namespace

bool RemoteResults::find(const Digest& key, Document& document, std::string& out) {
  const std::string answer = serving_.ask(question(Question::find_answer, key, document));
  if (answer.empty()) return false;
  out.assign(answer, 1);
  return true;
}

void RemoteResults::store(const Digest& key, Document& document, uint32_t verdict, std::string_view answer) {
  std::string text = question(Question::keep_answer, key, document);
  flat::put(text, verdict);
  flat::put_bytes(text, answer);
  (void)serving_.ask(text);
}

std::string RemoteResults::question(Question kind, const Digest& key, const Document& document) const {
  std::string text;
  flat::put(text, kind);
  flat::put<int32_t>(text, stage_);
  flat::put(text, key);
  flat::put_bytes(text, document.source.id);
  flat::put_bytes(text, document.source.file);
  flat::put<uint64_t>(text, document.source.line.value_or(0));
  return text;
}

std::string answer_to(const PreparedPipeline& prepared, std::string_view question) {
  flat::Reader in(question);
  const auto kind = in.get<Question>();
  StageResultStore* store = store_of(prepared, in.get<int32_t>());
  const auto key = in.get<Digest>();
  Document document;
  in.string(document.source.id);
  in.string(document.source.file);
  if (const auto line = in.get<uint64_t>(); line != 0) document.source.line = line;
  if (store == nullptr || !in.is_whole()) return {};
  std::string found;
  if (kind == Question::find_answer) return store->find(key, document, found) ? "+" + found : std::string();
  const auto verdict = in.get<uint32_t>();
  const std::string_view answer = in.bytes();
  if (in.is_used_up()) store->store(key, document, verdict, answer);
  return {};
}

}  // namespace docmill::host
