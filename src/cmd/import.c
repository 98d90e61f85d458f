/*
 * import.c - records from CSV files and workbooks
 *
 * `import power_item items.csv power_item.basis=basis.csv`; a file `power_item.basis.csv` beside
 * the first is taken along when that is named `power_item.csv`, as an export writes them.
 * `import power_item.basis basis.csv` gives rows to records that are there.
 */
#include "base/json.h"
#include "ledger/batch.h"
#include "ledger/import.h"
#include "cmd/app.h"

#include <string.h>
#include <unistd.h>

struct files {
	struct app *app;
	struct arena bytes;
	struct table *t;
	struct import_file list[32];
	size_t n;
};

static bool add_file(struct files *f, struct str rows, struct str path)
{
	struct import_file *file = &f->list[f->n];

	if (f->n == sizeof f->list / sizeof *f->list)
		return app_no(f->app, NOT_UNDERSTOOD, "文件太多。"), false;
	*file = (struct import_file){ .rows = rows, .name = path };
	if (!app_file(f->app, &f->bytes, arena_z(&f->app->arena, path), &file->bytes))
		return false;
	f->n++;
	return true;
}

static bool rows_known(struct files *f, struct str rows)
{
	const struct field *field = field_of(f->t->l, rows);
	struct near near;

	if (field && field->kind == ROWS)
		return true;
	near_init(&near, rows);
	for (size_t i = 0; i < f->t->l->n_fields; i++)
		if (f->t->l->fields[i].kind == ROWS)
			near_see(&near, str_of(f->t->l->fields[i].key));
	app_unknown(f->app, "没有这组行", &near);
	return false;
}

/* LEDGER.FIELD=FILE */
static bool add_named(struct files *f, struct str word)
{
	struct str name, path, ledger, rows;

	if (!str_cut(word, '=', &name, &path) || !str_cut(name, '.', &ledger, &rows) ||
	    !str_is(ledger, f->t->l->key))
		return app_no(f->app, NOT_UNDERSTOOD, "各行的文件写作 %s.字段=文件：%.*s。",
		              f->t->l->key, P(word)),
		       false;
	return rows_known(f, rows) && add_file(f, rows, path);
}

/* DIR/<ledger>.<field>.csv beside DIR/<ledger>.csv. */
static bool add_beside(struct files *f, struct str path)
{
	struct arena *a = &f->app->arena;
	struct str tail = arena_fmt(a, "%s.csv", f->t->l->key), dir;

	if (!str_ends(path, tail) || (path.n > tail.n && path.p[path.n - tail.n - 1] != '/'))
		return true;
	dir = (struct str){ path.p, path.n - tail.n };
	for (size_t i = 0; i < f->t->l->n_fields; i++) {
		const struct field *field = &f->t->l->fields[i];
		struct str one = arena_fmt(a, "%.*s%s.%s.csv", P(dir), f->t->l->key, field->key);
		bool named = false;
		for (size_t k = 0; k < f->n; k++)
			named |= str_is(f->list[k].rows, field->key);
		if (field->kind == ROWS && !named && access(one.p, R_OK) == 0 &&
		    !add_file(f, str_of(field->key), one))
			return false;
	}
	return true;
}

static bool files_of(struct files *f)
{
	struct app *app = f->app;
	struct str ledger = app->words[0], rows = S("");
	bool only_rows = str_cut(app->words[0], '.', &ledger, &rows);

	if (!(f->t = app_table(app, ledger)) || (only_rows && !rows_known(f, rows)))
		return false;
	if (!add_file(f, rows, app->words[1]))
		return false;
	for (size_t i = 2; i < app->n_words; i++)
		if (!add_named(f, app->words[i]))
			return false;
	return only_rows || add_beside(f, app->words[1]);
}

static bool mode_of(struct app *app)
{
	bool history = app_has(app, "history"), opening = app_has(app, "opening");

	if (history && opening)
		return app_no(app, NOT_UNDERSTOOD, "--history 和 --opening 只能写一个。"), false;
	app->actor.mode = history ? HISTORY : opening ? OPENING : LIVE_WORK;
	app->actor.origin = "import";
	if (app->actor.mode != LIVE_WORK && !app->setting_up &&
	    !may_import_history(app->account.roles))
		return app_no(app, REFUSED,
		              "您无权导入历史数据。请经办人员、法制机构或者系统管理员办理。"),
		       false;
	return true;
}

static struct day cut_over(struct app *app, const struct table *t)
{
	struct tx tx = app_read(app);
	struct day d = cut_over_of(&tx, app->account.org, t);

	tx_end(&tx);
	return d;
}

static bool is_file(struct str s)
{
	return str_has(s, S(".csv")) || str_has(s, S(".xlsx"));
}

/* Errors one a line, as a compiler writes them. */
static void errors_text(struct app *app, const struct files *f)
{
	size_t told = 0;

	for (size_t i = 0; i < app->r.n && told < 20; i++) {
		const struct refusal *x = &app->r.list[i];
		if (x->warning)
			continue;
		app_no(app, REFUSED, "%.*s:%lld: %.*s%s%.*s%s%.*s  %.*s",
		       P(is_file(x->why) ? x->why : f->list[0].name), (long long)x->line,
		       P(x->field), x->field.n ? "：" : "", P(x->say),
		       x->value.n ? " 填的是：" : "", P(x->value), P(x->basis));
		told++;
	}
	if (told < app->r.n_refused)
		app_no(app, REFUSED, "还有 %zu 处。", app->r.n_refused - told);
}

static enum exit_code answer(struct app *app, const struct files *f, bool ok,
                             const struct import_result *x)
{
	struct json j;

	if (app->r.fault)
		return app_refused(app, FAULTED);
	if (app->json) {
		json_init(&j, &app->out);
		import_put(&j, x, &app->r);
		buf_putc(&app->out, '\n');
	} else if (ok) {
		buf_fmt(&app->out, "%s%lld 行：新登记 %lld，更新 %lld，已有 %lld；提醒 %lld 条。\n",
		        x->kept ? "" : "（试导入，没有保存）", (long long)x->rows,
		        (long long)x->created, (long long)x->updated, (long long)x->same,
		        (long long)x->warned);
	}
	if (ok)
		return DONE;
	if (app->json)
		app->code = REFUSED;
	else
		errors_text(app, f);
	if (!app->json)
		app_no(app, REFUSED, "一行也没有导入：请改好文件再来。");
	return REFUSED;
}

/* --- undoing, listing ----------------------------------------------------------------------------- */

struct undoing {
	struct app *app;
	int64_t id;
};

static bool undo(struct tx *tx, void *arg)
{
	struct undoing *u = arg;

	return batch_undo(tx, &u->app->program, &u->app->actor, u->id,
	                  app_option(u->app, "reason"));
}

static enum exit_code undo_batch(struct app *app)
{
	struct undoing u = { .app = app };

	if (app->n_words || !str_int(app_option(app, "undo"), &u.id))
		return app_no(
			app, NOT_UNDERSTOOD,
			"用法：yifa import --undo 批次号 --reason 理由。yifa imports 列出批次。");
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, undo, &u))
		return app_refused(app, REFUSED);
	buf_fmt(&app->out,
	        app->json ? "{\"batch\":\"%lld\",\"state\":\"undone\"}\n" : "已撤销导入 %lld。\n",
	        (long long)u.id);
	return DONE;
}

static void put_batch(struct app *app, struct json *j, const struct batch *b)
{
	if (!app->json) {
		buf_fmt(&app->out,
		        "%lld  %.*s  %-14.*s %s  新登记 %lld，更新 %lld，提醒 %lld  %.*s%s\n",
		        (long long)b->id, 16, instant_text(&app->arena, b->made_at).p, P(b->ledger),
		        batch_mode_label(b->mode), (long long)b->created, (long long)b->updated,
		        (long long)b->warned, P(b->name),
		        str_is(b->state, "undone") ? "  已撤销" : "");
		return;
	}
	json_open(j, '{');
	json_key(j, "batch");
	json_id(j, b->id);
	json_pair(j, "ledger", b->ledger);
	json_pair(j, "mode", b->mode);
	json_pair(j, "name", b->name);
	json_key(j, "created");
	json_int(j, b->created);
	json_key(j, "updated");
	json_int(j, b->updated);
	json_pair(j, "state", b->state);
	json_close(j, '}');
}

enum exit_code cmd_imports(struct app *app)
{
	struct table *t = app->n_words ? app_table(app, app->words[0]) : NULL;
	struct tx tx;
	struct batch *list;
	struct json j;
	size_t n;

	if (app->n_words && !t)
		return app->code;
	tx = app_read(app);
	n = batches(&tx, app->account.org, t, 0, 200, &list);
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		put_batch(app, &j, &list[i]);
	if (app->json)
		json_close(&j, ']');
	if (app->json)
		buf_putc(&app->out, '\n');
	tx_end(&tx);
	return DONE;
}

enum exit_code cmd_import(struct app *app)
{
	static struct files f;
	struct import_result x;
	struct import in;
	enum exit_code code;

	if (app_has(app, "undo"))
		return undo_batch(app);
	if (app->n_words < 2)
		return app_no(app, NOT_UNDERSTOOD, "用法：yifa import LEDGER FILE");
	f = (struct files){ .app = app };
	arena_init(&f.bytes, (size_t)4 << 30);
	code = app->code;
	if (mode_of(app) && files_of(&f)) {
		in = (struct import){ .p = &app->program,
			              .t = f.t,
			              .who = &app->actor,
			              .files = f.list,
			              .n_files = f.n,
			              .dry_run = app_has(app, "dry-run"),
			              .cut_over = cut_over(app, f.t) };
		code = answer(app, &f, import_run(app->db, &app->world, &in, &app->r, &x), &x);
	} else {
		code = app->code;
	}
	arena_drop(&f.bytes);
	return code;
}
