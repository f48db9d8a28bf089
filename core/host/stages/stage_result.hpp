// A stage result: all that a stage said of one document in one call, as bytes that can be kept and said again. What is
// kept is what the stage handed over, not what came of it: said again, it goes through the same gate (layer_check.hpp)
// as the first time, so that a damaged or forged result can fail a document but never break a layer.
//
//   u32 version, u32 verdict, u32 notes, u32 puts
//   verdict    str code, str message
//   note       u32 level, str code, str message
//   put        u32 port, u32 kind, u32 rows, u32 row size, u64 pool size, rows, pool      (each padded to 8 bytes)
// Numbers are little-endian, a str is a u64 length and its bytes, padded to 8.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/stage_abi.h"

namespace docmill::host {

// Collects one result. Buffers are used again.
class StageResultWriter {
 public:
  void reset();
  void put(uint32_t port, const docmill_layer& layer);
  void note(uint32_t level, std::string_view code, std::string_view message);
  // The whole result, valid until reset().
  std::string_view finish(uint32_t verdict, std::string_view code, std::string_view message);

 private:
  std::string notes_, puts_, whole_;
  uint32_t n_notes_ = 0, n_puts_ = 0;
};

// Hears a result. The strings and layers are borrowed until the call returns.
struct StageResultListener {
  std::function<void(uint32_t port, const docmill_layer& layer)> put;
  std::function<void(uint32_t level, std::string_view code, std::string_view message)> note;
  std::function<void(uint32_t verdict, std::string_view code, std::string_view message)> verdict;  // if there is one
};

// Says a result to the listener, in the order in which it was given: puts, notes, verdict. `bytes` must be aligned to
// 8. False, with nothing said, when the bytes are no whole result.
bool repeat_stage_result(std::string_view bytes, const StageResultListener& listener);

}  // namespace docmill::host
