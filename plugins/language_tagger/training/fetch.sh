#!/usr/bin/env bash
# Fetches the Debian packages of sources.tsv (bookworm, about 450 MB) and unpacks them, as input for extract.py:
#   fetch.sh FOLDER      writes FOLDER/root and FOLDER/short_texts; needs a deb-src line for the one source package
# Nothing is installed. The versions are those that the model was made from; others give another model.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
mkdir -p "$1/deb" "$1/root" "$1/source"
cd "$1/deb"
while IFS=$'\t' read -r package version _; do
  [ "$package" = package ] && continue
  if [ "$package" = libexttextcat ]; then
    (cd ../source && apt-get source --download-only "$package=$version" && tar xf "$package"_*.orig.tar.*)
    cp -r ../source/"$package"-*/langclass/ShortTexts ../short_texts
    continue
  fi
  apt-get -q download "$package=$version"
done <"$here/sources.tsv"
for file in *.deb; do dpkg-deb --fsys-tarfile "$file" | tar -x -C ../root; done
