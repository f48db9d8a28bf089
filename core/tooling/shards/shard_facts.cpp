#include "tooling/shards/shard_facts.hpp"

#include "docmill/base/json_writer.hpp"
#include "host/formats/json_object.hpp"
#include "host/output/work_folder.hpp"
#include "host/support/seal.hpp"

namespace docmill::tooling {

std::string shard_facts_text(const ShardFacts& facts) {
  std::string out;
  JsonWriter w(out, 1);
  w.object();
  w.member("format", shard_format);
  w.member("shard", facts.choice.shard);
  w.member("of", facts.choice.of);
  w.member("list", facts.list);
  w.member("documents", facts.documents);
  w.member("spool_sha256", facts.spool_sha256);
  w.member("journal_sha256", facts.journal_sha256);
  w.member("not_read", facts.not_read);
  w.member("skipped", facts.skipped);
  w.key("origin");
  write_origin(w, facts.origin);
  w.member("fingerprint", facts.fingerprint);
  w.end();
  return sealed(out + "\n");
}

Result<ShardFacts> read_shard(const std::filesystem::path& folder) {
  const std::string path = (folder / "shard.json").string();
  JsonDocument json;
  if (Status s = read_sealed_file(
          path, {"docmill-shard", "the manifest of a shard", "run the shard again", JsonBytes::any}, json);
      !s.ok())
    return s;
  std::string mistake;
  const JsonObject object(json.root(), "", mistake);
  ShardFacts facts;
  facts.choice = {object.integer("shard"), object.integer("of")};
  facts.list = object.string("list");
  facts.documents = object.integer("documents");
  facts.spool_sha256 = object.string("spool_sha256");
  facts.journal_sha256 = object.string("journal_sha256");
  facts.not_read = object.strings("not_read");
  facts.skipped = object.integer("skipped");
  facts.origin = read_origin(object.object("origin"));
  facts.fingerprint = object.string("fingerprint");
  if (!mistake.empty()) return Status(Trouble::io, path + ": " + mistake);
  return facts;
}

}  // namespace docmill::tooling
