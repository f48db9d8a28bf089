// A stage that has what it says from libraries of its own. Compiled by own_library_test.cpp.
#include <docmill/sdk/stage.hpp>

#include <cstdlib>
#include <fstream>

extern "C" const char* borrowed_answer();

namespace {

// Leaves a mark when the plugin is loaded, whatever becomes of it then.
__attribute__((constructor)) void mark() {
  if (const char* file = std::getenv("DOCMILL_TEST_MARK")) std::ofstream(file) << "loaded";
}

struct Borrower {
  static constexpr docmill::Info info{"borrower", "1.0.0", "says what a library says", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(docmill::port::text("answer", "what the library says"));
  void process(docmill::Document, docmill::Output& out) const { out.text(0, borrowed_answer()); }
};

}  // namespace

DOCMILL_STAGES(Borrower);
