#include "command_line/command.hpp"

#include <utility>

namespace docmill::cli {

Values anything() { return {}; }
Values whole_number(uint64_t from, uint64_t to) { return {Values::Kind::whole_number, false, from, to, {}}; }
Values a_size() { return {Values::Kind::size, false, 0, 0, {}}; }
Values one_of(std::vector<std::string> words) { return {Values::Kind::words, false, 0, 0, std::move(words)}; }
Values a_file() { return {Values::Kind::file, false, 0, 0, {}}; }
Values a_folder() { return {Values::Kind::folder, false, 0, 0, {}}; }
Values existing_folder() { return {Values::Kind::folder, true, 0, 0, {}}; }
Values a_pipeline() { return {Values::Kind::pipeline, false, 0, 0, {}}; }
Values a_stage() { return {Values::Kind::stage, false, 0, 0, {}}; }

Flag flag(std::string name, bool* target, std::string help) {
  return {std::move(name), "", std::move(help), target, anything(), "", ""};
}

Flag flag(std::string name, std::string value, Flag::Target target, std::string help, Values values) {
  return {std::move(name), std::move(value), std::move(help), target, std::move(values), "", ""};
}

Flag argument(std::string name, Flag::Target target, std::string help, std::string what, Values values) {
  std::string value = name;
  return {std::move(name), std::move(value), std::move(help), target, std::move(values), std::move(what), ""};
}

Flag required_flag(std::string name, std::string value, Flag::Target target, std::string help, std::string what,
                   Values values) {
  Flag made = flag(std::move(name), std::move(value), target, std::move(help), std::move(values));
  made.what = std::move(what);
  return made;
}

std::vector<Flag> joined(std::vector<std::vector<Flag>> lists) {
  std::vector<Flag> all;
  for (std::vector<Flag>& list : lists)
    for (Flag& flag : list) all.push_back(std::move(flag));
  return all;
}

}  // namespace docmill::cli
