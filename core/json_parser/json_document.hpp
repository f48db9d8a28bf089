// JSON read into memory: a document and views of what is in it.
//
//   JsonDocument json;
//   if (!json.parse(text)) return json.trouble();
//   for (const JsonMember& m : json.root().members()) ...
//
// What is absent is a view too, so that a chain of members needs one question at its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace docmill {

struct JsonMember;
template <class Element>
class JsonRange;

// A view of one value; valid as long as its document stays as it is. Cheap to copy.
class JsonValue {
 public:
  JsonValue() = default;  // absent

  bool is_absent() const { return value_ == nullptr; }
  bool is_null() const;  // or absent
  bool is_object() const;
  bool is_array() const;
  bool is_string() const;
  bool is_boolean() const;
  bool is_number() const;
  bool is_signed() const;    // a whole number that fits int64_t
  bool is_unsigned() const;  // a whole number that fits uint64_t

  // Of the kind that was asked for before.
  std::string_view string() const;
  bool boolean() const;
  int64_t signed_number() const;
  uint64_t unsigned_number() const;
  double number() const;

  // Items of an array, members of an object; 0 for anything else.
  std::size_t size() const;
  JsonValue item(std::size_t i) const;
  JsonMember member(std::size_t i) const;
  // The member of this name; absent where there is none, or where this is no object.
  JsonValue operator[](std::string_view name) const;

  // As JSON text without white space; "null" for what is absent.
  std::string json() const;
  // The same for people: a member a line, two spaces a level, arrays in one line.
  std::string indented_json() const;
  // Equal by content; the order of members does not count.
  bool operator==(const JsonValue& other) const;
  // Tells values of one document apart.
  const void* identity() const { return value_; }

  // To be walked over: the items of an array, the members of an object; empty for anything else.
  JsonRange<JsonValue> items() const;
  JsonRange<JsonMember> members() const;

 private:
  friend class JsonDocument;
  explicit JsonValue(const void* value) : value_(value) {}
  const void* value_ = nullptr;
};

struct JsonMember {
  std::string_view name;
  JsonValue value;
};

template <class Element>
class JsonRange {
 public:
  JsonRange(JsonValue value, std::size_t size) : value_(value), size_(size) {}
  class Iterator {
   public:
    Iterator(const JsonValue& value, std::size_t at) : value_(value), at_(at) {}
    Element operator*() const {
      if constexpr (std::is_same_v<Element, JsonValue>) return value_.item(at_);
      else return value_.member(at_);
    }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_ != other.at_; }

   private:
    JsonValue value_;
    std::size_t at_;
  };
  Iterator begin() const { return {value_, 0}; }
  Iterator end() const { return {value_, size_}; }

 private:
  JsonValue value_;
  std::size_t size_;
};

inline JsonRange<JsonValue> JsonValue::items() const { return {*this, is_array() ? size() : 0}; }
inline JsonRange<JsonMember> JsonValue::members() const { return {*this, is_object() ? size() : 0}; }

// Which bytes the strings of a text may hold. Paths of this machine are any bytes, and are written as they are in files
// that stay on it (timings.json, shard.json).
enum class JsonBytes { utf8, any };

// Owns what was parsed. Not for several threads while it parses.
class JsonDocument {
 public:
  JsonDocument();
  ~JsonDocument();
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;

  // Parses one JSON text (RFC 8259, in valid UTF-8 unless `bytes` are any), however deep, and forgets the one before.
  // Numbers are the nearest doubles. False: it is none; see trouble().
  bool parse(std::string_view text, JsonBytes bytes = JsonBytes::utf8);
  // Parses the first value of a text that people wrote: commas before closing brackets are passed over, and what stands
  // behind the value is not looked at. Any bytes in strings. The byte behind the value; npos: there is none.
  std::size_t parse_first(std::string_view text);
  // "Missing a name for object member at byte 7"; empty after a parse that went well.
  std::string trouble() const;
  std::size_t trouble_at() const;     // byte
  const char* trouble_words() const;  // without the byte
  // Absent where nothing was parsed, or it was no JSON.
  JsonValue root() const;
  // A copy of a value, of this document's own.
  static JsonDocument copy_of(JsonValue value);

 private:
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
};

}  // namespace docmill
