#!/usr/bin/env bash
# Makes the virtual environment named as the first argument with the locked dependencies and this project in it.
# The second argument is the lock file, where it is not the usual one.
set -euo pipefail
venv=${1:?usage: setup.sh FOLDER [LOCK]}
lock=${2:-requirements.lock}

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null 2>&1 &&
      "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  echo "patiented needs Python 3.11 or newer; none was found on PATH." >&2
  exit 1
}

# Debian and Ubuntu ship Python without ensurepip; python3-venv brings it.
need_venv() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  local package
  package="python$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package"
  else
    echo "Python's venv module is missing. Run: sudo apt-get install $package" >&2
    exit 1
  fi
}

# PDF handouts are drawn with Pango; without it all else works, and the site offers no PDF.
want_pango() {
  "$1" -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0"); ctypes.CDLL("libharfbuzz-subset.so.0")' 2>/dev/null && return
  local packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    # shellcheck disable=SC2086  # several names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages && return
  fi
  echo "For PDF handouts, run: sudo apt-get install $packages" >&2
}

python=$(find_python)
need_venv "$python"
want_pango "$python"
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
