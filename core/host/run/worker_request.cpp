#include "host/run/worker_request.hpp"

namespace docmill::host {

void put_document(std::string& out, const RawDocument& raw, const std::vector<DocumentError>& dooms) {
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
  flat::put<uint32_t>(out, static_cast<uint32_t>(dooms.size()));
  for (const DocumentError& doom : dooms) {
    flat::put<int32_t>(out, doom.stage);
    flat::put_bytes(out, doom.code);
    flat::put_bytes(out, doom.message);
  }
}

void take_document(flat::Reader& in, RawDocument& raw, std::vector<DocumentError>& dooms) {
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
  for (uint32_t k = in.get<uint32_t>(); k != 0 && in.is_whole(); --k) {
    DocumentError& doom = dooms.emplace_back();
    doom.stage = in.get<int32_t>();
    in.string(doom.code);
    in.string(doom.message);
  }
}

}  // namespace docmill::host
