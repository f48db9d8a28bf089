#include "tooling/verify/rerun.hpp"

#include <dlfcn.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "docmill/base/json_writer.hpp"
#include "host/diagnostics/diagnostics.hpp"
#include "host/formats/json_object.hpp"
#include "host/run/prepared_pipeline.hpp"
#include "host/run/run.hpp"
#include "host/run/used_pipeline.hpp"
#include "tooling/replay/replay.hpp"

extern char** environ;

namespace docmill::tooling {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  std::vector<std::string> all;
  for (char** e = environ; *e != nullptr; ++e) {
    const std::string_view name = std::string_view(*e).substr(0, std::string_view(*e).find('='));
    const bool changed = std::any_of(changes.begin(), changes.end(),
                                     [&](const std::string& c) { return c.substr(0, c.find('=')) == name; });
    if (!changed) all.emplace_back(*e);
  }
  for (const std::string& c : changes)
    if (c.find('=') != std::string::npos) all.push_back(c);
  return all;
}

constexpr const char* library_path = "LD_LIBRARY_PATH";

std::string with_library_folder(const std::string& folder) {
  const char* before = std::getenv(library_path);
  const bool alone = before == nullptr || *before == '\0';  // an empty entry would mean the working folder
  return fmt::format("{}={}{}{}", library_path, folder, alone ? "" : ":", alone ? "" : before);
}

// The loader has read the variable when the process began; programs that stages start must not see the folder.
void forget_library_folder(const std::string& folder) {
  if (folder.empty()) return;
  const std::string all = std::getenv(library_path);
  if (all == folder) ::unsetenv(library_path);
  else ::setenv(library_path, all.substr(folder.size() + 1).c_str(), 1);
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (std::string& s : strings) out.push_back(s.data());
  out.push_back(nullptr);
  return out;
}

Status make_and_run(const RerunRequest& request) {
  PipelineRequest asked = request_of(request.origin);
  asked.output = request.output;
  PluginSearch search;
  for (const std::string& folder : request.origin.plugin_folders)
    search.folders.push_back({folder, "the plugin folders of the run"});
  for (const auto& [stage, file] : request.plugins) search.files[stage] = file;
  for (const auto& [stage, hash] : request.hashes) search.pins[stage] = {hash, "in the run"};

  Diagnostics diagnostics;
  const auto said = [&] {
    std::string text;
    for (const Diagnostic& d : diagnostics.all()) text += (text.empty() ? "" : "; ") + render_in_one_line(d);
    return text;
  };
  const std::unique_ptr<PreparedPipeline> prepared = prepare_pipeline(asked, search, nullptr, diagnostics);
  if (diagnostics.has_errors()) return {prepared->load_failed ? Trouble::plugin : Trouble::usage, said()};
  if (Status s = prepared->resources.check_believed(); !s.ok()) return s;
  std::unique_ptr<Replay> replay;
  if (!request.replay.empty()) {
    Result<std::unique_ptr<Replay>> opened = Replay::open(request.replay);
    if (!opened.ok()) return opened.status();
    replay = std::move(opened.value());
    use_replay(*prepared, [&](const std::string& stage) { return replay->of_stage(stage); });
  }
  const std::atomic<bool> stop{false};
  const Result<RunSummary> result = run_pipeline(*prepared, request.settings, {}, stop, diagnostics);
  if (!result.ok() && diagnostics.has_errors()) return {Trouble::usage, said()};
  return result.status();
}

}  // namespace

std::string to_json(const RerunRequest& r) {
  std::string out;
  JsonWriter w(out);
  w.object();
  w.key("origin");
  write_origin(w, r.origin);
  w.member("plugins", r.plugins);
  w.member("hashes", r.hashes);
  w.member("library_folder", r.libraries.folder);
  w.member("load_first", r.libraries.first);
  w.member("output", r.output);
  w.member("replay", r.replay);
  w.member("threads", r.settings.threads);
  w.key("sample");
  if (r.settings.sample) w.value(fmt::format("{:a}", *r.settings.sample));
  else w.null();
  w.member("batch_documents", r.settings.execution.batch_documents);
  w.member("batch_bytes", r.settings.execution.batch_bytes);
  w.member("shuffle", r.settings.execution.shuffle);
  w.member("pause_microseconds", r.settings.execution.pause_microseconds);
  w.end();
  return out;
}

Result<RerunRequest> read_rerun_request(const std::filesystem::path& file) {
  JsonDocument json;
  if (!json.parse(read_text(file), JsonBytes::any))
    return Status(Trouble::usage, fmt::format("{}: no request for a rerun", file.string()));
  std::string mistake;
  const JsonObject o(json.root(), "", mistake);
  RerunRequest r;
  r.origin = read_origin(o.object("origin"));
  o.object("plugins").each_string_member(
      [&](std::string stage, std::string path) { r.plugins[std::move(stage)] = std::move(path); });
  o.object("hashes").each_string_member(
      [&](std::string stage, std::string hash) { r.hashes[std::move(stage)] = std::move(hash); });
  r.libraries.folder = o.string("library_folder");
  o.each_string("load_first", [&](std::string s) { r.libraries.first.push_back(std::move(s)); });
  r.output = o.string("output");
  r.replay = o.string("replay");
  r.settings.threads = static_cast<unsigned>(o.integer("threads"));
  r.settings.limit = r.origin.limit;
  if (const auto sample = o.string_or_null("sample")) r.settings.sample = std::strtod(sample->c_str(), nullptr);
  r.settings.execution.batch_documents = o.integer("batch_documents");
  r.settings.execution.batch_bytes = o.integer("batch_bytes");
  r.settings.execution.shuffle = o.integer("shuffle");
  r.settings.execution.pause_microseconds = static_cast<uint32_t>(o.integer("pause_microseconds"));
  if (mistake.empty()) return r;
  return Status(Trouble::usage, fmt::format("{}: {}", file.string(), mistake));
}

Status perform_rerun(const RerunRequest& request) {
  forget_library_folder(request.libraries.folder);
  for (const std::string& library : request.libraries.first)
    if (::dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL) == nullptr) return {Trouble::plugin, ::dlerror()};
  return make_and_run(request);
}

Status rerun(const RerunRequest& request, const ProcessSettings& process, const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "request.json", said = folder / "said.txt";
  std::ofstream(file, std::ios::binary) << to_json(request);
  std::vector<std::string> arguments = {"docmill", rerun_argument, file.string()};
  std::vector<std::string> changes = process.environment;
  if (request.libraries.folder.find_first_of(":;$") != std::string::npos)  // of a meaning to the loader
    return {Trouble::io, fmt::format("{}: the libraries of the bundle are not found there; set TMPDIR to a folder "
                                     "without ':', ';' and '$' in its name",
                                     request.libraries.folder)};
  if (!request.libraries.folder.empty()) changes.push_back(with_library_folder(request.libraries.folder));
  std::vector<std::string> environment = environment_with(changes);
  std::vector<char*> argument_list = pointers(arguments), environment_list = pointers(environment);

  const pid_t child = ::fork();
  if (child == 0) {  // only calls that are safe between fork and exec
    const int log = ::open(said.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (log < 0 || nothing < 0 || ::dup2(nothing, 0) < 0 || ::dup2(nothing, 1) < 0 || ::dup2(log, 2) < 0) ::_exit(126);
    if (!process.working_folder.empty() && ::chdir(process.working_folder.c_str()) != 0) ::_exit(126);
    ::execve("/proc/self/exe", argument_list.data(), environment_list.data());
    ::_exit(127);
  }
  if (child < 0) return {Trouble::io, fmt::format("no process can be started: {}", std::strerror(errno))};
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  std::string words = read_text(said);
  while (words.ends_with('\n')) words.pop_back();
  if (WIFSIGNALED(status))
    words += fmt::format("{}it was ended by signal {} ({})", words.empty() ? "" : "\n", WTERMSIG(status),
                         ::strsignal(WTERMSIG(status)));
  if (words.empty()) words = fmt::format("it ended with exit code {}", WEXITSTATUS(status));
  const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 5;
  return {code >= 2 && code <= 5 ? static_cast<Trouble>(code) : Trouble::io, words};
}

}  // namespace docmill::tooling
