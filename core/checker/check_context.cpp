#include "checker/check_context.hpp"

namespace docmill::checker {

void CheckContext::at(std::string where) {
  where_ = std::move(where);
  report_.at(stage_.empty() || where_.empty() ? stage_ + where_ : stage_ + ": " + where_);
}

void CheckContext::fail(std::string_view id, std::string what) {
  if (++n_failures_ > 20) return;
  if (!stage_.empty()) what = stage_ + ": " + what;
  if (!where_.empty()) what += "; with " + where_;
  report_.add({record_failed, std::string(id), std::move(what)});
}

void CheckContext::fail(const std::vector<Wrong>& wrongs) {
  for (const Wrong& wrong : wrongs) fail(wrong.id, wrong.what);
}

void CheckContext::skip(std::string_view why) { report_.add({record_skipped, std::string(id_), std::string(why)}); }

}  // namespace docmill::checker
