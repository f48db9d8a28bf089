// What is known of a document beside its text: the language that its page says it is in, and the country of its host.
// Both are evidence, no verdict: many pages say "en" because their template did.
#pragma once

#include <string>
#include <string_view>

#include "stretch_judge.hpp"

namespace docmill::language {

// The language of a tag such as "de-AT" or "pt_BR", as primary subtag; "" for none.
std::string language_of_page(std::string_view tag);

// The main language (CLDR) of the country in whose domain the host of the address is: "de" for
// https://www.example.at/x; "" where the domain is no country's or is sold to everybody (.io, .tv).
std::string language_of_host(std::string_view url);

// Both as hints; `page` and `url` may be empty.
void find_hints(std::string_view page, std::string_view url, const TagTable& tags, std::vector<Hint>& hints,
                const Weights& weights = {});

}  // namespace docmill::language
