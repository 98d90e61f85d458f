#!/usr/bin/env bash
# bench.sh - bench/run still runs to its end, and its tables have every row; no times are asked for
set -euo pipefail
cd "$(dirname "$0")/.."
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
ninja -C build bench >/dev/null
bench/run --quick "$dir" >"$dir/out.md"
missing=0
want() {
	grep -Eq "$1" "$dir/out.md" || { echo "bench/run does not say: $1"; missing=1; }
}
for size in 2000 4000; do
	for what in 'record, JSON' 'list of a filter, JSON' 'list of a filter and a sort, JSON' 'list, HTML' 'list of what is open, HTML' \
		'desk, HTML' 'search, common word' 'search, tail of six' 'mixed 80/20, 10 clients of node'; do
		want "^\| $what \| $size \| [0-9.]+ \|"
	done
	for what in 'figures of a year' 'hotline, CSV' 'hotline, XLSX'; do
		want "^\| $what \| $size \| [0-9]+ \|$"
	done
done
want '^\| journal verify \| [0-9]+ entries \| [0-9]+ \|$'
want '^ *64 threads +step_take +[0-9]+ /s .* raw rows +[0-9]+ /s'
want '^one record +record_load'
want '^\| (PostgreSQL \| not in this run|nginx, the bytes of: record, JSON)'
exit "$missing"
