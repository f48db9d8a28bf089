// A second opinion on malformed pages: gumbo builds the tree of the HTML standard. What a reader of the page sees must
// be the same in both: which text there is, in which order, and of each piece the innermost block around it. Where the
// two part on purpose stands in `accepted`, by kind, with what each of them makes of it.
#include <doctest/doctest.h>
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "html/parser.hpp"
#include "support/temp_folder.hpp"
#include "text_edits/character_references.hpp"

using namespace docmill::cleaner;

namespace {

// Those that say what a text is; others are passed through to the one around them.
constexpr std::array blocks = {"p",       "li",      "td",         "th",     "dt",      "dd",   "h1", "h2",
                               "h3",      "h4",      "h5",         "h6",     "div",     "ul",   "ol", "dl",
                               "section", "article", "blockquote", "figure", "caption", "table"};
constexpr std::array hidden = {"script", "style",    "template", "noscript", "title",     "textarea", "select",
                               "iframe", "noframes", "noembed",  "xmp",      "plaintext", "svg",      "math"};

template <std::size_t N>
bool is_one_of(const std::array<const char*, N>& names, std::string_view name) {
  for (const char* known : names)
    if (name == known) return true;
  return false;
}

// "p(one two)li(three)": pieces of text without white space, each in its block. Neighbours in one block are joined.
class Outline {
 public:
  void add(std::string_view block, std::string_view text) {
    std::string plain;
    for (const char c : text)
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r' && c != '\f') plain += c;
    if (plain.empty()) return;
    text_ += plain;
    if (last_ == block && !out_.empty()) out_.pop_back();
    else (out_ += block) += '(';
    (out_ += plain) += ')';
    last_ = block;
  }
  const std::string& blocks() const { return out_; }
  const std::string& text() const { return text_; }

 private:
  std::string out_, text_, last_;
};

std::string name_of(std::string_view page, const HtmlNode& node) {
  std::string name;
  for (std::size_t i = node.start + std::size_t{1}; i < page.size(); ++i) {
    const char c = page[i];
    if (c == ' ' || c == '>' || c == '/' || c == '\n' || c == '\t' || c == '\r' || c == '\f') break;
    name += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return name;
}

Outline ours(std::string_view page) {
  HtmlTree tree;
  parse_html(page, {}, tree);
  Outline out;
  std::string decoded;
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    if (tree.nodes[i].tag != Tag::text) continue;
    std::string block = "body";
    bool is_hidden_text = false;
    for (uint32_t up = tree.nodes[i].parent; up != 0; up = tree.nodes[up].parent) {
      const std::string name = name_of(page, tree.nodes[up]);
      is_hidden_text = is_hidden_text || is_one_of(hidden, name);
      if (block == "body" && is_one_of(blocks, name)) block = name;
    }
    if (is_hidden_text) continue;
    decode_character_references(page.substr(tree.nodes[i].start, tree.nodes[i].end - tree.nodes[i].start), decoded);
    out.add(block, decoded);
  }
  return out;
}

void add_gumbo(const GumboNode* node, const std::string& block, Outline& out) {
  switch (node->type) {
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA: return out.add(block, node->v.text.text);
    case GUMBO_NODE_ELEMENT: break;
    default: return;
  }
  const GumboElement& element = node->v.element;
  const std::string_view name = gumbo_normalized_tagname(element.tag);
  if (is_one_of(hidden, name) || element.tag_namespace != GUMBO_NAMESPACE_HTML) return;
  const std::string inner = is_one_of(blocks, name) ? std::string(name) : block;
  for (unsigned i = 0; i < element.children.length; ++i)
    add_gumbo(static_cast<const GumboNode*>(element.children.data[i]), inner, out);
}

Outline gumbos(std::string_view page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  Outline out;
  add_gumbo(output->root, "body", out);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return out;
}

// Numbered words between pieces of markup, most of which do not belong together.
std::string malformed(std::mt19937& random, unsigned& word) {
  static const char* const pieces[] = {"<p>",
                                       "</p>",
                                       "<div>",
                                       "</div>",
                                       "<b>",
                                       "</b>",
                                       "<i>",
                                       "</i>",
                                       "<a href=x>",
                                       "</a>",
                                       "<span>",
                                       "</span>",
                                       "<ul>",
                                       "</ul>",
                                       "<ol>",
                                       "</ol>",
                                       "<li>",
                                       "</li>",
                                       "<dl>",
                                       "<dt>",
                                       "<dd>",
                                       "</dl>",
                                       "<h2>",
                                       "</h2>",
                                       "<h3>",
                                       "</h3>",
                                       "<br>",
                                       "</br>",
                                       "<em/>",
                                       "<img src=a alt='b>",
                                       "<x-y>",
                                       "</x-y>",
                                       "<blockquote>",
                                       "</blockquote>",
                                       "<section>",
                                       "</section>",
                                       "<article>",
                                       "</article>",
                                       "<figure>",
                                       "</figure>",
                                       "<button>",
                                       "</button>",
                                       "<!-- c -->",
                                       "<!-- x",
                                       "-->",
                                       "<?pi?>",
                                       "<!doctype html>",
                                       "</ x>",
                                       "<p class='a",
                                       "\">",
                                       "'>",
                                       "<",
                                       "< b",
                                       "&amp;",
                                       "&copy",
                                       "&#x41;",
                                       "&bogus;",
                                       "&"};
  std::string page;
  for (unsigned n = 1 + random() % 12; n > 0; --n) {
    page += pieces[random() % std::size(pieces)];
    if (random() % 2 != 0) page += "w" + std::to_string(word++) + " ";
  }
  return page;
}

void check_same(const std::string& page) {
  CAPTURE(page);
  CHECK(ours(page).blocks() == gumbos(page).blocks());
}

struct Accepted {
  const char* page;
  const char* ours;
  const char* gumbo;
};

// Text in a table and outside of its cells: the standard puts it before the table ("foster parenting"). Ours stays
// where the source has it, for the clean text has the order of the source.
constexpr Accepted foster_parenting[] = {
    {"a<table>b<tr><td>c</table>", "body(a)table(b)td(c)", "body(ab)td(c)"},
    {"<table><tr>a<td>b</table>", "table(a)td(b)", "body(a)td(b)"},
    {"<table><tr><td>a</td>b</tr></table>c", "td(a)table(b)body(c)", "body(b)td(a)body(c)"},
    {"<table><p>a<tr><td>b</table>", "p(a)td(b)", "p(a)td(b)"},
};
// Cells and captions without a table: the standard leaves the tags out. Ours are elements, so that two cells of a
// fragment do not become one word.
constexpr Accepted no_table[] = {
    {"a<td>b<td>c", "body(a)td(bc)", "body(abc)"},
    {"<h2>a</h2><caption>b</caption>", "h2(a)caption(b)", "h2(a)body(b)"},
};
// The end of a form with other elements open: the standard takes the form alone out of what is open, ours ends them.
constexpr Accepted forms[] = {
    {"<form><div>a</form>b</div>c", "div(a)body(bc)", "div(ab)body(c)"},
    {"<form><figure>a<p>b</form>c", "figure(a)p(b)body(c)", "figure(a)p(b)figure(c)"},
};

template <std::size_t N>
void check_accepted(const Accepted (&all)[N]) {
  for (const Accepted& one : all) {
    const std::string page = one.page, mine = one.ours, other = one.gumbo;
    CAPTURE(page);
    CHECK(ours(page).blocks() == mine);
    CHECK(gumbos(page).blocks() == other);
  }
}

}  // namespace

TEST_CASE("malformed pages have the text of the standard, in its order and its blocks") {
  std::mt19937 random(5);
  for (int round = 0; round < 4000; ++round) {
    unsigned word = 0;
    check_same("<!doctype html><html><body>" + malformed(random, word));
  }
}

TEST_CASE("what is malformed in a cell stays there") {
  std::mt19937 random(6);
  for (int round = 0; round < 1000; ++round) {
    unsigned word = 0;
    std::string page = "<!doctype html><html><body>" + malformed(random, word) + "<div>-->'>\"><table>";
    for (unsigned rows = 1 + random() % 3; rows > 0; --rows) {
      page += "<tr>";
      for (unsigned cells = 1 + random() % 3; cells > 0; --cells)
        page += (random() % 4 != 0 ? "<td>" : "<th>") + malformed(random, word) + "-->'>\">";
    }
    check_same(page + "</table>end");
  }
}

TEST_CASE("where we part from the standard on purpose") {
  check_accepted(foster_parenting);
  check_accepted(no_table);
  check_accepted(forms);
}

TEST_CASE("the pages of the seeds and of the fuzzer's corpus") {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"/seeds", "/tests/fuzz/corpus/cleaner"})
    for (const auto& entry : std::filesystem::directory_iterator(std::string(DOCMILL_SOURCE_DIR) + folder))
      if (entry.path().filename().string().starts_with("html")) files.push_back(entry.path());
  REQUIRE(files.size() > 8);
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) {
    CAPTURE(file.filename().string());
    std::string page = docmill::test::read_file(file);
    if (file.extension() != ".html") page.erase(0, 1);  // the fuzzer's choice of options
    if (docmill::utf8::is_valid(page)) check_same(page);
  }
}
