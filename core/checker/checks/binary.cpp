#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "checker/checks/checks.hpp"
#include "checker/checks/fixture.hpp"
#include "checker/checks/reader_fixture.hpp"
#include "checker/elf_symbols.hpp"
#include "host/plugins/elf_preflight.hpp"

namespace docmill::checker {
namespace {

DynamicInfo dynamic_of(const CheckContext& context) { return read_dynamic(context.plugin().library->path); }

// Of a sanitizer or a profiler: the program's business.
bool is_instrumentation(const std::string& symbol) {
  static constexpr std::array prefixes = {"__asan", "__ubsan", "__tsan", "__lsan", "__msan", "__sanitizer", "__gcov"};
  return std::any_of(prefixes.begin(), prefixes.end(), [&](const char* p) { return symbol.starts_with(p); });
}

}  // namespace

// Nothing more than what was done before any check: the file is loaded and its table is read.
void binary_loads(CheckContext&) {}

void binary_note(CheckContext& context) {
  const host::PluginLibrary& library = *context.plugin().library;
  std::ifstream file(library.path, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  const Result<host::StageNote> note = host::preflight_elf(bytes);
  if (!note.ok()) return context.fail(note.status().message());
  if (note.value().abi_minor != library.built_minor)
    context.fail(fmt::format("the note says ABI {}.{}, the table was built for 1.{}", note.value().abi_major,
                             note.value().abi_minor, library.built_minor));
  if (library.min_host_minor > library.built_minor)
    context.fail(fmt::format("the table needs a host of ABI 1.{} but was built for 1.{}", library.min_host_minor,
                             library.built_minor));
}

void binary_one_export(CheckContext& context) {
  for (const DynamicSymbol& symbol : dynamic_of(context).symbols)
    if (symbol.defined && !symbol.version && symbol.name != DOCMILL_LIBRARY_SYMBOL)
      context.fail(fmt::format("it exports '{}'", symbol.name));
}

void binary_no_unique_symbols(CheckContext& context) {
  for (const DynamicSymbol& symbol : dynamic_of(context).symbols)
    if (symbol.unique) context.fail(fmt::format("'{}' is unique: all libraries of the process share it", symbol.name));
}

// The loader has found every symbol, but perhaps in the program or in a library that another plugin brought along.
void binary_nothing_undefined(CheckContext& context) {
  const DynamicInfo info = dynamic_of(context);
  std::vector<void*> libraries;
  for (const std::string& name : info.needed)
    if (void* library = ::dlopen(name.c_str(), RTLD_NOW | RTLD_NOLOAD)) libraries.push_back(library);
  for (const DynamicSymbol& symbol : info.symbols) {
    if (symbol.defined || symbol.weak || symbol.name.empty() || is_instrumentation(symbol.name)) continue;
    const bool found = std::any_of(libraries.begin(), libraries.end(),
                                   [&](void* library) { return ::dlsym(library, symbol.name.c_str()) != nullptr; });
    if (!found) context.fail(fmt::format("'{}' is in none of the libraries that it names", symbol.name));
  }
}

void binary_never_unloaded(CheckContext& context) {
  if (!dynamic_of(context).never_unloaded) context.fail("it is not marked as never to be unloaded (DF_1_NODELETE)");
}

void binary_shared_code(CheckContext& context) {
  if (dynamic_of(context).has_text_relocations) context.fail("its code is changed while it is loaded (DT_TEXTREL)");
}

void binary_second_copy(CheckContext& context) {
  context.for_each_part([&](const StageUnderTest& stage) {
    std::string why;
    const std::unique_ptr<StageUnderTest> copy = second_copy(context, stage, why);
    if (copy == nullptr) return context.fail("the copy cannot be loaded: " + why);
    const Model one(stage), other(*copy);
    need(one);
    if (!other.ready()) return context.fail(fmt::format("create of the copy gave status {}", other.status()));
    if (stage.is_reader()) return ReaderReference(context, stage).compare_all(other, "the copy gives something else");
    const Fixture fixture = ordinary_fixture(context, one);
    const Worker a(one), b(other);
    Outcome from_a, from_b;
    for (const docmill_document* document : fixture.documents) {
      from_a.results.push_back(std::move(run(a, {document}, 1).results[0]));
      from_b.results.push_back(std::move(run(b, {document}, 1).results[0]));
    }
    if (!stage.is_pure() && !stage.is_ordered()) return;
    say_differences(context, fixture, from_a, from_b, "the copy gives something else");
  });
}

void binary_no_thread(CheckContext& context) {
  if (const int n = context.plugin().loading.threads_started; n != 0)
    context.fail(fmt::format("{} thread{} more after loading", n, n == 1 ? "" : "s"));
}

void binary_no_output(CheckContext& context) {
  if (const std::string& said = context.plugin().loading.said; !said.empty())
    context.fail(fmt::format("loading prints \"{}\"", said.substr(0, 200)));
}

void binary_no_open_file(CheckContext& context) {
  if (const int n = context.plugin().loading.files_opened; n != 0)
    context.fail(fmt::format("{} open file{} more after loading", n, n == 1 ? "" : "s"));
}

}  // namespace docmill::checker
