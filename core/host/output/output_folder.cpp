#include "host/output/output_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <unordered_set>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "host/output/sums.hpp"

namespace docmill::host {
namespace {

namespace fs = std::filesystem;

constexpr const char* index_name = "documents.jsonl.zst";
constexpr const char* failures_name = "failures.jsonl";
constexpr std::size_t longest_title = 200;  // bytes

Status io(std::string message) { return {Trouble::io, std::move(message)}; }

const char* extension(Compression compression) {
  switch (compression) {
    case Compression::gzip: return ".gz";
    case Compression::zstd: return ".zst";
    case Compression::none: break;
  }
  return "";
}

// The heading that a page begins with, as the page has it; empty where it begins otherwise.
std::string title_of_page(std::string_view page) {
  if (!page.starts_with("# ")) return {};
  return std::string(utf8::prefix(page.substr(2, page.find('\n') - 2), longest_title));
}

bool is_marked(char c) { return std::string_view("\\`*_[]<>&|~").find(c) != std::string_view::npos; }

std::string escaped_id(std::string_view id) {
  std::string out;
  for (const char c : utf8::prefix(id, longest_title)) {
    if (is_marked(c)) out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

// Percent-encoded, but for what no reader of Markdown takes for something else.
std::string address_of(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (ascii::is_letter(c) || ascii::is_digit(c) || std::string_view("-._~/").find(c) != std::string_view::npos)
      out += c;
    else out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// A title that was cut, or that holds brackets, must not end the link: then the id stands for it.
std::string line_of_contents(const std::string& title, std::string_view id, std::string_view name) {
  const bool is_plain = !title.empty() && title.find_first_of("[]\\`<") == std::string::npos;
  const std::string shown = is_plain ? title : escaped_id(id);
  return fmt::format("- [{}]({})\n", shown.empty() ? address_of(name) : shown, address_of(name));
}

}  // namespace

struct OutputFolder::Output {
  std::string name;  // relative to OUT
  std::unique_ptr<OutputFile> file;
  // of folders
  std::unique_ptr<DocumentFolder> documents;
  Output* first = nullptr;               // the output into the same folder that was opened before: it keeps the list
  std::unique_ptr<OutputFile> sums;      // "HASH  NAME" for each file, as sha256sum -c reads it
  std::unique_ptr<OutputFile> contents;  // of Markdown pages: a page with a link to each
  std::string sums_name() const { return name + ".sha256"; }
  std::string contents_name() const { return name + ".md"; }  // beside the folder, which holds a file a document
  uint64_t n_files = 0, n_bytes = 0;
};

OutputFolder::OutputFolder(std::unique_ptr<WorkFolder> place, std::vector<uint64_t> kept)
    : place_(std::move(place)), kept_(std::move(kept)) {}

OutputFolder::~OutputFolder() = default;

Result<std::unique_ptr<OutputFolder>> OutputFolder::open(const fs::path& out) {
  Result<std::unique_ptr<WorkFolder>> place = WorkFolder::open(out);
  if (!place.ok()) return place.status();
  if (Status s = place.value()->empty(); !s.ok()) return s;
  return begin(std::move(place.value()), {});
}

Result<std::unique_ptr<OutputFolder>> OutputFolder::begin(std::unique_ptr<WorkFolder> place,
                                                          std::vector<uint64_t> kept) {
  std::unique_ptr<OutputFolder> folder(new OutputFolder(std::move(place), std::move(kept)));
  Result<std::unique_ptr<OutputFile>> index = folder->open_file(index_name, Compression::zstd);
  if (!index.ok()) return index.status();
  folder->index_ = std::move(index.value());
  Result<std::unique_ptr<OutputFile>> failures = folder->open_file(failures_name, Compression::none);
  if (!failures.ok()) return failures.status();
  folder->failures_ = std::move(failures.value());
  return folder;
}

// The next of the files that grow: made, or taken up behind what is kept of it.
Result<std::unique_ptr<OutputFile>> OutputFolder::open_file(const std::string& name, Compression compression) {
  auto file = n_opened_ < kept_.size()
                  ? std::make_unique<OutputFile>(place_->file(name), place_->shown(name), compression, kept_[n_opened_])
                  : std::make_unique<OutputFile>(place_->file(name), place_->shown(name), compression);
  ++n_opened_;
  if (Status s = file->append({}); !s.ok()) return s;
  return file;
}

std::vector<std::string> OutputFolder::names() const {
  std::vector<std::string> names = {index_name, failures_name};
  for (const auto& output : outputs_)
    if (output->first == nullptr) {
      names.push_back(output->file ? output->name : output->sums_name());
      if (output->contents) names.push_back(output->contents_name());
    }
  return names;
}

Status OutputFolder::add_file(const std::string& name, Compression compression) {
  const bool has_extension = name.ends_with(extension(compression));
  return add_own_file("records/" + name + (has_extension ? "" : extension(compression)), compression);
}

Status OutputFolder::add_own_file(const std::string& name, Compression compression) {
  auto output = std::make_unique<Output>();
  output->name = name;
  Result<std::unique_ptr<OutputFile>> file = open_file(output->name, compression);
  if (!file.ok()) return file.status();
  output->file = std::move(file.value());
  outputs_.push_back(std::move(output));
  return {};
}

Status OutputFolder::add_folder(const std::string& name, const std::string& suffix, Compression compression) {
  auto output = std::make_unique<Output>();
  output->name = "records/" + name;
  const std::string suffix_of_all = suffix + extension(compression);
  output->documents = std::make_unique<DocumentFolder>(place_->shown(output->name), suffix_of_all, compression);
  if (Status s = output->documents->open(place_->file(output->name)); !s.ok()) return s;
  for (const auto& other : outputs_)
    if (output->first == nullptr && other->sums && other->name == output->name) output->first = other.get();
  if (output->first != nullptr) {
    outputs_.push_back(std::move(output));
    return {};
  }
  const bool goes_on = n_opened_ < kept_.size();
  Result<std::unique_ptr<OutputFile>> sums = open_file(output->sums_name(), Compression::none);
  if (!sums.ok()) return sums.status();
  output->sums = std::move(sums.value());
  if (suffix_of_all == ".md") {  // packed pages have none: nothing follows a link into them
    Result<std::unique_ptr<OutputFile>> contents = open_file(output->contents_name(), Compression::none);
    if (!contents.ok()) return contents.status();
    output->contents = std::move(contents.value());
    if (!goes_on)
      if (Status s = output->contents->append("# Pages\n\n"); !s.ok()) return s;
  }
  outputs_.push_back(std::move(output));
  return goes_on ? take_up_folder(*outputs_.back()) : Status();
}

// Counts the files that stay, and removes those that came after them.
Status OutputFolder::take_up_folder(Output& output) {
  std::unordered_set<std::string> kept;
  std::error_code error;
  const Status read = read_sums(place_->file(output.sums_name()), [&](const Sum& sum) {
    const std::string name = "records/" + sum.name;
    output.n_bytes += fs::file_size(place_->file(name), error);
    ++output.n_files;
    kept.insert(name);
    return true;
  });
  if (!read.ok()) return read;
  std::vector<fs::path> surplus;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(place_->file(output.name), error))
    if (!entry.is_directory() && !kept.contains(entry.path().lexically_relative(partial_path()).generic_string()))
      surplus.push_back(entry.path());
  for (const fs::path& path : surplus)
    if (!fs::remove(path, error)) return io(fmt::format("{}: cannot be removed: {}", path.string(), error.message()));
  return {};
}

bool OutputFolder::is_file(uint32_t number) const { return outputs_[number]->file != nullptr; }

Status OutputFolder::append(uint32_t number, std::string_view id, const Pieces& pieces, const Digest* sha256) {
  Output& output = *outputs_[number];
  if (!output.file) return append_document_file(output, id, pieces, sha256);
  return pieces([&](std::string_view bytes) { return output.file->append(bytes); });
}

Status OutputFolder::append(uint32_t number, std::string_view id, std::string_view bytes) {
  return append(number, id, [bytes](const TakePiece& take) { return take(bytes); });
}

Status OutputFolder::append_document_file(Output& output, std::string_view id, const Pieces& pieces,
                                          const Digest* sha256) {
  std::string head;  // long enough for a title
  const auto look_at_pieces = [&](const TakePiece& take) {
    return pieces([&](std::string_view bytes) {
      constexpr std::size_t enough = longest_title + 8;
      if (output.contents) head += bytes.substr(0, enough - head.size());
      return take(bytes);
    });
  };
  Result<DocumentFolder::Made> made = output.documents->add(id, look_at_pieces, sha256);
  if (!made.ok()) return made.status();
  const std::string name = output.name.substr(output.name.find('/') + 1) + '/' + made.value().name;
  if (output.contents)
    if (Status s = output.contents->append(line_of_contents(title_of_page(head), id, name)); !s.ok()) return s;
  Output& keeper = output.first != nullptr ? *output.first : output;
  ++keeper.n_files;
  keeper.n_bytes += made.value().size;
  std::string line;
  append_sum(line, made.value().sha256, name);
  return keeper.sums->append(line);
}

Result<ChunkRanges> OutputFolder::end_chunk() {
  ChunkRanges ranges;
  const auto end = [&](OutputFile& file) {
    Result<FileRange> range = file.end_range();
    if (range.ok()) ranges.push_back(range.value());
    return range.status();
  };
  if (Status s = end(*index_); !s.ok()) return s;
  if (Status s = end(*failures_); !s.ok()) return s;
  for (const auto& output : outputs_) {
    if (output->first != nullptr) continue;
    if (Status s = end(output->file ? *output->file : *output->sums); !s.ok()) return s;
    if (output->contents)
      if (Status s = end(*output->contents); !s.ok()) return s;
  }
  return ranges;
}

Status OutputFolder::close_outputs() {
  const auto close = [&](OutputFile& file, const std::string& name) {
    const Status status = file.close(place_->unsynced());
    if (status.ok()) written_.push_back({name, file.size(), file.sha256(), std::nullopt});
    return status;
  };
  for (const auto& output : outputs_) {
    if (output->file) {
      if (Status s = close(*output->file, output->name); !s.ok()) return s;
      continue;
    }
    if (output->first != nullptr) continue;
    if (Status s = close(*output->sums, output->sums_name()); !s.ok()) return s;
    if (output->contents)
      if (Status s = close(*output->contents, output->contents_name()); !s.ok()) return s;
    written_.push_back({output->name + "/", output->n_bytes, output->sums->sha256(), output->n_files});
  }
  if (Status s = close(*index_, index_name); !s.ok()) return s;
  if (Status s = close(*failures_, failures_name); !s.ok()) return s;
  std::sort(written_.begin(), written_.end(),
            [](const WrittenFile& a, const WrittenFile& b) { return a.name < b.name; });
  return {};
}

Status OutputFolder::take_place() {
  const bool has_folders = std::any_of(outputs_.begin(), outputs_.end(), [](const auto& o) { return !o->file; });
  if (Status s = place_->sync(has_folders); !s.ok()) return s;
  return place_->take_place();
}

}  // namespace docmill::host
