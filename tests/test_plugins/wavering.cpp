// An EXTERNAL stage that answers as long as it is asked a few times, and does otherwise from then on: of documents that
// hold the trigger word it makes a span of each line, `pieces`.
//
//   then    what it does when it was asked `times` times, in all processes of the run together
//   fail    fails on the document
//   join    leaves out the first line
//   end     ends its process
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <docmill/sdk/stage.hpp>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>

namespace {

using Count = std::atomic<uint32_t>;
static_assert(Count::is_always_lock_free);

// In memory that processes which are forked later share.
Count* shared_count() {
  void* const page = ::mmap(nullptr, sizeof(Count), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) throw std::bad_alloc();
  return new (page) Count(0);
}

struct Wavering {
  static constexpr docmill::Info info{"wavering", "1.0.0", "changes its answer", docmill::external};

  struct Config {
    std::string then, trigger;
    uint32_t times = 0;
  };
  static constexpr auto options = docmill::options(
      docmill::option<&Config::then>("then", "\"fail\"", "what it does then").one_of("fail", "join", "end"),
      docmill::option<&Config::times>("times", "1000000", "how often it answers").between(0, 1000000),
      docmill::option<&Config::trigger>("trigger", "\"POISON\"", "the word that a document must hold"));
  static constexpr auto required = docmill::ports(docmill::port::text("text", "the text"));
  static constexpr auto provided = docmill::ports(docmill::port::spans("pieces", "text", "the lines of the text"));

  explicit Wavering(Config c) : config(std::move(c)), n_asked(shared_count()) {}

  void process(docmill::Document in, docmill::Output& out) const {
    const std::string_view text = in.text(0);
    const bool is_meant = text.find(config.trigger) != std::string_view::npos;
    const bool has_changed = is_meant && n_asked->fetch_add(1) >= config.times;
    if (has_changed && config.then == "fail") return out.fail("tired-of-it", "this was asked before");
    if (has_changed && config.then == "end") ::syscall(SYS_exit_group, 0);
    docmill::Spans& pieces = out.spans(0);
    std::size_t from = has_changed ? text.find('\n') + 1 : 0;
    while (from < text.size()) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      if (end > from)
        pieces.add(
            {static_cast<uint32_t>(from), static_cast<uint32_t>(end), "line", text.substr(from, end - from), 1.0});
      from = end + 1;
    }
  }

  Config config;
  Count* n_asked;  // never given back, as a worker process may still count
};

}  // namespace

DOCMILL_STAGES(Wavering);
