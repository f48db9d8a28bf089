#!/usr/bin/env bash
# The Debian package that cpack makes: what it says, what it holds, and that it runs from wherever it is unpacked.
#   deb_test.sh BUILD-FOLDER CPACK
# Exit code 77 (skipped) where the tools of Debian are missing.
set -euo pipefail
build=$1 cpack=$2
for tool in dpkg-deb dpkg-shlibdeps file; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "consumer.deb: $*" >&2; exit 1; }

"$cpack" --config "$build/CPackConfig.cmake" -B "$folder" >"$folder/log" 2>&1 || { cat "$folder/log"; fail "cpack failed"; }
package=$(echo "$folder"/docmill_*.deb)
[ -f "$package" ] || fail "no package"

depends=$(dpkg-deb --field "$package" Depends)
for library in libc6 libstdc++6 libicu libtbb12 libtomlplusplus libzstd1 zlib1g libssl libcld2-0; do
  [[ $depends == *"$library"* ]] || fail "it does not depend on $library: $depends"
done
[[ $depends != *-dev* ]] || fail "it depends on a development package: $depends"
[[ $(dpkg-deb --field "$package" Maintainer) != *example* ]] || fail "its maintainer is nobody: $(dpkg-deb --field "$package" Maintainer)"
[ "$(dpkg-deb --field "$package" Package)" = docmill ] || fail "it has another name"

dpkg-deb --contents "$package" >"$folder/contents"
for file in usr/bin/docmill usr/lib/docmill/plugins/writer.so usr/lib/docmill/plugins/ai-chips.tsv usr/include/docmill/stage_abi.h \
  usr/lib/cmake/docmill/docmillConfig.cmake usr/lib/pkgconfig/docmill.pc usr/share/doc/docmill/copyright \
  usr/share/docmill/pipelines/articles.toml \
  usr/share/bash-completion/completions/docmill usr/share/zsh/vendor-completions/_docmill; do
  grep -q " \./$file$" "$folder/contents" || fail "it does not hold $file"
done
# Tests, their plugins and what the build made on the way stay out.
if grep -E '_test|test-plugins|broken|\.a$|\.cmake-' "$folder/contents"; then fail "it holds what it should not"; fi
awk '$2 != "root/root"' "$folder/contents" | grep . && fail "not everything belongs to root"

# Unpacked as any user, anywhere: the program finds its plugins beside itself.
dpkg-deb --extract "$package" "$folder/unpacked"
mkdir "$folder/in"
printf 'A small title\n\nNvidia sold the A100 to Alibaba in 2021, and nobody was much surprised.\n' >"$folder/in/note.txt"
cd "$folder"
env -u DOCMILL_PLUGIN_PATH unpacked/usr/bin/docmill run unpacked/usr/share/docmill/pipelines/articles.toml --input in --output out --quiet ||
  fail "the unpacked program does not run"
[[ $(cat out/records/documents.jsonl) == *'"value":"alibaba-group"'* ]] || fail "no entity in the record of the unpacked program"
