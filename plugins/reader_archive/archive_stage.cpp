// The reader `archive`: pages and texts out of zip, tar and 7z archives.
#include <docmill/sdk/reader.hpp>

#include "archive_reader.hpp"

DOCMILL_READERS(docmill::archive::ArchiveReader);
