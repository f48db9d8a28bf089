// The reader `program`: any program as a reader, over JSON Lines. README.md has the protocol.
#include <docmill/sdk/reader.hpp>

#include "program_reader.hpp"

DOCMILL_READERS(docmill::process::ProgramReader);
