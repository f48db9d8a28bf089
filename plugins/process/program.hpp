// A program that answers lines: started when it is first needed, started anew after it has ended or gone wrong, and
// asked for several documents at a time without waiting for each answer.
//
// What becomes of a document depends on the document alone. A program that ends, hangs or says nonsense while several
// documents are under way does not tell on which of them it did, nor whether one before it was the cause: those
// documents are then asked one at a time, and one is lost only when a fresh program fails on it as the first.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "processes/child.hpp"
#include "programs/line_buffer.hpp"

namespace docmill::process {

// Codes of lost documents.
inline constexpr const char* code_not_started = "program-not-started";
inline constexpr const char* code_ended = "program-ended";
inline constexpr const char* code_time = "time-limit";
inline constexpr const char* code_answer = "bad-answer";

struct Trouble {
  std::string code, message;
};

// What became of one question.
struct Reply {
  bool answered = false;
  std::string line;  // the answer, without its line end
  Trouble trouble;   // when there is none
};

// How the program talks. All may throw std::runtime_error with a sentence for the program's author.
struct Language {
  std::string greeting;                                                 // the first line
  std::function<void(std::string_view line)> read_greeting;             // its answer
  std::function<std::string(uint64_t n, bool more)> head;               // before each question
  std::function<void(std::string_view line, uint64_t n)> check_answer;  // is this the answer to question n?
};

struct ProgramSettings {
  LaunchSettings launch;
  int start_milliseconds = 0;   // to answer the greeting; 0: no limit
  int answer_milliseconds = 0;  // from question or answer to the next answer; 0: no limit
  int end_milliseconds = 2000;  // to end when its input is closed, or it has closed its output; then it is killed
  std::size_t longest_line = std::size_t{256} << 20;
  std::function<void(uint32_t level, std::string_view message)> log;  // may be called from any thread
};

// For one thread at a time; the launcher and the settings outlive it.
class Program {
 public:
  Program(Launcher& launcher, const ProgramSettings& settings, Language language);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // The text of the i-th question, to stand behind its head. Called when the program has answered the greeting, and
  // again when it has to be asked again.
  using Question = std::function<std::string(std::size_t i)>;

  // Asks n questions in order; replies[i] is what became of the i-th. Starts the program when it does not run; after
  // three starts in a row that failed it is not tried again. False when `stop` said so; the program has then been
  // killed.
  bool ask(std::size_t n, const Question& question, std::vector<Reply>& replies, const std::function<bool()>& stop);

 private:
  std::optional<Trouble> make_ready(const std::function<bool()>& stop);
  struct Stopped {};
  enum class Wait { greeting, answer };

  void start(const std::function<bool()>& stop);
  std::size_t exchange(const Question& question, std::size_t from, std::size_t to, std::vector<Reply>& replies,
                       const std::function<bool()>& stop);
  std::string next_line(std::string_view& to_send, Wait wait, const std::function<bool()>& stop);
  void turn(std::string_view& to_send, int milliseconds);
  void send(std::string_view& to_send);
  void read_out();
  void read_err();
  void log_err(std::string_view line);
  [[noreturn]] void ended();
  std::string last_words();
  void end_quietly();
  void end_now();

  Launcher& launcher_;
  const ProgramSettings& settings_;
  Language language_;
  std::unique_ptr<Child> child_;
  LineBuffer out_, err_;
  bool out_is_open_ = false;
  uint64_t n_ = 0;         // questions that this child was asked
  uint64_t answered_ = 0;  // by this child
  int failed_starts_ = 0;  // in a row
  Trouble start_trouble_;
  uint64_t err_lines_ = 0;  // of this child
  std::string last_err_line_;
};

}  // namespace docmill::process
