#include "scaffold/pipeline_draft.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/pipeline/toml_reader.hpp"
#include "scaffold/template.hpp"
#include "scaffold/templates.hpp"

namespace docmill::scaffold {
namespace {

// "12 text, 3 html".
std::string counted(const std::map<std::string, std::size_t>& counts) {
  std::string out;
  for (const auto& [name, n] : counts) out += fmt::format("{}{} {}", out.empty() ? "" : ", ", n, name);
  return out;
}

// Files by what they are, and by who reads them.
std::map<std::string, std::size_t> all_kinds(const InputSurvey& survey) {
  std::map<std::string, std::size_t> kinds = survey.kinds;
  kinds.insert(survey.readers.begin(), survey.readers.end());
  return kinds;
}

std::string list_of(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + host::toml_string(word);
  return "[" + out + "]";
}

// fields = { ... } with what differs from the defaults; empty when nothing does.
std::string fields_of(const FieldGuess& guess) {
  std::string out;
  const auto add = [&](const char* key, const std::optional<std::string>& name) {
    if (name && *name != key) out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", key, host::toml_string(*name));
  };
  add("id", guess.id);
  add("text", guess.text);
  add("html", guess.html);
  return out.empty() ? "" : "{ " + out + " }";
}

std::string in_mib(uint64_t bytes) {
  return fmt::format("\"{} MiB\"", std::min<uint64_t>(1024, bytes * 2 / (1 << 20) + 1));
}

}  // namespace

std::string without_globs(std::string_view path) {
  std::string out;
  for (const char c : path) out += c == '*' || c == '?' || c == '[' ? "[" + std::string(1, c) + "]" : std::string(1, c);
  return out;
}

std::string draft_pipeline(const InputSurvey& survey, const DraftPaths& paths, const host::StageList& installed) {
  constexpr uint64_t default_largest = uint64_t{32} << 20;
  const FieldGuess guess = survey.fields.guess();
  const bool lines = survey.kinds.contains("jsonl");
  std::vector<std::string> columns = {"id"};
  for (const std::string& name : guess.others) columns.push_back("metadata." + name);
  columns.insert(columns.end(), {"article.title", "language.tag"});

  const auto word = [](bool value) { return std::string(value ? "true" : "false"); };
  Names names;
  names.values = {
      {"command", paths.command},
      {"found", survey.n_files == 0 ? "nothing yet" : counted(all_kinds(survey))},
      {"looked_at",
       survey.n_looked_at < survey.n_files ? fmt::format("; {} of them looked at", survey.n_looked_at) : ""},
      {"not_read", survey.not_read},
      {"from", host::toml_string(paths.from)},
      {"to", host::toml_string(paths.to)},
      {"skip", survey.skip.empty() ? "" : list_of(survey.skip)},
      {"encoding", word(!survey.charsets.empty())},
      {"charsets", counted(survey.charsets)},
      {"max_document", survey.largest > default_largest ? in_mib(survey.largest) : ""},
      {"lines", word(lines)},
      {"fields", lines ? fields_of(guess) : ""},
      {"no_text", word(lines && !guess.text && !guess.html)},
      {"no_id", word(lines && !guess.id)},
      {"table", word(lines && !guess.others.empty() && installed.find("writer") != nullptr &&
                     installed.find("cleaner") != nullptr && installed.find("language-tagger") != nullptr)},
      {"columns", list_of(columns)},
  };
  names.lists["readers"];
  for (const auto& reader : survey.readers) names.lists["readers"].push_back({{"use", reader.first}});
  for (const char* stage : {"cleaner", "language-tagger", "entity-linker", "summarizer-stub", "writer"}) {
    std::string name = stage;
    std::replace(name.begin(), name.end(), '-', '_');
    names.values[name] = word(installed.find(stage) != nullptr);
  }
  return fill_in(templates().at("pipeline/pipeline.toml"), names);
}

}  // namespace docmill::scaffold
