#include "host/isolation/stack_trace.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace docmill::host {
namespace {

// record_stack(), the handler that called it, and the frame that the kernel put under it.
constexpr std::size_t frames_of_handler = 3;

std::string function_name(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(abi::__cxa_demangle(symbol, nullptr, nullptr, &status), std::free);
  return name != nullptr ? name.get() : symbol;
}

// `address` is where the call will return to; what was called from stands before it.
std::string described_frame(void* address) {
  Dl_info info{};
  if (::dladdr(address, &info) == 0 || info.dli_fname == nullptr) return "?";
  const std::string_view path = info.dli_fname;
  std::string text = fmt::format("{}+{:#x}", path.substr(path.rfind('/') + 1),
                                 static_cast<char*>(address) - static_cast<char*>(info.dli_fbase));
  if (info.dli_sname != nullptr) text += fmt::format(" ({})", function_name(info.dli_sname));
  return text;
}

}  // namespace

void prepare_stack_traces() {
  std::array<void*, 2> frames{};
  (void)::backtrace(frames.data(), static_cast<int>(frames.size()));  // loads what finds frames
}

[[gnu::noinline]] void record_stack(StackTrace& trace) {
  if (trace.n.load() != 0) return;
  const int n = ::backtrace(trace.frames.data(), static_cast<int>(trace.frames.size()));
  trace.n = static_cast<uint32_t>(std::max(n, 0));
}

std::vector<std::string> described_stack(const StackTrace& trace) {
  std::vector<std::string> lines;
  const std::size_t n = std::min<std::size_t>(trace.n.load(), trace.frames.size());
  for (std::size_t i = frames_of_handler; i < n; ++i) lines.push_back(described_frame(trace.frames[i]));
  return lines;
}

}  // namespace docmill::host
