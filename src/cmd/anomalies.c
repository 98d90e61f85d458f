/*
 * anomalies.c - what stands open and should not, for whoever asks
 *
 *     yifa anomalies [LEDGER] [--all]         rows that count something; --all: every row
 */
#include "cmd/app.h"
#include "ledger/anomalies.h"

static const char *const kinds[] = {
	[ANOMALY_BROKEN] = "broken",
	[ANOMALY_LATE] = "late",
	[ANOMALY_SOON] = "soon",
};

static void put_json(struct json *j, const struct anomaly *x)
{
	json_open(j, '{');
	json_pair(j, "ledger", str_of(x->t->l->key));
	json_pair(j, "key", x->key);
	json_pair(j, "kind", str_of(kinds[x->is]));
	json_pair(j, "label", x->label);
	json_key(j, "count");
	json_int(j, x->count);
	json_pair(j, "unset", str_of(x->unset));
	json_pair(j, "basis", x->basis);
	json_pair(j, "way", x->way);
	json_close(j, '}');
}

static void put_line(struct app *app, const struct anomaly *x)
{
	buf_fmt(&app->out, "%5lld%s  %s  %.*s  〔%.*s〕  anomaly=%.*s\n",
	        (long long)(x->count > COUNT_STOP ? COUNT_STOP : x->count),
	        x->count > COUNT_STOP ? "+" : " ", x->t->l->label, P(x->label), P(x->basis),
	        P(x->key));
	if (x->unset)
		buf_fmt(&app->out, "       设置“%s”尚未写明，数不了。\n", x->unset);
}

enum exit_code cmd_anomalies(struct app *app)
{
	struct viewer v = app_viewer(app);
	const struct table *only = NULL;
	struct anomaly *list;
	struct json j;
	struct tx tx;
	size_t n;

	if (app->n_words && !(only = app_table(app, app->words[0])))
		return app->code;
	if (only && !app_may_open(app, only))
		return app->code;
	tx = app_read(app);
	n = anomalies(&tx, &app->program, &v, &list);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED);
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		bool shown = list[i].count || list[i].unset || app_has(app, "all");
		if (!shown || (only && list[i].t != only))
			continue;
		if (app->json)
			put_json(&j, &list[i]);
		else
			put_line(app, &list[i]);
	}
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}
