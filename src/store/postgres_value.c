/*
 * postgres_value.c - values as PostgreSQL sends and takes them in its binary form
 *
 * Integers are big-endian; text and bytes are themselves.  SUM of bigint is numeric, which comes in
 * groups of four decimal digits; one that is not an integer of 64 bits is not a value of ours.
 */
#include "store/postgres.h"

#include <stdio.h>

static int64_t big_endian(const char *p, size_t n)
{
	uint64_t x = n && (signed char)p[0] < 0 ? ~UINT64_C(0) : 0;

	for (size_t i = 0; i < n; i++)
		x = x << 8 | (unsigned char)p[i];
	return (int64_t)x;
}

static void to_big_endian(int64_t x, char *p)
{
	for (int i = 0; i < 8; i++)
		p[i] = (char)((uint64_t)x >> (56 - 8 * i));
}

/* Header: digits, weight of the first in powers of 10000, sign, digits after the point for show. */
static bool numeric(const char *p, size_t n, int64_t *ret)
{
	int64_t digits, weight, sign, x = 0;

	if (n < 8)
		return false;
	digits = big_endian(p, 2);
	weight = big_endian(p + 2, 2);
	sign = big_endian(p + 4, 2) & 0xffff;
	if ((size_t)digits * 2 + 8 != n || (sign != 0 && sign != 0x4000) || digits > weight + 1)
		return false;
	for (int64_t i = 0; digits && i <= weight; i++) {
		int64_t d = i < digits ? big_endian(p + 8 + 2 * i, 2) : 0;
		if (__builtin_mul_overflow(x, 10000, &x) ||
		    __builtin_sub_overflow(x, d, &x)) /* towards the larger half */
			return false;
	}
	if (sign)
		*ret = x;
	else if (x == INT64_MIN)
		return false;
	else
		*ret = -x;
	return true;
}

bool pg_read(Oid type, const char *p, size_t n, struct val *ret_val)
{
	int64_t x;

	switch (type) {
	case PG_BOOL: *ret_val = val_int(n && p[0]); return true;
	case PG_INT8:
	case PG_INT4:
	case PG_INT2: *ret_val = val_int(big_endian(p, n)); return true;
	case PG_OID: *ret_val = val_int(big_endian(p, n) & 0xffffffff); return true;
	case PG_NUMERIC:
		if (!numeric(p, n, &x))
			return false;
		*ret_val = val_int(x);
		return true;
	case PG_TEXT:
	case PG_VARCHAR:
	case PG_BPCHAR:
	case PG_NAME:
	case PG_CHAR:
	case PG_UNKNOWN: *ret_val = val_str((struct str){ p, n }); return true;
	case PG_BYTEA: *ret_val = (struct val){ VAL_BYTES, 0, { p, n } }; return true;
	default: return false; /* a fraction, a time: we have none */
	}
}

static bool as_int(struct val v, int64_t *ret)
{
	*ret = v.i;
	return v.is == VAL_INT || (v.is == VAL_TEXT && str_int(v.s, ret));
}

bool pg_write(Oid type, struct val v, char *room, const char **ret_p, int *ret_n)
{
	int64_t x;

	*ret_p = NULL;
	*ret_n = 0;
	if (v.is == VAL_NULL)
		return true;
	*ret_p = room;
	if (type == PG_INT8) {
		*ret_n = 8;
		if (!as_int(v, &x))
			return false;
		to_big_endian(x, room);
		return true;
	}
	if (type == PG_BOOL) {
		room[0] = v.i != 0;
		*ret_n = 1;
		return v.is == VAL_INT;
	}
	if (v.is == VAL_INT) { /* as SQLite compares a number with a column of text */
		*ret_n = snprintf(room, 24, "%lld", (long long)v.i);
		return type == PG_TEXT || type == PG_VARCHAR || type == PG_BPCHAR;
	}
	*ret_p = v.s.p ? v.s.p : "";
	*ret_n = (int)v.s.n;
	return v.s.n < INT32_MAX;
}
