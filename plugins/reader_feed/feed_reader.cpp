// The reader `feed`: RSS 0.9 to 2.0 and Atom.
#include <docmill/base/json_writer.hpp>
#include <docmill/sdk/reader.hpp>

#include "feed_reader.hpp"

DOCMILL_READERS(docmill::feed::FeedReader);
