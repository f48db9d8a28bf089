#include "host/run/fingerprint_differences.hpp"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <string_view>

namespace docmill::host {
namespace {

using Json = rapidjson::Value;

std::string text(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

std::string_view name_of(const Json& object, const char* key) {
  const auto found = object.FindMember(key);
  return found != object.MemberEnd() && found->value.IsString()
             ? std::string_view(found->value.GetString(), found->value.GetStringLength())
             : std::string_view();
}

class Comparison {
 public:
  std::vector<std::string> phrases;

  void fingerprints(const Json& a, const Json& b) {
    if (name_of(a["docmill"], "version") != name_of(b["docmill"], "version"))
      phrases.push_back(
          fmt::format("docmill was {} and is {}", name_of(a["docmill"], "version"), name_of(b["docmill"], "version")));
    else if (a["docmill"] != b["docmill"]) phrases.emplace_back("the program docmill is another binary");
    members(a["input"], b["input"], "'{}' of [input]");
    stages(a["stages"], b["stages"]);
  }

 private:
  void members(const Json& a, const Json& b, const char* how) {
    for (const auto& [key, value] : a.GetObject()) {
      const auto other = b.FindMember(key);
      const std::string what = fmt::format(fmt::runtime(how), key.GetString());
      if (other == b.MemberEnd()) phrases.push_back(fmt::format("{} is gone", what));
      else if (value != other->value)
        phrases.push_back(fmt::format("{} was {} and is {}", what, text(value), text(other->value)));
    }
    for (const auto& [key, value] : b.GetObject())
      if (!a.HasMember(key))
        phrases.push_back(fmt::format("{} is new", fmt::format(fmt::runtime(how), key.GetString())));
  }

  void stages(const Json& a, const Json& b) {
    const auto names = [](const Json& list) {
      std::string all;
      for (const Json& stage : list.GetArray()) all += (all.empty() ? "" : ", ") + std::string(name_of(stage, "name"));
      return all;
    };
    if (names(a) != names(b)) {
      phrases.push_back(fmt::format("the stages were {} and are {}", names(a), names(b)));
      return;
    }
    for (rapidjson::SizeType i = 0; i < a.Size(); ++i) stage(a[i], b[i]);
  }

  void stage(const Json& a, const Json& b) {
    const std::string name(name_of(a, "name"));
    for (const auto& [key, value] : a.GetObject()) {
      const std::string_view member(key.GetString(), key.GetStringLength());
      const auto other = b.FindMember(key);
      if (other == b.MemberEnd() || value == other->value) continue;
      if (member == "options") members(value, other->value, ("option '{}' of '" + name + "'").c_str());
      else if (member == "plugin") phrases.push_back(fmt::format("the plugin of '{}' is another binary", name));
      else if (member == "resources") phrases.push_back(fmt::format("a resource of '{}' has changed", name));
      else if (member != "requires" && member != "provides")
        phrases.push_back(fmt::format("'{}' of '{}' was {} and is {}", member, name, text(value), text(other->value)));
    }
  }
};

bool parse(const std::string& fingerprint, rapidjson::Document& out) {
  out.Parse(fingerprint.data(), fingerprint.size());
  if (out.HasParseError() || !out.IsObject()) return false;
  return out.HasMember("docmill") && out["docmill"].IsObject() && out.HasMember("input") && out["input"].IsObject() &&
         out.HasMember("stages") && out["stages"].IsArray() &&
         std::all_of(out["stages"].Begin(), out["stages"].End(), [](const Json& stage) {
           return stage.IsObject() && (!stage.HasMember("options") || stage["options"].IsObject());
         });
}

}  // namespace

std::vector<std::string> fingerprint_differences(const std::string& before, const std::string& now) {
  rapidjson::Document a, b;
  if (!parse(before, a) || !parse(now, b)) return {};
  Comparison comparison;
  comparison.fingerprints(a, b);
  return std::move(comparison.phrases);
}

}  // namespace docmill::host
