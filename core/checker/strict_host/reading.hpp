// Files through a reader, straight over the C ABI: what it cuts, and what it makes of the cuts. Every rule that it
// breaks by the way is remembered under the id of the check that is about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checker/strict_host/file_source.hpp"
#include "checker/strict_host/model.hpp"

namespace docmill::checker {

// One cut, copied.
struct CutSeen {
  uint32_t kind = DOCMILL_CUT_END;
  std::optional<uint32_t> flags;  // nothing: the host of the cut has none
  uint64_t offset = 0, n_bytes = 0;
  std::string bytes, locator, code, message;
  bool operator==(const CutSeen&) const = default;
  // Says that something of the file cannot be read.
  bool is_mistake() const { return kind >= DOCMILL_CUT_PROBLEM; }
};

// What `decode` said of one.
struct RecordSeen {
  std::string raw, media_type, charset, metadata, id, problem;
  std::vector<std::string> notes;
  bool operator==(const RecordSeen&) const = default;
};

// What a reader made of a file.
struct Reading {
  std::vector<CutSeen> cuts;        // without the end
  std::vector<RecordSeen> records;  // of the cuts that are records, in their order
  int32_t status = DOCMILL_OK;      // the first that was not DOCMILL_OK
  std::vector<Wrong> wrongs;
  std::size_t n_records() const;
};

// A word about the first thing in which the two differ; empty: they are the same.
std::string difference(const std::vector<CutSeen>& a, const std::vector<CutSeen>& b);
std::string difference(const Reading& a, const Reading& b);

// Cuts a file; stops behind `most` cuts. Fills cuts, status and wrongs.
Reading cut_file(const Model& model, std::string_view bytes, const FileSource::Settings& settings = {},
                 std::size_t most = SIZE_MAX);

// A worker of a reader's model.
class Decoder {
 public:
  explicit Decoder(const Model& model);
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  struct Settings {
    bool is_guarded = false;        // the cut lies before a page that cannot be read, and is gone afterwards
    uint64_t refused = UINT64_MAX;  // the call of `raw`, from 0, that is refused, as are those behind it
  };
  // Decodes a cut. What breaks a rule goes to `reading.wrongs`, a status to `reading.status`.
  RecordSeen decode(const CutSeen& cut, Reading& reading, const Settings& settings) const;
  RecordSeen decode(const CutSeen& cut, Reading& reading) const { return decode(cut, reading, Settings{}); }

 private:
  const Model& model_;
  void* handle_ = nullptr;
  mutable std::vector<std::unique_ptr<GuardedPlacement>> gone_;  // kept, so that no new memory takes their addresses
};

// Cuts a file and decodes all of it, in order, by one new worker.
Reading read_file(const Model& model, std::string_view bytes, const FileSource::Settings& settings = {});
// Decodes the records of a reading by that worker, in their order.
void decode_all(const Decoder& decoder, Reading& reading);

}  // namespace docmill::checker
