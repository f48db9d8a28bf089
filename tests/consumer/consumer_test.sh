#!/usr/bin/env bash
# Installs the build, moves it, builds stranger/ against it with the same compiler, runs the installed docmill with the
# stranger's two stages and looks for their layers in the record.
set -euo pipefail
build=$1 cmake=$2 generator=$3 c_compiler=$4 cxx_compiler=$5 source=$6
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "consumer: $*" >&2; exit 1; }

"$cmake" --install "$build" --prefix "$folder/first-place" >"$folder/install.log" || { cat "$folder/install.log"; fail "cmake --install failed"; }
prefix=$folder/installed
mv "$folder/first-place" "$prefix" # what is installed must not know where it was put
lib=$(cd "$prefix" && dirname lib*/cmake lib*/*/cmake 2>/dev/null | while read -r d; do [ -d "$d/cmake/docmill" ] && echo "$d" && break; done)
[ -n "$lib" ] || fail "no lib/cmake/docmill"

for file in bin/docmill include/docmill/stage_abi.h include/docmill/sdk/stage.hpp include/docmill/base/utf8.hpp \
  "$lib/cmake/docmill/docmillConfig.cmake" "$lib/cmake/docmill/docmillConfigVersion.cmake" "$lib/cmake/docmill/docmillTargets.cmake" \
  "$lib/cmake/docmill/docmill_stage.map" "$lib/docmill/plugins/cleaner.so" "$lib/docmill/plugins/cleaner_cues_any.tsv" \
  "$lib/docmill/plugins/writer.so" "$lib/docmill/plugins/ai-chips.tsv" share/doc/docmill/LICENSE share/docmill/pipelines/articles.toml; do
  [ -f "$prefix/$file" ] || fail "$file was not installed"
done
if grep -rl -e "$source" -e "$build" -e first-place "$prefix/$lib/cmake" "$prefix/share/docmill" "$prefix/include"; then
  fail "these installed files name a place of the build"
fi

"$cmake" -S "$here/stranger" -B "$folder/build" -G "$generator" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$c_compiler" \
  -DCMAKE_CXX_COMPILER="$cxx_compiler" >"$folder/build.log" 2>&1 && "$cmake" --build "$folder/build" >>"$folder/build.log" 2>&1 ||
  { cat "$folder/build.log"; fail "the stranger's project does not build"; }

cp "$here/stranger/pipeline.toml" "$folder"
mkdir "$folder/in"
printf 'A small title\n\nOne sentence of a stranger. And another one.\n' >"$folder/in/note.txt"
"$prefix/bin/docmill" run "$folder/pipeline.toml" --plugin-dir "$folder/build" --quiet
record=$(cat "$folder/out/records/documents.jsonl")
[[ $record == *'"vowels":{"count":'* ]] || fail "the layer of my-stage is not in the record: $record"
[[ $record == *'"reversed":"'* ]] || fail "the layer of my-c-stage is not in the record: $record"
[[ $record == *'"by":"my-stage 0.1.0"'* ]] || fail "the record does not say who made the layer: $record"

# A pipeline that was installed runs from where it is, over the reader's own files.
"$prefix/bin/docmill" run "$prefix/share/docmill/pipelines/articles.toml" --input "$folder/in" --output "$folder/articles" --quiet
[[ $(cat "$folder/articles/records/documents.jsonl") == *'"entities":['* ]] || fail "the installed articles.toml gives no entities"
