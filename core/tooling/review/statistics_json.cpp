#include "tooling/review/statistics_json.hpp"

namespace docmill::tooling {
namespace {

void write_lengths(JsonWriter& w, const Lengths& l) {
  w.object().member("texts", l.texts).member("characters", l.total);
  w.member("shortest", l.shortest).member("longest", l.longest).key("classes").array();
  for (std::size_t i = 0; i < l.documents.size(); ++i) {
    if (l.documents[i] == 0) continue;
    w.object().member("from", i == 0 ? 0 : Lengths::borders[i - 1]).key("below");
    if (i < Lengths::borders.size()) w.value(Lengths::borders[i]);
    else w.null();
    w.member("texts", l.documents[i]).end();
  }
  w.end().end();
}

void write_spans(JsonWriter& w, const SpanStatistics& spans, uint64_t top) {
  w.object().member("spans", spans.spans).member("documents", spans.documents);
  write_counts(w, "labels", spans.labels, top);
  w.member("different_values", spans.values.different());
  write_counts(w, "values", spans.values, top);
  w.end();
}

}  // namespace

void write_counts(JsonWriter& w, const char* key, const BoundedCounts& counts, uint64_t top) {
  w.key(key).array();
  for (const auto& [what, n] : counts.top(top)) w.object().member("name", what).member("count", n).end();
  w.end();
}

void write_statistics(JsonWriter& w, const RunStatistics& s, uint64_t top) {
  w.member("pipeline", s.pipeline).member("documents", s.totals.total).member("written", s.totals.written);
  w.member("dropped", s.totals.dropped).member("failed", s.totals.failed);
  if (s.totals.split != 0) w.member("split", s.totals.split).member("parts", s.totals.parts);
  w.key("reasons").array();
  for (const ReasonCount& r : s.reasons) {
    w.object().member("outcome", r.outcome).member("stage", r.stage).member("code", r.code);
    w.member("message", r.message).member("documents", r.documents).end();
  }
  w.end().member("other_reasons", s.other_reasons);
  write_counts(w, "notes", s.notes, top);
  w.member("records", s.records.has_value());
  write_counts(w, "languages", s.languages, top);
  w.key("lengths").object();
  for (const auto& [layer, lengths] : s.lengths) {
    w.key(layer);
    write_lengths(w, lengths);
  }
  w.end().key("spans").object();
  for (const auto& [layer, spans] : s.spans) {
    w.key(layer);
    write_spans(w, spans, top);
  }
  w.end();
}

}  // namespace docmill::tooling
