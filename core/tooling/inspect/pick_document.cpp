#include "tooling/inspect/pick_document.hpp"
#include "host/pipeline/path_text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <utility>

#include "host/diagnostics/spelling.hpp"
#include "host/pipeline/words.hpp"
#include "tooling/inspect/trace.hpp"

namespace docmill::tooling {
namespace {

constexpr std::size_t ids_kept = 2000;  // for "did you mean"

Status usage(std::string sentence) { return {Trouble::usage, std::move(sentence)}; }

// "FILE:LINE" -> both.
std::pair<std::string, std::optional<uint64_t>> cut_line(const std::string& said) {
  const std::size_t colon = said.rfind(':');
  uint64_t line = 0;
  if (colon == std::string::npos || colon + 1 == said.size()) return {said, std::nullopt};
  const auto [end, error] = std::from_chars(said.data() + colon + 1, said.data() + said.size(), line);
  if (error != std::errc() || end != said.data() + said.size() || line == 0) return {said, std::nullopt};
  return {said.substr(0, colon), line};
}

// "ID#PART" -> both.
std::pair<std::string, uint32_t> cut_part(const std::string& said) {
  const std::size_t hash = said.rfind('#');
  uint32_t part = 0;
  if (hash == std::string::npos || hash + 1 == said.size()) return {said, 0};
  const auto [end, error] = std::from_chars(said.data() + hash + 1, said.data() + said.size(), part);
  if (error != std::errc() || end != said.data() + said.size()) return {said, 0};
  return {said.substr(0, hash), part};
}

// The document of this file at that line; without a line the only one.
Result<PickedDocument> read_from(const InputFile& file, std::optional<uint64_t> line,
                                 const PreparedPipeline& prepared) {
  if (file.problem) return usage(fmt::format("{}: {}", file.path, file.problem->message));
  InputList list;
  list.files.push_back(file);
  InputReader reader(list, prepared.plan.file.max_document, prepared.plan.file.stdin_format, {},
                     open_readers(prepared));
  RawDocument raw, first;
  uint64_t n = 0;
  while (reader.next(raw)) {
    if (line && raw.line == *line) return PickedDocument{file, std::move(raw), std::nullopt, std::nullopt, 0};
    if (++n == 1) std::swap(first, raw);
    if (n == 2 && !line) break;
  }
  if (n == 0) return usage(fmt::format("{} holds no document", file.name));
  if (line) return usage(fmt::format("{} has no document at line {}", file.name, *line));
  if (n > 1) return usage(fmt::format("{0} holds several documents; name one by its line, as in {0}:1", file.name));
  return PickedDocument{file, std::move(first), std::nullopt, std::nullopt, 0};
}

// The files that these paths name; the status is the first mistake.
Result<InputList> list_of(const PreparedPipeline& prepared, const std::vector<WrittenPath>& from, bool with_skip) {
  PipelineFile file;
  file.source = prepared.plan.file.source;
  file.from = from;
  file.readers = prepared.plan.file.readers;
  file.stdin_format = prepared.plan.file.stdin_format;
  if (with_skip) {
    file.skip = prepared.plan.file.skip;
    file.to = prepared.plan.file.to;
  }
  Diagnostics diagnostics;
  InputList list = list_inputs(file, diagnostics);
  for (const Diagnostic& d : diagnostics.all())
    if (d.severity == Severity::error) return usage(d.message);
  return list;
}

// A document by its id: the whole input is read for it.
Result<PickedDocument> find_id(const std::string& id, const InputList& inputs, const PreparedPipeline& prepared) {
  InputReader reader(inputs, prepared.plan.file.max_document, prepared.plan.file.stdin_format, {},
                     open_readers(prepared));
  DocumentParser parser(parse_settings(prepared));
  std::vector<std::string> ids;
  RawDocument raw;
  SourceDocument source;
  while (reader.next(raw)) {
    RawDocument copy = raw;
    const InputFile& file = inputs.files[raw.file];
    parser.parse(file, raw, source);
    if (source.id == id) {
      const uint32_t number = std::exchange(copy.file, 0);
      return PickedDocument{file, std::move(copy), std::nullopt, number, 0};
    }
    if (ids.size() < ids_kept) ids.push_back(source.id);
  }
  return usage(fmt::format("no document {} in the input, by its id, its file or FILE:LINE, and no such file{}",
                           in_quotes(id), suggestion(id, ids)));
}

}  // namespace

Result<PickedDocument> document_of(const PipelineTest& test, const PreparedPipeline& prepared) {
  if (test.input) {
    const InputFormat format = format_named(test.format);
    const char* name = format == InputFormat::html       ? "test.html"
                       : format == InputFormat::markdown ? "test.md"
                       : format == InputFormat::jsonl    ? "test.jsonl"
                                                         : "test.txt";
    PickedDocument document{input_named(name, format), raw_document(test.input->value), {}, {}, 0};
    if (format == InputFormat::jsonl) {
      document.raw.line = 1;
      while (document.raw.bytes.ends_with('\n')) document.raw.bytes.pop_back();
    }
    if (test.id) document.id = test.id->value;
    return document;
  }
  WrittenPath file = *test.file;
  Diagnostics mistakes;
  if (!expand_path(file, mistakes)) return usage(mistakes.all().front().message);
  Result<InputList> list = list_of(prepared, {file}, false);
  if (!list.ok()) return list.status();
  if (list.value().files.size() != 1)
    return usage(fmt::format("'file' is {}; it must be one file that docmill reads", in_quotes(test.file->text)));
  Result<PickedDocument> document = read_from(list.value().files.front(), test.line, prepared);
  if (document.ok() && test.id) document.value().id = test.id->value;
  return document;
}

Result<PickedDocument> find_document(const std::string& said, const PreparedPipeline& prepared) {
  const auto [name, line] = cut_line(said);
  InputList inputs;
  if (!prepared.plan.file.from.empty()) {
    Result<InputList> list = list_of(prepared, prepared.plan.file.from, true);
    if (list.ok()) inputs = std::move(list.value());
  }
  std::error_code ignored;
  const auto is_it = [&](const InputFile& file, const std::string& as) {
    return file.name == as ||
           (std::filesystem::exists(as, ignored) && std::filesystem::equivalent(file.path, as, ignored));
  };
  for (uint32_t i = 0; i < inputs.files.size(); ++i) {
    const InputFile& file = inputs.files[i];
    const bool whole = is_it(file, said);
    if (!whole && !(line && is_it(file, name))) continue;
    Result<PickedDocument> found = read_from(file, whole ? std::nullopt : line, prepared);
    if (found.ok()) found.value().file_number = i;
    return found;
  }
  for (const std::string& path : {said, name}) {
    if (!std::filesystem::is_regular_file(path, ignored)) continue;
    Result<InputList> list = list_of(prepared, {WrittenPath{path, ".", {}}}, false);
    if (!list.ok()) return list.status();
    if (list.value().files.size() != 1) continue;
    return read_from(list.value().files.front(), path == said ? std::nullopt : line, prepared);
  }
  Result<PickedDocument> found = find_id(said, inputs, prepared);
  const auto [whole, part] = cut_part(said);
  if (found.ok() || !prepared.plan.splitter || part == 0) return found;
  Result<PickedDocument> of_whole = find_document(whole, prepared);
  if (!of_whole.ok()) return found;
  of_whole.value().part = part;
  return of_whole;
}

void each_before(const PickedDocument& document, const PreparedPipeline& prepared,
                 const std::function<void(const InputFile&, RawDocument&)>& f) {
  if (!document.file_number) return;
  const Result<InputList> inputs = list_of(prepared, prepared.plan.file.from, true);
  if (!inputs.ok()) return;
  InputReader reader(inputs.value(), prepared.plan.file.max_document, prepared.plan.file.stdin_format, {},
                     open_readers(prepared));
  RawDocument raw;
  while (reader.next(raw)) {
    const bool same_file = raw.file == *document.file_number;
    if (raw.file > *document.file_number || (same_file && raw.line >= document.raw.line)) return;
    f(inputs.value().files[raw.file], raw);
  }
}

}  // namespace docmill::tooling
