// What a reader says of a record, before it is believed.
#include "host/input/record_decoder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "docmill/stage_abi.h"

using namespace docmill::host;

namespace {

// Gives the bytes of each record as the metadata.
const docmill_reader& reader_of_metadata() {
  static const docmill_reader table = [] {
    docmill_reader r{};
    r.size = sizeof r;
    r.begin = [](const void*, void** worker) noexcept -> int32_t {
      static int one;
      *worker = &one;
      return DOCMILL_OK;
    };
    r.decode = [](void*, const docmill_cut* cut, docmill_record* record) noexcept -> int32_t {
      return record->metadata(record, cut->bytes);
    };
    r.end = [](void*) noexcept {};
    return r;
  }();
  return table;
}

// The metadata of the document, or its problem.
std::string decoded(std::string_view metadata) {
  RecordDecoder decoder({{&reader_of_metadata(), nullptr, "meta", false}}, 1 << 20);
  RawDocument raw;
  raw.bytes = metadata;
  SourceDocument document;
  std::string charset;
  decoder.decode(1, raw, document, charset);
  return document.problem ? document.problem->message : std::string(document.metadata);
}

}  // namespace

TEST_CASE("metadata of a reader are one JSON object in valid UTF-8, and nothing behind it") {
  CHECK(decoded(R"({"a":[1,2e3,"\ud83d\ude00"]} )") == R"({"a":[1,2e3,"\ud83d\ude00"]} )");
  const std::string refused = "reader 'meta' gave metadata that are no JSON object";
  for (const std::string_view wrong : {std::string_view(), std::string_view("[1]"), std::string_view("{\"a\":1"),
                                       std::string_view("{\"a\":1}{}"), std::string_view("{\"a\":1}\0", 8),
                                       std::string_view("{\"a\":1}\0{", 9), std::string_view("{\"a\":\"\xC0\xAF\"}")})
    CHECK(decoded(wrong) == refused);
}
