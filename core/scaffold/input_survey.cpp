#include "scaffold/input_survey.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "host/input/file_kind.hpp"

namespace docmill::scaffold {
namespace {

using host::InputFormat;

constexpr std::size_t most_files = 300;
constexpr std::size_t most_lines = 100;  // of each file of JSON Lines
constexpr uint64_t most_bytes = uint64_t{32} << 20;

host::InputList only(const host::InputFile& file) {
  host::InputList list;
  list.files.push_back(file);
  return list;
}

void look_at_lines(const host::InputFile& file, InputSurvey& survey) {
  const host::InputList list = only(file);
  host::InputReader reader(list, most_bytes, "jsonl");
  host::RawDocument raw;
  for (std::size_t i = 0; i < most_lines && reader.next(raw); ++i)
    if (!raw.problem) survey.fields.add(raw.bytes);
}

// Plain text says nothing of its encoding: is it UTF-8, and if not, what does it look like?
void look_at_text(const host::InputFile& file, InputSurvey& survey) {
  const host::InputList list = only(file);
  host::InputReader reader(list, most_bytes, "text");
  host::RawDocument raw;
  if (!reader.next(raw) || raw.problem) return;
  host::RawDocument again = raw;
  host::SourceDocument document;
  host::DocumentParser(host::ParseSettings{{}, "strict"}).parse(list.files[0], raw, document);
  if (!document.problem || document.problem->code != "not-utf-8") return;
  host::DocumentParser(host::ParseSettings{{}, "detect"}).parse(list.files[0], again, document);
  if (!document.problem) ++survey.charsets[document.charset];
}

// Saved pages bring folders of their parts, folders of tools begin with a dot, and a README is about the documents.
void find_what_to_skip(const host::InputList& list, InputSurvey& survey) {
  std::set<std::string> globs;
  for (const host::InputFile& file : list.files) {
    std::size_t from = 0;
    for (std::size_t slash; (slash = file.name.find('/', from)) != std::string::npos; from = slash + 1) {
      const std::string_view folder = std::string_view(file.name).substr(from, slash - from);
      if (folder.ends_with("_files")) globs.insert("**/*_files/**");
      if (folder.starts_with('.')) globs.insert("**/.*/**");
    }
    const std::string base = file.name.substr(from);
    if (base == "README.md" || base == "README.txt" || base == "LICENSE.txt") globs.insert("**/" + base);
  }
  survey.skip.insert(survey.skip.end(), globs.begin(), globs.end());
}

// The installed readers that need to be told nothing, as a pipeline would name them. What docmill reads by itself is
// left to it.
std::vector<host::StageEntry> readers_of(const host::StageList& installed) {
  std::vector<host::StageEntry> readers;
  for (const host::ListedStage& listed : installed.readers) {
    const auto& options = listed.stage->options;
    if (std::any_of(options.begin(), options.end(), [](const auto& option) { return !option.fallback; })) continue;
    host::StageEntry& reader = readers.emplace_back();
    reader.use.value = reader.name.value = listed.stage->id;
    reader.suffixes = listed.stage->suffixes;
    std::erase_if(reader.suffixes, [](const std::string& s) { return host::kind_of_name("x" + s).has_value(); });
  }
  return readers;
}

}  // namespace

std::vector<std::size_t> even_sample(std::size_t n, std::size_t most) {
  std::vector<std::size_t> places;
  const std::size_t count = std::min(n, most);
  for (std::size_t i = 0; i < count; ++i) places.push_back(i * n / count);
  return places;
}

InputSurvey survey_input(const std::string& root, std::vector<std::string> skip, const host::StageList& installed,
                         host::Diagnostics& diagnostics) {
  InputSurvey survey;
  survey.skip = std::move(skip);
  host::PipelineFile pipeline;
  pipeline.from.push_back({root, std::filesystem::current_path(), {}});
  pipeline.readers = readers_of(installed);
  for (const std::string& glob : survey.skip) pipeline.skip.push_back({glob, {}});
  host::InputList list = host::list_inputs(pipeline, diagnostics);
  if (diagnostics.has_errors()) return survey;
  find_what_to_skip(list, survey);
  pipeline.skip.clear();
  for (const std::string& glob : survey.skip) pipeline.skip.push_back({glob, {}});
  host::Diagnostics again;  // what there is to say has been said
  list = host::list_inputs(pipeline, again);
  survey.n_files = list.files.size();
  survey.not_read = host::describe_not_read(list.not_read);
  for (const host::InputFile& file : list.files) {
    if (file.reader != 0) {
      ++survey.readers[pipeline.readers[file.reader - std::size_t{1}].use.value];
      continue;
    }
    ++survey.kinds[name_of(file.format)];
    if (file.format != InputFormat::jsonl && file.packing == host::Packing::none)
      survey.largest = std::max(survey.largest, file.size);
  }
  for (const std::size_t i : even_sample(list.files.size(), most_files)) {
    const host::InputFile& file = list.files[i];
    if (file.problem) continue;
    ++survey.n_looked_at;
    if (file.reader != 0) continue;
    if (file.format == InputFormat::jsonl) look_at_lines(file, survey);
    else if (file.format != InputFormat::html) look_at_text(file, survey);
  }
  return survey;
}

}  // namespace docmill::scaffold
