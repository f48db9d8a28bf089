// What the names of meta elements stand for.
#pragma once

#include <string_view>

namespace docmill::cleaner {

// All names are folded. Houses write the same one with different marks: "dc.date", "dc:date", "dc_date".

// A wording of the title, beside that of OpenGraph.
bool names_title(std::string_view name);
// Of an author, as PageFacts::offer_byline wants it; 0: of none.
int rank_of_author(std::string_view name);
// Of the day of publication, as PageFacts::offer_date wants it; -1: of none.
int rank_of_day(std::string_view name);

}  // namespace docmill::cleaner
