#!/bin/sh
# Runs all tests. On Debian and Ubuntu it first installs what they talk to: a
# browser for the page, DNS servers, and shells. Where that is not possible, the
# tests that need it skip and say so.
set -eu
cd "$(dirname "$0")"

packages="chromium fish groff-base iproute2 mandoc nsd unbound zsh"

missing() {
  for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || echo "$package"
  done
}

# as_root runs a command as root, if that is possible without a question.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

if command -v apt-get >/dev/null && want=$(missing) && [ -n "$want" ]; then
  echo "installing" $want
  # No service is started: the tests start their own servers, on loopback.
  as_root sh -c "apt-get update -q && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $(echo $want)" ||
    echo "could not install $want: the tests that need it will skip" >&2
fi
if command -v apt-get >/dev/null; then
  sh lab/fetch.sh || echo "could not fetch the mail servers of the laboratory: it will skip" >&2
fi
if command -v npm >/dev/null && [ -f site/test/package-lock.json ]; then
  npm ci --prefix site/test --no-audit --no-fund ||
    echo "could not install the browser tests' modules: they will skip" >&2
  npm ci --prefix scan/duckdb --no-audit --no-fund ||
    echo "could not install DuckDB: its test will skip" >&2
fi

# The modules below this one, which ./... leaves out. What is reported last is of
# this one.
below=0
sh modules.sh test -timeout 20m "$@" ./... || below=1

# The browser tests take minutes on a slow machine.
go test -timeout 40m "$@" ./...
exit "$below"
