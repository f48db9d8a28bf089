// What the form of a name, as it stands in the text, says for an entity that it may mean.
#pragma once

#include "disambiguation/weights.hpp"
#include "knowledge_base/knowledge_base.hpp"
#include "mentions/mention.hpp"

namespace docmill::linker {

// Points of the form: the name itself, of several words, in the same capitals.
int name_points(const Candidate& c, const Mention& m, const Weights& weights);

// Models and chips come in versions, the products made of them less often: Gemini 2.5.
int version_points(const Mention& m, const Entity& e);

// An entity of which the form is a further name, while another that it is connected with is called so. What speaks
// for the one speaks for the other as well, so the name decides: of two places ("Moscow" for Russia), and where we
// made the form ("Facebook" out of Facebook, Inc., which Meta Platforms was called).
bool is_called_like_another(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Candidate& c);

// Is the form too weak to stand without support?
bool needs_support(const KnowledgeBase& base, const Analysis& a, const Mention& m, const Candidate& c,
                   const EntityKind& kind);

// A surname that is an ordinary word where its capital says nothing: "Jobs at the plant were dull."
bool begins_with_a_word(const Analysis& a, const Mention& m, const Candidate& c);

}  // namespace docmill::linker
