// Where an unknown name ends within a run of capitals: which of its atoms belong together.
#pragma once

#include "mentions/name_evidence.hpp"

namespace docmill::linker {

// Of one document, over the run in atoms_.
class NameEnds : protected NameEvidence {
 protected:
  using NameEvidence::NameEvidence;

  bool names_profession(std::size_t i) const;
  bool another_event(std::size_t i) const;
  // End of the unknown name that begins at atom i, or i when none does.
  std::size_t name_end(std::size_t i);
  bool surname_of_unknown(std::size_t i, std::size_t end) const;
  bool may_be_name_again(std::size_t i) const;

 private:
  std::size_t unknown_end(std::size_t i) const;
  std::size_t german_surname_end(std::size_t i, std::size_t end) const;
  bool is_unlisted_given_name(const Atom& atom) const;
  bool begins_with_surname(std::size_t i, std::size_t end) const;
  bool titled(const Atom& known) const;
  bool is_place_in_a_case(const Atom& known) const;
  bool behind_prefix(const Atom& atom) const;
  std::size_t known_name_end(std::size_t i);
  bool extend_model(std::size_t i);
  bool goes_on(std::size_t i) const;
  bool extend_company(std::size_t i, std::size_t end);
  std::size_t tail_end(std::size_t i) const;
  bool unknown_name_stands(std::size_t i, std::size_t end) const;
  bool german_name_stands(std::size_t i, std::size_t end) const;
};

}  // namespace docmill::linker
