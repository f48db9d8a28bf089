// A command of the program, told as a table: what it is called, what it can be told, what it does. The help, the
// sentences about mistakes and the shell completion all come from it. No parser is known here; command_line.cpp is the
// only file that feeds such tables to CLI11.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace docmill::cli {

// What a value may be: checked before the command runs, offered by shell completion.
struct Values {
  enum class Kind { any, whole_number, size, words, file, folder, pipeline, stage };
  Kind kind = Kind::any;
  bool must_exist = false;         // file, folder, pipeline
  uint64_t from = 0, to = 0;       // whole_number, both ends included
  std::vector<std::string> words;  // words
};

Values anything();
Values whole_number(uint64_t from, uint64_t to = UINT64_MAX);
Values a_size();  // "500 MB", "2 GiB"; see host/pipeline/size_text.hpp
Values one_of(std::vector<std::string> words);
Values a_file();
Values a_folder();
Values existing_folder();
Values a_pipeline();
Values a_stage();

// A flag ("--threads N", "--json") or an argument ("PIPELINE"). What it points to is owned by the command and filled in
// before `run` is called; what is not given keeps its value.
struct Flag {
  // A switch; one value; several values (the flag is repeated); a number; a flag with or without "=VALUE", where the
  // bare flag gives an empty string (one_of must then list "" too).
  using Target = std::variant<bool*, std::string*, std::vector<std::string>*, uint64_t*, std::optional<std::string>*>;

  std::string name;   // "--threads"; of an argument "PIPELINE"
  std::string value;  // how the help calls the value: "N"; empty for a switch
  std::string help;   // one sentence without a full stop
  Target target;
  Values values;
  std::string what;    // of what must be given: "a pipeline file"; empty: it may be left out
  std::string letter;  // "-o" beside "--output"; empty: there is none

  bool is_argument() const { return name.front() != '-'; }
};

Flag flag(std::string name, bool* target, std::string help);
Flag flag(std::string name, std::string value, Flag::Target target, std::string help, Values values = anything());
// An argument. `what` says it in words ("a pipeline file"), for the one who forgot it.
Flag argument(std::string name, Flag::Target target, std::string help, std::string what, Values values = anything());

struct Command {
  std::string name;     // "run"; "new stage" is the command `stage` of the group `new`
  std::string summary;  // what it does, without a full stop
  std::vector<Flag> flags;
  std::function<int()> run;  // gives the exit code
};

// A flag that must be given.
Flag required_flag(std::string name, std::string value, Flag::Target target, std::string help, std::string what,
                   Values values = anything());

// What the words before the commands are, and all that can stand behind them: `docmill`, and a program docmill-NAME
// that speaks as `docmill NAME`.
struct Program {
  std::string name;               // "docmill"; "docmill kb"
  std::string summary;            // one line, above the help
  std::string version;            // for --version
  std::string footer;             // below the help; may be empty
  std::vector<Command> commands;  // in the order of the help
  // What a group of commands ("new", with "new stage" in it) is for, without a full stop; may be empty without groups.
  std::function<std::string(const std::string& group)> group_summary;
};

// The flags of several lists in one.
std::vector<Flag> joined(std::vector<std::vector<Flag>> lists);

}  // namespace docmill::cli
