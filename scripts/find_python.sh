#!/bin/sh
# Print a Python that CareShare can use, or say in one line what to install.
#
# The project's own environment wins, so that nothing else is needed once it is made. `venv` asks
# for an interpreter that can make an environment; uv makes one without Python's venv module.
set -eu
cd "$(dirname "$0")/.."

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { command -v uv >/dev/null 2>&1 || "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

if new_enough .venv/bin/python; then
  echo .venv/bin/python
  exit 0
fi

lacks_venv=
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
  command -v "$name" >/dev/null 2>&1 && new_enough "$name" || continue
  if makes_venvs "$name"; then
    command -v "$name"
    exit 0
  fi
  lacks_venv=${lacks_venv:-$name}
done

if [ -n "$lacks_venv" ]; then
  echo "Python's venv module is missing: install it (Debian, Ubuntu: sudo apt-get install ${lacks_venv##*/}-venv) and try again." >&2
else
  found=$(python3 --version 2>/dev/null || echo "no Python")
  echo "CareShare needs Python 3.11 or newer, found $found: install one (Debian, Ubuntu: sudo apt-get install python3 python3-venv) or name it: PYTHON=/path/to/python3.11 make ..." >&2
fi
exit 1
