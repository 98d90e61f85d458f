/*
 * held_write.c - head files, proof files and key files as text
 */
#include "base/json.h"
#include "journal/held.h"

static void put_hashes(struct json *j, const struct proof *p)
{
	struct arena a;

	arena_init(&a, 1 << 20);
	json_key(j, "hashes");
	json_open(j, '[');
	for (size_t i = 0; i < p->n; i++)
		json_str(j, hex_text(&a, p->hash[i], SM3_SIZE));
	json_close(j, ']');
	arena_drop(&a);
}

static void put_entries(struct json *j, const struct held *p)
{
	json_key(j, "entries");
	json_open(j, '[');
	for (size_t i = 0; i < p->n_entries; i++) {
		json_open(j, '{');
		put_hashes(j, &p->entries[i].proof);
		json_pair(j, "leaf", p->entries[i].leaf);
		json_key(j, "position");
		json_int(j, p->entries[i].position);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_head(struct json *j, const struct head *h)
{
	struct arena a;

	arena_init(&a, 1 << 16);
	json_key(j, "head");
	json_raw(j, head_text(&a, h));
	json_pair(j, "key", h->key);
	json_pair(j, "signature", h->signature);
	arena_drop(&a);
}

static void put_witnesses(struct json *j, const struct held *p)
{
	json_key(j, "witnesses");
	json_open(j, '[');
	for (size_t i = 0; i < p->n_witnesses; i++) {
		json_open(j, '{');
		json_pair(j, "key", p->witnesses[i].key);
		json_pair(j, "name", p->witnesses[i].name);
		json_pair(j, "signature", p->witnesses[i].signature);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void held_write(struct buf *out, const struct held *p)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	if (p->from) {
		json_key(&j, "consistency");
		json_open(&j, '{');
		json_key(&j, "from");
		json_int(&j, p->from);
		put_hashes(&j, &p->consistency);
		json_close(&j, '}');
	}
	if (p->n_entries)
		put_entries(&j, p);
	put_head(&j, &p->head);
	put_witnesses(&j, p);
	json_close(&j, '}');
	buf_putc(out, '\n');
}

void key_file_write(struct buf *out, const struct sm2_key *k, struct str name)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_pair(&j, "key", str_of(k->open));
	json_pair(&j, "name", name);
	json_pair(&j, "secret", str_of(k->secret));
	json_close(&j, '}');
	buf_putc(out, '\n');
}
