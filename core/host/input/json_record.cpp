#include "host/input/json_record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "docmill/base/ascii.hpp"
#include "docmill/base/utf8.hpp"
#include "host/input/json_mistakes.hpp"
#include "host/input/json_scanner.hpp"
#include "json_parser/json_events.hpp"

namespace docmill::host {
namespace {

constexpr std::size_t max_depth = 1000;
constexpr std::size_t shown_name = 60;  // bytes of a member's name in a message

using ascii::is_space;

// What a member of the record holds.
using Type = JsonScanner::Type;

const char* name_of(Type type) {
  switch (type) {
    case Type::null: return "null";
    case Type::boolean: return "a boolean";
    case Type::number: return "a number with a fraction or exponent";
    case Type::integer: return "a number";
    case Type::string: return "a string";
    case Type::array: return "an array";
    case Type::object: break;
  }
  return "an object";
}

Type type_of(JsonKind kind, std::string_view number) {
  switch (kind) {
    case JsonKind::null: return Type::null;
    case JsonKind::boolean: return Type::boolean;
    case JsonKind::number: return number.find_first_of(".eE") == std::string_view::npos ? Type::integer : Type::number;
    case JsonKind::string: return Type::string;
    case JsonKind::array: return Type::array;
    case JsonKind::object: break;
  }
  return Type::object;
}

struct Member {
  std::size_t name_begin = 0, name_end = 0;    // in the line, quotes included
  std::size_t value_begin = 0, value_end = 0;  // in the line
  std::size_t key = 0, key_size = 0;           // the decoded name, in Handler::names
  Type type = Type::null;
};

// The members that a record maps; each at most once.
struct Mapped {
  std::string name;
  bool keeps_string;       // the decoded string is needed
  std::string string;      // of a member that is a string
  std::size_t member = 0;  // index into members
  bool found = false;
};

// Remembers where the members of the record lie, and the strings of the mapped ones.
struct Handler : JsonEvents {
  const std::string* line = nullptr;
  std::vector<Member> members;
  std::string names;
  Mapped id, text, html;
  std::size_t depth = 0;
  std::size_t too_deep = std::string::npos;  // the bracket that goes deeper than is taken

  void start(const std::string& l) {
    line = &l;
    members.clear();
    names.clear();
    id.found = text.found = html.found = false;
    depth = 0;
    too_deep = std::string::npos;
  }

  void value(Type type, std::size_t end) {
    if (depth != 1) return;
    members.back().type = type;
    members.back().value_end = end;
  }

  bool scalar(JsonKind kind, std::string_view bytes, std::size_t end) override {
    if (depth != 1) return true;
    const Type type = type_of(kind, bytes);
    if (type == Type::string || type == Type::integer) keep(bytes);
    value(type, end);
    return true;
  }
  bool open(std::size_t at) override {
    if (++depth > max_depth) too_deep = at;
    return depth <= max_depth;
  }
  bool close(JsonKind kind, std::size_t end) override {
    --depth;
    value(type_of(kind, {}), end);
    return true;
  }
  bool name(std::string_view bytes, std::size_t end) override {
    if (depth != 1) return true;
    Member member;
    // Between the member before and this one there are white space and one comma, or the opening brace.
    member.name_begin = members.empty() ? line->find('"') : line->find('"', members.back().value_end);
    member.name_end = end;
    member.key = names.size();
    member.key_size = bytes.size();
    names.append(bytes);
    members.push_back(member);
    for (Mapped* mapped : {&id, &text, &html}) {
      if (mapped->name != bytes) continue;
      mapped->found = true;
      mapped->member = members.size() - 1;
      mapped->string.clear();
    }
    return true;
  }

  // Keeps the string (or the digits) of the member that is being read, when it is mapped.
  void keep(std::string_view bytes) {
    for (Mapped* mapped : {&id, &text, &html})
      if (mapped->found && mapped->member == members.size() - 1) mapped->string.assign(bytes);
  }

  // Where the string of the member that is being read goes; null: it is not mapped.
  std::string* place_of_string() {
    for (Mapped* mapped : {&text, &html, &id})
      if (mapped->found && mapped->member == members.size() - 1) return &mapped->string;
    return nullptr;
  }
  // One name may be mapped twice.
  void share(const std::string& string) {
    for (Mapped* mapped : {&id, &text, &html})
      if (mapped->found && mapped->member == members.size() - 1 && &mapped->string != &string) mapped->string = string;
  }

  std::string_view name_of(const Member& member) const {
    return std::string_view(names).substr(member.key, member.key_size);
  }
  const Member& of(const Mapped& mapped) const { return members[mapped.member]; }
  bool is_string(const Mapped& mapped) const { return mapped.found && of(mapped).type == Type::string; }
};

std::optional<Problem> check_begin(const std::string& line) {
  if (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF"))
    return bad_json(0, "this is UTF-16; JSON Lines must be UTF-8");
  const std::size_t invalid = utf8::find_invalid(line);
  if (invalid != std::string::npos)
    return bad_json(invalid, fmt::format("byte 0x{:02X} is not UTF-8; JSON Lines must be UTF-8",
                                         static_cast<unsigned char>(line[invalid])));
  const auto first = std::find_if_not(line.begin(), line.end(), is_space);
  const auto at = static_cast<std::size_t>(first - line.begin());
  if (first != line.end() && *first == '[')
    return bad_json(at, "a line must be an object, not an array; jq -c '.[]' makes a line of each item");
  if (first == line.end() || *first != '{') return bad_json(at, "a line must be an object: {\"text\": \"...\"}");
  return std::nullopt;
}

}  // namespace

struct JsonRecordReader::State {
  Handler handler;
  std::vector<const Member*> by_name;
  std::string name;

  std::optional<Problem> parse(const std::string& line);
  std::optional<Problem> parse_with_care(const std::string& line);
  bool scan(const std::string& line);
  bool scan_member(JsonScanner& in);
  std::optional<Problem> find_repeated(const std::string& line);
  std::optional<Problem> take_id(JsonRecord& out);
  std::optional<Problem> take_body(JsonRecord& out);
  Problem no_text() const;
  void find_values(const std::string& line);
  void write_metadata(const std::string& line, const Mapped& body, JsonRecord& out);
};

std::optional<Problem> JsonRecordReader::State::parse(const std::string& line) {
  if (!scan(line))
    if (auto problem = parse_with_care(line)) return problem;
  return find_repeated(line);
}

// What the reader below would find; false: it has to look itself.
bool JsonRecordReader::State::scan(const std::string& line) {
  handler.start(line);
  JsonScanner in(line);
  handler.open(in.at());
  if (!in.take('{')) return false;
  if (!in.take('}')) {
    do
      if (!scan_member(in)) return false;
    while (in.take(','));
    if (!in.take('}')) return false;
  }
  in.skip_space();
  return in.is_at_end();
}

bool JsonRecordReader::State::scan_member(JsonScanner& in) {
  in.skip_space();
  if (!in.string(&name)) return false;
  handler.name(name, in.at());
  if (!in.take(':')) return false;
  in.skip_space();
  const std::size_t begin = in.at();
  Type type = Type::string;
  if (std::string* place = in.is_at('"') ? handler.place_of_string() : nullptr) {
    if (!in.string(place)) return false;
    handler.share(*place);
  } else {
    if (!in.value(type)) return false;
    if (type == Type::integer) handler.keep(std::string_view(*handler.line).substr(begin, in.at() - begin));
  }
  handler.value(type, in.at());
  return true;
}

std::optional<Problem> JsonRecordReader::State::parse_with_care(const std::string& line) {
  handler.start(line);
  const JsonError error = read_json_events(line, handler);
  if (handler.too_deep != std::string::npos)
    return bad_json(handler.too_deep, fmt::format("nested deeper than {} levels", max_depth));
  if (!error.ok()) return explain_json(error, line);
  return std::nullopt;
}

// Sorted, not all against all: a line may hold a million members.
std::optional<Problem> JsonRecordReader::State::find_repeated(const std::string& line) {
  by_name.clear();
  for (const Member& member : handler.members) by_name.push_back(&member);
  std::sort(by_name.begin(), by_name.end(), [this](const Member* a, const Member* b) {
    const int order = handler.name_of(*a).compare(handler.name_of(*b));
    return order != 0 ? order < 0 : a->name_begin < b->name_begin;
  });
  for (std::size_t i = 1; i < by_name.size(); ++i) {
    const Member &first = *by_name[i - 1], &second = *by_name[i];
    if (handler.name_of(first) != handler.name_of(second)) continue;
    const std::string_view written =
        std::string_view(line).substr(second.name_begin, second.name_end - second.name_begin);
    return bad_json(second.name_begin, fmt::format("a second member {} (the first is at {}); a name may stand once",
                                                   utf8::prefix(written, shown_name), first.name_begin + 1));
  }
  return std::nullopt;
}

void JsonRecordReader::State::find_values(const std::string& line) {
  for (Member& member : handler.members) {
    std::size_t at = line.find(':', member.name_end) + 1;
    while (is_space(line[at])) ++at;
    member.value_begin = at;
  }
}

std::optional<Problem> JsonRecordReader::State::take_id(JsonRecord& out) {
  out.id.reset();
  if (!handler.id.found || handler.of(handler.id).type == Type::null) return std::nullopt;
  const Member& member = handler.of(handler.id);
  if (member.type != Type::string && member.type != Type::integer)
    return Problem{"bad-id", fmt::format("byte column {}: '{}' is {}; it must be a string or an integer",
                                         member.value_begin + 1, handler.id.name, name_of(member.type))};
  if (handler.id.string.empty())
    return Problem{"bad-id", fmt::format("byte column {}: '{}' is empty; leave it out or fill it",
                                         member.value_begin + 1, handler.id.name)};
  out.id = handler.id.string;
  return std::nullopt;
}

std::optional<Problem> JsonRecordReader::State::take_body(JsonRecord& out) {
  if (!handler.is_string(handler.text) && !handler.is_string(handler.html)) return no_text();
  out.is_html = !handler.is_string(handler.text);
  out.body.swap(out.is_html ? handler.html.string : handler.text.string);
  return std::nullopt;
}

Problem JsonRecordReader::State::no_text() const {
  const auto wrong = [this](const Mapped& mapped) {
    const Member& member = handler.of(mapped);
    return Problem{"no-text", fmt::format("byte column {}: '{}' is {}; it must be a string", member.value_begin + 1,
                                          mapped.name, name_of(member.type))};
  };
  if (handler.text.found) return wrong(handler.text);
  if (handler.html.found) return wrong(handler.html);
  return {"no-text", fmt::format("byte column 1: the object has neither '{}' nor '{}'; name the member with [input] "
                                 "fields = {{ text = \"...\" }}",
                                 handler.text.name, handler.html.name)};
}

void JsonRecordReader::State::write_metadata(const std::string& line, const Mapped& body, JsonRecord& out) {
  out.metadata = "{";
  for (std::size_t i = 0; i < handler.members.size(); ++i) {
    if (i == body.member || (handler.id.found && i == handler.id.member)) continue;
    const Member& member = handler.members[i];
    if (out.metadata.size() > 1) out.metadata += ',';
    out.metadata.append(line, member.name_begin, member.name_end - member.name_begin);
    out.metadata += ':';
    out.metadata.append(line, member.value_begin, member.value_end - member.value_begin);
  }
  out.metadata += '}';
}

JsonRecordReader::JsonRecordReader(FieldNames names) : state_(std::make_unique<State>()) {
  const FieldNames defaults;
  state_->handler.id.name = names.id.empty() ? defaults.id : names.id;
  state_->handler.text.name = names.text.empty() ? defaults.text : names.text;
  state_->handler.html.name = names.html.empty() ? defaults.html : names.html;
}

JsonRecordReader::~JsonRecordReader() = default;
JsonRecordReader::JsonRecordReader(JsonRecordReader&&) noexcept = default;

std::optional<Problem> JsonRecordReader::read(const std::string& line, JsonRecord& out) {
  out.id.reset();
  if (auto problem = check_begin(line)) return problem;
  if (auto problem = state_->parse(line)) return problem;
  state_->find_values(line);
  if (auto problem = state_->take_id(out)) return problem;
  if (auto problem = state_->take_body(out)) return problem;
  state_->write_metadata(line, out.is_html ? state_->handler.html : state_->handler.text, out);
  return std::nullopt;
}

}  // namespace docmill::host
