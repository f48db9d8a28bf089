#include "bench/cost.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>

#include "bench/bench.hpp"
#include "host/support/sha256.hpp"

namespace docmill::bench {
namespace {

namespace fs = std::filesystem;

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

void say_nothing() {
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(nothing, STDERR_FILENO);
}

// `be_child` does not return.
template <class F>
Cost cost_of_child(F&& be_child) {
  std::fflush(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) be_child();
  int status = 0;
  rusage used{};
  if (child < 0) return {};
  while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
  }
  const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return {wall, seconds_of(used.ru_utime) + seconds_of(used.ru_stime), static_cast<uint64_t>(used.ru_maxrss) * 1024,
          WIFEXITED(status) && WEXITSTATUS(status) == 0};
}

void take_in(Baseline baseline, std::string_view bytes, std::vector<char>& copy, host::Sha256& hash,
             ZSTD_CCtx* packer) {
  copy.resize(ZSTD_compressBound(bytes.size()));
  switch (baseline) {
    case Baseline::memcpy: std::memcpy(copy.data(), bytes.data(), bytes.size()); return;
    case Baseline::sha256: hash.update(bytes); return;
    case Baseline::zstd: ZSTD_compressCCtx(packer, copy.data(), copy.size(), bytes.data(), bytes.size(), 3); return;
  }
}

}  // namespace

Cost cost_of(const std::vector<std::string>& command) {
  return cost_of_child([&] {
    say_nothing();
    std::vector<char*> arguments;
    for (const std::string& a : command) arguments.push_back(const_cast<char*>(a.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  });
}

Cost cost_of(const std::function<void()>& call) {
  return cost_of_child([&] {
    call();
    ::_exit(0);
  });
}

Cost median(const std::vector<Cost>& costs) {
  std::vector<double> wall, processor, peak;
  bool succeeded = !costs.empty();
  for (const Cost& c : costs) {
    wall.push_back(c.wall);
    processor.push_back(c.processor);
    peak.push_back(static_cast<double>(c.peak));
    succeeded &= c.succeeded;
  }
  return {median(wall), median(processor), static_cast<uint64_t>(median(peak)), succeeded};
}

bool has_failed(const Cost& cost, const std::string& what) {
  if (!cost.succeeded) fmt::print("  {}: the run failed\n", what);
  return !cost.succeeded;
}

void work_through(const fs::path& folder, Baseline baseline) {
  constexpr std::size_t block_size = 1 << 20;
  const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> packer(ZSTD_createCCtx(), ZSTD_freeCCtx);
  std::vector<char> block(block_size), copy;
  host::Sha256 hash;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    while (file.read(block.data(), block_size) || file.gcount() > 0)
      take_in(baseline, {block.data(), static_cast<std::size_t>(file.gcount())}, copy, hash, packer.get());
  }
}

}  // namespace docmill::bench
