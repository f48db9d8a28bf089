// The reader `pdf`: PDF by poppler's pdftotext.
#include <docmill/sdk/reader.hpp>

#include "pdf_reader.hpp"

DOCMILL_READERS(docmill::pdf::PdfReader);
