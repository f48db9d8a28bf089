#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "checker/checks/checks.hpp"
#include "checker/checks/shelf.hpp"
#include "checker/elf_symbols.hpp"
#include "host/plugins/elf_preflight.hpp"

namespace docmill::checker {
namespace {

DynamicInfo dynamic_of(const Exam& exam) { return read_dynamic(exam.subject().library->path); }

// Of a sanitizer or a profiler: the program's business.
bool is_instrumentation(const std::string& symbol) {
  static constexpr std::array prefixes = {"__asan", "__ubsan", "__tsan", "__lsan", "__msan", "__sanitizer", "__gcov"};
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const char* p) { return symbol.starts_with(p); });
}

}  // namespace

// Nothing more than what was done before any check: the file is loaded and its table is read.
void binary_loads(Exam&) {}

void binary_note(Exam& exam) {
  const host::PluginLibrary& library = *exam.subject().library;
  std::ifstream file(library.path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const Result<host::StageNote> note = host::preflight_elf(bytes);
  if (!note.ok()) return exam.fail(note.status().message());
  if (note.value().abi_minor != library.built_minor)
    exam.fail(fmt::format("the note says ABI {}.{}, the table was built for 1.{}", note.value().abi_major,
                          note.value().abi_minor, library.built_minor));
  if (library.min_host_minor > library.built_minor)
    exam.fail(fmt::format("the table needs a host of ABI 1.{} but was built for 1.{}", library.min_host_minor,
                          library.built_minor));
}

void binary_one_export(Exam& exam) {
  for (const DynamicSymbol& symbol : dynamic_of(exam).symbols)
    if (symbol.defined && !symbol.version && symbol.name != DOCMILL_LIBRARY_SYMBOL)
      exam.fail(fmt::format("it exports '{}'", symbol.name));
}

void binary_no_unique_symbols(Exam& exam) {
  for (const DynamicSymbol& symbol : dynamic_of(exam).symbols)
    if (symbol.unique) exam.fail(fmt::format("'{}' is unique: all libraries of the process share it", symbol.name));
}

// The loader has found every symbol, but perhaps in the program or in a library that another plugin brought along.
void binary_nothing_undefined(Exam& exam) {
  const DynamicInfo info = dynamic_of(exam);
  std::vector<void*> libraries;
  for (const std::string& name : info.needed)
    if (void* library = ::dlopen(name.c_str(), RTLD_NOW | RTLD_NOLOAD)) libraries.push_back(library);
  for (const DynamicSymbol& symbol : info.symbols) {
    if (symbol.defined || symbol.weak || symbol.name.empty() || is_instrumentation(symbol.name)) continue;
    const bool found = std::any_of(libraries.begin(), libraries.end(),
                                   [&](void* library) { return ::dlsym(library, symbol.name.c_str()) != nullptr; });
    if (!found) exam.fail(fmt::format("'{}' is in none of the libraries that it names", symbol.name));
  }
}

void binary_never_unloaded(Exam& exam) {
  if (!dynamic_of(exam).never_unloaded) exam.fail("it is not marked as never to be unloaded (DF_1_NODELETE)");
}

void binary_shared_code(Exam& exam) {
  if (dynamic_of(exam).has_text_relocations) exam.fail("its code is changed while it is loaded (DT_TEXTREL)");
}

void binary_second_copy(Exam& exam) {
  exam.for_each_stage([&](const StageSubject& stage) {
    std::string why;
    const std::unique_ptr<StageSubject> copy = second_copy(exam, stage, why);
    if (copy == nullptr) return exam.fail("the copy cannot be loaded: " + why);
    const Model one(stage), other(*copy);
    need(one);
    if (!other.ready()) return exam.fail(fmt::format("create of the copy gave status {}", other.status()));
    const Shelf shelf = ordinary_shelf(exam, one);
    const Worker a(one), b(other);
    Outcome from_a, from_b;
    for (const docmill_document* document : shelf.documents) {
      from_a.results.push_back(std::move(run(a, {document}, 1).results[0]));
      from_b.results.push_back(std::move(run(b, {document}, 1).results[0]));
    }
    if (!stage.is_pure() && !stage.is_ordered()) return;
    say_differences(exam, shelf, from_a, from_b, "the copy gives something else");
  });
}

void binary_no_thread(Exam& exam) {
  if (const int n = exam.subject().loading.threads_started; n != 0)
    exam.fail(fmt::format("{} thread{} more after loading", n, n == 1 ? "" : "s"));
}

void binary_no_output(Exam& exam) {
  if (const std::string& said = exam.subject().loading.said; !said.empty())
    exam.fail(fmt::format("loading prints \"{}\"", said.substr(0, 200)));
}

void binary_no_open_file(Exam& exam) {
  if (const int n = exam.subject().loading.files_opened; n != 0)
    exam.fail(fmt::format("{} open file{} more after loading", n, n == 1 ? "" : "s"));
}

}  // namespace docmill::checker
