#include "host/formats/run_origin.hpp"

namespace docmill::host {

void write_origin(JsonWriter& w, const RunOrigin& origin) {
  w.object();
  w.member("pipeline", origin.pipeline);
  w.member("set", origin.sets);
  w.member("input", origin.inputs);
  w.member("limit", origin.limit);
  w.member("plugin_folders", origin.plugin_folders);
  w.end();
}

RunOrigin read_origin(const JsonObject& origin) {
  RunOrigin o;
  o.pipeline = origin.string("pipeline");
  o.sets = origin.strings("set");
  o.inputs = origin.strings("input");
  o.limit = origin.integer_or_null("limit");
  o.plugin_folders = origin.strings("plugin_folders");
  return o;
}

}  // namespace docmill::host
