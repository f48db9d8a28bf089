// What a [[test]] expects, against what became of the document.
//
//   [test.expect]
//   language.tag = "en"                                     a key of attributes; likewise article.title
//   summary = "…"                                           a whole text
//   text = { contains = ["H100"], lacks = ["Share this"] }  parts of one
//   entities = [{ text = "A100", label = "chip" }]          all spans, in order, by the named columns
//   removed = { contains = [{ label = "title" }], lacks = [{ label = "date" }], count = 4 }
//   metadata.url = "…"                                      of JSON: the named members
//   absent = ["summary", "article.byline"]                  layers that are not there, keys that are null
//   dropped = true                                          or the code: "not-wanted"
//   failed = "bad-answer"                                   or true
//   kept = "time-limit"                                     a failure survived (on-error = "keep"): its code, or true
//
// A document that is dropped or fails without being expected to fails the test.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host/diagnostics/diagnostics.hpp"
#include "host/pipeline/pipeline_file.hpp"
#include "host/plan/plan.hpp"
#include "tooling/inspect/trace.hpp"
#include "tooling/namespace.hpp"

namespace docmill::tooling {

// Is it a key of [test.expect] that is about the document as a whole: dropped, failed, kept?
bool is_verdict(std::string_view key);

// Says every address that is none, every value of the wrong type. Tests may be run only when there is no such mistake.
void check_expectations(const Plan& plan, Diagnostics& diagnostics);

// One thing that is otherwise than expected.
struct Mismatch {
  std::string address;           // "article.title", "entities"; "dropped"
  std::string sentence;          // "must contain \"H100\" and does not"; empty: the two values differ
  Value expected;                // as the file says; its place is where that stands
  std::optional<Value> got;      // what would be right; nothing when no value can say it (null, an absent layer)
  bool can_be_accepted = false;  // by putting `got` in the place of `expected`
};

std::vector<Mismatch> compare(const Plan& plan, const Trace& trace, const PipelineTest& test);

}  // namespace docmill::tooling
