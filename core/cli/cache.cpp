#include <fmt/format.h>

#include "cli/cache_flags.hpp"
#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "host/pipeline/size_text.hpp"
#include "host/support/file_system.hpp"

namespace docmill::cli {
namespace {

struct CacheSettings {
  CacheFlags cache;
  bool clear = false;
  bool json = false;
};

int show(const CacheSettings& settings) {
  Messages messages({});
  const Result<std::unique_ptr<tooling::ResultCache>> opened = settings.cache.open();
  if (!opened.ok()) {
    messages.error(opened.status().message());
    return code_of(opened.status().trouble());
  }
  tooling::StageResultTable& cache = opened.value()->table();
  if (settings.clear) {
    if (const Status s = cache.clear(); !s.ok()) {
      messages.error(s.message());
      return code_of(s.trouble());
    }
  }
  const std::string folder = tooling::ResultCache::folder_for(settings.cache.folder).string();
  const tooling::StageResultTableFacts facts = cache.facts();
  const std::string network = host::network_file_system(folder);
  if (settings.json) {
    std::string out;
    JsonWriter w(out);
    w.object().member("folder", folder).key("network");
    if (network.empty()) w.null();
    else w.value(network);
    w.member("answers", facts.stage_results).member("bytes", facts.bytes).member("file_bytes", facts.file_bytes);
    w.member("limit", facts.limit).end();
    terminal::put_json(out + "\n");
    return done;
  }
  terminal::print("{}: {} answers, {} ({} on the disk) of at most {}\n", folder, grouped(facts.stage_results),
                  megabytes(facts.bytes), megabytes(facts.file_bytes), host::size_text(facts.limit));
  if (!network.empty()) terminal::print("on {}: one process writes at a time, on all machines\n", network);
  return done;
}

}  // namespace

Command cache_command() {
  const auto s = std::make_shared<CacheSettings>();
  std::vector<Flag> flags = {flag("--clear", &s->clear, "Forget everything"), json_flag(&s->json)};
  return {"cache", "Show what expensive stages have kept, or forget it", joined({s->cache.flags(), std::move(flags)}),
          [s] { return show(*s); }};
}

}  // namespace docmill::cli
