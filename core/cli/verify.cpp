#include "tooling/verify/verify.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <optional>

#include "cli/commands.hpp"
#include "cli/common_flags.hpp"
#include "cli/exit_codes.hpp"
#include "cli/messages.hpp"
#include "command_line/terminal.hpp"
#include "docmill/base/json_writer.hpp"
#include "docmill/base/printable.hpp"
#include "tooling/bundle/open_bundle.hpp"
#include "tooling/verify/rerun.hpp"

namespace docmill::cli {
namespace {

struct VerifySettings {
  tooling::VerifyRequest request;
  std::string folder, sample;
  PluginFlags plugins;
  bool json = false;
};

void print_check(const tooling::Check& check) {
  std::string counts;
  if (check.files != 0) counts = fmt::format("{} files, ", grouped(check.files));
  counts += fmt::format("{} documents", grouped(check.documents));
  if (check.findings.none()) {
    terminal::print("{:<38} the same ({})\n", check.name, counts);
  } else {
    terminal::print("{:<38} {} difference{}\n", check.name, grouped(check.findings.total),
                    check.findings.total == 1 ? "" : "s");
    for (const tooling::Finding& f : check.findings.kept) terminal::print("  {}\n", printable(f.what));
    if (check.findings.total > check.findings.kept.size())
      terminal::print("  … and {} more\n", grouped(check.findings.total - check.findings.kept.size()));
  }
  terminal::flush();
}

std::string json_of(const tooling::Verification& v) {
  std::string out;
  JsonWriter w(out);
  w.object().member("same", v.same()).key("checks").array();
  for (const tooling::Check& check : v.checks) {
    w.on_new_line().object().member("check", check.name).member("same", check.findings.none());
    w.member("documents", check.documents).member("differences", check.findings.total).key("findings").array();
    for (const tooling::Finding& f : check.findings.kept)
      w.object().member("stage", f.stage).member("document", f.document).member("message", f.what).end();
    w.end().end();
  }
  w.end().end();
  return out + "\n";
}

int verify(VerifySettings& settings) {
  Messages messages({});
  tooling::VerifyRequest& request = settings.request;
  request.folder = settings.folder;
  request.plugin_dirs = settings.plugins.plugin_dirs;
  for (const host::SearchFolder& f : settings.plugins.search().folders) request.plugin_folders.push_back(f.path);
  if (!settings.sample.empty()) {
    request.sample = tooling::share_of(settings.sample);
    if (!request.sample) {
      messages.error(
          fmt::format("--sample {}: it must be a share above 0% and up to 100%, such as 5%", settings.sample));
      return usage_error;
    }
    if (request.rerun) {
      messages.error("--rerun runs everything again, --sample a share of it; give one of them");
      return usage_error;
    }
  }
  // A bundle is verified where it was unpacked.
  std::optional<tooling::OpenBundle> bundle;
  std::error_code error;
  if (std::filesystem::is_regular_file(request.folder, error)) {
    const bool runs = request.rerun || request.perturb || request.sample.has_value();
    Result<tooling::OpenBundle> opened = tooling::open_bundle(request.folder, request.inputs, runs);
    if (!opened.ok()) {
      messages.error(opened.status().message());
      return code_of(opened.status().trouble());
    }
    bundle = std::move(opened.value());
    bundle->request.rerun = request.rerun;
    bundle->request.sample = request.sample;
    bundle->request.perturb = request.perturb;
    bundle->request.pipeline = request.pipeline;
  }
  std::function<void(const tooling::Check&)> on_check;
  if (!settings.json) on_check = print_check;
  const Result<tooling::Verification> result = tooling::verify(bundle ? bundle->request : request, on_check);
  if (!result.ok()) {
    messages.error(result.status().message());
    return code_of(result.status().trouble());
  }
  if (settings.json) terminal::put_json(json_of(result.value()));
  else if (!result.value().same())
    for (const std::string& why : result.value().not_reproducible)
      terminal::print("the run says of itself that it is not reproducible: {}\n", why);
  return result.value().same() ? done : found_differences;
}

}  // namespace

Command verify_command() {
  const auto s = std::make_shared<VerifySettings>();
  return {
      "verify", "Prove a finished run: its files, and that the same run gives them again",
      joined(
          {{argument("OUT", &s->folder, "The output folder of a run, or a bundle of one", "the output folder of a run",
                     a_file()),
            flag("--rerun", &s->request.rerun, "Run again into a temporary folder and compare to the byte"),
            flag("--sample", "P%", &s->sample,
                 "Run a share of the documents again and compare the digests of their layers"),
            flag("--perturb", &s->request.perturb,
                 "Run again (all, or the sample) with other threads, batches, orders, locale, time zone, "
                 "memory and processor features"),
            flag("--pipeline", "FILE", &s->request.pipeline, "The pipeline file, when it is not where it was",
                 a_file()),
            flag("--input", "PATH", &s->request.inputs,
                 "The input, when it is not where it was; of a bundle, where to find it by content (may be repeated)",
                 a_file())},
           s->plugins.flags(),
           {json_flag(&s->json)}}),
      [s] { return verify(*s); }};
}

int rerun_process(const char* request_file) {
  const Result<tooling::RerunRequest> request = tooling::read_rerun_request(request_file);
  const Status status = request.ok() ? tooling::perform_rerun(request.value()) : request.status();
  if (!status.ok()) terminal::print(stderr, "{}\n", status.message());
  return code_of(status.trouble());
}

}  // namespace docmill::cli
