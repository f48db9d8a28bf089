#include "host/run/worker_request.hpp"

namespace docmill::host {

void put_document(std::string& out, const RawDocument& raw, const Precautions& precautions) {
  flat::put(out, raw.file);
  flat::put(out, raw.line);
  flat::put(out, raw.offset);
  flat::put_bytes(out, raw.bytes);
  flat::put_bytes(out, raw.locator);
  flat::put<uint8_t>(out, raw.marked);
  flat::put<uint8_t>(out, raw.problem.has_value());
  if (raw.problem) {
    flat::put_bytes(out, raw.problem->code);
    flat::put_bytes(out, raw.problem->message);
  }
  flat::put(out, precautions.parts.first);
  flat::put(out, precautions.parts.last);
  flat::put<uint8_t>(out, precautions.parts.one_by_one);
  flat::put<uint32_t>(out, static_cast<uint32_t>(precautions.dooms.size()));
  for (const Precautions::Doom& doom : precautions.dooms) {
    flat::put(out, doom.part);
    flat::put<int32_t>(out, doom.error.stage);
    flat::put_bytes(out, doom.error.code);
    flat::put_bytes(out, doom.error.message);
  }
}

void take_document(flat::Reader& in, RawDocument& raw, Precautions& precautions) {
  raw.file = in.get<uint32_t>();
  raw.line = in.get<uint64_t>();
  raw.offset = in.get<uint64_t>();
  in.string(raw.bytes);
  in.string(raw.locator);
  raw.digest.reset();
  raw.marked = in.get<uint8_t>() != 0;
  raw.problem.reset();
  if (in.get<uint8_t>() != 0) {
    Problem& problem = raw.problem.emplace();
    in.string(problem.code);
    in.string(problem.message);
  }
  precautions.parts.first = in.get<uint32_t>();
  precautions.parts.last = in.get<uint32_t>();
  precautions.parts.one_by_one = in.get<uint8_t>() != 0;
  for (uint32_t k = in.get<uint32_t>(); k != 0 && in.is_whole(); --k) {
    Precautions::Doom& doom = precautions.dooms.emplace_back();
    doom.part = in.get<uint32_t>();
    doom.error.stage = in.get<int32_t>();
    in.string(doom.error.code);
    in.string(doom.error.message);
  }
}

}  // namespace docmill::host
