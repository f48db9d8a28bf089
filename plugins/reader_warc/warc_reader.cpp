// The reader `warc`: web archives (WARC 1.0 and 1.1) and the texts made of them (WET).
#include <docmill/base/json_writer.hpp>
#include <docmill/base/utf8.hpp>
#include <docmill/sdk/reader.hpp>

#include "warc_reader.hpp"

DOCMILL_READERS(docmill::warc::WarcReader);
