/*
 * journal.c - is the journal whole, and what others can hold against us
 *
 * verify walks entries, tree, heads and rows; head signs; prove writes the proof of one entry or of
 * a record's; witness countersigns a head for somebody outside; check needs no database.
 */
#include <string.h>

#include "cmd/app.h"
#include "journal/held.h"
#include "ledger/replay.h"

enum { MAX_HELD = 64, SAID_MOST = 200 }; /* of findings, unless --most says otherwise          */

static const char holder[] = "cli";

static enum exit_code write_file(struct app *app, const struct held *p)
{
	struct str path = app_option(app, "o");
	bool ok = true;

	if (!path.n) {
		held_write(&app->out, p);
		return DONE;
	}
	held_write(&app->out, p);
	ok = app_write(app, arena_z(&app->arena, path), buf_str(&app->out));
	buf_clear(&app->out);
	return ok ? DONE : app->code;
}

/* A file that is named; false and said when it is no head or proof. */
static bool read_file(struct app *app, struct str path, struct held *ret)
{
	struct str text, error;

	if (!app_file(app, &app->arena, arena_z(&app->arena, path), &text))
		return false;
	if (held_read(&app->arena, text, ret, &error))
		return true;
	app_no(app, REFUSED, "%.*s：%.*s", P(path), P(error));
	return false;
}

/* --- verify ----------------------------------------------------------------------------------- */

struct saying {
	struct app *app;
	struct json *j;
	int64_t said, most;
};

static void say_json(struct json *j, const struct finding_at *f)
{
	json_open(j, '{');
	json_pair(j, "field", f->field);
	json_pair(j, "ledger", f->ledger);
	json_key(j, "org");
	json_int(j, f->org);
	json_key(j, "position");
	json_int(j, f->position);
	json_key(j, "record");
	json_id(j, f->record);
	json_pair(j, "say", f->say);
	json_close(j, '}');
}

static void found(void *arg, const struct finding_at *f)
{
	struct saying *s = arg;

	if (s->said++ >= s->most)
		return;
	if (s->j) {
		say_json(s->j, f);
		return;
	}
	buf_fmt(&s->app->out, "%.*s", P(f->ledger));
	if (f->record)
		buf_fmt(&s->app->out, " %lld", (long long)f->record);
	if (f->position)
		buf_fmt(&s->app->out, "%s日志第%lld条", f->ledger.n ? "，" : "",
		        (long long)f->position);
	buf_fmt(&s->app->out, "%s%.*s\n", f->ledger.n || f->position ? "：" : "", P(f->say));
}

/* Heads held elsewhere, of all orgs, sizes ascending; each must itself hold. */
static bool heads_read(struct app *app, struct head *ret, size_t *ret_n)
{
	struct str path, error;
	size_t at = 0;

	while (app_next(app, "head", &at, &path)) {
		struct str key = app_option(app, "witness");
		struct held p;
		size_t i = *ret_n;
		if (i == MAX_HELD)
			return app_no(app, NOT_UNDERSTOOD, "一次最多对照 %d 个日志头。", MAX_HELD),
			       false;
		if (!read_file(app, path, &p))
			return false;
		if (!held_holds(&app->arena, &p, &error))
			return app_no(app, REFUSED, "%.*s：%.*s", P(path), P(error)), false;
		if (key.n && !held_witnessed(&p, key))
			return app_no(app, REFUSED, "%.*s：没有这个见证人的签名。", P(path)), false;
		for (; i && ret[i - 1].size > p.head.size; i--)
			ret[i] = ret[i - 1];
		ret[i] = p.head;
		++*ret_n;
	}
	return true;
}

static void verify_org(struct verifying *v, const struct app *app, const struct head *held,
                       size_t n_held)
{
	struct head *mine = arena_array(v->tx->arena, struct head, n_held);

	v->held = mine;
	v->n_held = 0;
	for (size_t i = 0; i < n_held; i++)
		if (held[i].org == v->org)
			mine[v->n_held++] = held[i];
	journal_verify(v);
	records_verify(v, &app->program);
}

static void tell_counts(struct app *app, struct json *j, const struct verifying *v)
{
	/* clang-format off */
	const struct { const char *key, *label; int64_t n; } list[] = {
		{ "entries", "日志", v->entries }, { "heads", "日志头", v->heads },
		{ "nodes", "结点", v->nodes }, { "personal", "个人信息", v->personal },
		{ "records", "记录", v->records }, { "found", "不符", v->n_found },
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		if (j) {
			json_key(j, list[i].key);
			json_int(j, list[i].n);
		} else {
			buf_fmt(&app->out, "%s%s %lld", i ? "，" : "", list[i].label,
			        (long long)list[i].n);
		}
	if (!j)
		buf_putz(&app->out, "。\n");
}

static enum exit_code verify(struct app *app)
{
	struct head held[MAX_HELD];
	size_t n_held = 0, n_orgs;
	struct json j;
	struct saying s = { .app = app, .j = app->json ? &j : NULL, .most = SAID_MOST };
	struct tx tx;
	struct verifying v = { .found = found, .arg = &s };
	int64_t *orgs;

	if (!app_int(app, "most", &s.most) || !heads_read(app, held, &n_held) ||
	    !app_db(app, false) || !app_key(app))
		return app->code;
	tx = app_read(app);
	v.tx = &tx;
	json_init(&j, &app->out);
	if (s.j) {
		json_open(&j, '{');
		json_key(&j, "findings");
		json_open(&j, '[');
	}
	n_orgs = journal_orgs(&tx, &orgs);
	for (size_t i = 0; i < n_orgs; i++) {
		v.org = orgs[i];
		verify_org(&v, app, held, n_held);
	}
	v.org = 0;
	journal_strays(&v);
	records_strays(&v, &app->program);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED);
	if (s.j) {
		json_close(&j, ']');
		tell_counts(app, &j, &v);
		json_key(&j, "whole");
		json_bool(&j, v.n_found == 0);
		json_close(&j, '}');
		buf_putc(&app->out, '\n');
	} else {
		if (s.said > s.most)
			buf_fmt(&app->out, "只列出前%lld处；--most 可以多列。\n",
			        (long long)s.most);
		tell_counts(app, NULL, &v);
	}
	app_flush(app);
	return v.n_found ? app_no(app, REFUSED, "日志或者台账与当初不符。") : DONE;
}

/* --- keys and heads --------------------------------------------------------------------------- */

static bool put_key(struct tx *tx, void *arg)
{
	const struct app *app = arg;

	return key_make(tx, app->actor.org, app->actor.entered_by, S("cli"));
}

static enum exit_code key(struct app *app)
{
	struct sm2_key k;

	if (!app_has(app, "o")) {
		if (!app_db(app, false) || !app_key(app) || !app_user(app))
			return app->code;
		if (!tx_run(app->db, &app->world, &app->arena, &app->r, put_key, app))
			return app_refused(app, REFUSED);
		buf_putz(&app->out, app->json ? "{\"made\":true}\n" : "已生成日志的签名密钥。\n");
		return DONE;
	}
	if (!app_option(app, "name").n)
		return app_no(app, NOT_UNDERSTOOD, "请写明见证人：--name 名称。");
	sm2_new(&k);
	key_file_write(&app->out, &k, app_option(app, "name"));
	if (!app_write(app, arena_z(&app->arena, app_option(app, "o")), buf_str(&app->out)))
		return app->code;
	buf_clear(&app->out);
	buf_fmt(&app->out, app->json ? "{\"key\":\"%s\"}\n" : "公钥 %s\n", k.open);
	return DONE;
}

/* The tree to its end, and a head over it. */
static bool signed_head(struct app *app, struct held *ret)
{
	if (!app_db(app, false) || !app_key(app) || !app_user(app))
		return false;
	*ret = (struct held){ 0 };
	if (!tree_build(app->db, &app->world, &app->r, app->actor.org, str_of(holder)) ||
	    !head_sign(app->db, &app->world, &app->arena, &app->r, app->actor.org, &ret->head)) {
		if (!app->r.n && !app->r.fault)
			app_no(app, REFUSED, "另一个进程正在整理日志树，请稍后再试。");
		else
			app_refused(app, REFUSED);
		return false;
	}
	return true;
}

static bool prove_from(struct app *app, struct held *p)
{
	struct held old;
	struct tx tx;
	bool ok;

	if (!app_has(app, "since"))
		return true;
	if (!read_file(app, app_option(app, "since"), &old))
		return false;
	tx = app_read(app);
	ok = old.head.size == 0 || held_prove_from(&tx, p, old.head.size);
	tx_end(&tx);
	return ok || (app_no(app, REFUSED, "现在的日志没有那么多条：日志被截断或者回退。"), false);
}

static enum exit_code head(struct app *app)
{
	struct held p;

	if (!signed_head(app, &p) || !prove_from(app, &p))
		return app->code;
	return write_file(app, &p);
}

/* --- proofs ----------------------------------------------------------------------------------- */

static bool prove_record(struct app *app, struct tx *tx, struct held *p)
{
	struct table *t = app_table(app, app->words[1]);
	struct journal_row *list;
	int64_t after = 0;
	struct record r;
	size_t n;

	if (!t || !app_may_open(app, t) || !app_record(app, tx, t, app->words[2], &r))
		return false;
	do {
		n = journal_of(tx, p->head.org, app->words[1], r.id, after, &list);
		for (size_t i = 0; i < n; i++) {
			after = j_int(&list[i], J_POSITION);
			if (after <= p->head.size && !held_prove(tx, p, after))
				return app_no(app, REFUSED, "第%lld条日志证明不了。",
				              (long long)after),
				       false;
		}
	} while (n == JOURNAL_BATCH);
	return true;
}

static bool prove_entry(struct app *app, struct tx *tx, struct held *p)
{
	int64_t position;

	if (!str_int(app->words[1], &position))
		return app_no(app, NOT_UNDERSTOOD, "日志的序号应当是整数：%.*s。",
		              P(app->words[1])),
		       false;
	return held_prove(tx, p, position) ||
	       (app_no(app, REFUSED, "没有第%lld条日志。", (long long)position), false);
}

static enum exit_code prove(struct app *app)
{
	struct held p;
	struct tx tx;
	bool ok;

	if (app->n_words < 2 || app->n_words > 3)
		return app_no(app, NOT_UNDERSTOOD, "用法：yifa journal prove 序号 | LEDGER ID");
	if (!signed_head(app, &p))
		return app->code;
	tx = app_read(app);
	ok = app->n_words == 3 ? prove_record(app, &tx, &p) : prove_entry(app, &tx, &p);
	tx_end(&tx);
	return ok ? write_file(app, &p) : app->code;
}

static enum exit_code check(struct app *app)
{
	struct str error;
	struct held p;

	if (app->n_words != 2)
		return app_no(app, NOT_UNDERSTOOD, "用法：yifa journal check FILE [--public KEY]");
	if (!read_file(app, app->words[1], &p))
		return app->code;
	if (app_has(app, "public") && !str_eq(app_option(app, "public"), p.head.key))
		return app_no(app, REFUSED, "不是这个公钥签的。");
	if (app_has(app, "witness") && !held_witnessed(&p, app_option(app, "witness")))
		return app_no(app, REFUSED, "没有这个见证人的签名。");
	if (!held_holds(&app->arena, &p, &error))
		return app_no(app, REFUSED, "%.*s", P(error));
	if (app->json)
		buf_fmt(&app->out,
		        "{\"entries\":%zu,\"holds\":true,\"key\":\"%.*s\",\"size\":%lld,\"witnesses\":%zu}\n",
		        p.n_entries, P(p.head.key), (long long)p.head.size, p.n_witnesses);
	else
		buf_fmt(&app->out, "成立：日志头%lld条，证明%zu条，见证人%zu个。\n公钥 %.*s\n",
		        (long long)p.head.size, p.n_entries, p.n_witnesses, P(p.head.key));
	return DONE;
}

/* --- witnesses -------------------------------------------------------------------------------- */

static enum exit_code witness(struct app *app)
{
	struct str text, name, error;
	struct held p, old;
	struct sm2_key k;

	if (app->n_words != 2 || !app_has(app, "sign"))
		return app_no(
			app, NOT_UNDERSTOOD,
			"用法：yifa journal witness FILE --sign KEYFILE [--since OLD] [-o FILE]");
	if (!read_file(app, app->words[1], &p) ||
	    !app_file(app, &app->arena, arena_z(&app->arena, app_option(app, "sign")), &text))
		return app->code;
	if (!key_file_read(&app->arena, text, &k, &name))
		return app_no(app, REFUSED, "%.*s：不是密钥文件。", P(app_option(app, "sign")));
	if (!held_holds(&app->arena, &p, &error))
		return app_no(app, REFUSED, "%.*s", P(error));
	if (app_has(app, "since") && !read_file(app, app_option(app, "since"), &old))
		return app->code;
	if (app_has(app, "since") && (!held_holds(&app->arena, &old, &error) ||
	                              !held_follows(&app->arena, &p, &old, &error)))
		return app_no(app, REFUSED, "%.*s", P(error));
	held_countersign(&app->arena, &p, &k, name);
	return write_file(app, &p);
}

enum exit_code cmd_journal(struct app *app)
{
	/* clang-format off */
	static const struct { const char *word; enum exit_code (*run)(struct app *); } list[] = {
		{ "verify", verify }, { "head", head }, { "prove", prove },
		{ "witness", witness }, { "check", check }, { "key", key },
	};
	/* clang-format on */
	struct near near;

	near_init(&near, app->words[0]);
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		near_see(&near, str_of(list[i].word));
		if (str_is(app->words[0], list[i].word))
			return list[i].run(app);
	}
	return app_unknown(app, "没有这个命令", &near);
}
