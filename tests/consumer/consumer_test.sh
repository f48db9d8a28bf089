#!/usr/bin/env bash
# Installs the build, moves it, builds stranger/ against it with the same compiler, runs the installed docmill with the
# stranger's two stages and looks for their layers in the record. Once more without CMake, by docmill.pc, and once
# against the build folder itself, which is a prefix, too.
set -euo pipefail
build=$1 cmake=$2 generator=$3 c_compiler=$4 cxx_compiler=$5 source=$6 sanitizers=$7
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
  "$lib/cmake/docmill/docmill_stage.map" "$lib/pkgconfig/docmill.pc" "$lib/docmill/plugins/cleaner.so" "$lib/docmill/plugins/cleaner_cues_any.tsv" \
  "$lib/docmill/plugins/writer.so" "$lib/docmill/plugins/ai-chips.tsv" share/doc/docmill/LICENSE share/doc/docmill/plugins/process/README.md share/docmill/pipelines/articles.toml; do
  [ -f "$prefix/$file" ] || fail "$file was not installed"
done
if grep -rl -e "$source" -e "$build" -e first-place "$prefix/$lib/cmake" "$prefix/$lib/pkgconfig" "$prefix/share/docmill" "$prefix/include"; then
  fail "these installed files name a place of the build"
fi

cp "$here/stranger/pipeline.toml" "$folder"
mkdir "$folder/in"
printf 'A small title\n\nOne sentence of a stranger. And another one.\n' >"$folder/in/note.txt"
check_stages() { # PROGRAM FOLDER: the stages there do what they should
  "$1" run "$folder/pipeline.toml" --plugin-dir "$2" --quiet
  local record
  record=$(cat "$folder/out/records/documents.jsonl")
  [[ $record == *'"vowels":{"count":'* ]] || fail "$2: the layer of my-stage is not in the record: $record"
  [[ $record == *'"reversed":"'* ]] || fail "$2: the layer of my-c-stage is not in the record: $record"
  [[ $record == *'"by":"my-stage 0.1.0"'* ]] || fail "$2: the record does not say who made the layer: $record"
}

build_stranger() { # PREFIX FOLDER
  "$cmake" -S "$here/stranger" -B "$2" -G "$generator" -DCMAKE_PREFIX_PATH="$1" -DCMAKE_C_COMPILER="$c_compiler" \
    -DCMAKE_CXX_COMPILER="$cxx_compiler" >"$folder/build.log" 2>&1 && "$cmake" --build "$2" >>"$folder/build.log" 2>&1 ||
    { cat "$folder/build.log"; fail "the stranger's project does not build against $1"; }
  if grep -i warning "$folder/build.log"; then fail "the stranger's project builds with warnings"; fi
}
build_stranger "$prefix" "$folder/build"
# A sanitized checker wants sanitized plugins; the stranger's are plain.
if [ -z "$sanitizers" ]; then
  ctest --test-dir "$folder/build" --output-on-failure >"$folder/ctest.log" || { cat "$folder/ctest.log"; fail "the stranger's own tests fail"; }
  for stage in my-stage my-c-stage my-asking-stage; do
    grep -q "$stage.check-stage .*Passed" "$folder/ctest.log" || { cat "$folder/ctest.log"; fail "check-stage of $stage is no test of the stranger's project"; }
  done
fi
check_stages "$prefix/bin/docmill" "$folder/build"
build_stranger "$build" "$folder/build-of-the-build"
check_stages "$build/bin/docmill" "$folder/build-of-the-build"

# What docmill_add_stage promises of a library: one exported symbol, hidden rest, nothing unique, never unloaded.
for file in my_stage my_c_stage my_asking_stage; do
  symbols=$(nm -D --defined-only "$folder/build/$file.so" | awk '{print $3}' | grep -v '^DOCMILL_1$')
  [ "$symbols" = "docmill_stage_library_1@@DOCMILL_1" ] || fail "$file.so exports: $symbols"
  readelf -d "$folder/build/$file.so" | grep -q NODELETE || fail "$file.so may be unloaded"
done

export PKG_CONFIG_PATH="$prefix/$lib/pkgconfig"
mkdir "$folder/by-hand"
# The flags are lists of words.
# shellcheck disable=SC2046
"$cxx_compiler" -O2 $(pkg-config --variable=cxxflags docmill) $(pkg-config --cflags docmill) "$here/stranger/my_stage.cpp" \
  $(pkg-config --libs docmill) -o "$folder/by-hand/my_stage.so"
# shellcheck disable=SC2046
"$c_compiler" -O2 $(pkg-config --cflags docmill) "$here/stranger/my_c_stage.c" $(pkg-config --libs docmill) -o "$folder/by-hand/my_c_stage.so"
check_stages "$(pkg-config --variable=program docmill)" "$folder/by-hand"
[ -f "$(pkg-config --variable=plugindir docmill)/cleaner.so" ] || fail "docmill.pc: no cleaner in plugindir"

# Every pipeline that was installed is fine where it is, passes its tests, and runs: over what was installed with it, and
# one over the reader's own files.
for pipeline in "$prefix"/share/docmill/pipelines/*.toml; do
  "$prefix/bin/docmill" check "$pipeline" >"$folder/said" 2>&1 || { cat "$folder/said"; fail "docmill check refuses the installed $pipeline"; }
  grep -q ': fine: ' "$folder/said" || { cat "$folder/said"; fail "docmill check does not say that $pipeline is fine"; }
  "$prefix/bin/docmill" test "$pipeline" >"$folder/said" 2>&1 || { cat "$folder/said"; fail "the tests in the installed $pipeline fail"; }
  "$prefix/bin/docmill" run "$pipeline" --output "$folder/of-the-installed" --quiet --limit 5 >"$folder/said" 2>&1 ||
    { cat "$folder/said"; fail "the installed $pipeline does not run"; }
done
[ -f "$folder/of-the-installed/run.json" ] || fail "no installed pipeline was run"
"$prefix/bin/docmill" run "$prefix/share/docmill/pipelines/articles.toml" --input "$folder/in" --output "$folder/articles" --quiet
[[ $(cat "$folder/articles/records/documents.jsonl") == *'"entities":['* ]] || fail "the installed articles.toml gives no entities"

# What an installed paper links to is there.
papers=$prefix/share/doc/docmill
for paper in README.md CONTRIBUTING.md core/README.md core/checker/README.md pipelines/README.md plugins/process/README.md; do
  [ -f "$papers/$paper" ] || fail "the paper $paper was not installed"
done
"$here/../readmes/links_test.py" "$papers" || fail "an installed paper has a dead link"

# And CONTRIBUTING.md is followed to the letter.
PATH=$prefix/bin:$PATH CMAKE_PREFIX_PATH=$prefix CC=$c_compiler CXX=$cxx_compiler CMAKE_GENERATOR=$generator \
  "$here/contributing_test.py" "$papers/CONTRIBUTING.md" "$sanitizers"
