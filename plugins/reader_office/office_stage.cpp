// The reader `office`: documents of word processors, DOCX and ODT.
#include <docmill/sdk/reader.hpp>

#include "office_reader.hpp"

DOCMILL_READERS(docmill::office::OfficeReader);
