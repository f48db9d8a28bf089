// The reader `epub`: chapters of e-books.
#include <docmill/sdk/reader.hpp>

#include "epub_reader.hpp"

DOCMILL_READERS(docmill::epub::EpubReader);
