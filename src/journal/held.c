/*
 * held.c - head files and proof files, read, written, checked
 */
#include <jansson.h>
#include <string.h>

#include "journal/held.h"

static bool no(struct str *ret_error, struct str say)
{
	*ret_error = say;
	return false;
}

/* --- reading ---------------------------------------------------------------------------------- */

static struct str text_at(struct arena *a, const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	return json_is_string(v)
	               ? arena_str(a, (struct str){ json_string_value(v), json_string_length(v) })
	               : S("");
}

static int64_t int_at(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static bool hashes_at(struct arena *a, const json_t *o, struct proof *ret)
{
	const json_t *list = json_object_get(o, "hashes");

	ret->n = json_array_size(list);
	if (!json_is_array(list) || ret->n > sizeof ret->hash / sizeof ret->hash[0])
		return false;
	for (size_t i = 0; i < ret->n; i++) {
		const char *z = json_string_value(json_array_get(list, i));
		if (!hash_read(str_of(z), ret->hash[i]))
			return false;
	}
	(void)a;
	return true;
}

static bool head_at(struct arena *a, const json_t *o, struct head *ret)
{
	const json_t *h = json_object_get(o, "head");

	*ret = (struct head){ .org = int_at(h, "org"),
		              .size = int_at(h, "size"),
		              .before = int_at(h, "before"),
		              .at = { int_at(h, "at") },
		              .root = text_at(a, h, "root"),
		              .key = text_at(a, o, "key"),
		              .signature = text_at(a, o, "signature") };
	return json_is_object(h) && str_is(text_at(a, h, "v"), "yifa-head-v1") &&
	       ret->root.n == HASH_HEX && ret->size >= 0;
}

static bool entries_at(struct arena *a, const json_t *o, struct held *ret)
{
	const json_t *list = json_object_get(o, "entries");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *e = json_array_get(list, i);
		struct held_entry *to;
		arena_grow(a, ret->entries, ret->n_entries, ret->cap_entries);
		to = &ret->entries[ret->n_entries++];
		*to = (struct held_entry){ .position = int_at(e, "position"),
			                   .leaf = text_at(a, e, "leaf") };
		if (!hashes_at(a, e, &to->proof))
			return false;
	}
	return true;
}

static void witnesses_at(struct arena *a, const json_t *o, struct held *ret)
{
	const json_t *list = json_object_get(o, "witnesses");

	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *w = json_array_get(list, i);
		arena_grow(a, ret->witnesses, ret->n_witnesses, ret->cap_witnesses);
		ret->witnesses[ret->n_witnesses++] = (struct witness){ text_at(a, w, "key"),
			                                               text_at(a, w, "name"),
			                                               text_at(a, w, "signature") };
	}
}

bool held_read(struct arena *a, struct str text, struct held *ret, struct str *ret_error)
{
	json_t *o = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	const json_t *c = json_object_get(o, "consistency");
	bool ok = json_is_object(o);

	*ret = (struct held){ .from = int_at(c, "from") };
	ok = ok && head_at(a, o, &ret->head) && (!c || hashes_at(a, c, &ret->consistency)) &&
	     entries_at(a, o, ret);
	if (ok)
		witnesses_at(a, o, ret);
	json_decref(o);
	return ok || no(ret_error, S("不是日志头或者证明文件。"));
}

bool key_file_read(struct arena *a, struct str text, struct sm2_key *ret, struct str *ret_name)
{
	json_t *o = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
	bool ok = json_is_object(o) && sm2_read(text_at(a, o, "key"), text_at(a, o, "secret"), ret);

	if (ok)
		*ret_name = text_at(a, o, "name");
	json_decref(o);
	return ok;
}

/* --- checking --------------------------------------------------------------------------------- */

struct str witness_text(struct arena *a, const struct head *h)
{
	return arena_fmt(a, "yifa-witness-v1\n%.*s", P(head_text(a, h)));
}

bool witness_signed(const struct head *h, const struct witness *w)
{
	struct arena a;
	bool ok;

	arena_init(&a, 1 << 16);
	ok = sm2_holds(w->key, witness_text(&a, h), w->signature);
	arena_drop(&a);
	return ok;
}

bool held_witnessed(const struct held *p, struct str key)
{
	for (size_t i = 0; i < p->n_witnesses; i++)
		if (str_eq(p->witnesses[i].key, key) && witness_signed(&p->head, &p->witnesses[i]))
			return true;
	return false;
}

static void leaf_hash(struct str leaf, unsigned char ret[SM3_SIZE])
{
	struct sm3 h;

	sm3_init(&h);
	sm3_add(&h, (struct str){ "", 1 });
	sm3_add(&h, leaf);
	sm3_end(&h, ret);
}

/* The leaf says itself which entry of which org it is. */
static bool leaf_is(const struct held *p, const struct held_entry *e)
{
	json_t *o = json_loadb(e->leaf.p, e->leaf.n, JSON_REJECT_DUPLICATES, NULL);
	bool ok = int_at(o, "position") == e->position && int_at(o, "org") == p->head.org;

	json_decref(o);
	return ok;
}

static bool entry_holds(struct arena *a, const struct held *p, const struct held_entry *e,
                        struct str *ret_error)
{
	unsigned char root[SM3_SIZE], leaf[SM3_SIZE];

	leaf_hash(e->leaf, leaf);
	if (hash_read(p->head.root, root) && leaf_is(p, e) &&
	    inclusion_holds(&e->proof, e->position - 1, p->head.size, leaf, root))
		return true;
	return no(ret_error, arena_fmt(a, "第%lld条日志不在这个日志头里，或者内容被改动过。",
	                               (long long)e->position));
}

bool held_holds(struct arena *a, const struct held *p, struct str *ret_error)
{
	if (!head_signed(&p->head))
		return no(ret_error, S("日志头的签名不成立。"));
	for (size_t i = 0; i < p->n_witnesses; i++)
		if (!witness_signed(&p->head, &p->witnesses[i]))
			return no(ret_error, arena_fmt(a, "见证人“%.*s”的签名不成立。",
			                               P(p->witnesses[i].name)));
	for (size_t i = 0; i < p->n_entries; i++)
		if (!entry_holds(a, p, &p->entries[i], ret_error))
			return false;
	return true;
}

bool held_follows(struct arena *a, const struct held *p, const struct held *old,
                  struct str *ret_error)
{
	unsigned char root[SM3_SIZE], old_root[SM3_SIZE];
	const struct head *h = &p->head, *o = &old->head;
	static const struct proof none = { 0 };

	if (h->org != o->org || !str_eq(h->key, o->key))
		return no(ret_error, S("两个日志头不是同一单位、同一密钥的。"));
	if (h->size < o->size)
		return no(ret_error, arena_fmt(a, "旧的有%lld条，新的只有%lld条：日志被回退。",
		                               (long long)o->size, (long long)h->size));
	if (!hash_read(h->root, root) || !hash_read(o->root, old_root))
		return no(ret_error, S("根散列读不懂。"));
	if (o->size == 0 ||
	    (h->size == o->size ? consistency_holds(&none, o->size, h->size, old_root, root)
	                        : p->from == o->size && consistency_holds(&p->consistency, o->size,
	                                                                  h->size, old_root, root)))
		return true;
	return no(ret_error, p->from == o->size || h->size == o->size
	                             ? S("新的日志头不是由旧的延续而来，旧的部分被改动过。")
	                             : arena_fmt(a, "文件里没有从第%lld条起的一致性证明。",
	                                         (long long)o->size));
}

void held_countersign(struct arena *a, struct held *p, const struct sm2_key *k, struct str name)
{
	struct str key = arena_str(a, str_of(k->open));
	size_t i = 0;

	while (i < p->n_witnesses && !str_eq(p->witnesses[i].key, key))
		i++;
	if (i == p->n_witnesses) {
		arena_grow(a, p->witnesses, p->n_witnesses, p->cap_witnesses);
		p->n_witnesses++;
	}
	p->witnesses[i] = (struct witness){ key, name, sm2_sign(a, k, witness_text(a, &p->head)) };
}

/* --- proving ---------------------------------------------------------------------------------- */

bool held_prove(struct tx *tx, struct held *p, int64_t position)
{
	struct stored where = { tx, p->head.org };
	struct held_entry e = { .position = position };
	struct journal_row row;
	struct buf b;

	if (!journal_row(tx, p->head.org, position, &row) ||
	    !proof_inclusion(position - 1, p->head.size, stored_node, &where, &e.proof))
		return false;
	buf_init(&b, (size_t)64 << 20);
	journal_leaf(&b, &row);
	e.leaf = arena_str(tx->arena, buf_str(&b));
	buf_drop(&b);
	arena_grow(tx->arena, p->entries, p->n_entries, p->cap_entries);
	p->entries[p->n_entries++] = e;
	return true;
}

bool held_prove_from(struct tx *tx, struct held *p, int64_t from)
{
	struct stored where = { tx, p->head.org };

	p->from = from;
	return proof_consistency(from, p->head.size, stored_node, &where, &p->consistency);
}
