// One road for errors inside docmill: a Status, or a Result that is a value or a Status.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace docmill {

// What went wrong, by the exit code that the program gives it (see docmill --help).
enum class Trouble {
  none = 0,
  usage = 2,   // command line, pipeline file
  plugin = 3,  // a stage could not be loaded or created
  io = 4,      // input or output failed
  stage = 5,   // a stage or max-failures ended the run
};

class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Trouble trouble, std::string message) : trouble_(trouble), message_(std::move(message)) {}
  bool ok() const { return trouble_ == Trouble::none; }
  Trouble trouble() const { return trouble_; }
  // One sentence for a person, without a final full stop and without a line end.
  const std::string& message() const { return message_; }

 private:
  Trouble trouble_ = Trouble::none;
  std::string message_;
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}         // NOLINT: a value is a result
  Result(Status status) : state_(std::move(status)) {}  // NOLINT: so is a failure
  bool ok() const { return std::holds_alternative<T>(state_); }
  T& value() { return std::get<T>(state_); }
  const T& value() const { return std::get<T>(state_); }
  Status status() const { return ok() ? Status() : std::get<Status>(state_); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace docmill
