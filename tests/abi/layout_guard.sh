#!/usr/bin/env bash
# The layout of stage_abi.h against the newest frozen header, by abidiff (abigail-tools): every struct, member, type and
# function pointer that a plugin can reach. Before that it is shown that the guard sees a change at all.
#   layout_guard.sh C-COMPILER SOURCE-TREE
# Exit code 77 (skipped) without abigail-tools.
set -euo pipefail
cc=$1 source=$2
command -v abidiff >/dev/null || { echo "skipped: abidiff is not installed (./dev setup brings abigail-tools)"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "abi.layout: $*" >&2; exit 1; }

header=$source/core/abi/include/docmill/stage_abi.h
minor=$(sed -n 's/^#define DOCMILL_ABI_MINOR //p' "$header")
frozen=$source/tests/abi/frozen/stage_abi_v1_$minor.h
[ -f "$frozen" ] || fail "ABI 1.$minor has no frozen header; copy stage_abi.h to ${frozen#"$source"/} in the commit that raises the minor"

# A library whose one function reaches every struct of the header given.
library() { # HEADER NAME
  cp "$1" "$folder/header.h"
  sed -n 's/^} \(docmill_[a-z_]*\);$/\1/p' "$folder/header.h" | sort >"$folder/$2.types"
  { echo '#include "header.h"'; echo 'int docmill_all_of_it('; sed 's/$/ *,/' "$folder/$2.types"; echo 'int x) { return x; }'; } >"$folder/all.c"
  "$cc" -std=c11 -g -shared -fPIC -I"$folder" "$folder/all.c" -o "$folder/$2.so"
}
library "$frozen" frozen
library "$header" now
[ "$(wc -l <"$folder/frozen.types")" -ge 20 ] || fail "only $(wc -l <"$folder/frozen.types") structs found in $frozen"

# Not any code but 0 will do: abidiff's 4 says "changed", and whether that is "compatible" is not its to judge.
same() { abidiff --harmless --no-show-locs "$folder/frozen.so" "$folder/$1.so" >"$folder/report" 2>&1; }
changes=(
  's/uint32_t n_rows;/uint32_t surplus; uint32_t n_rows;/'         # a member in the middle
  's/uint64_t n_map;/uint64_t n_map; uint64_t more;/'              # a member at the tail, without a new minor
  's/uint16_t min_host_minor;/uint32_t min_host_minor;/'           # another type
  's/(void \*worker, docmill_output \*)/(void *worker, const docmill_output *)/' # another function
)
for change in "${changes[@]}"; do
  sed "$change" "$frozen" | sed '/STATIC_ASSERT(.*== [0-9]/d' >"$folder/changed.h"
  cmp -s <(sed '/STATIC_ASSERT(.*== [0-9]/d' "$frozen") "$folder/changed.h" && fail "nothing to change for $change"
  library "$folder/changed.h" changed
  if same changed; then fail "the guard does not see $change"; fi
done

same now || {
  cat "$folder/report"
  fail "stage_abi.h is no longer ABI 1.$minor. Members at the tail of a struct: raise DOCMILL_ABI_MINOR, freeze the new header
  beside the old one, add the numbers to stage_abi_layout.h and an entry to core/CHANGELOG.md. Anything else is another ABI major."
}
echo "the $(wc -l <"$folder/now.types") structs of stage_abi.h are those of ABI 1.$minor"
