#!/bin/sh
# Find a Chromium for the browser tests, or get one. CHROMIUM names one that is not on PATH.
set -eu
cd "$(dirname "$0")/.."

found() {
  for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1; then return 0; fi
  done
  .venv/bin/python -m tests.support.chromium >/dev/null 2>&1 # Playwright's own, from an earlier run
}

if found; then exit 0; fi
echo "No Chromium found: getting one ..."
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  # Older releases have only the whole browser, which does as well and takes longer.
  apt-get update -q && apt-get install -y -q --no-install-recommends fonts-dejavu-core || true
  for package in chromium-headless-shell chromium; do
    if apt-get install -y -q --no-install-recommends "$package"; then break; fi
  done
else
  .venv/bin/python -m playwright install chromium-headless-shell || true
fi
if found; then exit 0; fi
echo "The browser tests need Chromium: sudo apt-get install chromium (Debian, Ubuntu), brew install --cask google-chrome (macOS), or CHROMIUM=/path/to/chromium make test" >&2
exit 1
