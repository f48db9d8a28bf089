// Any program as a stage, over JSON Lines. README.md has the protocol.
#include <docmill/sdk/stage.hpp>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "answer.hpp"
#include "program.hpp"
#include "program_pool.hpp"
#include "programs/command.hpp"
#include "programs/json_reader.hpp"
#include "programs/private_folder.hpp"
#include "question.hpp"

namespace {

using namespace docmill::process;

struct Config {
  std::vector<std::string> command;
  std::vector<docmill::Resource> files;
  std::vector<std::string> environment;
  std::string settings;
  double time_limit = 60, start_time_limit = 300;
  uint16_t instances = 0;
  bool network = false;
};

int milliseconds(double seconds) { return static_cast<int>(seconds * 1000 + 0.5); }

// One running program, and what is known of it.
struct Conversation {
  Conversation(Launcher& launcher, const ProgramSettings& settings, const std::string& greeting)
      : program(launcher, settings, language(greeting)) {}
  Conversation(const Conversation&) = delete;

  Language language(const std::string& greeting) {
    return {greeting,
            [this](std::string_view line) {
              const docmill::Unit said = read_ready(line);
              if (unit && *unit != said) throw BadAnswer("the program counts offsets in another unit than before");
              unit = said;
            },
            question_head, check_envelope};
  }

  std::optional<docmill::Unit> unit;  // known when the program has answered for the first time
  Program program;
};

// What all workers share. Made in `create`, which starts nothing and writes nothing: that waits for the first document,
// so that `check` stays without effects.
struct Shared {
  Shared(Config config, const docmill::Setup& setup)
      : files(std::move(config.files)), ports(ports_of(setup)), network(config.network) {
    const std::string trouble = trouble_with_json(config.settings);
    if (!trouble.empty() ||
        !JsonValue(config.settings.substr(config.settings.find_first_not_of(" \t\r\n"))).is(JsonKind::object))
      throw docmill::ConfigError("settings", "it must be a JSON object, as in settings = '{\"sentences\": 3}'" +
                                                 (trouble.empty() ? "" : "; " + trouble));
    Command command = make_command(config.command, files, config.environment,
                                   [](const char* name) -> const char* { return std::getenv(name); });
    greeting = setup_line(setup.stage_name(), config.settings, ports, command.files);
    places = std::move(command.files);
    program.launch = {
        std::move(command.executable), std::move(command.arguments), std::move(command.environment), {}, {}, {}};
    program.start_milliseconds = milliseconds(config.start_time_limit);
    program.answer_milliseconds = milliseconds(config.time_limit);
    program.log = [setup](uint32_t level, std::string_view message) { setup.log(level, message); };
    if (config.instances != 0) pool.emplace(config.instances, [this] { return converse(); });
  }

  std::unique_ptr<Conversation> converse() { return std::make_unique<Conversation>(launcher, program, greeting); }

  // Makes the private folder, once. Empty, or why there is none.
  const std::string& prepare() {
    std::call_once(prepared, [&] {
      try {
        std::vector<std::pair<std::string, std::string_view>> copies;
        for (std::size_t i = 0; i < files.size(); ++i) copies.emplace_back(places[i], files[i].bytes);
        folder.emplace(copies);
        program.launch.folder = program.launch.private_folder = folder->path().string();
        if (!network)
          program.launch.confinement = std::make_shared<const Confinement>(
              std::vector<std::string>{program.launch.folder, folder->path().parent_path().string(), "/dev"});
      } catch (const std::exception& e) {
        trouble = std::string("the folder of the program could not be made: ") + e.what();
      }
    });
    return trouble;
  }

  std::vector<docmill::Resource> files;
  Ports ports;
  bool network;
  std::vector<std::string> places;
  std::string greeting;
  ProgramSettings program;
  std::once_flag prepared;
  std::string trouble;
  std::optional<PrivateFolder> folder;
  Launcher launcher;
  std::optional<Pool<Conversation>> pool;  // nothing: each worker has its own
};

struct Process {
  static constexpr docmill::Info info{"process", "1.0.0",
                                      "hands documents to a program and takes layers back, as JSON Lines",
                                      docmill::ports_from_pipeline};
  using Config = ::Config;
  static constexpr auto options = docmill::options(
      docmill::option<&Config::command>("command", nullptr,
                                        "the program and its arguments; names of `files` mean those"),
      docmill::option<&Config::files>("files", "[]",
                                      "files of the program: hashed, and copied into the folder it runs in"),
      docmill::option<&Config::settings>("settings", "\"{}\"", "a JSON object for the program, in its first line"),
      docmill::option<&Config::environment>("environment", "[]",
                                            "variables it gets: NAME as docmill has it, or NAME=value"),
      docmill::option<&Config::time_limit>("time-limit", "60", "seconds from a document to its answer; 0 is no limit")
          .between(0, 86400),
      docmill::option<&Config::start_time_limit>("start-time-limit", "300",
                                                 "seconds until the program is ready; 0 is no limit")
          .between(0, 86400),
      docmill::option<&Config::instances>("instances", "0",
                                          "how many of the program run at once, at most; 0 is one for each thread")
          .between(0, 1024),
      docmill::option<&Config::network>(
          "network", "false", "whether it may use the network, and change files outside its folder, TMPDIR and /dev"));

  Process(Config config, const docmill::Setup& setup) : shared(std::make_unique<Shared>(std::move(config), setup)) {}

  struct Worker {
    explicit Worker(const Process& stage) : questions(stage.shared->ports) {
      if (!stage.shared->pool) own = stage.shared->converse();
    }
    Worker(const Worker&) = delete;

    Questions questions;
    std::vector<Reply> replies;
    std::unique_ptr<Conversation> own;
  };

  void process(Worker& worker, docmill::Batch& batch) const {
    const std::string& trouble = shared->prepare();
    if (!trouble.empty()) {
      for (uint32_t i = 0; i < batch.size(); ++i)
        batch.answer(i, [&](docmill::Output& out) { out.fail(code_not_started, trouble); });
      return;
    }
    if (worker.own) return converse(worker, *worker.own, batch);
    const auto lease = shared->pool->acquire([&] { return batch.should_stop(); });
    if (!lease) docmill::Batch::stop();
    converse(worker, *lease, batch);
  }

  void converse(Worker& worker, Conversation& with, docmill::Batch& batch) const {
    const auto question = [&](std::size_t i) {
      return worker.questions.layers(batch.document(static_cast<uint32_t>(i)), *with.unit);
    };
    if (!with.program.ask(batch.size(), question, worker.replies, [&] { return batch.should_stop(); }))
      docmill::Batch::stop();
    for (uint32_t i = 0; i < batch.size(); ++i)
      batch.answer(i, [&](docmill::Output& out) { give(worker.replies[i], with, batch.document(i), out); });
  }

  void give(const Reply& reply, const Conversation& with, docmill::Document document, docmill::Output& out) const {
    if (!reply.answered) return out.fail(reply.trouble.code, reply.trouble.message);
    try {
      read_answer(reply.line, shared->ports, document, *with.unit, out);
    } catch (const BadAnswer& e) {
      out.fail(code_answer, e.what());
    }
  }

  std::unique_ptr<Shared> shared;
};

}  // namespace

DOCMILL_STAGES(Process);
