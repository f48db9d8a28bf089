// Of a kind of message the first ones are shown, the others counted: a million documents with one fault are one piece
// of news. Not for several threads.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace docmill::cli {

class MessageLimit {
 public:
  enum class Verdict { show, first_hidden, hide };

  // `kind`: a code. Kinds beyond the first 100 are counted together.
  Verdict count(std::string_view kind);

  struct Hidden {
    std::string kind;
    uint64_t n = 0;
  };
  // What was hidden, in byte order of the kinds; the counts begin anew.
  std::vector<Hidden> take_hidden();

  static constexpr uint64_t shown = 20;  // of each kind

 private:
  std::map<std::string, uint64_t, std::less<>> counts_;
};

}  // namespace docmill::cli
