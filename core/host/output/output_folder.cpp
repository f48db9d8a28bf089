#include "host/output/output_folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <system_error>

#include "host/output/document_name.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

constexpr const char* marker = ".docmill-run";  // in OUT.partial: made by docmill, locked while a run writes

Status io(std::string message) { return {Trouble::io, std::move(message)}; }

Status sync_file_system(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return io(fmt::format("{}: {}", folder.string(), std::strerror(errno)));
  const int result = ::syncfs(handle);
  const int error = errno;
  ::close(handle);
  return result == 0 ? Status() : io(write_error(folder.string(), error, 0));
}

// A folder with a run.json that says so in its first line.
bool is_finished_run(const fs::path& folder) {
  std::ifstream file(folder / "run.json", std::ios::binary);
  std::string head(200, '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head.find(run_format) != std::string::npos;
}

bool is_empty_folder(const fs::path& folder) {
  std::error_code error;
  return fs::is_directory(folder, error) && fs::is_empty(folder, error);
}

// Nothing there, an empty folder, or one that docmill made.
Status may_replace(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(fs::symlink_status(folder, error))) return {};
  if (!fs::is_directory(folder, error))
    return io(fmt::format("{}: is no folder; choose another output folder", folder.string()));
  if (is_empty_folder(folder) || is_finished_run(folder)) return {};
  return io(
      fmt::format("{}: was not made by docmill (it has no run.json of a run), so it is left alone; choose another "
                  "output folder or move it away",
                  folder.string()));
}

Status sync_folder(const fs::path& folder) {
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (handle < 0) return io(fmt::format("{}: {}", folder.string(), std::strerror(errno)));
  const int result = ::fsync(handle);
  const int error = errno;
  ::close(handle);
  return result == 0 ? Status() : io(write_error(folder.string(), error, 0));
}

const char* extension(Compression compression) {
  switch (compression) {
    case Compression::gzip: return ".gz";
    case Compression::zstd: return ".zst";
    case Compression::none: break;
  }
  return "";
}

}  // namespace

struct OutputFolder::Output {
  std::string name;  // relative to OUT
  std::unique_ptr<OutputFile> file;
  // of folders
  std::string suffix;
  Compression compression = Compression::none;
  std::unique_ptr<OutputFile> sums;  // "HASH  NAME" for each file, as sha256sum -c reads it
  uint64_t n_files = 0, n_bytes = 0;
  std::map<std::string, uint64_t> repeats;  // of names that came more than once: the last number given
};

OutputFolder::OutputFolder(fs::path out)
    : out_(std::move(out)), partial_(out_.string() + ".partial"), previous_(out_.string() + ".previous") {}

OutputFolder::~OutputFolder() {
  if (lock_ >= 0) ::close(lock_);
}

Result<std::unique_ptr<OutputFolder>> OutputFolder::open(const fs::path& out) {
  // "out/" and "out" are one folder.
  fs::path plain = out.has_filename() ? out : out.parent_path();
  if (plain.empty() || plain == "." || plain == "..")
    return io(fmt::format("'{}' cannot be an output folder; name one, such as out/articles", out.string()));
  std::unique_ptr<OutputFolder> folder(new OutputFolder(plain));
  if (Status s = folder->prepare(); !s.ok()) return s;
  return folder;
}

Status OutputFolder::prepare() {
  if (Status s = may_replace(out_); !s.ok()) return s;
  if (Status s = may_replace(previous_); !s.ok()) return s;
  std::error_code error;
  const bool exists = fs::exists(fs::symlink_status(partial_, error));
  if (exists && !is_empty_folder(partial_) && !fs::exists(partial_ / marker, error))
    return io(fmt::format("{}: was not made by docmill, so it is left alone; move it away", partial_.string()));
  fs::create_directories(partial_, error);
  if (error) return io(write_error(partial_.string(), error.value(), 0));
  if (Status s = lock(); !s.ok()) return s;
  for (const fs::directory_entry& entry : fs::directory_iterator(partial_, error)) {
    if (entry.path().filename() == marker) continue;
    fs::remove_all(entry.path(), error);
    if (error) return io(fmt::format("{}: cannot be removed: {}", entry.path().string(), error.message()));
  }
  index_ =
      std::make_unique<OutputFile>(partial_ / "documents.jsonl.zst", shown("documents.jsonl.zst"), Compression::zstd);
  failures_ = std::make_unique<OutputFile>(partial_ / "failures.jsonl", shown("failures.jsonl"), Compression::none);
  if (Status s = index_->append({}); !s.ok()) return s;
  return failures_->append({});
}

Status OutputFolder::lock() {
  const fs::path path = partial_ / marker;
  lock_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (lock_ < 0) return io(write_error(path.string(), errno, 0));
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0) return {};
  return io(
      fmt::format("{}: another run is writing there; wait for it, or choose another output folder", partial_.string()));
}

Status OutputFolder::add_file(const std::string& name, Compression compression) {
  auto output = std::make_unique<Output>();
  std::string full = "records/" + name;
  if (!full.ends_with(extension(compression))) full += extension(compression);
  output->file = std::make_unique<OutputFile>(partial_ / full, shown(full), compression);
  output->name = std::move(full);
  const Status status = output->file->append({});
  outputs_.push_back(std::move(output));
  return status;
}

Status OutputFolder::add_folder(const std::string& name, const std::string& suffix, Compression compression) {
  auto output = std::make_unique<Output>();
  output->name = "records/" + name;
  output->suffix = suffix + extension(compression);
  output->compression = compression;
  std::error_code error;
  fs::create_directories(partial_ / output->name, error);
  if (error) return io(write_error(shown(output->name), error.value(), 0));
  const std::string sums = output->name + ".sha256";
  output->sums = std::make_unique<OutputFile>(partial_ / sums, shown(sums), Compression::none);
  const Status status = output->sums->append({});
  outputs_.push_back(std::move(output));
  return status;
}

Status OutputFolder::append(uint32_t number, std::string_view id, std::string_view bytes) {
  Output& output = *outputs_[number];
  return output.file ? output.file->append(bytes) : append_document_file(output, id, bytes);
}

// The first free of NAME.md, NAME~2.md, NAME~3.md, ...: documents come in input order, so this is the same every time.
Status OutputFolder::append_document_file(Output& output, std::string_view id, std::string_view bytes) {
  const std::string stem = file_name_for(id);
  std::error_code error;
  std::string base = output.name + "/" + stem;
  fs::create_directories((partial_ / base).parent_path(), error);
  if (error && error.value() != ENOSPC) {
    // A part of the path is the file of another document: all in one name instead.
    std::string flat = stem;
    std::replace(flat.begin(), flat.end(), '/', '_');
    base = output.name + "/" + flat;
  }
  std::string name = base + output.suffix;
  if (fs::exists(fs::symlink_status(partial_ / name, error))) {
    uint64_t& n = output.repeats[base];
    n = std::max<uint64_t>(n, 1);
    do name = fmt::format("{}~{}{}", base, ++n, output.suffix);
    while (fs::exists(fs::symlink_status(partial_ / name, error)));
  }
  OutputFile file(partial_ / name, shown(name), output.compression);
  if (Status s = file.append(bytes); !s.ok()) return s;
  if (Status s = file.close(false); !s.ok()) return s;  // take_place() syncs
  ++output.n_files;
  output.n_bytes += file.size();
  return output.sums->append(fmt::format("{}  {}\n", file.sha256(), name.substr(std::string_view("records/").size())));
}

Status OutputFolder::end_chunk() {
  for (const auto& output : outputs_) {
    if (!output->file) continue;
    if (Status s = output->file->end_frame(); !s.ok()) return s;
  }
  return index_->end_frame();
}

Status OutputFolder::close_outputs() {
  const auto close = [&](OutputFile& file, const std::string& name) {
    const Status status = file.close();
    if (status.ok()) written_.push_back({name, file.size(), file.sha256(), std::nullopt});
    return status;
  };
  for (const auto& output : outputs_) {
    if (output->file) {
      if (Status s = close(*output->file, output->name); !s.ok()) return s;
      continue;
    }
    if (Status s = close(*output->sums, output->name + ".sha256"); !s.ok()) return s;
    written_.push_back({output->name + "/", output->n_bytes, output->sums->sha256(), output->n_files});
  }
  if (Status s = close(*index_, "documents.jsonl.zst"); !s.ok()) return s;
  if (Status s = close(*failures_, "failures.jsonl"); !s.ok()) return s;
  std::sort(written_.begin(), written_.end(),
            [](const WrittenFile& a, const WrittenFile& b) { return a.name < b.name; });
  return {};
}

Status OutputFolder::write(const std::string& name, std::string_view bytes) {
  return write_whole_file(partial_ / name, shown(name), bytes);
}

Status OutputFolder::take_place() {
  const bool has_folders = std::any_of(outputs_.begin(), outputs_.end(), [](const auto& o) { return !o->file; });
  if (Status s = has_folders ? sync_file_system(partial_) : sync_folder(partial_); !s.ok()) return s;
  std::error_code error;
  const auto failed = [&](const fs::path& what) {
    return io(fmt::format("{}: {}; the finished run stands in {}", what.string(), error.message(), partial_.string()));
  };
  if (is_empty_folder(out_)) fs::remove(out_, error);
  if (fs::exists(out_, error)) {
    // Once more: somebody may have put something there while the run went on.
    if (Status s = may_replace(out_); !s.ok()) return s;
    if (Status s = may_replace(previous_); !s.ok()) return s;
    fs::remove_all(previous_, error);
    if (error) return failed(previous_);
    fs::rename(out_, previous_, error);
    if (error) return failed(out_);
  }
  fs::remove(partial_ / marker, error);
  if (error) return failed(partial_ / marker);
  fs::rename(partial_, out_, error);
  if (error) return failed(out_);
  return sync_folder(out_.has_parent_path() ? out_.parent_path() : fs::path("."));
}

}  // namespace docmill::host
