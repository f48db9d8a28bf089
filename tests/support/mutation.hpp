// Damaged copies of saved inputs, the same ones in every run: what the test beside a fuzz target tries.
#pragma once

#include <cstddef>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::test {

// One of the inputs with up to four of: a byte changed, a bit flipped, bytes cut out, doubled, put in, the end cut off,
// a piece of another input, a number that is too large.
inline std::string mutation(const std::vector<std::string>& inputs, std::mt19937& random) {
  static constexpr std::string_view pieces[] = {"\"",   "\\", "{",    "}",   "[",       "]",
                                                ":",    ",",  "null", "-1",  "1e400",   "18446744073709551615",
                                                "\xFF", "\n", "/",    "../", "\\ud800", "0"};
  static const std::string huge(8, '\xFF');
  std::string bytes = inputs[random() % inputs.size()];
  for (std::size_t n = 1 + random() % 4; n > 0 && !bytes.empty(); --n) {
    const std::size_t at = random() % bytes.size();
    switch (random() % 8) {
      case 0: bytes[at] = static_cast<char>(random()); break;
      case 1: bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ (1u << random() % 8)); break;
      case 2: bytes.erase(at, 1 + random() % 16); break;
      case 3: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
      case 4: bytes.insert(at, pieces[random() % std::size(pieces)]); break;
      case 5: bytes.resize(at); break;
      case 6: bytes.replace(at, huge.size(), huge); break;
      default: {
        const std::string& other = inputs[random() % inputs.size()];
        bytes.replace(at, random() % 20, other.substr(random() % (other.size() + 1), random() % 40));
      }
    }
  }
  return bytes;
}

}  // namespace docmill::test
