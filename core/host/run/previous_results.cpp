#include "host/run/previous_results.hpp"

#include <algorithm>
#include <tuple>

#include "host/output/sums.hpp"
#include "host/run/document_key.hpp"
#include "host/run/index_entry.hpp"

namespace docmill::host {
namespace {

// For each output of the stages, in their order, which file of the journal holds it; folders may be shared.
bool map_outputs(const PreparedPipeline& prepared, const std::vector<std::string>& names,
                 std::vector<std::size_t>& out) {
  for (const auto& stage : prepared.stages)
    for (const OpenedOutput& output : stage->outputs()) {
      const std::string plain = "records/" + output.name;
      const auto is_it = [&](const std::string& name) {
        if (output.kind != DOCMILL_OUTPUT_FILE) return name == plain + ".sha256";
        return name == plain || name == plain + ".gz" || name == plain + ".zst";
      };
      const auto found = std::find_if(names.begin(), names.end(), is_it);
      if (found == names.end()) return false;
      out.push_back(static_cast<std::size_t>(found - names.begin()));
    }
  return true;
}

// The n-th line of a text, without its end.
std::string_view nth_line(std::string_view text, uint64_t n) {
  for (; n != 0 && !text.empty(); --n) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

}  // namespace

PreviousResults::PreviousResults(const PreparedPipeline& prepared)
    : prepared_(prepared), parser_({.fields = prepared.plan.file.fields}) {}

std::unique_ptr<PreviousResults> PreviousResults::open(const std::filesystem::path& out, const std::string& fingerprint,
                                                       const PreparedPipeline& prepared) {
  for (const PlannedStage& stage : prepared.plan.stages)
    if (stage.declaration.schedule != Schedule::pure) return nullptr;
  std::unique_ptr<PreviousResults> previous(new PreviousResults(prepared));
  if (!is_finished_folder(out) || !previous->journal_.open(out / journal_name)) return nullptr;
  const JournalHead& head = previous->journal_.head();
  if (head.fingerprint != fingerprint || !map_outputs(prepared, head.names, previous->file_of_output_)) return nullptr;
  for (const std::string& name : head.names) previous->files_.emplace_back(out / name);
  previous->texts_.resize(head.names.size());
  previous->out_ = out;
  return previous;
}

// Reads on until there are entries; false at the end, and for good at the first thing that is not as it was written.
bool PreviousResults::next_chunk() {
  entries_.clear();
  next_ = 0;
  while (!ended_ && entries_.empty()) {
    std::string packed;
    ended_ = !journal_.next(chunk_);
    for (std::size_t i = 0; i < files_.size() && !ended_; ++i)
      ended_ =
          !files_[i].next(chunk_.ranges[i], packed) || !unpack(packed, packing_of(journal_.head().names[i]), texts_[i]);
    if (!ended_ && !lay_out()) ended_ = true;
  }
  if (ended_) entries_.clear();
  return !entries_.empty();
}

bool PreviousResults::lay_out() {
  std::vector<uint64_t> used(files_.size(), 0);  // bytes of files, pages of folders
  std::string_view index = texts_[0];
  std::size_t whole = 0;  // the entry that is no part
  for (const DocumentRow& row : chunk_.rows) {
    const std::size_t end = index.find('\n');
    if (end == std::string_view::npos) return false;
    Entry& entry = entries_.emplace_back();
    entry.line = index.substr(0, end);
    index.remove_prefix(end + 1);
    if (!restore_from_line(entry.line, index_entry_, prepared_.plan, found_)) return false;
    entry.file_name = found_.source.file;
    entry.number = found_.source.line.value_or(0);
    entry.marks = marks_of(row, prepared_.plan.stages.size());
    entry.part = found_.part;
    if (found_.part == 0) whole = entries_.size() - 1;
    // Without a key nothing matches: what failed is tried again, and what it is part of.
    if (found_.outcome != Outcome::failed && found_.kept.empty()) entry.key = row.key;
    else entries_[whole].key.clear();
    for (const auto& [output, size] : row.emissions) {
      if (output >= file_of_output_.size()) return false;
      const std::size_t file = file_of_output_[output];
      const bool is_folder = journal_.head().names[file].ends_with(".sha256");
      entry.pieces.push_back({output, file, used[file], size});
      used[file] += is_folder ? 1 : size;
      if (!is_folder && used[file] > texts_[file].size()) return false;
    }
  }
  return index.empty();
}

bool PreviousResults::append_piece(const Entry::Piece& piece, EmissionBuffer& emitted) const {
  const std::string& text = texts_[piece.file];
  if (!journal_.head().names[piece.file].ends_with(".sha256")) {
    emitted.append(std::string_view(text).substr(piece.begin, piece.size));
    return true;
  }
  Sum sum;
  if (!parse_sum(nth_line(text, piece.begin), sum)) return false;
  std::ifstream stream(out_ / "records" / sum.name, std::ios::binary);
  const std::string page((std::istreambuf_iterator<char>(stream)), {});
  std::string plain;
  if (to_hex(sha256(page)) != sum.sha256 || !unpack(page, packing_of(sum.name), plain)) return false;
  emitted.append(plain);
  return plain.size() == piece.size;
}

bool PreviousResults::restore(const Entry& entry, const RawDocument& raw, Document& d, EmissionBuffer& emitted) {
  d.reset(prepared_.plan.layers.size());
  bool whole = restore_from_line(entry.line, index_entry_, prepared_.plan, d);
  for (const Entry::Piece& piece : entry.pieces) {
    const uint64_t begin = emitted.size();
    whole = whole && append_piece(piece, emitted);
    d.emissions.push_back({piece.output, begin, piece.size});
  }
  // Whether the id came before is asked anew.
  std::erase_if(d.notes, [](const DocumentNote& n) { return n.stage < 0 && n.code == duplicate_id; });
  d.source.locator = raw.locator;
  d.file = raw.file;
  d.offset = raw.offset;
  d.marks = entry.marks;
  d.is_restored = true;
  d.told_notes = d.notes.size();
  return whole;
}

// A line must be parsed for it; one that is no record has none that would be looked for.
std::optional<Digest> PreviousResults::key_of_document(const InputFile& file, RawDocument& raw) {
  if (raw.line == 0 || file.reader != 0) return key_of(raw, hash_);
  parsed_.arena.reset();
  parser_.parse(file, raw, parsed_.source);
  if (parsed_.source.problem) return std::nullopt;
  parsed_.raw_digest = sha256(parsed_.source.raw);
  add_key_of_line(raw, parsed_, hashes_);
  hashes_.finish();
  return parsed_.key;
}

bool PreviousResults::take(const InputFile& file, RawDocument& raw, Document& d, Batch& batch) {
  const auto here = std::tie(file.name, raw.line);
  const auto is_before = [&] { return std::tie(entries_[next_].file_name, entries_[next_].number) < here; };
  while (true) {
    if (next_ == entries_.size() && !next_chunk()) return false;
    if (!is_before()) break;
    ++next_;
  }
  const Entry& entry = entries_[next_];
  if (std::tie(entry.file_name, entry.number) != here) return false;
  ++next_;
  if (entry.key.empty() || raw.problem) return false;
  const std::optional<Digest> key = key_of_document(file, raw);
  if (!key || to_hex(*key).substr(0, entry.key.size()) != entry.key) return false;

  const uint64_t emitted_before = batch.emitted.size();
  const std::size_t parts_before = batch.n_parts;
  bool whole = restore(entry, raw, d, batch.emitted);
  d.key = key;
  for (; whole && next_ < entries_.size() && entries_[next_].part != 0; ++next_) {
    d.parts.push_back(&batch.next_part());
    whole = restore(entries_[next_], raw, *d.parts.back(), batch.emitted);
  }
  if (!whole) {
    batch.emitted.truncate(emitted_before);
    batch.n_parts = parts_before;
    d.is_restored = false;
    return false;
  }
  n_taken_ += 1 + d.parts.size();
  return true;
}

}  // namespace docmill::host
