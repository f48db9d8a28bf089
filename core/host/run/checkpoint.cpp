#include "host/run/checkpoint.hpp"

#include <algorithm>
#include <memory>

#include "host/output/sums.hpp"
#include "host/run/index_entry.hpp"
#include "host/run/range_reader.hpp"

namespace docmill::host {
namespace {

// Is the file what its line in a list of hashes says?
bool has_sum(const std::filesystem::path& file, const std::string& expected) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return false;
  Sha256 hash;
  std::string block(std::size_t{1} << 16, '\0');
  while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) || stream.gcount() > 0)
    hash.update(block.data(), static_cast<std::size_t>(stream.gcount()));
  return to_hex(hash.finish()) == expected;
}

class Finder {
 public:
  Finder(const WorkFolder& place, const Plan& plan, RunState& run_state)
      : place_(place), plan_(plan), run_state_(run_state) {}

  Result<Checkpoint> find() {
    JournalReader journal;
    if (!journal.open(place_.file(journal_name))) return Checkpoint{};
    for (const std::string& name : journal.head().names) files_.emplace_back(place_.file(name));
    names_ = journal.head().names;
    Checkpoint found;
    found.intact.assign(files_.size(), 0);
    ChunkLine line;
    while (!found.finished && journal.next(line) && is_whole(line)) {
      if (Status s = commit(line); !s.ok()) return s;
      for (std::size_t i = 0; i < files_.size(); ++i) found.intact[i] += line.ranges[i].size;
      found.journal = journal.offset();
      found.next = line.next;
      found.begun = true;
      found.finished = line.kind == ChunkLine::Kind::end;
    }
    return found;
  }

 private:
  bool is_whole(const ChunkLine& line) {
    for (std::size_t i = 0; i < files_.size(); ++i) {
      if (!files_[i].next(line.ranges[i], bytes_)) return false;
      if (i == 0 && !take_documents(line)) return false;
      if (names_[i].ends_with(".sha256") && !pages_are_whole()) return false;
    }
    return true;
  }

  // The lines of the index and the rows of the journal are of the same documents.
  bool take_documents(const ChunkLine& line) {
    if (!unpack(bytes_, packing_of(names_[0]), index_)) return false;
    lines_.clear();
    for (std::size_t from = 0; from < index_.size();) {
      const std::size_t end = index_.find('\n', from);
      if (end == std::string::npos) return false;
      lines_.push_back(index_.substr(from, end - from));
      from = end + 1;
    }
    return lines_.size() == line.rows.size();
  }

  // The files of a folder of outputs, by the lines of their list.
  bool pages_are_whole() const {
    for (std::size_t from = 0; from < bytes_.size();) {
      const std::size_t end = std::min(bytes_.find('\n', from), bytes_.size());
      Sum sum;
      if (!parse_sum(std::string_view(bytes_).substr(from, end - from), sum)) return false;
      if (!has_sum(place_.file("records/" + sum.name), sum.sha256)) return false;
      from = end + 1;
    }
    return true;
  }

  Status commit(const ChunkLine& line) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      document_.reset(plan_.layers.size());
      if (!restore_from_line(lines_[i], entry_, plan_, document_))
        return {Trouble::io, place_.shown(names_[0]) + ": a line of it is not of this pipeline; run without --resume"};
      document_.marks = marks_of(line.rows[i], plan_.stages.size());
      if (Status s = run_state_.record_again(document_, lines_[i]); !s.ok()) return s;
    }
    return {};
  }

  const WorkFolder& place_;
  const Plan& plan_;
  RunState& run_state_;
  std::vector<std::string> names_;
  std::vector<RangeReader> files_;
  std::string bytes_, index_;
  std::vector<std::string> lines_;
  Document document_;
  IndexEntry entry_;
};

}  // namespace

Result<Checkpoint> find_checkpoint(const WorkFolder& place, const Plan& plan, RunState& run_state) {
  return Finder(place, plan, run_state).find();
}

}  // namespace docmill::host
