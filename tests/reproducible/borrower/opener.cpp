// A stage that opens a library itself, with dlopen(). Compiled by own_library_test.cpp.
#include <dlfcn.h>

#include <docmill/sdk/stage.hpp>
#include <stdexcept>

namespace {

struct Opener {
  static constexpr docmill::Info info{"opener", "1.0.0", "says what an opened library says", docmill::pure};
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the clean text"));
  static constexpr auto provided = docmill::ports(docmill::port::text("answer", "what the library says"));

  const char* (*answer)() = nullptr;

  explicit Opener(const docmill::Setup&) {
    void* library = ::dlopen("libopened.so", RTLD_NOW);
    if (library == nullptr) throw std::runtime_error(::dlerror());
    answer = reinterpret_cast<const char* (*)()>(::dlsym(library, "borrowed_answer"));
  }
  void process(docmill::Document, docmill::Output& out) const { out.text(0, answer()); }
};

}  // namespace

DOCMILL_STAGES(Opener);
