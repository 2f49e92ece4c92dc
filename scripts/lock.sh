#!/bin/sh
# Write both locks: hash-pinned, for every platform, without a word about where packages came from.
set -eu
cd "$(dirname "$0")/.."

if command -v uv >/dev/null 2>&1; then
  uv=uv
else
  sh scripts/venv.sh app
  tools=$(mktemp -d)
  trap 'rm -rf "$tools"' EXIT
  .venv/bin/python -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv
  uv="$tools/bin/uv"
fi

# Extras stay in the lock: pip would otherwise take the newest release of a package that something
# asks for with an extra, find no hash for it, and stop on the day that it appears.
compile() {
  "$uv" pip compile --quiet --universal --generate-hashes --no-header --no-annotate --no-strip-extras \
    --no-emit-index-url --no-emit-find-links --upgrade --python-version 3.11 "$@"
}
compile pyproject.toml --output-file requirements.lock
# The tests run on exactly the application's versions.
compile pyproject.toml --group test --constraint requirements.lock --output-file requirements-test.lock

if grep -nE '://|^--(index-url|extra-index-url|find-links)' requirements.lock requirements-test.lock; then
  echo "A lock names an address: see the lines above." >&2
  exit 1
fi
