#include "host/run/worker_reply.hpp"

#include <algorithm>
#include <cstring>

#include "docmill/base/utf8.hpp"
#include "host/run/spool.hpp"

namespace docmill::host {
namespace {

using flat::put;

bool is_possible(const Document& d, const Plan& plan, const ExpectedResult& expected) {
  return d.file == expected.file && d.offset == expected.offset && d.part >= expected.first_part &&
         d.part <= expected.last_part && d.marks.size() <= plan.stages.size() &&
         d.marks.find_first_not_of("ps-") == std::string::npos && utf8::is_valid(d.source.locator) &&
         std::all_of(d.emissions.begin(), d.emissions.end(),
                     [&](const Emission& e) { return e.output < expected.n_outputs; });
}

}  // namespace

void put_result(std::string& out, const Plan& plan, const Document& d, const EmissionBuffer& emitted,
                bool with_layers) {
  put<uint8_t>(out, d.ends_run);
  const std::size_t at = out.size();
  put<uint64_t>(out, 0);
  append_document(out, plan, d, emitted, with_layers);
  const uint64_t size = out.size() - at - sizeof(uint64_t);
  std::memcpy(out.data() + at, &size, sizeof size);
  put<uint64_t>(out, d.notes.size());
  for (const DocumentNote& note : d.notes) out += static_cast<char>(note.level);
}

bool take_result(flat::Reader& in, const Plan& plan, const ExpectedResult& expected, Document& d,
                 EmissionBuffer& emitted) {
  const bool ends_run = in.get<uint8_t>() != 0;
  if (!restore_document(in.bytes(), plan, d, emitted) || !is_possible(d, plan, expected)) return false;
  const std::string_view levels = in.bytes();
  if (levels.size() != d.notes.size()) return false;
  for (std::size_t i = 0; i < levels.size(); ++i)
    d.notes[i].level = std::min<uint32_t>(static_cast<unsigned char>(levels[i]), DOCMILL_LEVEL_ERROR);
  d.ends_run = ends_run;
  d.is_restored = false;
  d.told_notes = d.told_kept = 0;
  d.told_failure = false;
  return true;
}

}  // namespace docmill::host
