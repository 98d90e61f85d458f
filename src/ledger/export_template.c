/*
 * export_template.c - an empty workbook of a ledger, to be filled in
 *
 * Choices come from a hidden sheet and not from lists in place, which end at 255 characters.
 */
#include "ledger/export_book.h"

#include <string.h>

enum { FILLED_ROWS = 5000, MESSAGE = 250, LAST_DAY_1900 = 61 };

struct filling {
	struct book *b;
	struct xsheet choices; /* the hidden sheet                                              */
	size_t n_lists;
};

/* As many whole characters as the message of a spreadsheet has room for. */
static char *message(struct arena *a, struct str s)
{
	size_t n = 0, chars = 0;

	while (n < s.n && chars < MESSAGE) {
		n++;
		while (n < s.n && ((unsigned char)s.p[n] & 0xC0) == 0x80)
			n++;
		chars++;
	}
	return arena_z(a, (struct str){ s.p, n });
}

static struct str column_letters(struct arena *a, size_t i)
{
	struct str out = S("");

	for (i++; i; i = (i - 1) / 26)
		out = arena_fmt(a, "%c%.*s", (char)('A' + (i - 1) % 26), P(out));
	return out;
}

/* --- choices ------------------------------------------------------------------------------------ */

static size_t choices_of(const struct filling *k, const struct xcolumn *c, struct str *list,
                         size_t room)
{
	const struct ledger *l = k->b->s.x->t->l;
	struct str keys, key;
	size_t n = 0;

	if (c->is == X_STATE) {
		for (size_t i = 0; i < l->n_states && n < room; i++)
			if (l->states[i].label)
				list[n++] = str_of(l->states[i].label);
	} else if (c->kind == YESNO) {
		list[n++] = S("是");
		list[n++] = S("否");
	} else if (c->f && (c->kind == PICK || c->kind == PICKS)) {
		keys = str_of(c->f->of);
		for (int i = 0; n < room && str_item(&keys, &key); i++)
			list[n++] = c->f->labels && str_index(c->f->of, str_nth(c->f->labels, i)) <
			                                    0
			                    ? str_nth(c->f->labels, i)
			                    : key;
	}
	return n;
}

/*
 * Rows of a sheet are written once and in order, so the lists of all columns stand in the hidden
 * sheet side by side and are written row by row.
 */
struct lists {
	struct str (*list)[64];
	size_t *n;
	size_t columns, longest;
};

static void lists_make(struct filling *k, struct lists *all)
{
	struct arena *a = k->b->s.tx->arena;
	size_t columns = 0, at = 0;

	for (size_t i = 0; i < k->b->n; i++)
		columns += k->b->sheets[i].n_columns;
	all->list = arena_alloc(a, columns * sizeof *all->list);
	all->n = arena_array(a, size_t, columns);
	for (size_t i = 0; i < k->b->n; i++)
		for (size_t c = 0; c < k->b->sheets[i].n_columns; c++, at++) {
			all->n[at] = choices_of(k, &k->b->sheets[i].columns[c], all->list[at], 64);
			all->longest = all->n[at] > all->longest ? all->n[at] : all->longest;
		}
	all->columns = columns;
}

/* Row 1 names the column by its key, so that a program finds what a title stands for. */
static void lists_write(struct filling *k, const struct lists *all)
{
	struct xsheet *s = &k->choices;
	size_t at = 0;

	for (size_t i = 0; i < k->b->n; i++)
		for (size_t c = 0; c < k->b->sheets[i].n_columns; c++, at++)
			book_string(k->b, s, at,
			            arena_fmt(k->b->s.tx->arena, "%s%s%.*s",
			                      k->b->sheets[i].rows ? k->b->sheets[i].rows->key : "",
			                      k->b->sheets[i].rows ? "." : "",
			                      P(k->b->sheets[i].columns[c].key)));
	for (size_t row = 0; row < all->longest; row++) {
		s->row++;
		for (at = 0; at < all->columns; at++)
			if (row < all->n[at])
				book_string(k->b, s, at, all->list[at][row]);
	}
}

/* --- checks -------------------------------------------------------------------------------------- */

static void check_numbers(lxw_data_validation *d, enum kind kind)
{
	static const struct {
		double least, most;
		uint8_t is;
		const char *say;
	} of[N_KINDS] = {
		[DATE] = { LAST_DAY_1900, 401768, LXW_VALIDATION_TYPE_DATE_NUMBER,
		           "日期写作 2024-03-01。" },
		[TIME] = { LAST_DAY_1900, 401768, LXW_VALIDATION_TYPE_DATE_NUMBER,
		           "时间写作 2024-03-01 09:30。" },
		[MONEY] = { -1e13, 1e13, LXW_VALIDATION_TYPE_DECIMAL,
		            "金额以元为单位，至多两位小数。" },
		[HOURS] = { 0, 1e9, LXW_VALIDATION_TYPE_DECIMAL, "学时以 0.5 为最小单位。" },
		[NUMBER] = { -1e15, 1e15, LXW_VALIDATION_TYPE_INTEGER, "应当是整数。" },
	};

	if (!of[kind].is)
		return;
	d->validate = of[kind].is;
	d->criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
	d->minimum_number = of[kind].least;
	d->maximum_number = of[kind].most;
	d->error_message = (char *)(uintptr_t)of[kind].say;
}

static struct str hint_of(const struct filling *k, const struct xcolumn *c)
{
	struct arena *a = k->b->s.tx->arena;
	struct str must = c->f && c->f->flags & MUST ? S("必填。") : S("");
	struct str hint = c->f && c->f->hint ? str_of(c->f->hint) : S("");

	if (c->kind == PICKS)
		hint = arena_fmt(a, "%.*s可填几项，用“；”隔开。", P(hint));
	else if (c->kind == REF && c->f)
		hint = arena_fmt(a, "%.*s填编号、名称或者统一社会信用代码。", P(hint));
	else if (c->f && c->f->tally)
		hint = S("由各行得出，不必填写；填写的应当与各行一致。");
	else if (c->is == X_OF)
		hint = S("所属记录的编号或者名称，与主表一致。");
	return arena_fmt(a, "%.*s%.*s", P(must), P(hint));
}

static void check_column(struct filling *k, struct xsheet *s, size_t i, size_t list, size_t n)
{
	struct arena *a = k->b->s.tx->arena;
	const struct xcolumn *c = &s->columns[i];
	struct str hint = hint_of(k, c);
	lxw_data_validation d = { .validate = LXW_VALIDATION_TYPE_ANY,
		                  .ignore_blank = LXW_VALIDATION_ON,
		                  .show_input = LXW_VALIDATION_ON,
		                  .show_error = LXW_VALIDATION_ON };

	check_numbers(&d, c->kind);
	if (n) {
		struct str col = column_letters(a, list);
		d.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
		d.value_formula = arena_z(
			a, arena_fmt(a, "=_choices!$%.*s$2:$%.*s$%zu", P(col), P(col), n + 1));
		d.error_message = (char *)(uintptr_t) "请从列表里选择。";
		d.error_type = c->kind == PICKS ? LXW_VALIDATION_ERROR_TYPE_INFORMATION
		                                : LXW_VALIDATION_ERROR_TYPE_STOP;
	}
	if (hint.n)
		d.input_message = message(a, hint);
	if (d.validate != LXW_VALIDATION_TYPE_ANY || hint.n)
		worksheet_data_validation_range(s->w, 1, (lxw_col_t)i, FILLED_ROWS, (lxw_col_t)i,
		                                &d);
}

bool export_template(struct tx *tx, const struct export *x, const char *path)
{
	struct book *b = arena_new(tx->arena, struct book);
	struct filling k = { .b = b };
	struct lists all = { 0 };
	size_t at = 0;

	if (!book_open(b, tx, x, path))
		return false;
	k.choices.w = workbook_add_worksheet(b->wb, "_choices");
	lists_make(&k, &all);
	lists_write(&k, &all);
	worksheet_hide(k.choices.w);
	for (size_t i = 0; i < b->n; i++)
		for (size_t c = 0; c < b->sheets[i].n_columns; c++, at++)
			check_column(&k, &b->sheets[i], c, at, all.n[at]);
	return book_close(b);
}
