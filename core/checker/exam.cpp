#include "checker/exam.hpp"

namespace docmill::checker {

void Exam::at(std::string where) {
  where_ = std::move(where);
  report_.at(stage_.empty() || where_.empty() ? stage_ + where_ : stage_ + ": " + where_);
}

void Exam::fail(std::string_view id, std::string what) {
  if (++n_failures_ > 20) return;
  if (!stage_.empty()) what = "stage '" + stage_ + "': " + what;
  if (!where_.empty()) what += "; with " + where_;
  report_.add({record_failed, std::string(id), std::move(what)});
}

void Exam::fail(const std::vector<Wrong>& wrongs) {
  for (const Wrong& wrong : wrongs) fail(wrong.id, wrong.what);
}

void Exam::skip(std::string_view why) { report_.add({record_skipped, std::string(id_), std::string(why)}); }

}  // namespace docmill::checker
