// docmill_record of the strict host: takes what `decode` says of one record, and judges it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "checker/strict_host/host_shape.hpp"
#include "checker/strict_host/reading.hpp"
#include "docmill/stage_abi.h"
#include "host/plugins/stage_declaration.hpp"

namespace docmill::checker {

class RecordTaker {
 public:
  // `refused`: the call of `raw`, from 0, that is refused, as are those behind it. `wrongs` must outlive the taker.
  RecordTaker(const host::StageDeclaration& reader, const HostShape& host, uint64_t refused,
              std::vector<Wrong>& wrongs);
  RecordTaker(const RecordTaker&) = delete;
  RecordTaker& operator=(const RecordTaker&) = delete;

  docmill_record* abi() { return shown_; }
  // What was said.
  RecordSeen take() { return std::move(seen_); }

 private:
  void check_metadata(std::string_view json);
  void check_words(const char* what, docmill_str code, docmill_str message);
  void wrong(const char* id, std::string what) { wrongs_.push_back({id, std::move(what)}); }
  static int32_t on_raw(docmill_record*, docmill_str) noexcept;
  static int32_t on_format(docmill_record*, docmill_str, docmill_str) noexcept;
  static int32_t on_metadata(docmill_record*, docmill_str) noexcept;
  static int32_t on_id(docmill_record*, docmill_str) noexcept;
  static int32_t on_note(docmill_record*, docmill_str, docmill_str) noexcept;
  static int32_t on_problem(docmill_record*, docmill_str, docmill_str) noexcept;

  const host::StageDeclaration& reader_;
  const uint64_t refused_;
  std::vector<Wrong>& wrongs_;
  uint64_t n_raw_ = 0;
  docmill_record abi_{};
  docmill_record* shown_ = &abi_;
  HeapPlacement memory_;  // of another host's docmill_record
  RecordSeen seen_;
};

}  // namespace docmill::checker
