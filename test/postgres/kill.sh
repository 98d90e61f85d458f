#!/usr/bin/env bash
# kill.sh - two programs write one database side by side, and the server dies under them
#
#     YIFA_PG_FSYNC=on scripts/with-postgres test/postgres/kill.sh
#
# Each round kills the server (or one of its backends, which takes the others with it) in the middle of
# the load.  Afterwards every acknowledged step is there, nothing is half done, and the positions of the
# journal and the numbers of the series have no gap.
set -euo pipefail
writer=${WRITER:-$PWD/build/fault-writer}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
pg=$YIFA_TEST_PG/yifa
psql -q "$YIFA_TEST_PG/postgres" -c "CREATE DATABASE yifa"
"$writer" "$pg" once >"$dir/acks"

control() {
	local as=()
	[ "$(id -u)" != 0 ] || as=(runuser -u postgres --)
	"${as[@]}" "$(pg_config --bindir)/pg_ctl" -D "$YIFA_PG_DIR/data" "$@" >/dev/null
}
acked() { cat "$dir"/acks* | grep -c '^ack' || true; }
wait_for() { # more acknowledgements than N
	for _ in $(seq 600); do
		[ "$(acked)" -le "$1" ] || return 0
		read -rt 0.1 <> <(:) || true
	done
	echo "no progress: $(acked) acknowledged"
	return 1
}
no_gaps() {
	psql -At "$pg" -c "SELECT (SELECT count(*) FROM journal) = (SELECT max(position) FROM journal),
		(SELECT max(position) FROM journal) = (SELECT position FROM journal_head),
		(SELECT count(DISTINCT number) FROM hotline) = (SELECT count(*) FROM hotline),
		(SELECT max(next - 1) FROM series WHERE mark = (SELECT split_part(number, '〔', 1) FROM hotline LIMIT 1))
			= (SELECT count(*) FROM hotline)"
}

for round in 1 2 3; do
	before=$(acked)
	"$writer" "$pg" steps 3 >"$dir/acks$round.a" 2>/dev/null &
	a=$!
	"$writer" "$pg" steps 3 >"$dir/acks$round.b" 2>/dev/null &
	b=$!
	wait_for $((before + 60))
	if [ "$round" = 2 ]; then
		kill -9 "$(psql -At "$pg" -c "SELECT pid FROM pg_stat_activity WHERE datname = 'yifa' AND pid <> pg_backend_pid() LIMIT 1")"
	else
		control -m immediate -w stop
		control -l "$YIFA_PG_DIR/log" -w start -o "-c listen_addresses='' -c unix_socket_directories=$YIFA_PG_DIR -c fsync=${YIFA_PG_FSYNC:-off} -c max_locks_per_transaction=1024"
	fi
	kill -9 "$a" "$b" 2>/dev/null || true
	wait "$a" "$b" 2>/dev/null || true
	until psql -q "$pg" -c "SELECT 1" >/dev/null 2>&1; do :; done
	cat "$dir"/acks* | grep '^ack' >"$dir/all"
	"$writer" "$pg" check "$dir/all"
	found=$(no_gaps)
	[ "$found" = "t|t|t|t" ] || { echo "gaps after round $round: $found"; exit 1; }
done
