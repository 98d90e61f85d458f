/*
 * each.h - the two macros behind typed variadic calls
 *
 * NARG(a, b, c) is 3; EACH(M, a, b, c) is M(a), M(b), M(c).  Up to 32 arguments, none at all too
 * (NARG() is 0, EACH(M) is nothing).  Used by db_query, db_row and html, nowhere else.
 */
#ifndef BASE_EACH_H
#define BASE_EACH_H

#define NARG(...) NARG_(_ __VA_OPT__(,) __VA_ARGS__, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, \
	19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define NARG_(_, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, \
	a20, a21, a22, a23, a24, a25, a26, a27, a28, a29, a30, a31, a32, n, ...) n

#define EACH_CAT(a, b) EACH_CAT_(a, b)
#define EACH_CAT_(a, b) a##b
#define EACH(M, ...) EACH_CAT(EACH_, NARG(__VA_ARGS__))(M __VA_OPT__(,) __VA_ARGS__)
#define EACH_0(M)
#define EACH_1(M, a) M(a)
#define EACH_2(M, a, ...) M(a), EACH_1(M, __VA_ARGS__)
#define EACH_3(M, a, ...) M(a), EACH_2(M, __VA_ARGS__)
#define EACH_4(M, a, ...) M(a), EACH_3(M, __VA_ARGS__)
#define EACH_5(M, a, ...) M(a), EACH_4(M, __VA_ARGS__)
#define EACH_6(M, a, ...) M(a), EACH_5(M, __VA_ARGS__)
#define EACH_7(M, a, ...) M(a), EACH_6(M, __VA_ARGS__)
#define EACH_8(M, a, ...) M(a), EACH_7(M, __VA_ARGS__)
#define EACH_9(M, a, ...) M(a), EACH_8(M, __VA_ARGS__)
#define EACH_10(M, a, ...) M(a), EACH_9(M, __VA_ARGS__)
#define EACH_11(M, a, ...) M(a), EACH_10(M, __VA_ARGS__)
#define EACH_12(M, a, ...) M(a), EACH_11(M, __VA_ARGS__)
#define EACH_13(M, a, ...) M(a), EACH_12(M, __VA_ARGS__)
#define EACH_14(M, a, ...) M(a), EACH_13(M, __VA_ARGS__)
#define EACH_15(M, a, ...) M(a), EACH_14(M, __VA_ARGS__)
#define EACH_16(M, a, ...) M(a), EACH_15(M, __VA_ARGS__)
#define EACH_17(M, a, ...) M(a), EACH_16(M, __VA_ARGS__)
#define EACH_18(M, a, ...) M(a), EACH_17(M, __VA_ARGS__)
#define EACH_19(M, a, ...) M(a), EACH_18(M, __VA_ARGS__)
#define EACH_20(M, a, ...) M(a), EACH_19(M, __VA_ARGS__)
#define EACH_21(M, a, ...) M(a), EACH_20(M, __VA_ARGS__)
#define EACH_22(M, a, ...) M(a), EACH_21(M, __VA_ARGS__)
#define EACH_23(M, a, ...) M(a), EACH_22(M, __VA_ARGS__)
#define EACH_24(M, a, ...) M(a), EACH_23(M, __VA_ARGS__)
#define EACH_25(M, a, ...) M(a), EACH_24(M, __VA_ARGS__)
#define EACH_26(M, a, ...) M(a), EACH_25(M, __VA_ARGS__)
#define EACH_27(M, a, ...) M(a), EACH_26(M, __VA_ARGS__)
#define EACH_28(M, a, ...) M(a), EACH_27(M, __VA_ARGS__)
#define EACH_29(M, a, ...) M(a), EACH_28(M, __VA_ARGS__)
#define EACH_30(M, a, ...) M(a), EACH_29(M, __VA_ARGS__)
#define EACH_31(M, a, ...) M(a), EACH_30(M, __VA_ARGS__)
#define EACH_32(M, a, ...) M(a), EACH_31(M, __VA_ARGS__)

#endif
