#!/bin/sh
# Make .venv hold exactly what a hash-pinned lock says. Usage: sh scripts/venv.sh app|test
#
# A copy of the lock is the mark of a finished installation: equal means nothing to do (and no
# network is needed); an interrupted one leaves no mark and starts again.
set -eu
cd "$(dirname "$0")/.."

kind=$1
case $kind in
  app) lock=requirements.lock ;;
  test) lock=requirements-test.lock ;;
  *) echo "usage: sh scripts/venv.sh app|test" >&2; exit 2 ;;
esac

python=$(sh scripts/find_python.sh)
if [ "$python" = .venv/bin/python ] && cmp -s "$lock" ".venv/$lock"; then exit 0; fi

echo "Installing what CareShare needs into .venv (only when $lock has changed) ..."
if [ "$python" != .venv/bin/python ]; then
  if command -v uv >/dev/null 2>&1; then
    uv venv --quiet --allow-existing --python "$python" .venv
  else
    "$python" -m venv --clear .venv
  fi
fi
rm -f .venv/requirements*.lock
if command -v uv >/dev/null 2>&1; then
  uv pip install --quiet --python .venv/bin/python --require-hashes -r "$lock"
else
  .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip >/dev/null
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
fi
# The test lock holds the application's packages too, at the same versions.
cp requirements.lock .venv/requirements.lock
cp "$lock" ".venv/$lock"
