// What docmill asks of a worker process (stage_service.hpp has the whole message): a cut document, and the stages that
// it has not survived before.
//
//   u32 file, u64 line, u64 offset, str bytes, str locator, u8 marked, u8 has a problem (str code, str message),
//   u32 first part, u32 last part, u8 one by one, u32 dooms (each: u32 part, i32 stage, str code, str message)
#pragma once

#include <cstdint>
#include <string>

#include "host/input/input.hpp"
#include "host/run/batch.hpp"
#include "host/run/flat_bytes.hpp"

namespace docmill::host {

enum class Request : uint8_t { work = 1, in_order, outside };

void put_document(std::string& out, const RawDocument& raw, const Precautions& precautions);
// Takes the one in front. What it says nothing of stays as it is.
void take_document(flat::Reader& in, RawDocument& raw, Precautions& precautions);

}  // namespace docmill::host
