#include "main_content/repeated.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "main_content/page_facts.hpp"
#include "main_content/text_place.hpp"

namespace docmill::cleaner {

namespace {

bool may_be_member(Tag t) {
  return t == Tag::div || t == Tag::li || t == Tag::article || t == Tag::section || t == Tag::tr || t == Tag::a ||
         t == Tag::dl || t == Tag::table || t == Tag::td || t == Tag::details || t == Tag::blockquote ||
         t == Tag::figure || t == Tag::unknown;
}

// What an element shows that posts and items have.
struct Shown {
  bool dates = false, authors = false, heading = false, link = false;
};

// Software of forums names the writer of a post so.
bool names_a_user(std::string_view classes) {
  std::string lower;
  for (const char c : classes) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c == '_' ? '-' : c;
  for (const std::string_view word : {"username", "user-name", "poster-name", "user-details", "postauthor"})
    if (lower.find(word) != std::string::npos) return true;
  return false;
}

class MemberFinder {
 public:
  MemberFinder(std::string_view source, const HtmlTree& tree, const HtmlContent& content, NameTable& names)
      : source_(source), tree_(tree), nodes_(tree.nodes), content_(content), shown_(nodes_.size()), names_(names) {
    held_.assign(nodes_.size(), 0);
    for (const Block& b : content.blocks)
      if (!b.verdict) held_[b.element] += b.words;
    for (auto i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) held_[nodes_[i].parent] += held_[i];
    for (auto i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) look_at(i);
  }

  // The members of the best group of at least `least` elements, most of which are `is_one(shown)`; in document order.
  template <class IsOne>
  std::vector<uint32_t> find(std::size_t least, IsOne is_one) const {
    std::map<uint64_t, std::vector<uint32_t>> groups;  // ordered, so that a tie falls the same everywhere
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (held_[i] == 0 || !may_be_member(nodes_[i].tag)) continue;
      const auto tag = static_cast<uint64_t>(nodes_[i].tag);
      groups[mixed(content_.nodes[nodes_[i].parent].path, tag)].push_back(i);
      if (content_.nodes[i].marks.names != 0) groups[mixed(content_.nodes[i].marks.names, tag) | 1].push_back(i);
    }
    const std::vector<uint32_t>* best = nullptr;
    uint64_t most = 0;
    for (const auto& [key, members] : groups) {
      const auto ones = std::count_if(members.begin(), members.end(), [&](uint32_t i) { return is_one(shown_[i]); });
      if (members.size() < least || static_cast<std::size_t>(ones) * 2 <= members.size()) continue;
      const uint64_t words = words_of(members), value = words * (1000 - 1000 / members.size());
      if (words * 2 < held_[0]) continue;
      if (value > most || (value == most && best != nullptr && members.front() < best->front()))
        best = &members, most = value;
    }
    return best == nullptr ? std::vector<uint32_t>() : *best;
  }

 private:
  static uint64_t mixed(uint64_t a, uint64_t b) { return ((a ^ b << 56) * 0x9E3779B97F4A7C15u) & ~uint64_t{1}; }

  // A member within another is not counted twice.
  uint64_t words_of(const std::vector<uint32_t>& members) const {
    uint64_t words = 0;
    uint32_t end = 0;
    for (const uint32_t i : members) {
      if (i < end) continue;
      words += held_[i];
      end = nodes_[i].subtree_end;
    }
    return words;
  }

  // From the last element to the first: what is below is known.
  void look_at(uint32_t i) {
    const HtmlNode& n = nodes_[i];
    if (n.tag == Tag::text) return;
    Shown& own = shown_[i];
    own.heading = own.heading || is_heading(n.tag);
    own.dates = own.dates || n.tag == Tag::time;
    own.link = own.link || n.tag == Tag::a;
    for (const HtmlAttribute& attribute : tree_.attributes_of(i)) {
      if (!attribute.small) continue;
      const std::string_view value = attribute.value(source_).substr(0, 300);
      if (attribute.name == AttributeName::class_) {
        const NameReading& r = names_.read(value);
        own.dates = own.dates || r.dates;
        own.authors = own.authors || r.authors || names_a_user(value);
      } else if (attribute.name == AttributeName::itemprop || attribute.name == AttributeName::rel) {
        own.authors = own.authors || value.find("author") != std::string_view::npos;
        own.dates = own.dates || value.find("date") == 0;
      }
    }
    Shown& around = shown_[n.parent];
    around.heading = around.heading || own.heading;
    around.dates = around.dates || own.dates;
    around.authors = around.authors || own.authors;
    around.link = around.link || own.link;
  }

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  const HtmlContent& content_;
  std::vector<uint32_t> held_;  // words of the text below
  std::vector<Shown> shown_;
  NameTable& names_;
};

// The places of members, the innermost around a block; calls put(member, place) in the order of the text.
class MemberPlaces {
 public:
  MemberPlaces(std::string_view source, const HtmlTree& tree, const HtmlContent& content, const EditList& edits)
      : nodes_(tree.nodes), content_(content), place_(edits) {
    apply(source, edits, text_);
  }

  template <class Put>
  void find(const std::vector<uint32_t>& members, Put put) {
    std::vector<uint32_t> around(nodes_.size(), 0);
    for (const uint32_t m : members) around[m] = m;
    for (uint32_t i = 1; i < nodes_.size(); ++i)
      if (around[i] == 0) around[i] = around[nodes_[i].parent];
    uint32_t now = 0;
    TextRange range;
    for (const Block& b : content_.blocks) {
      if (b.verdict) continue;
      const TextRange own = trimmed(text_, {place_.of_start(nodes_[b.first].start), place_.of_end(nodes_[b.last].end)});
      if (own.start >= own.end) continue;
      const uint32_t member = around[b.element];
      if (member != now && now != 0) put(now, range);
      if (member != now) range.start = own.start;
      range.end = own.end;
      now = member;
    }
    if (now != 0) put(now, range);
  }

 private:
  const std::vector<HtmlNode>& nodes_;
  const HtmlContent& content_;
  TextPlace place_;
  std::string text_;
};

class MemberReader {
 public:
  MemberReader(std::string_view source, const HtmlTree& tree, NameTable& names, const std::vector<uint32_t>& members)
      : source_(source), tree_(tree), nodes_(tree.nodes), is_member_(nodes_.size(), false), names_(names) {
    for (const uint32_t m : members) is_member_[m] = true;
  }

  // Who wrote the post and when, as its elements say.
  void read_post(uint32_t member, const CueTable& cues, Post& post) {
    PageFacts facts(cues);
    for (uint32_t i = member + 1; i < nodes_[member].subtree_end; i = next(i)) {
      if (nodes_[i].tag == Tag::text || is_member_[i]) continue;
      std::string_view classes, property;
      std::string machine;
      for (const HtmlAttribute& attribute : tree_.attributes_of(i)) {
        if (!attribute.small) continue;
        if (attribute.name == AttributeName::class_) classes = attribute.value(source_).substr(0, 300);
        else if (attribute.name == AttributeName::itemprop) property = attribute.value(source_);
      }
      const NameReading& names = names_.read(classes);
      if (nodes_[i].tag == Tag::time || property.find("date") == 0 || names.dates) {
        rare_attribute(source_, tree_, i, "datetime", machine);
        for (const AttributeName name : {AttributeName::content, AttributeName::title})
          if (machine.empty()) attribute(source_, tree_, i, name, machine);
        facts.offer_date(nodes_[i].tag == Tag::time ? 0 : 1, machine.empty() ? text_below(i) : machine);
      }
      const bool user = names_a_user(classes);
      if (property == "author" || names.authors || user) offer_author(i, user || property == "author" ? 0 : 1, facts);
    }
    post.author = facts.byline.value;
    post.date = facts.date.value;
  }

  void read_item(uint32_t member, Item& item) const {
    uint32_t heading = 0, link = nodes_[member].tag == Tag::a ? member : 0;
    for (uint32_t i = member + 1; i < nodes_[member].subtree_end && heading == 0; i = next(i))
      if (is_heading(nodes_[i].tag) && !text_below(i).empty()) heading = i;
    const uint32_t from = heading == 0 ? member : heading;
    for (uint32_t i = from + 1; i < nodes_[from].subtree_end && link == 0; i = next(i))
      if (is_link(i)) link = i;
    for (uint32_t i = member + 1; i < nodes_[member].subtree_end && link == 0; i = next(i))
      if (is_link(i)) link = i;
    item.title = heading != 0 ? text_below(heading) : link != 0 ? text_below(link) : std::string();
    std::string address;
    if (link != 0 && attribute(source_, tree_, link, AttributeName::href, address)) item.link = tidy(address);
  }

 private:
  // Members within this one speak for themselves.
  uint32_t next(uint32_t i) const { return is_member_[i] ? nodes_[i].subtree_end : i + 1; }
  // A name of a user is what it is, a name of a person is looked for.
  void offer_author(uint32_t i, int rank, PageFacts& facts) const {
    std::string text = text_below(i);
    // Beside a picture that says the same name.
    const std::size_t half = text.size() / 2;
    if (text.size() % 2 == 1 && text[half] == ' ' && text.compare(0, half, text, half + 1) == 0) text.resize(half);
    if (rank == 0 && text.size() <= 40 && std::count(text.begin(), text.end(), ' ') <= 2) facts.byline.offer(0, text);
    else if (text.size() <= 80) facts.offer_byline(rank == 0 ? 1 : 2, text);
  }
  // A link with words that leads to another page.
  bool is_link(uint32_t i) const {
    std::string address;
    return nodes_[i].tag == Tag::a && attribute(source_, tree_, i, AttributeName::href, address) && !address.empty() &&
           address[0] != '#' && address.compare(0, 11, "javascript:") != 0 && !text_below(i).empty();
  }
  std::string text_below(uint32_t i) const {
    std::string raw;
    const uint32_t end = std::min(nodes_[i].subtree_end, i + 200);
    for (uint32_t k = i + 1; k < end && raw.size() < 1000; ++k) {
      const HtmlNode& n = nodes_[k];
      if (n.tag != Tag::text || is_hidden_by_nature(nodes_[n.parent].tag)) continue;
      raw.append(source_.substr(n.start, n.end - n.start));
      raw += ' ';
    }
    return tidy(raw);
  }

  std::string_view source_;
  const HtmlTree& tree_;
  const std::vector<HtmlNode>& nodes_;
  std::vector<bool> is_member_;
  NameTable& names_;
};

}  // namespace

void read_posts(std::string_view source, const HtmlTree& tree, const HtmlContent& content, NameTable& names,
                const EditList& edits, const CueTable& cues, std::vector<Post>& posts) {
  posts.clear();
  const std::vector<uint32_t> members =
      MemberFinder(source, tree, content, names).find(2, [](const Shown& s) { return s.dates || s.authors; });
  MemberReader reader(source, tree, names, members);
  MemberPlaces(source, tree, content, edits).find(members, [&](uint32_t member, TextRange place) {
    posts.push_back({place, {}, {}});
    reader.read_post(member, cues, posts.back());
  });
}

void read_items(std::string_view source, const HtmlTree& tree, const HtmlContent& content, NameTable& names,
                const EditList& edits, std::vector<Item>& items) {
  items.clear();
  const std::vector<uint32_t> members =
      MemberFinder(source, tree, content, names).find(3, [](const Shown& s) { return s.heading || s.link; });
  const MemberReader reader(source, tree, names, members);
  MemberPlaces(source, tree, content, edits).find(members, [&](uint32_t member, TextRange place) {
    items.push_back({place, {}, {}});
    reader.read_item(member, items.back());
  });
}

}  // namespace docmill::cleaner
