// What of a document is written, and under which name: the options `omit` and `rename`.
//
// An address is the name of a layer, a key of the record, or one of these with what is inside of it: a key of
// attributes ("article.title"), a column of spans ("entities.text"), a member of a JSON object ("metadata.author").
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace docmill::writer {

// The keys of one object.
class ShownNames {
 public:
  void omit(std::string_view name) { omitted_.emplace(name); }
  void rename(std::string_view name, std::string_view as) { renamed_.emplace(name, as); }
  bool omits(std::string_view name) const { return !omitted_.empty() && omitted_.contains(name); }
  bool renames(std::string_view name) const { return renamed_.contains(name); }
  // What it is called in the output. `name` must live on.
  std::string_view name_of(std::string_view name) const {
    const auto found = renamed_.find(name);
    return found == renamed_.end() ? name : std::string_view(found->second);
  }
  bool is_empty() const { return omitted_.empty() && renamed_.empty(); }

 private:
  std::set<std::string, std::less<>> omitted_;
  std::map<std::string, std::string, std::less<>> renamed_;
};

struct Shown {
  ShownNames record;                                      // layers and the record's own keys
  std::map<std::string, ShownNames, std::less<>> inside;  // of a layer, or of `metadata`

  const ShownNames& in(std::string_view name) const;
};

struct Address {
  std::string_view whole;                  // a layer, or a key of the record
  std::optional<std::string_view> inside;  // what stands behind the first point
};
Address cut_address(std::string_view address);

// "OLD = NEW" -> both; nothing when it is not written like that.
std::optional<std::pair<std::string, std::string>> cut_renaming(std::string_view written);

// Does not ask whether what is named exists (see check_options). What is no renaming is left out.
Shown read_shown(const std::vector<std::string>& omit, const std::vector<std::string>& rename);

// Appends a JSON value on one line; of an object only the members that are shown, under the names that they are to
// have. Throws std::runtime_error when two members would get one name; `what` is the address of the object.
void append_shown_json(std::string& out, std::string_view json, const ShownNames& names, std::string_view what);

}  // namespace docmill::writer
