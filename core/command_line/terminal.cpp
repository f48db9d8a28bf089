#include "command_line/terminal.hpp"

#include <unistd.h>

#include <string>

#include "command_line/paint.hpp"
#include "docmill/base/printable.hpp"

namespace docmill::cli::terminal {
namespace {

void write(std::FILE* to, std::string_view bytes) { std::fwrite(bytes.data(), 1, bytes.size(), to); }

}  // namespace

void put(std::FILE* to, std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (;;) {
    const std::size_t mark = text.find_first_of(paint_marks);
    append_printable(out, text.substr(0, mark), Lines::keep);
    if (mark == std::string_view::npos) break;
    out += escape_of_mark(text[mark]);
    text.remove_prefix(mark + 1);
  }
  write(to, out);
}

void put_json(std::string_view json) { write(stdout, printable_json(json)); }

void show_passing(std::string_view line) {
  write(stderr, "\r" + printable(line) + "\x1b[K");
  std::fflush(stderr);
}

void put_in_signal_handler(std::string_view text) noexcept { (void)!::write(STDERR_FILENO, text.data(), text.size()); }

void flush() { std::fflush(stdout); }

}  // namespace docmill::cli::terminal
