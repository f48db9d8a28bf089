#include "scaffold/reader_project.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "host/pipeline/words.hpp"
#include "scaffold/name_forms.hpp"
#include "scaffold/template.hpp"
#include "scaffold/templates.hpp"

namespace docmill::scaffold {
namespace {

constexpr std::size_t longest_reader_name = 60, longest_suffix = 40;

// As the host takes suffixes of readers.
bool is_suffix(const std::string& text) {
  const auto may_stand = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  };
  return text.size() >= 2 && text.size() <= longest_suffix && text[0] == '.' &&
         std::all_of(text.begin(), text.end(), may_stand);
}

std::string mistake_in_name(const std::string& name, const host::StageList& installed) {
  if (!host::is_stage_name(name)) {
    const std::string right = host::as_stage_name(name);
    return fmt::format("{} cannot be the name of a reader: lower-case letters, digits and '-', a letter first{}",
                       host::in_quotes(name), right.empty() ? "" : "\n  write docmill new reader " + right);
  }
  if (name.size() > longest_reader_name)
    return fmt::format("the name of a reader has at most {} letters, this one has {}", longest_reader_name,
                       name.size());
  for (const auto* list : {&installed.readers, &installed.stages})
    for (const host::ListedStage& other : *list)
      if (other.stage->id == name)
        return fmt::format(
            "there is a {0} '{1}' already ({2}); a pipeline could not tell them apart\n  write docmill new reader "
            "my-{1}",
            list == &installed.readers ? "reader" : "stage", name, other.stage->summary);
  return {};
}

}  // namespace

const std::vector<std::string>& reader_languages() {
  static const std::vector<std::string> all = {"c++", "python"};
  return all;
}

std::vector<std::string> check_wish(ReaderWish& wish, const host::StageList& installed) {
  std::vector<std::string> mistakes;
  if (std::string mistake = mistake_in_name(wish.name, installed); !mistake.empty())
    mistakes.push_back(std::move(mistake));
  if (wish.suffix.empty() && mistakes.empty()) wish.suffix = "." + wish.name.substr(0, longest_suffix - 1);
  if (mistakes.empty() && !is_suffix(wish.suffix))
    mistakes.push_back(
        fmt::format("{} is no suffix: a '.', then lower-case letters, digits, '.', '-' or '_'\n  write "
                    "--suffix .{}",
                    host::in_quotes(wish.suffix), wish.name.substr(0, longest_suffix - 1)));
  return mistakes;
}

std::vector<ProjectFile> make_reader_project(const ReaderWish& wish, const std::string& version) {
  Names names;
  const std::string file = with_underscores(wish.name);
  names.values = {
      {"name", wish.name},
      {"suffix", wish.suffix},
      {"struct", in_camel_case(wish.name)},
      {"summary", "a document for each entry of a list"},
      {"file", file},
      {"target", "reader-" + wish.name},
      {"library", "reader_" + file},
      {"docmill", version.substr(0, version.rfind('.'))},
  };
  std::vector<ProjectFile> files;
  const auto add = [&](const std::string& path, const std::string& from) {
    files.push_back({path, fill_in(templates().at(from), names), false});
  };
  add("documents/example" + wish.suffix, "reader/example.txt");
  if (wish.language == "python") {
    add(file + ".py", "reader/python/reader.py");
    add("pipeline.toml", "reader/python/pipeline.toml");
    add("README.md", "reader/python/README.md");
  } else {
    add(file + ".cpp", "reader/reader.cpp");
    add("CMakeLists.txt", "reader/CMakeLists.txt");
    add("pipeline.toml", "reader/pipeline.toml");
    add("README.md", "reader/README.md");
  }
  add(".gitignore", "stage/common/gitignore");
  return files;
}

}  // namespace docmill::scaffold
