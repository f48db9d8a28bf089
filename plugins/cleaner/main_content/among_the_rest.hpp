// Which blocks stand among others of an article that stay, and so go only when that is sure. Private to the HTML way.
#pragma once

#include <cstdint>
#include <vector>

#include "main_content/content.hpp"

namespace docmill::cleaner {

// What speaks against a block: whole lines and beginnings; within a sentence of some length a name of a platform or a
// month is a word like others.
inline constexpr uint64_t cues_of_noise = bit(Cue::related) | bit(Cue::comments) | bit(Cue::share) |
                                          bit(Cue::newsletter) | bit(Cue::copyright) | bit(Cue::navigation) |
                                          bit(Cue::account) | bit(Cue::menu) | bit(Cue::advert) | bit(Cue::tags) |
                                          bit(Cue::author_note) | bit(Cue::byline) | bit(Cue::credit) |
                                          bit(Cue::caption) | bit(Cue::references) | bit(Cue::reading_time);
bool speaks_of_noise(const Unit& u);

// Of each block, by what the model says (content.scores, from `bound` on it stays), whether it is one of these, none
// of which has a link: an item of a list most of which stays; a sentence in a paragraph, or an item of a list,
// beside three paragraphs of prose that stay; what is in a note beside one; one of several lines of one kind amid such
// prose, most of which stays (steps, answers). Linear but for two maps.
std::vector<bool> among_the_rest(const HtmlTree& tree, const HtmlContent& content, int32_t bound);

}  // namespace docmill::cleaner
