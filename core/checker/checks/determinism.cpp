#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <malloc.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <ctime>
#include <filesystem>
#include <locale>
#include <numeric>
#include <optional>
#include <stdexcept>

#include "checker/checks/checks.hpp"
#include "checker/checks/reference.hpp"
#include "docmill/base/sanitizers.hpp"
#include "host/support/cache_folder.hpp"

namespace docmill::checker {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "docmill-check-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder can be made");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// Leaves rubbish where the next call will have its variables.
__attribute__((noinline)) void dirty_the_stack(char with) {
  volatile char rubbish[128 << 10];
  for (volatile char& byte : rubbish) byte = with;
}

bool run_quietly(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child;
  if (::posix_spawnp(&child, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) return false;
  int status = -1;
  return ::waitpid(child, &status, 0) == child && status == 0;
}

constexpr const char* turkish = "tr_TR.UTF-8";

// LOCPATH is `folder` from then on; where the locale is not there it is as it was.
bool has_turkish_locale(const fs::path& folder) {
  const char* set = std::getenv("LOCPATH");
  const std::optional<std::string> before = set != nullptr ? std::optional<std::string>(set) : std::nullopt;
  ::setenv("LOCPATH", folder.c_str(), 1);
  if (std::setlocale(LC_ALL, turkish) != nullptr) return true;
  if (before) ::setenv("LOCPATH", before->c_str(), 1);
  else ::unsetenv("LOCPATH");
  return false;
}

// Locales are read by the C library of the version that made them.
fs::path kept_locales() {
  const fs::path cache = host::cache_folder();
  return cache.empty() ? cache : cache / "locales" / ::gnu_get_libc_version();
}

// Puts the made locale where the next check-stage finds it; where that cannot be, it is made again. Whole or not at
// all, and what is there stays, as another check-stage may be using it.
void keep_locale(const fs::path& made, const fs::path& folder) {
  std::error_code error;
  const fs::path part = folder / fmt::format(".{}-{}", turkish, ::getpid());
  fs::create_directories(folder, error);
  fs::copy(made, part, fs::copy_options::recursive, error);
  if (!error) fs::rename(part, folder / turkish, error);
  if (error) fs::remove_all(part, error);
}

// Where i and I are no pair, a comma stands in numbers and points between thousands. False when it is neither
// installed (or in LOCPATH) nor can be made, which takes a second or two and is done once: it is kept in the cache
// folder.
bool make_turkish_locale(const fs::path& folder) {
  if (std::setlocale(LC_ALL, turkish) != nullptr) return true;
  const fs::path kept = kept_locales();
  if (!kept.empty() && has_turkish_locale(kept)) return true;
  if (!run_quietly({"localedef", "-i", "tr_TR", "-f", "UTF-8", (folder / turkish).string()})) return false;
  if (!kept.empty()) keep_locale(folder / turkish, kept);
  return has_turkish_locale(folder);
}

std::vector<std::size_t> reversed(std::size_t n) {
  std::vector<std::size_t> order(n);
  std::iota(order.rbegin(), order.rend(), std::size_t{0});
  return order;
}

}  // namespace

void determinism_batches(CheckContext& context) {
  for_each_comparable_stage(context, [](const StageUnderTest&, const Reference& reference) {
    for (const std::size_t size : {2, 7, 64, 1000})
      reference.compare(reference.again(size), fmt::format("batches of {} instead of one by one", size));
  });
}

void determinism_order(CheckContext& context) {
  for_each_comparable_stage(context, [&](const StageUnderTest& stage, const Reference& reference) {
    if (stage.is_ordered()) return context.skip("it is ORDERED: it may depend on earlier documents");
    const auto& documents = reference.fixture().documents;
    std::vector<std::size_t> order = reversed(documents.size());
    reference.compare(run(Worker(reference.model()), documents, 1, order), "in reverse, one by one");
    reference.compare(run(Worker(reference.model()), documents, 7, order), "in reverse, in batches");
    std::stable_partition(order.begin(), order.end(), [](std::size_t i) { return i % 3 == 0; });
    reference.compare(run(Worker(reference.model()), documents, 7, order), "every third document first");
  });
}

void determinism_repetition(CheckContext& context) {
  for_each_comparable_stage(context, [&](const StageUnderTest& stage, const Reference& reference) {
    const auto& documents = reference.fixture().documents;
    if (stage.is_ordered()) {
      reference.compare(reference.again(), "the second time");
      const Model one(stage), other(stage);
      if (one.table().finish == nullptr) return;
      const Worker a(one), b(other);
      run(a, documents, 8);
      run(b, documents, 3);
      if (!(finish(a) == finish(b))) context.fail("finish gives something else the second time");
      return;
    }
    const Worker worker(reference.model());
    reference.compare(run(worker, documents, 8), "the first time");
    reference.compare(run(worker, documents, 8), "the second time, by the same worker");
    HeapPlacement placement;
    const NamedText huge{"1 MB", std::string(std::size_t{1} << 20, 'a') + ordinary_texts().front().text};
    run(worker, {lay_out(make_document(reference.model().catalogue(), huge, 0), placement)}, 1);
    reference.compare(run(worker, documents, 8), "after a huge document, by the same worker");
    const docmill_document* document = documents.front();
    for (const DocumentResult& result : run(worker, {document, document, document}, 3).results)
      if (!(result == reference.expected().results.front()))
        context.fail("one document three times in a batch differs");
  });
}

void determinism_clock(CheckContext& context) {
  for_each_comparable_part(context, [](const Comparison& reference) {
    const std::time_t then = std::time(nullptr);
    while (std::time(nullptr) == then) ::usleep(20000);
    reference.compare_everything("a second later");
  });
}

void determinism_addresses(CheckContext& context) {
  if (has_sanitizer_allocator) return context.skip("a sanitizer's allocator decides where memory lies");
  for_each_comparable_part(context, [](const Comparison& reference) {
    // Each block is mapped by itself: later ones lie below earlier ones, on the heap they lie above.
    ::mallopt(M_MMAP_MAX, 20000);
    ::mallopt(M_MMAP_THRESHOLD, 1);
    reference.compare_everything("with memory in another order");
  });
}

void determinism_memory(CheckContext& context) {
  if (has_sanitizer_allocator) return context.skip("a sanitizer's allocator decides what memory holds");
  for_each_comparable_stage(context, [](const StageUnderTest& stage, const Reference& reference) {
    for (const int perturb : {0x01, 0x5A, 0xFF}) {
      ::mallopt(M_PERTURB, perturb);  // what MALLOC_PERTURB_ says
      dirty_the_stack(static_cast<char>(perturb));
      const Model model(stage);
      need(model);
      const Worker worker(model);
      dirty_the_stack(static_cast<char>(~perturb));
      const Outcome got = run(worker, reference.fixture().documents, 8);
      ::mallopt(M_PERTURB, 0);
      reference.compare(got, fmt::format("with memory full of {:#04x}", perturb));
    }
  });
  context.for_each_reader([&](const StageUnderTest& reader) {
    const ReaderReference reference(context, reader);
    for (const int perturb : {0x01, 0x5A, 0xFF}) {
      ::mallopt(M_PERTURB, perturb);
      dirty_the_stack(static_cast<char>(perturb));
      const Model model(reader);
      need(model);
      reference.compare_all(model, fmt::format("with memory full of {:#04x}", perturb));
      ::mallopt(M_PERTURB, 0);
    }
  });
}

void determinism_locale(CheckContext& context) {
  const TemporaryFolder folder;
  const bool there = make_turkish_locale(folder.path());
  std::setlocale(LC_ALL, "C");
  if (!there) return context.skip("no locale tr_TR.UTF-8 is installed, and localedef cannot make it");
  for_each_comparable_part(context, [](const Comparison& reference) {
    std::locale::global(std::locale(turkish));  // of C as well
    reference.compare_everything(std::string("in the locale ") + turkish);
    std::locale::global(std::locale::classic());
  });
}

void determinism_time_zone(CheckContext& context) {
  for_each_comparable_part(context, [](const Comparison& reference) {
    ::setenv("TZ", "AHEAD-14", 1);  // 14 hours ahead; needs no table of zones
    ::tzset();
    reference.compare_everything("14 hours ahead");
    ::setenv("TZ", "UTC", 1);
    ::tzset();
  });
}

void determinism_folder(CheckContext& context) {
  for_each_comparable_part(context, [](const Comparison& reference) {
    const TemporaryFolder folder;
    const fs::path before = fs::current_path();
    fs::current_path(folder.path());
    reference.compare_everything("in another working folder");
    fs::current_path(before);
  });
}

void determinism_environment(CheckContext& context) {
  for_each_comparable_part(context, [](const Comparison& reference) {
    static constexpr std::array variables = {"HOME",
                                             "USER",
                                             "LOGNAME",
                                             "SHELL",
                                             "PWD",
                                             "PATH",
                                             "TERM",
                                             "LANG",
                                             "LC_ALL",
                                             "TMPDIR",
                                             "HOSTNAME",
                                             "TZ",
                                             "EDITOR",
                                             "DISPLAY",
                                             "XDG_CACHE_HOME",
                                             "XDG_CONFIG_HOME",
                                             "OMP_NUM_THREADS",
                                             "DEBUG"};
    for (const char* variable : variables) ::setenv(variable, "/docmill-check-stage", 1);
    ::setenv("TMPDIR", "/tmp", 1);  // the copy of the library has to lie somewhere
    reference.compare_everything("with other environment variables");
    ::clearenv();
    reference.compare_everything("with no environment variables");
  });
}

}  // namespace docmill::checker
