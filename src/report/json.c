/*
 * json.c - a report as JSON: everything a page or another system needs, all records included
 */
#include "report/report.h"
#include "base/json.h"

static const char *const run_keys[N_RUNS] = { "text", "figure", "strong", "hand", "open" };
static const char *const block_keys[N_BLOCKS] = { "heading", "paragraph", "table", "note", "page" };

static void put_int(struct json *j, const char *key, int64_t n)
{
	json_key(j, key);
	json_int(j, n);
}

static void put_bool(struct json *j, const char *key, bool b)
{
	json_key(j, key);
	json_bool(j, b);
}

static void put_day(struct json *j, const char *key, struct day d)
{
	json_key(j, key);
	json_day(j, d);
}

/* A number in the figure's unit, or null. */
static void put_number(struct json *j, const char *key, struct str text)
{
	json_key(j, key);
	if (text.n)
		json_raw(j, text);
	else
		json_null(j);
}

static void put_runs(struct json *j, const char *key, const struct runs *runs)
{
	if (key)
		json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < runs->n; i++) {
		json_open(j, '{');
		json_pair(j, "is", str_of(run_keys[runs->list[i].is]));
		json_pair(j, "text", runs->list[i].text);
		if (runs->list[i].key.n)
			json_pair(j, "figure", runs->list[i].key);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* The text without its appendix, which `figures` holds in full. */
static void put_blocks(struct json *j, const struct document *d)
{
	size_t end = document_end(d);

	json_key(j, "blocks");
	json_open(j, '[');
	for (size_t i = 0; i < end; i++) {
		const struct block *b = &d->blocks[i];

		json_open(j, '{');
		json_pair(j, "is", str_of(block_keys[b->is]));
		if (b->is == BLOCK_HEADING)
			put_int(j, "level", b->level);
		if (b->is == BLOCK_TABLE) {
			put_int(j, "columns", (int64_t)b->columns);
			json_key(j, "cells");
			json_open(j, '[');
			for (size_t c = 0; c < b->n_cells; c++)
				put_runs(j, NULL, &b->cells[c]);
			json_close(j, ']');
		} else {
			put_runs(j, "runs", &b->text);
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_records(struct json *j, struct report *r, struct figure_use *u)
{
	struct behind *list;
	size_t n = report_records(r, u, &list);

	json_key(j, "records");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct ledger *l = list[i].t->l;

		json_open(j, '{');
		json_pair(j, "ledger", str_of(l->key));
		json_key(j, "id");
		json_id(j, list[i].id);
		json_pair(j, "number", list[i].number);
		put_day(j, "on", list[i].on);
		put_bool(j, "counted", list[i].counted);
		json_pair(j, "href",
		          arena_fmt(r->tx->arena, "/%s/%lld", l->key, (long long)list[i].id));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_flow(struct json *j, const int64_t *f)
{
	json_key(j, "flow");
	json_open(j, '{');
	put_int(j, "brought_in", f[FLOW_BROUGHT]);
	put_int(j, "new", f[FLOW_NEW]);
	put_int(j, "ended", f[FLOW_ENDED]);
	put_int(j, "carried_out", f[FLOW_CARRIED]);
	json_close(j, '}');
}

static void put_figure(struct json *j, struct report *r, struct figure_use *u)
{
	json_open(j, '{');
	json_pair(j, "key", u->ref.id);
	json_pair(j, "label", u->label);
	put_number(j, "value", u->kept ? u->text : S(""));
	if (!u->kept || !u->value.has)
		json_pair(j, "why", u->kept ? u->value.why : S("未建台账。"));
	json_pair(j, "unit", u->unit);
	json_pair(j, "rule", u->rule);
	put_bool(j, "kept", u->kept);
	put_bool(j, "conflict", u->conflict);
	put_int(j, "uses", u->uses);
	if (u->spec.measure == FLOW)
		put_flow(j, u->value.flow);
	if (u->spec.measure == SHARE) {
		put_int(j, "counted", u->value.n);
		put_int(j, "among", u->value.d);
	}
	if (u->compared) {
		put_number(j, "last_year", u->last_text);
		json_pair(j, "change", u->change);
	}
	put_records(j, r, u);
	json_close(j, '}');
}

static void put_checks(struct json *j, const struct report *r)
{
	json_key(j, "checks");
	json_open(j, '[');
	for (size_t i = 0; i < r->n_checks; i++) {
		const struct check *c = &r->checks[i];

		json_open(j, '{');
		json_pair(j, "kind", str_of(check_keys[c->kind]));
		put_bool(j, "ok", c->ok);
		put_bool(j, "warning", c->warning && !c->ok);
		json_pair(j, "say", c->say);
		json_key(j, "figures");
		json_open(j, '[');
		for (size_t k = 0; k < c->n_uses; k++)
			json_str(j, c->uses[k]->ref.id);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_sections(struct json *j, const struct report *r)
{
	json_key(j, "sections");
	json_open(j, '[');
	for (size_t i = 0; i < r->n_sections; i++) {
		const struct section *s = &r->sections[i];

		json_open(j, '{');
		put_int(j, "level", s->level);
		json_pair(j, "heading", s->heading);
		json_pair(j, "part", s->part >= 0 ? str_of(part_keys[s->part]) : S(""));
		put_int(j, "total", (int64_t)s->total);
		put_int(j, "checked", (int64_t)s->checked);
		put_int(j, "handwritten", (int64_t)s->hand);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_hands(struct json *j, const struct report *r)
{
	json_key(j, "handwritten");
	json_open(j, '[');
	for (size_t i = 0; i < r->n_hands; i++) {
		json_open(j, '{');
		put_int(j, "line", r->hands[i].line);
		json_pair(j, "text", r->hands[i].text);
		json_pair(j, "context", r->hands[i].context);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void report_json(struct report *r, struct buf *out)
{
	struct json j;
	struct str title = S("");

	for (size_t i = 0; i < r->doc.n_titles; i++)
		title = arena_fmt(r->tx->arena, "%.*s%.*s", P(title), P(r->doc.titles[i]));
	json_init(&j, out);
	json_open(&j, '{');
	json_pair(&j, "kind", r->ask.kind);
	put_int(&j, "year", r->ask.year);
	json_pair(&j, "org", r->ask.org_name);
	json_pair(&j, "title", title);
	put_day(&j, "from", r->period.from);
	put_day(&j, "to", r->period.to);
	put_day(&j, "cutoff", r->period.cutoff);
	json_pair(&j, "template", r->template_hash);
	put_bool(&j, "sound", report_sound(r));
	json_pair(&j, "draft", r->doc.draft);
	put_sections(&j, r);
	put_blocks(&j, &r->doc);
	json_key(&j, "figures");
	json_open(&j, '[');
	for (size_t i = 0; i < r->n_uses; i++)
		put_figure(&j, r, r->uses[i]);
	json_close(&j, ']');
	put_checks(&j, r);
	put_hands(&j, r);
	json_close(&j, '}');
	buf_putc(out, '\n');
}

/* --- freezing --------------------------------------------------------------------------------- */

static const char *const drift_keys[N_DRIFTS] = { "added", "changed", "gone" };

static void put_drifts(struct json *j, const struct frozen_figure *f)
{
	json_key(j, "records");
	json_open(j, '[');
	for (size_t i = 0; i < f->n_records; i++) {
		json_open(j, '{');
		json_pair(j, "is", str_of(drift_keys[f->records[i].is]));
		json_pair(j, "ledger", f->records[i].t ? str_of(f->records[i].t->l->key) : S(""));
		json_key(j, "id");
		json_id(j, f->records[i].id);
		json_pair(j, "number", f->records[i].number);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void frozen_json(const struct frozen *f, struct buf *out)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_key(&j, "freeze");
	json_id(&j, f->id);
	json_key(&j, "at");
	json_at(&j, f->at);
	put_day(&j, "cutoff", f->cutoff);
	put_int(&j, "differ", (int64_t)f->n_differ);
	json_key(&j, "figures");
	json_open(&j, '[');
	for (size_t i = 0; i < f->n_figures; i++) {
		const struct frozen_figure *x = &f->figures[i];

		json_open(&j, '{');
		json_pair(&j, "key", x->key);
		json_pair(&j, "label", x->label);
		put_number(&j, "was", x->was);
		put_number(&j, "now", x->now);
		json_pair(&j, "unit", x->unit);
		put_bool(&j, "differs", x->differs);
		put_drifts(&j, x);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	buf_putc(out, '\n');
}
