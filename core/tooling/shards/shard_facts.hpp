// shard.json of a finished shard: what it is of, and how it was asked for. The one place that knows what it looks like.
//
//   {"format":"docmill-shard/1","shard":N,"of":N,"list":HASH,"documents":N,"spool_sha256":HASH,"journal_sha256":HASH,
//    "not_read":[NAME,..],"skipped":N,
//    "origin":{..},                        see formats/run_origin.hpp
//    "fingerprint":TEXT,                   see formats/fingerprint.hpp
//    "seal":HASH}                          see support/seal.hpp
//
// One value a line. The hashes are of the files beside it, for people: the journal has a CRC of each piece.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "docmill/base/status.hpp"
#include "host/formats/run_origin.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

struct ShardChoice {
  uint64_t shard = 1, of = 1;
};

struct ShardFacts {
  ShardChoice choice;
  std::string list;  // list_digest() of the input that all shards cut
  uint64_t documents = 0;
  std::string spool_sha256, journal_sha256;
  std::vector<std::string> not_read;  // names of files of other kinds
  uint64_t skipped = 0;
  RunOrigin origin;
  std::string fingerprint;  // the text, see formats/fingerprint.hpp
};

// The text of shard.json.
std::string shard_facts_text(const ShardFacts& facts);

// Reads FOLDER/shard.json. The status is a sentence: absent, truncated, edited, of a newer version.
Result<ShardFacts> read_shard(const std::filesystem::path& folder);

}  // namespace docmill::tooling
