// A file cut into records by a reader of a plugin. The host numbers them, and believes nothing that it can check.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "host/input/input_files.hpp"
#include "host/input/open_reader.hpp"
#include "host/input/record_source.hpp"
#include "host/input/unpack.hpp"

namespace docmill::host {

// What a cut of a reader holds at most above [input] max-document: room for headers.
inline constexpr uint64_t room_for_headers = uint64_t{1} << 20;

class RecordCutter {
 public:
  // `problem_of_disk`: why the blocks ended, where the unpacker does not know it. All must outlive the cutter.
  RecordCutter(Unpacker& unpacker, RecordSource::Blocks blocks,
               std::function<const std::optional<Problem>&()> problem_of_disk);
  ~RecordCutter() { close(); }
  RecordCutter(const RecordCutter&) = delete;
  RecordCutter& operator=(const RecordCutter&) = delete;

  // Begins a file; `reader` and `name` must outlive its reading. `limit`: [input] max-document.
  void start(const OpenReader& reader, std::string_view name, Packing packing, uint64_t limit);
  void close();

  enum class Step { record, passed, problem, end };
  // The next one. The bytes of a record are written over `bytes`.
  Step next(std::string& bytes);

  // Of the one that came out last:
  uint64_t number() const { return number_; }  // in the file, from 1
  uint64_t offset() const { return offset_; }  // in the unpacked file
  uint64_t place() const { return place_; }    // see RecordSource::place_of
  const std::string& locator() const { return locator_; }
  const std::string& code() const { return problem_.code; }  // of one that was passed over
  const Problem& problem() const { return problem_; }

 private:
  bool open();
  Step take(const docmill_cut& cut, std::string& bytes);
  bool breaks_off() const;
  Step broken(Problem reason);
  Step at_end();
  Step give_up(std::string what);
  void count(uint64_t offset);

  Unpacker& unpacker_;
  RecordSource source_;
  const std::function<const std::optional<Problem>&()> problem_of_disk_;
  const OpenReader* reader_ = nullptr;
  void* cursor_ = nullptr;
  uint64_t limit_ = 0;
  uint64_t number_ = 0, offset_ = 0, place_ = 0;
  uint64_t n_standing_ = 0;  // cuts since the source, or their place in it, has moved
  bool is_done_ = false;
  std::string locator_;
  Problem problem_;
};

}  // namespace docmill::host
