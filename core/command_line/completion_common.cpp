#include <algorithm>

#include "command_line/completion.hpp"

namespace docmill::cli {

std::vector<std::string> first_words(const std::vector<Command>& commands) {
  std::vector<std::string> words;
  for (const Command& command : commands) {
    std::string first = command.name.substr(0, command.name.find(' '));
    if (std::find(words.begin(), words.end(), first) == words.end()) words.push_back(std::move(first));
  }
  return words;
}

std::vector<std::string> words_of_group(const std::vector<Command>& commands, const std::string& group) {
  std::vector<std::string> words;
  for (const Command& command : commands)
    if (command.name.starts_with(group + " ")) words.push_back(command.name.substr(group.size() + 1));
  return words;
}

bool is_group(const std::vector<Command>& commands, const std::string& word) {
  return !words_of_group(commands, word).empty();
}

std::string function_name(const Program& program) {
  std::string name = program.name;
  if (const std::size_t blank = name.find(' '); blank != std::string::npos) name.insert(blank + 1, "program_");
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  return "_" + name;
}

bool takes_value_by_equals(const Flag& flag) {
  return std::holds_alternative<std::optional<std::string>*>(flag.target);
}

bool takes_next_word(const Flag& flag) {
  return !flag.is_argument() && !std::holds_alternative<bool*>(flag.target) && !takes_value_by_equals(flag);
}

}  // namespace docmill::cli
