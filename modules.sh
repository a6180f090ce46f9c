#!/bin/sh
# Runs the go command in each module below this one, whatever folders they are:
# sh modules.sh vet ./...
set -eu
cd "$(dirname "$0")"

failed=0
for file in $(find . -name go.mod ! -path ./go.mod ! -path '*/testdata/*' ! -path '*/node_modules/*' ! -path '*/.*/*' | sort); do
  go -C "$(dirname "$file")" "$@" || failed=1
done
exit "$failed"
