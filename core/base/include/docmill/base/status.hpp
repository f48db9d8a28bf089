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

// That something went well, or what went wrong. Copied as a string is; any thread may read it.
class [[nodiscard]] Status {
 public:
  Status() = default;
  // Something went wrong; `trouble` is not none.
  Status(Trouble trouble, std::string message) : trouble_(trouble), message_(std::move(message)) {}
  // It went well.
  bool ok() const { return trouble_ == Trouble::none; }
  // What sort of thing went wrong; none where it went well.
  Trouble trouble() const { return trouble_; }
  // One sentence for a person, without a final full stop and without a line end.
  const std::string& message() const { return message_; }

 private:
  Trouble trouble_ = Trouble::none;
  std::string message_;
};

// A value, or the Status that says why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  // A value is a result.
  Result(T value) : state_(std::move(value)) {}  // NOLINT
  // So is a failure; `status` is not ok().
  Result(Status status) : state_(std::move(status)) {}  // NOLINT
  // There is a value.
  bool ok() const { return std::holds_alternative<T>(state_); }
  // The value, owned by this result. Throws std::bad_variant_access where there is none.
  T& value() { return std::get<T>(state_); }
  // Likewise.
  const T& value() const { return std::get<T>(state_); }
  // Why there is no value; ok() where there is one.
  Status status() const { return ok() ? Status() : std::get<Status>(state_); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace docmill
