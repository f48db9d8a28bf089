#include "support/golden.hpp"

#include <cstdlib>
#include <fstream>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

std::string compare_with_golden(const std::filesystem::path& golden, const std::string& got) {
  const bool exists = std::filesystem::exists(golden);
  if (exists && read_file(golden) == got) return {};
  const TempFolder folder;
  const std::filesystem::path file = folder.write("got", got);
  std::string difference = "the golden file does not exist";
  if (exists) {
    difference = run_program({"diff", "-u", golden.string(), file.string()}).out;
    if (difference.size() > 20000) difference = difference.substr(0, 20000) + "\n...";
  }
  if (std::getenv("DOCMILL_BLESS") == nullptr)
    return golden.string() + " differs (accept with ./dev golden):\n" + difference;
  std::filesystem::create_directories(golden.parent_path());
  std::ofstream(golden, std::ios::binary) << got;
  return {};
}

}  // namespace docmill::test
