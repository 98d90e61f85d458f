#!/usr/bin/env bash
# copy.sh - every statement prepares on PostgreSQL; a bureau moves there and back, and nothing differs
#
#     scripts/with-postgres test/postgres/copy.sh
set -euo pipefail
yifa=${YIFA:-$PWD/build/yifa}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
pg=$YIFA_TEST_PG/yifa
psql -q "$YIFA_TEST_PG/postgres" -c "CREATE DATABASE yifa"

"$yifa" demo --dir "$dir/demo" --no-serve >/dev/null
from=sqlite:$dir/demo/yifa.db
"$yifa" copy --from "$from" --to "$pg" | tee "$dir/there"
"$yifa" copy --from "$pg" --to "sqlite:$dir/back.db" | tee "$dir/back"
cmp "$dir/there" "$dir/back"
"$yifa" check --db "$pg" >/dev/null

same() { # what a clerk sees is the same, byte for byte
	"$yifa" "$@" --user clerk --db "$from" >"$dir/a"
	"$yifa" "$@" --user clerk --db "$pg" >"$dir/b"
	cmp "$dir/a" "$dir/b" || { echo "differs: $*"; exit 1; }
	[ -s "$dir/a" ] || { echo "empty: $*"; exit 1; }
}
same figures --year 2024 --json
same due --json
same count case --by state --json
same count hotline --by month:received_on --json
for word in 处罚 听证 鸬鹚 '罚立〔2024〕7号' '网络 文化' 5561 hlqxx 法 'a & | !' 噪声扰民; do # hits and their order
	same search "$word" --json
	same search "$word" --ledger case --json
	same search "$word" --year 2024 --json
done
same export case
same export operator

# The second copy is refused by name, and leaves the first alone.
if "$yifa" copy --from "$from" --to "$pg" 2>"$dir/err"; then
	echo "a database that is not empty was taken"
	exit 1
fi
grep -q 已有内容 "$dir/err"
same count case --by state --json
