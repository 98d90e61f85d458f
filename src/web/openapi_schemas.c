/*
 * openapi_schemas.c - fields, records and answers of a ledger as JSON schemas
 *
 * They are strict: a key that stands in no schema is in no answer.
 */
#include "base/json.h"
#include "ledger/verbs.h"
#include "web/openapi.h"
#include "web/walk.h"

/* --- words ------------------------------------------------------------------------------------- */

void spec_z(struct json *j, const char *key, const char *z)
{
	json_pair(j, key, str_of(z));
}

void spec_s(struct json *j, const char *key, struct str s)
{
	json_pair(j, key, s);
}

void spec_open(struct json *j, const char *key, char brace)
{
	json_key(j, key);
	json_open(j, brace);
}

void spec_ref(struct json *j, struct str to)
{
	char text[200];

	snprintf(text, sizeof text, "#/components/%.*s", P(to));
	json_open(j, '{');
	spec_z(j, "$ref", text);
	json_close(j, '}');
}

void spec_ref_key(struct json *j, const char *key, const char *to)
{
	json_key(j, key);
	spec_ref(j, str_of(to));
}

void spec_type(struct json *j, const char *type, bool null)
{
	json_key(j, "type");
	if (!null) {
		json_str(j, str_of(type));
		return;
	}
	json_open(j, '[');
	json_str(j, str_of(type));
	json_str(j, S("null"));
	json_close(j, ']');
}

void spec_list(struct json *j, const char *key, const char *list)
{
	struct str rest = str_of(list), item;

	spec_open(j, key, '[');
	while (str_item(&rest, &item))
		json_str(j, item);
	json_close(j, ']');
}

/* --- values ------------------------------------------------------------------------------------ */

static const struct {
	const char *type, *format, *say;
} kinds[N_KINDS] = {
	[TEXT] = { "string", NULL, NULL },
	[DATE] = { "string", "date", NULL },
	[TIME] = { "string", "date-time", NULL },
	[NUMBER] = { "integer", NULL, NULL },
	[MONEY] = { "string", NULL, "元，两位小数" },
	[HOURS] = { "string", NULL, "小时，一位小数" },
	[YESNO] = { "boolean", NULL, NULL },
	[PICK] = { "string", NULL, NULL },
	[REF] = { "string", NULL, "记录的 id" },
	[PICKS] = { "array", NULL, NULL },
	[REFS] = { "array", NULL, NULL },
	[ROWS] = { "array", NULL, NULL },
	[ROW] = { "integer", NULL, "行号 n" },
};

/* 类别：enquiry 咨询；complaint 投诉 */
struct str spec_describe(struct spec_of *k, const struct field *f)
{
	struct str text = str_of(f->label), rest = str_of(f->of), key;
	bool picks = f->kind == PICK || f->kind == PICKS;

	if (kinds[f->kind].say)
		text = arena_fmt(k->a, "%.*s（%s）", P(text), kinds[f->kind].say);
	if (f->kind == REF || f->kind == REFS)
		text = arena_fmt(k->a, "%.*s：%s", P(text), f->of);
	for (int i = 0; picks && f->labels && str_item(&rest, &key); i++)
		text = arena_fmt(k->a, "%.*s%s%.*s %.*s", P(text), i ? "；" : "：", P(key),
		                 P(str_nth(f->labels, i)));
	if (f->flags & PERSONAL)
		text = arena_fmt(k->a, "%.*s。个人信息，读出时遮盖", P(text));
	if (f->hint)
		text = arena_fmt(k->a, "%.*s。%s", P(text), f->hint);
	return text;
}

void spec_choices(struct json *j, const struct field *f, bool null)
{
	struct str rest = str_of(f->of), key;

	spec_open(j, "enum", '[');
	while (str_item(&rest, &key))
		json_str(j, key);
	if (null)
		json_null(j);
	json_close(j, ']');
}

static void put_columns(struct spec_of *k, const struct field *f, bool sent)
{
	struct json *j = k->j;

	spec_open(j, "items", '{');
	spec_type(j, "object", false);
	spec_open(j, "properties", '{');
	spec_open(j, "n", '{');
	spec_type(j, "integer", false);
	spec_z(j, "description", sent ? "行号：写上它，保留原来的这一行" : "行号，不重复使用");
	json_close(j, '}');
	for (size_t i = 0; i < f->n_rows; i++) {
		json_key(j, f->rows[i].key);
		spec_field(k, &f->rows[i], sent);
	}
	json_close(j, '}');
	json_key(j, "additionalProperties");
	json_bool(j, false);
	json_close(j, '}');
}

static void put_items(struct spec_of *k, const struct field *f)
{
	spec_open(k->j, "items", '{');
	spec_type(k->j, "string", false);
	if (f->kind == PICKS)
		spec_choices(k->j, f, false);
	json_close(k->j, '}');
}

void spec_field(struct spec_of *k, const struct field *f, bool sent)
{
	struct json *j = k->j;
	bool list = f->kind == PICKS || f->kind == REFS || f->kind == ROWS;

	json_open(j, '{');
	spec_type(j, kinds[f->kind].type, !list);
	spec_s(j, "description", spec_describe(k, f));
	if (kinds[f->kind].format)
		spec_z(j, "format", kinds[f->kind].format);
	if (f->kind == PICK)
		spec_choices(j, f, true);
	if (f->kind == ROWS)
		put_columns(k, f, sent);
	else if (list)
		put_items(k, f);
	if (f->kind == ROWS && sent) {
		json_key(j, "maxItems");
		json_int(j, MAX_JSON_ROWS);
	}
	json_close(j, '}');
}

/* --- schemas of a ledger ----------------------------------------------------------------------- */

static void open_schema(struct spec_of *k, const char *what)
{
	json_key_str(k->j, arena_fmt(k->a, "%s.%s", k->l->key, what));
	json_open(k->j, '{');
	spec_type(k->j, "object", false);
}

static void close_schema(struct spec_of *k)
{
	json_key(k->j, "additionalProperties");
	json_bool(k->j, false);
	json_close(k->j, '}');
}

void spec_own_ref(struct spec_of *k, const char *key, const char *what)
{
	spec_ref_key(k->j, key, arena_fmt(k->a, "schemas/%s.%s", k->l->key, what).p);
}

static void put_state_schema(struct spec_of *k)
{
	struct json *j = k->j;
	struct str say = S("");

	json_key_str(j, arena_fmt(k->a, "%s.state", k->l->key));
	json_open(j, '{');
	spec_type(j, "string", false);
	spec_open(j, "enum", '[');
	for (size_t i = 0; i < k->l->n_states; i++) {
		const struct state *s = &k->l->states[i];
		if (!s->key)
			continue;
		json_str(j, str_of(s->key));
		say = arena_fmt(k->a, "%.*s%s%s %s%s", P(say), say.n ? "；" : "", s->key, s->label,
		                s->is == FINAL ? "（终结）" : "");
	}
	json_close(j, ']');
	spec_s(j, "description", say);
	json_close(j, '}');
}

static void put_fields_schema(struct spec_of *k)
{
	open_schema(k, "fields");
	spec_open(k->j, "properties", '{');
	for (size_t i = 0; i < k->l->n_fields; i++) {
		json_key(k->j, k->l->fields[i].key);
		spec_field(k, &k->l->fields[i], false);
	}
	json_close(k->j, '}');
	close_schema(k);
}

static void put_typed(struct json *j, const char *key, const char *type, bool null)
{
	spec_open(j, key, '{');
	spec_type(j, type, null);
	json_close(j, '}');
}

static void put_array_of(struct json *j, const char *key, const char *schema)
{
	spec_open(j, key, '{');
	spec_type(j, "array", false);
	spec_ref_key(j, "items", schema);
	json_close(j, '}');
}

/* The automatic columns that walk_head() writes. */
static void put_head(struct spec_of *k)
{
	for (size_t i = 0; i < k->t->n_columns && i < HEAD_COLUMNS; i++) {
		const struct column *c = &k->t->columns[i];
		if (c->field)
			continue;
		if (str_is(c->key, "state")) {
			spec_own_ref(k, "state", "state");
			continue;
		}
		json_key_str(k->j, c->key);
		json_open(k->j, '{');
		spec_type(k->j, kinds[c->kind].type, true);
		if (kinds[c->kind].format)
			spec_z(k->j, "format", kinds[c->kind].format);
		json_close(k->j, '}');
	}
}

static void put_members(struct spec_of *k)
{
	put_typed(k->j, "href", "string", false);
	spec_open(k->j, "ledger", '{');
	spec_z(k->j, "const", k->l->key);
	json_close(k->j, '}');
	put_typed(k->j, "title", "string", false);
	put_head(k);
	spec_own_ref(k, "fields", "fields");
	put_array_of(k->j, "clocks", "schemas/Clock");
}

static void put_record_schemas(struct spec_of *k)
{
	/* clang-format off */
	static const struct { const char *key, *schema; } lists[] = {
		{ "links", "schemas/Link" }, { "masked", "schemas/Mask" }, { "dues", "schemas/Due" },
		{ "states", "schemas/Stay" }, { "steps", "schemas/Taken" }, { "acts", "schemas/Act" },
		{ "common", "schemas/Common" }, { "lanes", "schemas/Lane" }, { "files", "schemas/File" },
		{ "papers", "schemas/Paper" }, { "offers", "schemas/Offer" }, { "asides", "schemas/Aside" },
		{ "import_warnings", "schemas/Told" }, { "review", "schemas/Mark" },
	};
	/* clang-format on */

	open_schema(k, "brief");
	spec_open(k->j, "properties", '{');
	put_members(k);
	json_close(k->j, '}');
	spec_list(k->j, "required", "href,ledger,id,state,version,fields,clocks");
	close_schema(k);
	open_schema(k, "record");
	spec_open(k->j, "properties", '{');
	put_members(k);
	put_typed(k->j, "label", "string", false);
	spec_ref_key(k->j, "handled_by", "schemas/Person");
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		put_array_of(k->j, lists[i].key, lists[i].schema);
	put_typed(k->j, "review_score", "integer", true);
	json_close(k->j, '}');
	spec_list(
		k->j, "required",
		"href,ledger,id,state,version,fields,clocks,label,links,masked,dues,states,steps,acts,common,offers,asides,lanes,files,papers,import_warnings,review,review_score");
	close_schema(k);
}

static void put_or_null(struct spec_of *k, const char *key, const char *what)
{
	spec_open(k->j, key, '{');
	spec_open(k->j, "oneOf", '[');
	spec_ref(k->j, arena_fmt(k->a, "schemas/%s.%s", k->l->key, what));
	json_open(k->j, '{');
	spec_type(k->j, "null", false);
	json_close(k->j, '}');
	json_close(k->j, ']');
	json_close(k->j, '}');
}

static void put_answer_schemas(struct spec_of *k)
{
	struct json *j = k->j;

	open_schema(k, "list");
	spec_open(j, "properties", '{');
	put_typed(j, "ledger", "string", false);
	put_typed(j, "view", "string", false);
	put_typed(j, "count", "integer", false);
	put_typed(j, "more", "boolean", false);
	put_typed(j, "next", "string", true);
	put_array_of(j, "records", arena_fmt(k->a, "schemas/%s.brief", k->l->key).p);
	json_close(j, '}');
	spec_list(j, "required", "ledger,view,count,more,next,records");
	close_schema(k);
	open_schema(k, "taken");
	spec_open(j, "properties", '{');
	put_typed(j, "id", "string", false);
	put_typed(j, "href", "string", false);
	put_typed(j, "number", "string", false);
	put_typed(j, "state", "string", false);
	put_typed(j, "version", "integer", false);
	put_typed(j, "position", "integer", false);
	put_array_of(j, "warnings", "schemas/Refusal");
	put_or_null(k, "record", "record");
	json_close(j, '}');
	spec_list(j, "required", "id,href,state,version,position,warnings,record");
	close_schema(k);
}

void spec_schemas(struct spec_of *k)
{
	put_state_schema(k);
	put_fields_schema(k);
	put_record_schemas(k);
	put_answer_schemas(k);
}
