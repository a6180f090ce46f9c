#!/bin/sh
# Compares the speed of this tree with that of a commit:
#
#   sh bench.sh main ./scan '^BenchmarkScan$' 10 -test.benchtime=1x
#
# are the commit, the package, the benchmarks, how often each is run, and flags of
# the test binary. Both take turns, so that what else the machine does meets both.
# What benchstat marks with ~ is noise.
set -eu
cd "$(dirname "$0")"

benchstat=golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
commit=${1:-main} package=${2:-./scan} name=${3:-.} count=${4:-10}
shift "$(($# < 4 ? $# : 4))"

work=$(mktemp -d)
trap 'git worktree remove --force "$work/tree"; rm -r "$work"' EXIT
git worktree add -q --detach "$work/tree" "$commit"
go -C "$work/tree" test -c -o "$work/before" "$package"
go test -c -o "$work/after" "$package"

while [ "$count" -gt 0 ]; do
  for side in before after; do
    # Both in this tree, beside the same test data.
    (cd "$package" && "$work/$side" -test.run='^$' -test.bench="$name" "$@") >>"$work/$side.txt"
  done
  count=$((count - 1))
done
(cd "$work" && go run "$benchstat" before.txt after.txt)
