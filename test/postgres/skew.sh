#!/usr/bin/env bash
# skew.sh - two programs take at once what may be taken once: one of them is refused
#
#     scripts/with-postgres test/postgres/skew.sh
#
# Another session holds the head of the journal, so that neither can finish before both have begun:
# without the lock of the org both would have found that nobody has taken it.
set -euo pipefail
writer=${WRITER:-$PWD/build/fault-writer}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
pg=$YIFA_TEST_PG/yifa
psql -q "$YIFA_TEST_PG/postgres" -c "CREATE DATABASE yifa"
mapfile -t ids < <("$writer" "$pg" pair)
[ "${#ids[@]}" = 2 ]

coproc HOLDER { psql -qAt "$pg"; }
echo "BEGIN; SELECT 'held' FROM journal_head FOR UPDATE;" >&"${HOLDER[1]}"
read -r held <&"${HOLDER[0]}"
[ "$held" = held ]
"$writer" "$pg" register "${ids[0]}" >"$dir/a" &
a=$!
"$writer" "$pg" register "${ids[1]}" >"$dir/b" &
b=$!
waiting=0
for _ in $(seq 300); do
	waiting=$(psql -At "$pg" -c "SELECT count(*) FROM pg_stat_activity WHERE datname = 'yifa' AND wait_event_type = 'Lock'")
	[ "$waiting" != 2 ] || break
	read -rt 0.05 <> <(:) || true
done
[ "$waiting" = 2 ] || { echo "$waiting wait, not 2"; exit 1; }
echo "COMMIT;" >&"${HOLDER[1]}"
status=0
wait "$a" || status=$((status + 1))
wait "$b" || status=$((status + 1))
cat "$dir/a" "$dir/b"
[ "$status" = 1 ] || { echo "$status refused, not 1"; exit 1; }
grep -q 同一批准文号已经备案 "$dir/a" "$dir/b"
[ "$(psql -At "$pg" -c "SELECT count(*) FROM filing WHERE state = 'registered'")" = 1 ]

# What is a copy of files says what to do instead.
if "${YIFA:-build/yifa}" backup "$dir/copy" --db "$pg" 2>"$dir/err"; then
	echo "a server was copied as a file"
	exit 1
fi
grep -q pg_dump "$dir/err"
