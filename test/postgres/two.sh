#!/usr/bin/env bash
# two.sh - two servers on one database under mixed load: what two.mjs says
#
#     scripts/with-postgres test/postgres/two.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
exec node --test test/postgres/two.mjs
