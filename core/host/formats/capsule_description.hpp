// capsule.json, beside the bytes of a document that a stage did not survive (see run/capsule.hpp): how it died, which
// document it was, and how the run was asked for. The one place that knows what it looks like.
//
//   {"format":"docmill-capsule/1",
//    "death":{"stage":NAME,"code":CODE,"message":TEXT,"stack":[TEXT,..]},
//        NAME empty: outside of any stage
//    "document":{"id":ID,"file":NAME,"format":FORMAT,"line":N,"offset":N,
//                "part":N,
//        only of a part of a document: ID is its
//                "marked":BOOL,
//                "reader":NAME,"locator":TEXT,
//        only where a reader cut it
//                "size":N,"sha256":HASH},
//    "deaths_before":[{"stage":NAME,"code":CODE,"message":TEXT},..],
//    "origin":{..},
//        see run_origin.hpp
//    "fingerprint":TEXT,
//        see fingerprint.hpp; called "recipe" by docmill before
//    "seal":HASH}
//        see support/seal.hpp
//
// One value a line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/run_origin.hpp"

namespace docmill::host {

inline constexpr const char* capsule_file = "capsule.json";
inline constexpr const char* capsule_document = "document";

struct CapsuleDescription {
  struct Death {
    std::string stage, code, message;  // stage: by its name in the pipeline
  };
  Death death;
  std::vector<std::string> stack;

  std::string id, file, format;  // of the document; file: its name, format: input_format_named()
  uint64_t line = 0, offset = 0;
  uint32_t part = 0;  // of the document that the bytes are; 0: it is that
  bool marked = false;
  std::string reader, locator;  // reader: by its name in the pipeline; empty: none
  uint64_t size = 0;            // of the document's bytes
  std::string sha256;           // of the same

  std::vector<Death> deaths_before;  // on stages that were not called on it any more
  RunOrigin origin;
  std::string fingerprint;  // fingerprint_text() of the run
};

// The text of capsule.json.
std::string capsule_text(const CapsuleDescription& capsule);

// Reads FOLDER/capsule.json. The status is a sentence: no capsule, of a newer docmill, damaged.
Result<CapsuleDescription> read_capsule_description(const std::filesystem::path& folder);

// Reads FOLDER/document, which must be what the description says.
Result<std::string> read_capsule_document(const std::filesystem::path& folder, const CapsuleDescription& capsule);

}  // namespace docmill::host
