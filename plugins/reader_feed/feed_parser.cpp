#include "feed_parser.hpp"

#include <expat.h>

#include <algorithm>
#include <new>
#include <utility>
#include <vector>

#include "docmill/base/utf8.hpp"
#include "feed_encoding.hpp"
#include "feed_text.hpp"
#include "feed_words.hpp"

namespace docmill::feed {
namespace {

constexpr char between = '\x1F';                               // namespace, name, prefix
constexpr std::size_t longest_prolog = std::size_t{64} << 10;  // what stands before the first item
constexpr int most_resumes = 1000;
constexpr std::size_t longest_word = std::size_t{64} << 10;  // of a title, an address, ...
constexpr std::size_t most_depth = 1000;
constexpr std::size_t longest_base = 2000;  // of an address that others count from

struct Name {
  std::string_view name_space, local, prefix;
};
Name name_of(const char* written) {
  std::string_view text(written);
  const std::size_t first = text.find(between);
  if (first == std::string_view::npos) return {{}, text, {}};
  const std::string_view rest = text.substr(first + 1);
  const std::size_t second = std::min(rest.find(between), rest.size());
  return {text.substr(0, first), rest.substr(0, second), rest.substr(std::min(second + 1, rest.size()))};
}

std::string_view attribute(const char** attributes, std::string_view name) {
  for (const char** a = attributes; *a != nullptr; a += 2)
    if (name == a[0]) return a[1];
  return {};
}

std::string_view trimmed_text(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

}  // namespace

class FeedParser::Impl {
 public:
  explicit Impl(uint64_t most) : most_(most) { make_parser(); }
  ~Impl() { XML_ParserFree(parser_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void feed(std::string_view bytes, bool is_last) {
    if (mistake.kind != FeedMistake::Kind::none) return;
    if (!has_begun_ && !begin(bytes, is_last)) return;
    if (item_tag.empty() && prolog_.size() <= longest_prolog) prolog_ += bytes;
    XML_Status status = XML_Parse(parser_, bytes.data(), static_cast<int>(bytes.size()), is_last ? 1 : 0);
    if (status != XML_STATUS_OK && says_another_width()) {
      encoding_ = "UTF-8";
      make_anew();
      status = XML_Parse(parser_, prolog_.data(), static_cast<int>(prolog_.size()), is_last ? 1 : 0);
    }
    if (status != XML_STATUS_OK) fail(is_last);
  }

  bool resume(uint64_t offset) {
    // What stands before the items is read again each time: it must be small, and not unfold to more than it is.
    const bool is_small = prolog_.size() <= longest_prolog && prolog_.find("<!ENTITY") == std::string::npos;
    const bool may = mistake.kind == FeedMistake::Kind::broken && !item_tag.empty() && is_small;
    if (!may || ++n_resumes_ > most_resumes) return false;
    make_anew();
    mistake = {};
    base_ = static_cast<int64_t>(offset) - static_cast<int64_t>(prolog_.size());
    const XML_Status status = XML_Parse(parser_, prolog_.data(), static_cast<int>(prolog_.size()), 0);
    return status == XML_STATUS_OK;
  }

  std::deque<Item> items;
  FeedMistake mistake;
  std::string item_tag;

 private:
  // Programs that print a line end before they write the feed put one in front of the declaration, which XML forbids
  // and all readers of feeds take.
  // `bytes`: becomes all from where the feed begins. False: that has not come yet.
  bool begin(std::string_view& bytes, bool is_last) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    beginning_ += bytes;
    const bool has_mark = beginning_.starts_with(mark);
    const std::size_t at = beginning_.find_first_not_of(" \t\r\n", has_mark ? mark.size() : 0);
    const bool may_be_mark = beginning_.size() < mark.size() && mark.starts_with(beginning_);
    if (!is_last && (at == std::string::npos || may_be_mark) && beginning_.size() <= longest_prolog) return false;
    has_begun_ = true;
    // A mark with nothing behind it is for the parser.
    const std::size_t begins = at == std::string::npos || (has_mark && at == mark.size()) ? 0 : at;
    base_ = static_cast<int64_t>(begins);
    bytes = std::string_view(beginning_).substr(begins);
    return true;
  }

  // A declaration that says UTF-16, as programs write it that made the text in memory first, and bytes that are not.
  bool says_another_width() const {
    return XML_GetErrorCode(parser_) == XML_ERROR_INCORRECT_ENCODING && encoding_ == nullptr &&
           prolog_.size() <= longest_prolog && depth_ == 0;
  }

  void make_anew() {
    XML_ParserFree(parser_);
    make_parser();
  }

  void make_parser() {
    parser_ = XML_ParserCreateNS(encoding_, between);
    if (parser_ == nullptr) throw std::bad_alloc();
    XML_SetHashSalt(parser_, 1);  // the same work for the same bytes
    XML_SetReturnNSTriplet(parser_, 1);
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, on_start, on_end);
    XML_SetCharacterDataHandler(parser_, on_text);
    XML_SetSkippedEntityHandler(parser_, on_skipped);
    XML_SetUnknownEncodingHandler(parser_, fill_encoding, nullptr);
    // As if each feed had a DTD with the entities of HTML. One that it names itself is not fetched.
    XML_SetParamEntityParsing(parser_, XML_PARAM_ENTITY_PARSING_ALWAYS);
    XML_SetExternalEntityRefHandler(parser_, on_external);
    XML_UseForeignDTD(parser_, XML_TRUE);
    depth_ = item_depth_ = field_depth_ = author_depth_ = 0;
    item_ = {};
    bases_.clear();
    feed_title_.clear();
    feed_url_.clear();
    feed_author_.clear();
  }

  uint64_t place() const {
    return static_cast<uint64_t>(std::max<int64_t>(0, base_ + XML_GetCurrentByteIndex(parser_)));
  }

  // What stands at the place of a mistake that expat calls "not well-formed (invalid token)".
  std::string what_stands_there() const {
    int at = 0, size = 0;
    const char* bytes = XML_GetInputContext(parser_, &at, &size);
    if (bytes == nullptr || at < 0 || at >= size) return {};
    const char before = at == 0 ? '\0' : bytes[at - 1];  // what is seen to be wrong at the character behind it
    const auto byte = static_cast<unsigned char>(before == '&' || before == '<' ? before : bytes[at]);
    const char hex[] = {"0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15], '\0'};
    if (byte == '&') return "a & that begins no reference is written &amp;";
    if (byte == '<') return "a < that begins no element is written &lt;";
    if (byte < ' ') return std::string("the control character 0x") + hex + " may not stand in XML";
    const std::string_view there(bytes + at, static_cast<std::size_t>(size - at));
    const std::size_t wanted = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
    if (byte >= 0x80 && there.size() >= wanted && utf8::valid_length(there, 0) == 0)
      return std::string("the byte 0x") + hex + " is not of the encoding that the feed declares";
    return {};
  }

  void fail(bool is_last) {
    const XML_Error error = XML_GetErrorCode(parser_);
    if (error == XML_ERROR_NO_MEMORY) throw std::bad_alloc();
    if (!refusal_.code.empty()) {
      mistake = refusal_;
      return;
    }
    const bool is_at_end = is_last && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
                                       error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION);
    mistake.place = place();
    mistake.begin = item_depth_ != 0 ? item_.begin : mistake.place;
    const std::string where = "near byte " + std::to_string(mistake.place);
    if (error == XML_ERROR_AMPLIFICATION_LIMIT_BREACH) {
      mistake.kind = FeedMistake::Kind::refused;
      mistake.code = "entity-bomb";
      mistake.message =
          "the feed declares entities that unfold to far more than it is (" + where + "); it is not read on";
    } else if (is_at_end) {
      mistake.kind = FeedMistake::Kind::cut_off;
      mistake.code = "cut-off";
      mistake.message = item_depth_ != 0 ? "the feed ends inside this item; fetch it again"
                                         : "the feed ends before its last element does; fetch it again";
    } else if (const char first = prolog_.empty() ? '<' : prolog_.front();
               first >= ' ' && first < '\x7F' && first != '<') {
      mistake.kind = FeedMistake::Kind::refused;
      mistake.code = "no-feed";
      mistake.message = std::string("it begins with '") + first + "', which is no XML" +
                        (first == '{' ? "; feeds of JSON are not read" : "");
    } else {
      mistake.kind = FeedMistake::Kind::broken;
      mistake.code = "bad-xml";
      const std::string there = error == XML_ERROR_INVALID_TOKEN ? what_stands_there() : std::string();
      mistake.message = "the XML is broken " + where + ": " + (there.empty() ? XML_ErrorString(error) : there);
    }
  }

  // Stops for a reason of our own.
  void refuse(const char* code, std::string message) {
    refusal_ = {FeedMistake::Kind::refused, code, std::move(message), place(), place()};
    XML_StopParser(parser_, XML_FALSE);
  }

  // ---- elements

  static void on_start(void* self, const char* name, const char** attributes) {
    static_cast<Impl*>(self)->start(name_of(name), attributes);
  }
  static void on_end(void* self, const char* name) { static_cast<Impl*>(self)->end(name_of(name)); }
  static void on_text(void* self, const char* text, int size) {
    static_cast<Impl*>(self)->text({text, static_cast<std::size_t>(size)});
  }
  static void on_skipped(void* self, const char* name, int is_parameter) {
    if (is_parameter == 0) static_cast<Impl*>(self)->text("&" + std::string(name) + ";");
  }
  // `context` is null for a DTD.
  static int on_external(XML_Parser parser, const char* context, const char*, const char*, const char*) {
    if (context != nullptr) {
      auto* self = static_cast<Impl*>(XML_GetUserData(parser));
      self->refuse("external-entity", "the feed takes in another file (an external entity), which is not read");
      return XML_STATUS_ERROR;
    }
    const XML_Parser inner = XML_ExternalEntityParserCreate(parser, context, nullptr);
    if (inner == nullptr) return XML_STATUS_ERROR;
    const std::string& declarations = entities_of_html();
    const XML_Status status = XML_Parse(inner, declarations.data(), static_cast<int>(declarations.size()), 1);
    XML_ParserFree(inner);
    return status;
  }

  void start(const Name& name, const char** attributes) {
    const Vocabulary vocabulary = vocabulary_of(name.name_space);
    if (++depth_ > most_depth) return refuse("too-deep", "the feed has elements within elements, more than 1000 deep");
    if (depth_ == 1 && !is_root(vocabulary, name.local)) return refuse_root(name.local);
    if (field_depth_ != 0) return inner_start(name, attributes);
    begin_base(attributes);
    is_name_ = name.local == "name";
    if (item_depth_ == 0 && is_item(vocabulary, name.local)) return begin_item(name, attributes);
    // Of a film the text stands in a group, or in its address.
    const std::size_t deepest = item_depth_ + (vocabulary == Vocabulary::media ? 3 : 1);
    if (item_depth_ == 0) start_in_head(vocabulary, name.local, attributes);
    else if (depth_ <= deepest) begin_field(vocabulary, meaning_in_item(vocabulary, name.local), attributes);
  }

  // What is said of the whole feed.
  void start_in_head(Vocabulary vocabulary, std::string_view name, const char** attributes) {
    if (name == "image") is_in_image_ = true;
    if (is_in_image_ || depth_ > 3) return;
    const bool is_atom = vocabulary == Vocabulary::atom;
    if (name == "title" && feed_title_.empty()) return begin_text(&feed_title_, false);
    if (name == "link" && vocabulary == Vocabulary::rss && feed_url_.empty()) return begin_text(&feed_url_, false);
    const std::string relation = lowered(attribute(attributes, "rel"));
    if (name == "link" && is_atom && feed_url_.empty() && (relation.empty() || relation == "alternate"))
      feed_url_ = resolved_address(base(), attribute(attributes, "href").substr(0, longest_base));
    if (name == "author" && is_atom && depth_ == 2) {
      if (!feed_author_.empty()) put_word(feed_author_, "; ");
      author_depth_ = depth_;
    }
  }

  // Addresses count from xml:base, or from the address of the feed.
  std::string_view base() const { return bases_.empty() ? std::string_view(feed_url_) : bases_.back().second; }
  void begin_base(const char** attributes) {
    const std::string_view said = attribute(attributes,
                                            "http://www.w3.org/XML/1998/namespace\x1F"
                                            "base\x1Fxml");
    if (said.empty() || said.size() > longest_base || base().size() > longest_base) return;
    bases_.emplace_back(depth_, resolved_address(base(), said));
  }

  void refuse_root(std::string_view name) {
    const std::string shown(utf8::prefix(name, 60));
    if (name == "urlset" || name == "sitemapindex")
      return refuse("no-feed", "this is a sitemap, which lists addresses and holds no texts; read the pages instead");
    refuse("no-feed", "its first element is <" + shown + ">, which is no feed: those begin with rss, RDF or feed");
  }

  void begin_item(const Name& name, const char** attributes) {
    if (item_tag.empty()) {
      item_tag = "<" + (name.prefix.empty() ? std::string() : std::string(name.prefix) + ":") + std::string(name.local);
      prolog_.resize(
          std::min<std::size_t>(prolog_.size(), static_cast<std::size_t>(static_cast<int64_t>(place()) - base_)));
    }
    item_ = {};
    item_.begin = place();
    item_.feed_title = plain_title(feed_title_);
    is_html_title_ = true;
    is_permanent_ = false;
    is_atom_item_ = vocabulary_of(name.name_space) == Vocabulary::atom;
    item_.guid = attribute(attributes,
                           "http://www.w3.org/1999/02/22-rdf-syntax-ns#\x1F"
                           "about\x1Frdf");
    item_depth_ = depth_;
  }

  void begin_field(Vocabulary vocabulary, Meaning meaning, const char** attributes) {
    const bool is_atom = vocabulary == Vocabulary::atom;
    const ContentType type = content_type(attribute(attributes, "type"));
    switch (meaning) {
      case Meaning::none: break;
      case Meaning::title:
        is_html_title_ = (type.is_html && !type.is_markup) || !is_atom;
        return begin_text(&item_.title, false);
      case Meaning::link: return is_atom ? take_link(attributes) : begin_text(&item_.url, false);
      case Meaning::guid:
        is_permanent_ = vocabulary == Vocabulary::rss && lowered(attribute(attributes, "isPermaLink")) != "false";
        return begin_text(&item_.guid, false);
      case Meaning::date: return begin_text(&item_.date, false);
      case Meaning::updated: return begin_text(&updated_, false);
      case Meaning::author: return begin_author(is_atom);
      case Meaning::category: return begin_category(attributes, is_atom);
      case Meaning::encoded: return begin_text(&item_.encoded.text, false);
      case Meaning::content: return begin_content(type, attributes);
      case Meaning::summary:
        item_.summary.is_html = !is_atom || type.is_html;
        return begin_text(&item_.summary.text, type.is_markup);
      case Meaning::telling: item_.telling.is_html = type.is_html; return begin_text(&item_.telling.text, false);
    }
  }

  void begin_content(ContentType type, const char** attributes) {
    const std::string_view elsewhere = attribute(attributes, "src");
    if (!elsewhere.empty()) {
      item_.left_out = "stands at '" + std::string(utf8::prefix(elsewhere, 500)) + "', which is not fetched";
    } else if (!type.is_text) {
      const std::string said(utf8::prefix(attribute(attributes, "type"), 100));
      item_.left_out = "is of the type '" + said + "', which is not read";
    } else {
      item_.content.is_html = type.is_html;
      begin_text(&item_.content.text, type.is_markup);
    }
  }

  void begin_author(bool is_atom) {
    if (!item_.author.empty()) put_word(item_.author, "; ");
    if (is_atom) author_depth_ = depth_;
    else begin_text(&item_.author, false);
  }

  void take_link(const char** attributes) {
    const std::string relation = lowered(attribute(attributes, "rel"));
    if (item_.url.empty() && (relation.empty() || relation == "alternate"))
      item_.url = resolved_address(trimmed_text(base()), utf8::prefix(attribute(attributes, "href"), longest_word));
  }

  void begin_category(const char** attributes, bool is_atom) {
    if (item_.categories.size() > longest_word) return;
    if (!item_.categories.empty()) item_.categories += "; ";
    if (is_atom) item_.categories += attribute(attributes, "term");
    else begin_text(&item_.categories, false);
  }

  // From here to its end, what the element says goes to `target`. Of markup that stands in it as elements the text must
  // be escaped again.
  void begin_text(std::string* target, bool is_markup) {
    target_ = target;
    is_markup_ = is_markup;
    field_depth_ = depth_;
    is_text_field_ = target == &item_.encoded.text || target == &item_.content.text || target == &item_.summary.text ||
                     target == &item_.telling.text;
    if (is_text_field_) target->clear();
  }

  void inner_start(const Name& name, const char** attributes) {
    if (!is_text_field_) return;
    put("<" + std::string(name.local));
    for (const char** a = attributes; *a != nullptr; a += 2) {
      std::string written = " " + std::string(name_of(a[0]).local) + "=\"";
      append_escaped(written, a[1]);
      put(written + "\"");
    }
    put(">");
  }

  void text(std::string_view said) {
    if (field_depth_ == 0) {
      if (author_depth_ != 0 && is_in_name()) put_word(item_depth_ != 0 ? item_.author : feed_author_, said);
      return;
    }
    if (!is_text_field_) return put_word(*target_, said);
    // Letters beside the elements are markup, of feeds that say a wrong type.
    if (!is_markup_ || depth_ == field_depth_) return put(said);
    std::string escaped;
    append_escaped(escaped, said);
    put(escaped);
  }

  // Of an author of Atom: the element `name` right in it.
  bool is_in_name() const { return depth_ == author_depth_ + 1 && is_name_; }

  void put(std::string_view bytes) {
    ItemText* const texts[] = {&item_.encoded, &item_.content, &item_.summary, &item_.telling};
    uint64_t size = bytes.size();
    for (const ItemText* text : texts) size += text->text.size();
    if (size > most_) item_.is_too_large = true;
    if (!item_.is_too_large) *target_ += bytes;
    else
      for (ItemText* text : texts) text->text.clear();
  }
  static void put_word(std::string& word, std::string_view said) {
    if (word.size() + said.size() <= longest_word) word += said;
  }

  void end(const Name& name) {
    if (field_depth_ != 0 && depth_ > field_depth_ && is_text_field_ && !is_void_in_html(name.local))
      put("</" + std::string(name.local) + ">");
    if (depth_ == field_depth_) field_depth_ = 0;
    if (depth_ == author_depth_) author_depth_ = 0;
    if (item_depth_ == 0 && name.local == "image") is_in_image_ = false;
    if (depth_ == item_depth_) end_item();
    if (!bases_.empty() && bases_.back().first == depth_) bases_.pop_back();
    --depth_;
  }

  void end_item() {
    item_depth_ = 0;
    item_.end = place() + static_cast<uint64_t>(XML_GetCurrentByteCount(parser_));
    if (item_.date.empty()) item_.date = updated_;
    updated_.clear();
    for (std::string* word : {&item_.title, &item_.url, &item_.guid, &item_.date, &item_.author, &item_.categories})
      *word = std::string(trimmed_text(*word));
    if (is_html_title_) item_.title = plain_title(item_.title);
    if (item_.author.empty() && is_atom_item_) item_.author = trimmed_text(feed_author_);
    if (item_.url.empty() && is_permanent_ && item_.guid.starts_with("http")) item_.url = item_.guid;
    if (!item_.url.empty()) item_.url = resolved_address(trimmed_text(base()), item_.url);
    items.push_back(std::move(item_));
    item_ = {};
  }

  const uint64_t most_;
  XML_Parser parser_ = nullptr;
  const char* encoding_ = nullptr;  // in place of what the feed says; null: that
  std::string beginning_;           // until something else than blanks has come
  bool has_begun_ = false;
  int64_t base_ = 0;    // of the parser's bytes in the file
  std::string prolog_;  // up to the first item: what a new parser must know
  int n_resumes_ = 0;
  FeedMistake refusal_;
  std::size_t depth_ = 0, item_depth_ = 0, field_depth_ = 0, author_depth_ = 0;
  bool is_name_ = false, is_in_image_ = false, is_markup_ = false, is_text_field_ = false;
  bool is_html_title_ = false, is_permanent_ = false, is_atom_item_ = false;  // of the item
  std::string* target_ = nullptr;
  Item item_;
  std::string updated_, feed_title_, feed_url_, feed_author_;
  std::vector<std::pair<std::size_t, std::string>> bases_;  // xml:base of open elements, by depth
};

FeedParser::FeedParser(uint64_t most) : impl_(std::make_unique<Impl>(most)) {}
FeedParser::~FeedParser() = default;
void FeedParser::feed(std::string_view bytes, bool is_last) { impl_->feed(bytes, is_last); }
std::deque<Item>& FeedParser::items() { return impl_->items; }
const FeedMistake& FeedParser::mistake() const { return impl_->mistake; }
const std::string& FeedParser::item_tag() const { return impl_->item_tag; }
bool FeedParser::resume(uint64_t offset) { return impl_->resume(offset); }

}  // namespace docmill::feed
