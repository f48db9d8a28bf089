// The reader `wikipedia`: pages of dumps of MediaWiki, their wikitext as text.
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>

#include "wikipedia_reader.hpp"

DOCMILL_READERS(docmill::wikipedia::WikipediaReader);
