// A locale in which i and I are no pair and a comma stands in numbers, for tests of what must not hang on the locale.
#pragma once

#include <string>

#include "support/run_program.hpp"
#include "support/temp_folder.hpp"

namespace docmill::test {

// A folder for LOCPATH that holds tr_TR.UTF-8: made once for all tests of a program, as that takes a second. Empty
// where it cannot be made (package locales): the test then says that it is skipped. From any thread.
inline const std::string& turkish_locale_folder() {
  static const TempFolder made;
  static const bool is_there =
      run_program({"sh", "-c", "localedef -i tr_TR -f UTF-8 '" + (made / "tr_TR.UTF-8").string() + "' 2> /dev/null"})
          .status == 0;
  static const std::string folder = is_there ? made.path().string() : std::string();
  return folder;
}

}  // namespace docmill::test
