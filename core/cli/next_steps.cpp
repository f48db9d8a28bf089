#include "cli/next_steps.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "command_line/terminal.hpp"

namespace docmill::cli {
namespace {

namespace fs = std::filesystem;

fs::path this_program() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

}  // namespace

std::string spoken_program() {
  const fs::path program = this_program();
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "";
  while (!rest.empty()) {
    const std::size_t colon = std::min(rest.find(':'), rest.size());
    std::error_code error;
    const fs::path found = fs::canonical(fs::path(rest.substr(0, colon)) / "docmill", error);
    if (!error) return found == program ? "docmill" : program.string();
    rest.remove_prefix(std::min(colon + 1, rest.size()));
  }
  return program.string();
}

void say_cmake_steps() {
  const fs::path prefix = this_program().parent_path().parent_path();
  const bool standard = prefix == "/usr" || prefix == "/usr/local";
  terminal::print("  cmake -B build{} && cmake --build build\n",
                  standard ? "" : " -DCMAKE_PREFIX_PATH=" + prefix.string());
  terminal::print("  ctest --test-dir build\n");
}

}  // namespace docmill::cli
