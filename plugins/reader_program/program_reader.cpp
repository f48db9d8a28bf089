#include "program_reader.hpp"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <utility>

#include "programs/command.hpp"
#include "programs/said_json.hpp"
#include "temporary_files/copy_source.hpp"

namespace docmill::process {
namespace {

constexpr uint64_t whole_file = ~uint64_t{0};
// Records say more than the file does: what stands in it packed, places, metadata. Beyond that a program has gone wild.
constexpr uint64_t most_times_the_file = 1000;
constexpr uint64_t never_too_much = uint64_t{64} << 20;
constexpr uint64_t most_bad_lines = 100;  // of a file; then it is not read on

}  // namespace

// What all files share. Made in `create`, which starts nothing and writes nothing: that waits for the first file.
struct ProgramShared {
  ProgramShared(ProgramReader::Config config, const Setup& said)
      : files(std::move(config.program_files)), setup(said), max_file(config.max_file), network(config.network) {
    Command command = make_command(
        config.command, files, config.environment, [](const char* name) -> const char* { return std::getenv(name); },
        "program-files");
    places = std::move(command.files);
    launch.executable = std::move(command.executable);
    launch.arguments = std::move(command.arguments);
    launch.environment = std::move(command.environment);
    constexpr double milliseconds_of_second = 1000;
    milliseconds = static_cast<int>(config.time_limit * milliseconds_of_second + 0.5);
  }

  // A folder with nothing but the files of the program. Throws std::runtime_error where that cannot be.
  std::unique_ptr<PrivateFolder> fresh_folder() const {
    std::vector<std::pair<std::string, std::string_view>> copies;
    for (std::size_t i = 0; i < files.size(); ++i) copies.emplace_back(places[i], files[i].bytes);
    return std::make_unique<PrivateFolder>(copies);
  }

  // How the program is started over a file of this name.
  LaunchSettings launch_in(const PrivateFolder& folder, std::string_view name) const {
    LaunchSettings settings = launch;
    settings.environment.push_back("DOCMILL_FILE=" + std::string(name));
    settings.folder = settings.private_folder = folder.path().string();
    if (!network)
      settings.confinement = std::make_shared<const Confinement>(
          std::vector<std::string>{settings.folder, folder.path().parent_path().string(), "/dev"});
    return settings;
  }

  std::vector<docmill::Resource> files;
  Setup setup;
  uint64_t max_file;
  bool network;
  int milliseconds = 0;
  std::vector<std::string> places;
  LaunchSettings launch;
  Launcher launcher;
};

ProgramReader::ProgramReader(Config config, const Setup& setup)
    : shared_(std::make_unique<ProgramShared>(std::move(config), setup)) {}
ProgramReader::~ProgramReader() = default;
ProgramReader::ProgramReader(ProgramReader&&) noexcept = default;

// The whole file first, for a program that has been given half of one would make half a document of it: everything that
// it says hangs on the end of the file.
void ProgramReader::next(Cursor& cursor, Source& file, Cut& cut) const {
  if (!cursor.is_done && (cursor.file || open(cursor, file, cut))) cut_next(cursor, file, cut);
  if (!cursor.is_done || cursor.file) cut.hangs_on_end();
  if (cursor.is_done) cursor.file.reset();
}

// False: there is nothing, or it cannot be, which was told of.
bool ProgramReader::open(Cursor& cursor, Source& file, Cut& cut) const {
  cursor.is_done = true;
  if (file.peek(1).empty()) return false;
  const auto refuse = [&](std::string_view code, const std::string& why) {
    file.skip(whole_file);
    cut.problem(0, code, why);
    cut.hangs_on_end();
    return false;
  };
  std::unique_ptr<OpenFile> open;
  try {
    open = std::make_unique<OpenFile>();
    const std::optional<uint64_t> size = copy_source(file, open->copy.descriptor(0), shared_->max_file);
    if (!size)
      return refuse("too-large", "it has more than " + std::to_string(shared_->max_file) +
                                     " bytes, unpacked; raise max-file if it is what you want");
    open->size = *size;
  } catch (const std::runtime_error& e) {
    return refuse("no-temporary-file", e.what());
  }
  try {
    open->folder = shared_->fresh_folder();
    LineLimits limits;
    limits.milliseconds = shared_->milliseconds;
    limits.longest_line = file.max_record();
    limits.most_output = never_too_much + open->size * most_times_the_file;
    const Setup setup = shared_->setup;
    open->lines = std::make_unique<RecordLines>(
        shared_->launcher, shared_->launch_in(*open->folder, file.name()), open->copy.descriptor(0), open->size, limits,
        [setup](uint32_t level, std::string_view message) { setup.log(level, message); });
  } catch (const std::exception& e) {
    return refuse("program-not-started", e.what());
  }
  cursor.file = std::move(open);
  cursor.is_done = false;
  return true;
}

void ProgramReader::cut_next(Cursor& cursor, Source& file, Cut& cut) const {
  OpenFile& open = *cursor.file;
  const RecordLines::Step step = open.lines->next(open.line);
  switch (step) {
    case RecordLines::Step::line: break;
    case RecordLines::Step::too_long: ++open.n_lines; return cut.too_large(open.offset, open.lines->too_long_size());
    case RecordLines::Step::end: cursor.is_done = true; return cursor.file.reset();
    case RecordLines::Step::trouble:
      cursor.is_done = true;
      return cut.problem(open.offset, open.lines->code(),
                         open.lines->message() + "; what it said of " + std::string(file.name()) + " before, " +
                             std::to_string(open.n_lines) + (open.n_lines == 1 ? " line" : " lines") + ", was taken");
  }
  ++open.n_lines;
  try {
    cut_line(open, cut);
  } catch (const BadAnswer& e) {
    const bool is_last = ++open.n_bad == most_bad_lines;
    cursor.is_done = is_last;
    cut.problem(open.offset, "bad-record",
                "line " + std::to_string(open.n_lines) + " of what the program said: " + e.what() +
                    (is_last ? "; it is the hundredth such line, and the rest is not read" : ""));
  }
}

void ProgramReader::cut_line(OpenFile& open, Cut& cut) const {
  const SaidRecord record = read_record(open.line);
  open.says_offsets = open.says_offsets || record.offset;
  const uint64_t next = std::min(open.offset + (open.says_offsets || open.n_lines == 1 ? 0 : 1), open.size);
  if (record.offset && (*record.offset < open.said_offset || *record.offset > open.size))
    bad("the record: 'offset' is " + std::to_string(*record.offset) + ", where " + std::to_string(open.said_offset) +
        " to " + std::to_string(open.size) + " can be: records come in the order of the file");
  open.said_offset = record.offset.value_or(open.said_offset);
  // Records before may have been given made-up offsets behind the one that is said now.
  const uint64_t offset = open.offset = std::max(open.offset, record.offset.value_or(next));
  switch (record.kind) {
    case SaidRecord::Kind::passed: return cut.passed(offset, record.code);
    case SaidRecord::Kind::problem: return cut.problem(offset, record.code, record.message, record.locator);
    case SaidRecord::Kind::document: return cut.record(offset, open.line, record.locator);
  }
}

void ProgramReader::decode(detail::Nothing&, CutRecord in, Record& out) const {
  try {
    const SaidRecord record = read_record(in.bytes);
    out.format(record.media_type, record.is_base64 ? record.charset : "utf-8");
    if (!record.metadata.empty()) out.metadata(record.metadata);
    if (!record.id.empty()) out.id(record.id);
    for (const SaidNote& note : record.notes) out.note(note.code, note.message);
    out.raw(bytes_of(record));
  } catch (const BadAnswer& e) {
    out.problem("bad-record", e.what());
  }
}

}  // namespace docmill::process
