/*
 * openapi.c - the description of the API, made from the tables (OpenAPI 3.1)
 *
 * For each ledger: its list with what it can be asked by, its records, and a path for each step with
 * what the step fills in.  What a table says is said here in its own words: labels, choices, who
 * decides, the basis.  What no table says stands in assets/openapi.json.
 */
#include "ledger/numbers.h"
#include "ledger/reveal.h"
#include "access/roles.h"
#include "ledger/verbs.h"
#include "web/api.h"
#include "web/openapi.h"

/* --- operations -------------------------------------------------------------------------------- */

static void put_response_refs(struct json *j, const char *list)
{
	struct str rest = str_of(list), item;
	char text[40];

	while (str_item(&rest, &item)) {
		snprintf(text, sizeof text, "responses/%.*s", P(item));
		json_key_str(j, item);
		spec_ref(j, str_of(text));
	}
}

static void put_json_of(struct json *j, const char *schema)
{
	spec_open(j, "content", '{');
	spec_open(j, "application/json", '{');
	spec_ref_key(j, "schema", schema);
	json_close(j, '}');
	json_close(j, '}');
}

static void put_answer(struct spec_of *k, const char *status, const char *say, const char *what)
{
	spec_open(k->j, status, '{');
	spec_z(k->j, "description", say);
	put_json_of(k->j, arena_fmt(k->a, "schemas/%s.%s", k->l->key, what).p);
	json_close(k->j, '}');
}

static void open_operation(struct spec_of *k, const char *method, struct str id, struct str summary,
                           struct str say)
{
	spec_open(k->j, method, '{');
	spec_list(k->j, "tags", k->l->key);
	spec_s(k->j, "operationId", id);
	spec_s(k->j, "summary", summary);
	if (say.n)
		spec_s(k->j, "description", say);
}

static void put_param_ref(struct json *j, const char *name)
{
	char text[60];

	snprintf(text, sizeof text, "parameters/%s", name);
	spec_ref(j, str_of(text));
}

static void put_param(struct spec_of *k, const char *name, struct str say, const struct field *f)
{
	struct json *j = k->j;

	json_open(j, '{');
	spec_z(j, "name", name);
	spec_z(j, "in", "query");
	spec_s(j, "description", say);
	spec_open(j, "schema", '{');
	spec_type(j, "string", false);
	if (f && (f->kind == PICK || f->kind == PICKS))
		spec_choices(j, f, false);
	else if (f && f->kind == YESNO)
		spec_list(j, "enum", "yes,no");
	json_close(j, '}');
	json_close(j, '}');
}

/* Fields by which a list can be sorted; begun_on and number always. */
static void put_sort(struct spec_of *k)
{
	struct json *j = k->j;

	json_open(j, '{');
	spec_z(j, "name", "sort");
	spec_z(j, "in", "query");
	spec_z(j, "description", "按它排序；不填按登记日，新的在前");
	spec_open(j, "schema", '{');
	spec_type(j, "string", false);
	spec_open(j, "enum", '[');
	json_str(j, S("begun_on"));
	json_str(j, S("number"));
	for (size_t i = 0; i < k->l->n_fields; i++) {
		const struct field *f = &k->l->fields[i];
		if (f->flags & SORT && !(f->flags & (PERSONAL | SECRET)) &&
		    strcmp(f->key, "number") && strcmp(f->key, "begun_on"))
			json_str(j, str_of(f->key));
	}
	json_close(j, ']');
	json_close(j, '}');
	json_close(j, '}');
}

static void put_list_params(struct spec_of *k)
{
	static const char *const refs[] = { "view", "up", "size", "after", "where", "number", "q" };

	spec_open(k->j, "parameters", '[');
	for (size_t i = 0; i < sizeof refs / sizeof *refs; i++)
		put_param_ref(k->j, refs[i]);
	put_sort(k);
	json_open(k->j, '{');
	spec_z(k->j, "name", "state");
	spec_z(k->j, "in", "query");
	spec_z(k->j, "description", "状态");
	spec_own_ref(k, "schema", "state");
	json_close(k->j, '}');
	for (size_t i = 0; i < k->l->n_fields; i++) {
		const struct field *f = &k->l->fields[i];
		if (f->flags & (LIST | SORT) && f->kind != ROWS && !list_parameter(str_of(f->key)))
			put_param(k, f->key, spec_describe(k, f), f);
	}
	json_close(k->j, ']');
}

static void put_list_path(struct spec_of *k)
{
	struct json *j = k->j;

	json_key_str(j, arena_fmt(k->a, "/%s", k->l->key));
	json_open(j, '{');
	open_operation(k, "get", arena_fmt(k->a, "list.%s", k->l->key),
	               arena_fmt(k->a, "%s：查询", k->l->label),
	               S("一页记录。next 是下一页的地址；没有下一页为 null。"));
	put_list_params(k);
	spec_open(j, "responses", '{');
	put_answer(k, "200", "一页", "list");
	put_response_refs(j, "400,401,403,422,429");
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

static void put_record_path(struct spec_of *k)
{
	struct json *j = k->j;

	json_key_str(j, arena_fmt(k->a, "/%s/{id}", k->l->key));
	json_open(j, '{');
	open_operation(k, "get", arena_fmt(k->a, "get.%s", k->l->key),
	               arena_fmt(k->a, "%s：一条记录", k->l->label), S(""));
	spec_open(j, "parameters", '[');
	put_param_ref(j, "id");
	json_close(j, ']');
	spec_open(j, "responses", '{');
	put_answer(k, "200", "记录", "record");
	put_response_refs(j, "400,401,403,404,429");
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

static void put_clock_path(struct spec_of *k)
{
	struct json *j = k->j;

	if (!k->t->n_clocks)
		return;
	json_key_str(j, arena_fmt(k->a, "/%s/{id}/clock/{clock}", k->l->key));
	json_open(j, '{');
	open_operation(k, "get", arena_fmt(k->a, "clock.%s", k->l->key),
	               arena_fmt(k->a, "%s：一个期限，逐日说明", k->l->label), S(""));
	spec_open(j, "parameters", '[');
	put_param_ref(j, "id");
	json_open(j, '{');
	spec_z(j, "name", "clock");
	spec_z(j, "in", "path");
	json_key(j, "required");
	json_bool(j, true);
	spec_open(j, "schema", '{');
	spec_type(j, "string", false);
	spec_open(j, "enum", '[');
	for (size_t i = 0; i < k->t->n_clocks; i++)
		json_str(j, str_of(k->t->clocks[i].key));
	json_close(j, ']');
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, ']');
	spec_open(j, "responses", '{');
	spec_open(j, "200", '{');
	spec_z(j, "description", "期限");
	put_json_of(j, "schemas/Explained");
	json_close(j, '}');
	put_response_refs(j, "400,401,403,404,429");
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

/* --- steps ------------------------------------------------------------------------------------- */

/* What a step fills in, in the words of its row. */
struct filled {
	const struct field *f;
	bool must;
};
enum { MAX_FILLED = 80 };

static size_t filled_of(struct spec_of *k, const struct step *s, struct filled *ret)
{
	struct str rest = str_of(s->fill), item;
	size_t n = 0;

	while (str_item(&rest, &item) && n < MAX_FILLED) {
		bool may = item.p[item.n - 1] == '?';
		const struct field *f = field_of(k->l, (struct str){ item.p, item.n - may });
		if (f && !f->tally)
			ret[n++] = (struct filled){ f, !may || f->flags & MUST };
	}
	return n;
}

static struct str step_say(struct spec_of *k, const struct step *s)
{
	struct str from = S(""), by = roles_text(k->a, s->by & ~(unsigned)ENGINE);

	for (size_t i = 0; i < k->l->n_states && s->from != NEW; i++)
		if (s->from == ANY ? k->l->states[i].is != FINAL : (s->from & IN(i)) != 0)
			from = arena_fmt(k->a, "%.*s%s“%s”", P(from), from.n ? "、" : "",
			                 k->l->states[i].label);
	return arena_fmt(k->a, "%s%.*s%s由%.*s办理。依据：%.*s。", from.n ? "在" : "", P(from),
	                 from.n ? "时，" : "", P(by), P(basis_text(k->p, k->a, k->l, &s->basis)));
}

static void put_version(struct json *j)
{
	spec_open(j, "version", '{');
	spec_type(j, "integer", false);
	spec_z(j, "description", "看到的是记录的第几版；别人改过的答复 409");
	json_close(j, '}');
}

static void put_sent_text(struct json *j, const char *key, const char *say)
{
	spec_open(j, key, '{');
	spec_type(j, "string", false);
	spec_z(j, "description", say);
	json_close(j, '}');
}

static void put_body(struct spec_of *k, const struct step *s)
{
	struct json *j = k->j;
	struct filled fills[MAX_FILLED];
	size_t n = filled_of(k, s, fills);
	bool day_is_field = false, has_reason = false;

	spec_open(j, "properties", '{');
	if (s->from != NEW)
		put_version(j);
	for (size_t i = 0; i < n; i++) {
		day_is_field |= s->day && !strcmp(s->day, fills[i].f->key);
		has_reason |= !strcmp("reason", fills[i].f->key);
		json_key(j, fills[i].f->key);
		spec_field(k, fills[i].f, true);
	}
	if (!day_is_field) {
		spec_open(j, "day", '{');
		spec_type(j, "string", true);
		spec_z(j, "format", "date");
		spec_z(j, "description", "办理日期；不填为今天");
		json_close(j, '}');
	}
	if (!has_reason) {
		spec_open(j, "reason", '{');
		spec_type(j, "string", true);
		spec_z(j, "description", "补录的理由：事后登记时写明");
		json_close(j, '}');
	}
	if (step_numbered(k->l, s))
		put_sent_text(j, "paper_number", "离线时已用的预留文号；几份用“；”隔开");
	json_close(j, '}');
	spec_open(j, "required", '[');
	if (s->from != NEW)
		json_str(j, S("version"));
	for (size_t i = 0; i < n && s->from == NEW; i++)
		if (fills[i].must && !(s->day && !strcmp(s->day, fills[i].f->key)))
			json_str(j, str_of(fills[i].f->key));
	json_close(j, ']');
}

static void open_body(struct json *j)
{
	spec_open(j, "requestBody", '{');
	json_key(j, "required");
	json_bool(j, true);
	spec_open(j, "content", '{');
	spec_open(j, "application/json", '{');
	spec_open(j, "schema", '{');
	spec_type(j, "object", false);
}

static void close_body(struct json *j)
{
	json_key(j, "additionalProperties");
	json_bool(j, false);
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

static void put_step_answers(struct spec_of *k, bool begins)
{
	struct json *j = k->j;

	spec_open(j, "responses", '{');
	put_answer(k, begins ? "201" : "200", "已办理", "taken");
	put_response_refs(j,
	                  begins ? "400,401,403,413,422,429" : "400,401,403,404,409,413,422,429");
	json_close(j, '}');
}

static void open_step(struct spec_of *k, const char *verb, struct str label, struct str say,
                      bool begins)
{
	struct json *j = k->j;

	json_key_str(j, arena_fmt(k->a, begins ? "/%s/new/%s" : "/%s/{id}/%s", k->l->key, verb));
	json_open(j, '{');
	open_operation(k, "post", arena_fmt(k->a, "%s.%s", k->l->key, verb),
	               arena_fmt(k->a, "%s：%.*s", k->l->label, P(label)), say);
	spec_open(j, "parameters", '[');
	if (!begins)
		put_param_ref(j, "id");
	put_param_ref(j, "idempotency");
	json_close(j, ']');
}

static void put_step_path(struct spec_of *k, const struct step *s)
{
	if (!(s->by & ~(unsigned)ENGINE))
		return;
	open_step(k, s->verb, str_of(s->label), step_say(k, s), s->from == NEW);
	open_body(k->j);
	put_body(k, s);
	close_body(k->j);
	put_step_answers(k, s->from == NEW);
	json_close(k->j, '}');
	json_close(k->j, '}');
}

static void put_amend_fields(struct spec_of *k)
{
	bool reason = field_of(k->l, S("reason")) != NULL;

	for (size_t i = 0; i < k->l->n_fields; i++) {
		const struct field *f = &k->l->fields[i];
		if (f->tally || !strcmp(f->key, "version"))
			continue;
		json_key(k->j, f->key);
		spec_field(k, f, true);
	}
	if (!reason)
		put_sent_text(k->j, "reason", "更正的理由");
	if (!field_of(k->l, S("why")))
		put_sent_text(k->j, "why", "更正的理由：更正“理由”字段时写在这里");
}

/* What a common verb asks: key and label of each, as its form has them. */
static const struct {
	const char *verb, *label, *fields;
} common[] = {
	{ "amend", "更正", NULL },
	{ "void", "作废", "reason,approver" },
	{ "reissue", "撤回重制", "paper,reason" },
	{ "undo", "撤销上一步", "" },
	{ "hand_over", "移交", "to,reason" },
	{ "merge", "并案", "into,reason" },
	{ "split", "撤销并案", "reason" },
	{ "reopen", "重新办理", "reason" },
};

static const char *common_say(struct str key)
{
	if (str_is(key, "to"))
		return "接收人：人员的 id、编号或者姓名";
	if (str_is(key, "into"))
		return "并入的记录：id 或者编号";
	if (str_is(key, "paper"))
		return "撤回的文书的 id；可以一并更正的字段同更正";
	return str_is(key, "approver") ? "批准人：人员的 id、编号或者姓名" : "理由";
}

static bool recalls(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_papers; i++)
		if (l->papers[i].recall)
			return true;
	return false;
}

/* Fields that some paper corrects, each once. */
static void put_corrected(struct spec_of *k)
{
	for (size_t f = 0; f < k->l->n_fields; f++)
		for (size_t i = 0; i < k->l->n_papers; i++) {
			const char *list = k->l->papers[i].corrects;
			if (!list || str_index(list, str_of(k->l->fields[f].key)) < 0)
				continue;
			json_key(k->j, k->l->fields[f].key);
			spec_field(k, &k->l->fields[f], true);
			break;
		}
}

static void put_common_paths(struct spec_of *k)
{
	struct json *j = k->j;

	for (size_t i = 0; i < sizeof common / sizeof *common; i++) {
		struct str rest = str_of(common[i].fields), key;
		if (step_of(k->l, str_of(common[i].verb)) ||
		    (str_is(str_of(common[i].verb), "reissue") && !recalls(k->l)))
			continue;
		open_step(k, common[i].verb, str_of(common[i].label), S("每本台账都有的办理。"),
		          false);
		open_body(j);
		spec_open(j, "properties", '{');
		put_version(j);
		if (!common[i].fields)
			put_amend_fields(k);
		if (str_is(str_of(common[i].verb), "reissue"))
			put_corrected(k);
		while (str_item(&rest, &key))
			put_sent_text(j, arena_z(k->a, key), common_say(key));
		json_close(j, '}');
		spec_list(j, "required", "version");
		close_body(j);
		put_step_answers(k, false);
		json_close(j, '}');
		json_close(j, '}');
	}
}

/* --- personal values, prints and exports -------------------------------------------------------- */

static void put_purposes(struct json *j)
{
	spec_open(j, "purpose", '{');
	spec_type(j, "string", false);
	spec_z(j, "description", "用途");
	spec_open(j, "enum", '[');
	for (size_t i = 0; i < n_purposes; i++)
		json_str(j, str_of(purposes[i].key));
	json_close(j, ']');
	json_close(j, '}');
	put_sent_text(j, "why", "说明；用途为 other 时必须写明");
}

static void put_records_out(struct json *j)
{
	spec_open(j, "200", '{');
	spec_z(j, "description", "导出的记录");
	spec_open(j, "content", '{');
	spec_open(j, "application/json", '{');
	spec_open(j, "schema", '{');
	spec_type(j, "array", false);
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

/* The package of a file is made by a job: where it is. */
static void put_begun_job(struct json *j)
{
	spec_open(j, "202", '{');
	spec_z(j, "description", "已经开始的作业，做好后从 file 下载");
	put_json_of(j, "schemas/Job");
	json_close(j, '}');
}

/* Each is an entry of the journal before it is an answer (ledger/reveal.h). */
static void put_reveal_path(struct spec_of *k, enum reveal_what what)
{
	const char *verb = reveal_verb(what);
	struct json *j = k->j;

	json_key_str(j,
	             arena_fmt(k->a, what == EXPORT ? "/%s/%s" : "/%s/{id}/%s", k->l->key, verb));
	json_open(j, '{');
	open_operation(k, "post", arena_fmt(k->a, "%s.%s", k->l->key, verb),
	               arena_fmt(k->a, "%s：%s", k->l->label, reveal_label(what)),
	               S("先记入办理日志，再答复。"));
	spec_open(j, "parameters", '[');
	if (what != EXPORT)
		put_param_ref(j, "id");
	json_close(j, ']');
	open_body(j);
	spec_open(j, "properties", '{');
	put_purposes(j);
	if (what == EXPORT) {
		put_sent_text(j, "where", "条件，同列表");
		put_sent_text(j, "unmasked", "写 1：含完整的个人信息");
	}
	json_close(j, '}');
	spec_list(j, "required", "purpose");
	close_body(j);
	spec_open(j, "responses", '{');
	if (what == EXPORT)
		put_records_out(j);
	else if (what == PACKAGE)
		put_begun_job(j);
	else
		put_answer(k, "200", "记录", "record");
	put_response_refs(j, "400,401,403,404,422,429");
	json_close(j, '}');
	json_close(j, '}');
	json_close(j, '}');
}

/* --- the whole --------------------------------------------------------------------------------- */

static bool is_open(const struct table *t, unsigned roles)
{
	return roles == ~0u || may_open(t, roles);
}

static void put_paths(struct spec_of *k)
{
	put_list_path(k);
	put_record_path(k);
	put_clock_path(k);
	for (size_t i = 0; i < k->l->n_steps; i++)
		put_step_path(k, &k->l->steps[i]);
	put_common_paths(k);
	for (int what = 0; what < N_REVEALS; what++)
		if (!step_of(k->l, str_of(reveal_verb((enum reveal_what)what))) &&
		    (what != PACKAGE || k->l->n_papers))
			put_reveal_path(k, (enum reveal_what)what);
}

static void each_ledger(struct spec_of *k, unsigned roles, void (*write)(struct spec_of *))
{
	for (size_t i = 0; i < k->p->n_tables; i++) {
		k->t = &k->p->tables[i];
		k->l = k->t->l;
		if (is_open(k->t, roles))
			write(k);
	}
}

static void put_tag(struct spec_of *k)
{
	json_open(k->j, '{');
	spec_z(k->j, "name", k->l->key);
	spec_s(k->j, "description",
	       k->l->law ? arena_fmt(k->a, "%s，依据《%s》", k->l->label, k->l->law)
	                 : str_of(k->l->label));
	json_close(k->j, '}');
}

static void put_fixed(struct spec_of *k, const char *member)
{
	json_key(k->j, member);
	json_raw(k->j, spec_fixed(k->a, member));
}

/* Its members without the braces, where those of the ledgers follow. */
static void put_fixed_members(struct spec_of *k, const char *member)
{
	struct str text = spec_fixed(k->a, member);

	json_raw(k->j, (struct str){ text.p + 1, text.n - 2 });
}

static void put_tags(struct spec_of *k, unsigned roles)
{
	spec_open(k->j, "tags", '[');
	json_raw(
		k->j,
		S("{\"name\":\"api\",\"description\":\"接口本身\"},{\"name\":\"files\",\"description\":\"记录的附件\"},{\"name\":\"papers\",\"description\":\"记录的文书\"},{\"name\":\"jobs\",\"description\":\"时间较长的作业\"},{\"name\":\"figures\",\"description\":\"指标、报告、罚没款、双公示\"},{\"name\":\"law\",\"description\":\"法律和设置\"}"));
	each_ledger(k, roles, put_tag);
	json_close(k->j, ']');
}

static void put_components(struct spec_of *k, unsigned roles)
{
	spec_open(k->j, "components", '{');
	put_fixed(k, "securitySchemes");
	put_fixed(k, "parameters");
	put_fixed(k, "responses");
	spec_open(k->j, "schemas", '{');
	put_fixed_members(k, "schemas");
	each_ledger(k, roles, spec_schemas);
	json_close(k->j, '}');
	json_close(k->j, '}');
}

void openapi_write(struct buf *out, const struct program *p, unsigned roles)
{
	struct arena a;
	struct json j;
	struct spec_of k = { .j = &j, .p = p, .a = &a };

	arena_init(&a, ARENA_LIMIT);
	json_init(&j, out);
	json_open(&j, '{');
	spec_z(&j, "openapi", "3.1.0");
	put_fixed(&k, "info");
	put_fixed(&k, "servers");
	put_fixed(&k, "security");
	put_tags(&k, roles);
	spec_open(&j, "paths", '{');
	put_fixed_members(&k, "paths");
	each_ledger(&k, roles, put_paths);
	json_close(&j, '}');
	put_components(&k, roles);
	json_close(&j, '}');
	buf_putc(out, '\n');
	arena_drop(&a);
}

void openapi_get(struct visit *v)
{
	v->reply->type = S("application/json");
	openapi_write(v->out, v->p, ~0u);
}
