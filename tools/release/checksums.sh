#!/usr/bin/env bash
# checksums.sh FOLDER: writes FOLDER/SHA256SUMS, of every package in it, by path. `sha256sum --check SHA256SUMS` in FOLDER verifies them.
set -euo pipefail
cd "$1"
find . -type f \( -name '*.tgz' -o -name '*.whl' -o -name '*.tar.gz' -o -name '*.jar' -o -name '*.pom' -o -name '*.cdx.json' \) -printf '%P\n' | LC_ALL=C sort |
  while read -r file; do sha256sum "$file"; done >SHA256SUMS
[ -s SHA256SUMS ] || { echo "checksums.sh: no packages in $1" >&2; exit 1; }
