/*
 * fields.c - the controls of a form, one for each kind of field
 */
#include "web/forms.h"

struct str control_text(struct arena *a, const struct field *f, struct val val)
{
	if (val.is == VAL_NULL)
		return S("");
	if (val.is == VAL_TEXT)
		return val.s;
	switch (f->kind) {
	case DATE: return day_text(a, (struct day){ (int32_t)val.i });
	case TIME: return arena_fmt(a, "%.16s", instant_text(a, (struct instant){ val.i }).p);
	case MONEY: return fen_text(a, (struct fen){ val.i });
	case HOURS: return tenth_text(a, val.i);
	case YESNO: return val.i ? S("yes") : S("no");
	default: return arena_fmt(a, "%lld", (long long)val.i);
	}
}

/* --- values ---------------------------------------------------------------------------------- */

struct control {
	struct form *f;
	const struct field *field;
	struct str name;
	struct str value;
	struct str hint; /* what stands in the empty control: a masked value             */
	struct day on;   /* of .fit_on                                                   */
	bool must, wrong;
};

static struct str sent_value(struct form *f, struct str name)
{
	return pair_of(&f->v->form, arena_z(f->v->arena, name));
}

/*
 * What is masked on the page of the record, or not the visitor's to see, does not come out by its
 * form: the control stays empty and says so, and left empty it keeps what is there.
 */
bool is_kept_back(const struct form *f, const struct field *field)
{
	const struct column *c = column_of(f->t, str_of(field->key));

	if (!f->r.id || (c ? c->field != field : field_of(f->t->l, str_of(field->key)) != field))
		return false;
	return (field->kind == TEXT && field->flags & PERSONAL) ||
	       !may_see(f->t, f->v->viewer.roles, field);
}

static bool has_kept_back(struct form *f, const struct field *field)
{
	struct row *rows;
	struct val val;

	if (!is_kept_back(f, field))
		return false;
	if (!column_of(f->t, str_of(field->key)))
		return record_rows(&f->v->tx, &f->r, field, &rows) > 0;
	val = record_val(&f->r, str_of(field->key));
	return val.is != VAL_NULL && (val.is != VAL_TEXT || val.s.n);
}

static struct str value_of(struct form *f, const struct field *field)
{
	const struct column *c = column_of(f->t, str_of(field->key));
	struct str asked = pair_of(&f->v->query, field->key);

	if (f->sent && !(f->offered.n && !pair_has(&f->v->form, field->key)))
		return sent_value(f, str_of(field->key));
	if (is_kept_back(f, field))
		return S("");
	if (f->r.id && c && c->field == field)
		return control_text(f->v->arena, field, record_val(&f->r, str_of(field->key)));
	if (!asked.n && field->kind == DATE && f->s && f->s->day && !strcmp(f->s->day, field->key))
		return day_text(f->v->arena, f->v->today);
	return asked;
}

/* --- controls -------------------------------------------------------------------------------- */

static void put_attributes(struct control *c)
{
	struct visit *v = c->f->v;

	html(v->out, " id=\"f-", c->name, "\" name=\"", c->name, "\"",
	     when(is_checked_alone(c->field), " data-alone"),
	     when(c->must, " aria-required=\"true\""));
	if (c->wrong)
		html(v->out, " aria-invalid=\"true\" aria-describedby=\"e-", c->name, "\"");
}

static void put_option(struct control *c, struct str key, struct str label)
{
	html(c->f->v->out, "<option value=\"", key, "\"", when(str_eq(key, c->value), " selected"),
	     ">", label, "</option>");
}

static void put_pick(struct control *c)
{
	struct str rest = str_of(c->field->of), key;

	html(c->f->v->out, "<select class=\"sel\"");
	put_attributes(c);
	html(c->f->v->out, ">");
	put_option(c, S(""), S("请选择"));
	for (int i = 0; str_item(&rest, &key); i++)
		put_option(c, key, c->field->labels ? str_nth(c->field->labels, i) : key);
	html(c->f->v->out, "</select>");
}

static void put_yesno(struct control *c)
{
	html(c->f->v->out, "<select class=\"sel\"");
	put_attributes(c);
	html(c->f->v->out, ">");
	put_option(c, S(""), S("请选择"));
	put_option(c, S("yes"), S("是"));
	put_option(c, S("no"), S("否"));
	html(c->f->v->out, "</select>");
}

static void put_input(struct control *c, const char *type, const char *unit, const char *hint)
{
	struct visit *v = c->f->v;

	html(v->out, when(unit, "<div class=\"in-u\">"), "<input class=\"in\" type=\"",
	     str_of(type), "\" value=\"", c->value, "\"");
	put_attributes(c);
	if (hint || c->hint.n)
		html(v->out, " placeholder=\"", hint ? str_of(hint) : c->hint, "\"");
	html(v->out,
	     when(!strcmp(type, "text") && (c->field->kind == NUMBER || c->field->kind == MONEY ||
	                                    c->field->kind == HOURS),
	          " inputmode=\"decimal\""),
	     " autocomplete=\"off\">");
	if (unit)
		html(v->out, "<span class=\"unit\">", str_of(unit), "</span></div>");
}

static bool is_among(const struct options *o, struct str key)
{
	for (size_t i = 0; i < o->n; i++)
		if (str_eq(o->list[i].key, key))
			return true;
	return !key.n;
}

/* What a REF points at, when it is no option: closed, or typed as a number or name. */
static struct str ref_label(struct control *c)
{
	struct visit *v = c->f->v;
	const struct table *to;
	struct str text;
	int64_t id;

	if (!str_int(c->value, &id))
		return c->value;
	text = ref_seen(&v->tx, v->p, &v->viewer, c->field, id, &to);
	return to ? text : c->value;
}

static void put_ref(struct control *c)
{
	const struct options *o = form_options(c->f, c->field, c->on);

	if (!o || o->too_many || !o->n) {
		c->value = ref_label(c);
		put_input(c, "text", NULL, "编号、名称或者统一社会信用代码");
		return;
	}
	html(c->f->v->out, "<select class=\"sel\"");
	put_attributes(c);
	html(c->f->v->out, ">");
	put_option(c, S(""), S("请选择"));
	if (!is_among(o, c->value))
		put_option(c, c->value, ref_label(c));
	for (size_t i = 0; i < o->n; i++)
		put_option(c, o->list[i].key, o->list[i].label);
	html(c->f->v->out, "</select>");
}

/* Rows that a ROW may mean: those of this record, or of the one that a REF of it points at. */
static const struct field *rows_meant(struct form *f, const char *of, struct record *ret)
{
	struct str ref, rows;
	const struct field *by;
	struct table *t;
	int64_t id;

	*ret = f->r;
	if (!str_cut(str_of(of), '.', &ref, &rows))
		return f->r.id ? field_of(f->t->l, str_of(of)) : NULL;
	by = field_of(f->t->l, ref);
	if (!by || !(str_int(value_of(f, by), &id) || (f->r.id && (id = record_int(&f->r, ref)))))
		return NULL;
	t = record_find(&f->v->tx, f->v->p, by, f->v->viewer.org, id);
	if (!t || !may_view(&f->v->tx, f->v->p, &f->v->viewer, t, id) ||
	    !record_load(&f->v->tx, t, f->v->viewer.org, id, ret))
		return NULL;
	return field_of(t->l, rows);
}

static void put_row_choice(struct control *c)
{
	struct visit *v = c->f->v;
	struct record r;
	const struct field *rows = rows_meant(c->f, c->field->of, &r);
	struct row *list;
	size_t n = rows && rows->kind == ROWS ? record_rows(&v->tx, &r, rows, &list) : 0;

	if (!n) {
		put_input(c, "text", NULL, "第几行");
		return;
	}
	html(v->out, "<select class=\"sel\"");
	put_attributes(c);
	html(v->out, ">");
	put_option(c, S(""), S("请选择"));
	for (size_t i = 0; i < n; i++) {
		struct str label = arena_fmt(v->arena, "第%lld行", (long long)list[i].n);
		for (size_t k = 0; k < rows->n_rows; k++)
			if (rows->rows[k].kind == TEXT && list[i].v[k].s.n) {
				label = list[i].v[k].s;
				if (rows->rows[k].flags & PERSONAL)
					label = personal_mask(v->arena, &rows->rows[k], label);
				break;
			}
		put_option(c, arena_fmt(v->arena, "%lld", (long long)list[i].n), label);
	}
	html(v->out, "</select>");
}

/* Words that stand on one line: names, codes, numbers. */
static bool is_line(const struct field *f)
{
	static const char *const ends[] = { "name",    "number",   "code",    "phone",
		                            "title",   "document", "issuer",  "address",
		                            "contact", "law",      "section", "post" };

	if (f->form || f->flags & (SORT | LIST | PERSONAL))
		return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (str_ends(str_of(f->key), str_of(ends[i])))
			return true;
	return false;
}

static void put_textarea(struct control *c)
{
	html(c->f->v->out, "<textarea class=\"in\" rows=\"3\"");
	put_attributes(c);
	html(c->f->v->out, ">\n", c->value, "</textarea>");
}

static void put_control(struct control *c, bool in_row)
{
	switch (c->field->kind) {
	case DATE: put_input(c, "date", NULL, NULL); break;
	case TIME: put_input(c, "datetime-local", NULL, NULL); break;
	case MONEY: put_input(c, "text", "元", NULL); break;
	case HOURS: put_input(c, "text", "学时", NULL); break;
	case NUMBER: put_input(c, "text", NULL, NULL); break;
	case YESNO: put_yesno(c); break;
	case PICK: put_pick(c); break;
	case REF: put_ref(c); break;
	case ROW: put_row_choice(c); break;
	default:
		if (in_row || is_line(c->field))
			put_input(c, "text", NULL, NULL);
		else
			put_textarea(c);
	}
}

/* --- sets ------------------------------------------------------------------------------------ */

static bool is_chosen(struct form *f, const struct field *field, struct str key,
                      const struct row *rows, size_t n)
{
	struct str asked = pair_of(&f->v->query, field->key);

	for (size_t i = 0; f->sent && i < f->v->form.n; i++)
		if (str_is(f->v->form.list[i].key, field->key) &&
		    str_eq(f->v->form.list[i].value, key))
			return true;
	for (size_t i = 0; !f->sent && i < n; i++)
		if (str_eq(control_text(f->v->arena, field, rows[i].v[0]), key))
			return true;
	return !f->sent && asked.n && str_eq(asked, key);
}

static void put_check(struct form *f, const struct field *field, struct str key, struct str label,
                      bool on)
{
	html(f->v->out, "<label><input class=\"ck\" type=\"checkbox\" name=\"", str_of(field->key),
	     "\" value=\"", key, "\"", when(on, " checked"), "> ", label, "</label>");
}

static void put_set(struct form *f, const struct field *field, bool must)
{
	struct str keys = str_of(field->of), key;
	const struct options *o = field->kind == REFS ? form_options(f, field, DAY_NONE) : NULL;
	struct row *rows = NULL;
	bool held = f->r.id && field_of(f->t->l, str_of(field->key)) == field;
	size_t n = held && !is_kept_back(f, field) ? record_rows(&f->v->tx, &f->r, field, &rows)
	                                           : 0;

	html(f->v->out, "<fieldset id=\"f-", str_of(field->key), "\" tabindex=\"-1\"><legend>",
	     when(must, "<span class=\"req\" aria-hidden=\"true\">*</span>"), str_of(field->label),
	     when(must, "<span class=\"sr\">（必填）</span>"),
	     "</legend><input type=\"hidden\" name=\"", str_of(field->key), "\" value=\"\">");
	if (field->kind == REFS && (!o || o->too_many || !o->n)) {
		html(f->v->out, "<textarea class=\"in\" rows=\"3\" name=\"", str_of(field->key),
		     "\" aria-label=\"", str_of(field->label),
		     "\" placeholder=\"每行一个编号或者名称\"></textarea>");
	} else {
		html(f->v->out, "<div class=\"opts\">");
		for (size_t i = 0; o && i < o->n; i++)
			put_check(f, field, o->list[i].key, o->list[i].label,
			          is_chosen(f, field, o->list[i].key, rows, n));
		for (int i = 0; !o && str_item(&keys, &key); i++)
			put_check(f, field, key, field->labels ? str_nth(field->labels, i) : key,
			          is_chosen(f, field, key, rows, n));
		html(f->v->out, "</div>");
	}
	html(f->v->out, "</fieldset>");
}

/* --- rows ------------------------------------------------------------------------------------ */

/* The day beside the cell by which its choices are made. */
static struct day cell_day(struct form *f, const struct field *rows, size_t at,
                           const struct field *column, const struct row *row)
{
	const struct field *on = column->fit_on ? row_field(rows, str_of(column->fit_on)) : NULL;
	struct day day = DAY_NONE;

	if (!on)
		return DAY_NONE;
	if (f->sent)
		day_parse(
			sent_value(f, arena_fmt(f->v->arena, "%s.%zu.%s", rows->key, at, on->key)),
			&day);
	else if (row)
		day = val_to_day(row->v[on - rows->rows]);
	return day;
}

static void put_cell(struct form *f, const struct field *rows, size_t at,
                     const struct field *column, const struct row *row)
{
	struct str name = arena_fmt(f->v->arena, "%s.%zu.%s", rows->key, at, column->key);
	struct control c = {
		.f = f,
		.field = column,
		.name = name,
		.wrong = ui_field_wrong(f->v, name),
		.on = column->kind == REF ? cell_day(f, rows, at, column, row) : DAY_NONE,
	};

	c.value = f->sent ? sent_value(f, name)
	          : row && !(column->kind == TEXT && column->flags & PERSONAL)
	                  ? control_text(f->v->arena, column, row->v[column - rows->rows])
	          : at == 1 ? form_suggested(f, column)
	                    : S("");
	c.hint = !f->sent && row && column->kind == TEXT && column->flags & PERSONAL
	                 ? personal_mask(f->v->arena, column, row->v[column - rows->rows].s)
	                 : S("");
	html(f->v->out, "<td", when(c.wrong, " class=\"field err\""),
	     "><label class=\"sr\" for=\"f-", name, "\">", str_of(rows->label), "第", (int64_t)at,
	     "行 ", str_of(column->label), "</label>");
	put_control(&c, true);
	ui_field_says(f->v, name);
	html(f->v->out, "</td>");
}

static void put_row(struct form *f, const struct field *rows, size_t at, const struct row *row)
{
	struct str n = arena_fmt(f->v->arena, "%s.%zu.n", rows->key, at);
	struct str kept = f->sent ? sent_value(f, n)
	                  : row   ? arena_fmt(f->v->arena, "%lld", (long long)row->n)
	                          : S("");

	html(f->v->out, "<tr><td class=\"muted\"><input type=\"hidden\" name=\"", n, "\" value=\"",
	     kept, "\">", (int64_t)at, "</td>");
	for (size_t c = 0; c < rows->n_rows; c++)
		put_cell(f, rows, at, &rows->rows[c], row);
	html(f->v->out, "</tr>\n");
}

/* Rows sent: the largest number that some cell bears. */
static size_t rows_sent(struct form *f, const struct field *rows)
{
	struct str head = arena_fmt(f->v->arena, "%s.", rows->key), at, column;
	size_t most = 0;
	int64_t n;

	for (size_t i = 0; i < f->v->form.n; i++) {
		const struct pair *p = &f->v->form.list[i];
		if (str_starts(p->key, head) && p->value.n &&
		    str_cut(str_from(p->key, head.n), '.', &at, &column) && str_int(at, &n) &&
		    n > 0 && n < MAX_PARTS && (size_t)n > most)
			most = (size_t)n;
	}
	return most;
}

static void put_rows(struct form *f, const struct field *rows, bool must)
{
	struct row *list = NULL;
	size_t n = f->sent                             ? rows_sent(f, rows)
	           : f->r.id && !is_kept_back(f, rows) ? record_rows(&f->v->tx, &f->r, rows, &list)
	                                               : 0;

	html(f->v->out, "<fieldset id=\"f-", str_of(rows->key), "\" tabindex=\"-1\"><legend>",
	     when(must, "<span class=\"req\" aria-hidden=\"true\">*</span>"), str_of(rows->label),
	     when(must, "<span class=\"sr\">（必填）</span>"),
	     "</legend><input type=\"hidden\" name=\"", str_of(rows->key),
	     "\" value=\"\"><div class=\"rowed\"><table class=\"tbl\"><caption class=\"sr\">",
	     str_of(rows->label), "</caption><thead><tr><th scope=\"col\">行</th>");
	for (size_t c = 0; c < rows->n_rows; c++)
		html(f->v->out, "<th scope=\"col\">",
		     when(rows->rows[c].flags & MUST,
		          "<span class=\"req\" aria-hidden=\"true\">*</span>"),
		     str_of(rows->rows[c].label), "</th>");
	html(f->v->out, "</tr></thead><tbody>\n");
	for (size_t i = 1; i <= n + EMPTY_ROWS; i++)
		put_row(f, rows, i, list && i <= n ? &list[i - 1] : NULL);
	html(f->v->out,
	     "</tbody></table></div><p class=\"hint\">空白的行不保存；清空一行即删除。</p>");
	for (size_t c = 0; c < rows->n_rows; c++)
		put_suggested(f, &rows->rows[c]);
	html(f->v->out,
	     "<button class=\"btn btn-s mt6\" type=\"submit\" formnovalidate name=\"more\" value=\"",
	     str_of(rows->key), "\">再加几行<span class=\"sr\">", str_of(rows->label),
	     "</span></button></fieldset>");
}

/* --- a field --------------------------------------------------------------------------------- */

static void put_label(struct form *f, const struct form_field *ff)
{
	html(f->v->out, "<label for=\"f-", str_of(ff->f->key), "\">",
	     when(ff->must, "<span class=\"req\" aria-hidden=\"true\">*</span>"),
	     str_of(ff->f->label), when(ff->must, "<span class=\"sr\">（必填）</span>"),
	     "</label>");
}

/* The line below a control, with the ground it stands on. */
static void put_hint(struct form *f, const struct field *field)
{
	html(f->v->out, "<div class=\"hint\">", str_of(field->hint), " ");
	if (field->basis.term || field->basis.law || field->basis.article)
		ui_law(f->v, basis_text(f->v->p, f->v->arena, f->t->l, &field->basis),
		       str_of(field->basis.term));
	html(f->v->out, "</div>");
}

void field_control(struct form *f, const struct form_field *ff)
{
	const struct field *field = ff->f;
	struct str key = str_of(field->key);
	bool wrong = ui_field_wrong(f->v, key), wide = field->kind == ROWS || field->kind == REFS ||
	                                               field->kind == PICKS ||
	                                               (field->kind == TEXT && !is_line(field));
	struct control c = {
		.f = f, .field = field, .name = key, .must = ff->must, .wrong = wrong
	};

	html(f->v->out, "<div class=\"field", when(wrong, " err"), when(wide, " full"),
	     "\" data-t=\"field-", key, "\">");
	if (field->kind == ROWS) {
		put_rows(f, field, ff->must);
	} else if (field->kind == REFS || field->kind == PICKS) {
		put_set(f, field, ff->must);
	} else {
		put_label(f, ff);
		c.value = value_of(f, field);
		if (field->fit_on)
			day_parse(value_of(f, field_of(f->t->l, str_of(field->fit_on))), &c.on);
		put_control(&c, false);
	}
	if (field->hint)
		put_hint(f, field);
	html(f->v->out,
	     when(has_kept_back(f, field),
	          "<div class=\"hint\">已有内容不显示。不填则保留原内容，填写则替换。</div>"));
	ui_field_says(f->v, key);
	html(f->v->out, "</div>\n");
}
