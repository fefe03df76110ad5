#!/usr/bin/env bash
# Finds a Chromium for the browser tests; as root on Debian or Ubuntu it installs one, otherwise it names the command.
set -euo pipefail
for name in chromium chromium-headless-shell chromium-browser google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then
    exit 0
  fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing chromium for the browser tests"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
  echo "No Chromium found: the browser tests will be skipped. To run them: sudo apt-get install chromium" >&2
fi
