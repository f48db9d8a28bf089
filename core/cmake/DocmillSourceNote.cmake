# Writes OUTPUT, a source file that holds the ELF note (owner "docmill", type 2) with the SHA-256 over the source files of
# a plugin. Run by the build as cmake -DFILES=list.txt -DOUTPUT=note.c -P this. The hash is over lines "HASH  NAME", with
# names that do not hang on where the tree lies, in byte order; so the same source gives the same hash everywhere.
#
# list.txt: lines "NAME|PATH".
file(STRINGS ${FILES} lines)
list(SORT lines COMPARE STRING)
set(sums "")
foreach(line ${lines})
  string(FIND "${line}" "|" bar)
  string(SUBSTRING "${line}" 0 ${bar} name)
  math(EXPR bar "${bar} + 1")
  string(SUBSTRING "${line}" ${bar} -1 path)
  file(SHA256 ${path} hash)
  string(APPEND sums "${hash}  ${name}\n")
endforeach()
string(SHA256 hash "${sums}")
string(LENGTH "${hash}" n)
math(EXPR last "${n} - 1")
set(letters "")
foreach(i RANGE ${last})
  string(SUBSTRING "${hash}" ${i} 1 letter)
  string(APPEND letters "'${letter}',")
endforeach()
set(text "/* Made by DocmillSourceNote.cmake: what this plugin was built from. */
#include <stdint.h>
typedef struct docmill_source_note {
  uint32_t name_size, descriptor_size, type;
  char name[8];
  char sha256[64];
} docmill_source_note;
/* ${hash} */
__attribute__((section(\".note.docmill.source\"), used, aligned(4))) static const docmill_source_note
    docmill_source_note_ = {8, 64, 2, \"docmill\", {${letters}}};
")
file(WRITE ${OUTPUT} "${text}")
