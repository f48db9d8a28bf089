// What a rewrite did, found again from the maps, against the edits that were made.
#include "tooling/inspect/text_changes.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "docmill/base/utf8.hpp"
#include "host/documents/arena.hpp"
#include "host/documents/rewrite.hpp"
#include "support/random_text.hpp"

using namespace docmill;
using namespace docmill::host;
using namespace docmill::tooling;

namespace {

docmill_layer layer_of(const TextView& view) {
  return {sizeof(docmill_layer), DOCMILL_KIND_TEXT, nullptr,        0, 0, view.text.data(),
          view.text.size(),      view.map.data(),   view.map.size()};
}

struct Edit {
  uint32_t start, end;
  std::string with;
};

struct Rewriting {
  Arena arena;
  TextView now;
  explicit Rewriting(std::string_view source) {
    auto* run = arena.take_array<docmill_map_run>(1);
    *run = {0, 0, 1, 1};
    now = {source, {run, source.empty() ? 0u : 1u}};
  }
  void edit(const std::vector<Edit>& edits) {
    std::vector<docmill_edit> rows;
    std::string pool;
    for (const Edit& e : edits) {
      rows.push_back({e.start, e.end, {static_cast<uint32_t>(pool.size()), static_cast<uint32_t>(e.with.size())}});
      pool += e.with;
    }
    const std::string_view kept(arena.copy(pool), pool.size());
    now = apply_edits(now, rows, kept, arena);
  }
};

// "kept|-removed-|-old-+new+|..." of the two texts.
std::string told(const TextView& before, const TextView& after) {
  const docmill_layer old_layer = layer_of(before), new_layer = layer_of(after);
  std::string out;
  for (const TextChange& c : text_changes(old_layer, new_layer)) {
    const std::string was(before.text.substr(c.old_start, c.old_end - c.old_start));
    const std::string is(after.text.substr(c.new_start, c.new_end - c.new_start));
    if (!out.empty()) out += '|';
    if (c.kind == TextChange::Kind::kept) out += is;
    else out += "-" + was + "-" + (is.empty() ? "" : "+" + is + "+");
  }
  return out;
}

}  // namespace

TEST_CASE("kept, removed, replaced and put in") {
  const std::string source = "Menu The articl\xC3\xA9 is here. Share";
  Rewriting r(source);
  const TextView before = r.now;
  r.edit({{0, 5, ""}, {15, 17, "e"}, {21, 21, "now "}, {26, 32, ""}});
  CHECK(r.now.text == "The article is now here.");
  CHECK(told(before, r.now) == "-Menu -|The articl|-\xC3\xA9-+e+| is |--+now +|here.|- Share-");
}

TEST_CASE("a rewrite of nothing, of everything, and of an empty text") {
  Rewriting same("abc");
  const TextView before = same.now;
  same.edit({});
  CHECK(told(before, same.now) == "abc");
  Rewriting all("abc");
  const TextView all_before = all.now;
  all.edit({{0, 3, ""}});
  CHECK(told(all_before, all.now) == "-abc-");
  Rewriting other("abc");
  const TextView other_before = other.now;
  other.edit({{0, 3, "xy"}});
  CHECK(told(other_before, other.now) == "-abc-+xy+");
}

TEST_CASE("after any rewrites the pieces make up both texts, and what is kept is the same") {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    const std::string source = test::random_text(random, random() % 40);
    Rewriting r(source);
    TextView before = r.now;
    for (std::size_t rewrites = 1 + random() % 3; rewrites > 0; --rewrites) {
      before = r.now;
      std::vector<Edit> edits;
      for (uint32_t at = 0; at <= r.now.text.size();) {
        uint32_t start = at + random() % 6, end = start + (random() % 3 == 0 ? 0 : random() % 6);
        while (start < r.now.text.size() && !utf8::is_border(r.now.text, start)) ++start;
        if (start > r.now.text.size()) break;
        end = std::min<uint32_t>(std::max(start, end), static_cast<uint32_t>(r.now.text.size()));
        while (!utf8::is_border(r.now.text, end)) ++end;
        edits.push_back({start, end, random() % 2 == 0 ? "" : test::random_text(random, random() % 4)});
        at = end + 1;
      }
      r.edit(edits);
    }
    const docmill_layer old_layer = layer_of(before), new_layer = layer_of(r.now);
    uint32_t old_at = 0, new_at = 0;
    for (const TextChange& c : text_changes(old_layer, new_layer)) {
      REQUIRE(c.old_start == old_at);
      REQUIRE(c.new_start == new_at);
      REQUIRE(c.old_end >= c.old_start);
      REQUIRE(c.new_end >= c.new_start);
      const auto was = before.text.substr(c.old_start, c.old_end - c.old_start);
      const auto is = r.now.text.substr(c.new_start, c.new_end - c.new_start);
      if (c.kind == TextChange::Kind::kept) REQUIRE(was == is);
      if (c.kind == TextChange::Kind::removed) REQUIRE(is.empty());
      old_at = c.old_end;
      new_at = c.new_end;
    }
    REQUIRE(old_at == before.text.size());
    REQUIRE(new_at == r.now.text.size());
  }
}
