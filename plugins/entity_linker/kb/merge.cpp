#include <cstdio>
#include <filesystem>

#include "kb/base_file.hpp"
#include "kb/commands.hpp"
#include "kb/report.hpp"
#include "kb/say.hpp"

namespace docmill::linker {
namespace {

// Layers as the linker sees them: an entry hides those of the bases before it with its key or its Wikidata item.
class Merger {
 public:
  Merger(const std::vector<BaseFile>& bases, KnowledgeBuilder& builder, const SpillSettings& spill)
      : bases_(bases), builder_(builder), spill_(spill) {}

  void run() {
    for (std::size_t i = 0; i < bases_.size(); ++i)
      for_each_entry(
          bases_[i].image(), spill_, [&](uint32_t id) { return key_in_the_end(i, id); },
          [&](uint32_t id, KnowledgeEntry& e) {
            if (key_in_the_end(i, id) != e.key || hidden_by_same_key(i, e.key)) return;
            add_relations_of_hidden(i, e);
            builder_.add(e);
          });
  }

 private:
  static uint32_t find(const KnowledgeImage& image, const Entity& e) {
    const uint32_t id = image.find_key(e.key);
    return id != KnowledgeImage::none ? id : image.find_wikidata(e.qid);
  }

  // The key of the entry that an entity of base i ends up in.
  std::string_view key_in_the_end(std::size_t i, uint32_t id) const {
    const Entity e = bases_[i].image().entity(id);
    for (std::size_t above = bases_.size(); above-- > i + 1;) {
      const uint32_t same = find(bases_[above].image(), e);
      if (same != KnowledgeImage::none) return bases_[above].image().entity(same).key;
    }
    return e.key;
  }

  bool hidden_by_same_key(std::size_t i, std::string_view key) const {
    for (std::size_t above = i + 1; above < bases_.size(); ++above)
      if (bases_[above].image().find_key(key) != KnowledgeImage::none) return true;
    return false;
  }

  void add_relations_of_hidden(std::size_t i, KnowledgeEntry& e) const {
    const uint32_t self = bases_[i].image().find_key(e.key);
    const Entity entity = bases_[i].image().entity(self);
    for (std::size_t below = 0; below < i; ++below) {
      const KnowledgeImage& image = bases_[below].image();
      for (const uint32_t hidden : {image.find_key(entity.key), image.find_wikidata(entity.qid)}) {
        if (hidden == KnowledgeImage::none) continue;
        for (const uint32_t other : image.relations(hidden))
          if (other < image.size()) append_line(e.related_keys, key_in_the_end(below, other));
      }
    }
  }

  const std::vector<BaseFile>& bases_;
  KnowledgeBuilder& builder_;
  const SpillSettings& spill_;
};

}  // namespace

int merge_command(const std::vector<std::string>& paths, const std::string& output, const SpillSettings& spill) {
  std::error_code error;
  for (const std::string& path : paths)
    if (std::filesystem::equivalent(path, output, error))
      throw SourceError(output + ": is one of the bases as well; name another file with --output");
  check_base_output(output);
  const CharacterTable characters;
  const WordLists words(characters);
  std::vector<BaseFile> bases;
  std::string about;
  for (const std::string& path : paths) {
    bases.emplace_back(path, characters, words);
    about += "merged\t" + std::filesystem::path(path).filename().string() + "\n";
    about += bases.back().image().about();
  }
  const SpillSettings half{spill.memory == SIZE_MAX ? SIZE_MAX : spill.memory / 2, spill.folder};
  KnowledgeBuilder builder(characters, words, half);
  Merger(bases, builder, half).run();
  BuiltKnowledge built = builder.finish(about);
  const uint64_t size = write_base(built, output);
  say(stdout, build_report(output, built.counts, size));
  return 0;
}

}  // namespace docmill::linker
