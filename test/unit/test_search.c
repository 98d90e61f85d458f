/*
 * Search over the demo's year: the same records as the lists give, for every role; masked values told
 * to nobody; any text understood.
 */
#include "ledger/list.h"
#include "ledger/search.h"
#include "test/unit/demo_kit.h"

/* --- who asks -------------------------------------------------------------------------------- */

static const struct stmt person_st = {
	"SELECT id FROM person WHERE org = $1 ORDER BY id LIMIT 1 OFFSET $2"
};

/* Each role alone, as one of the bureau's people, in a section; some without either. */
static struct viewer seer(size_t i)
{
	struct viewer v = { .org = DEMO_ORG, .roles = 1u << (i % 18) };

	if (i < 18) {
		db_one(&tx, &person_st, VALS(v.org, (int64_t)(i % 7)), &v.person);
		v.section = 4711;
	}
	return v;
}
enum { N_VIEWERS = 22 };

static struct viewer clerk(void)
{
	struct viewer v = seer(1);

	v.section = 0;
	return v;
}

/* --- the same through search and through the list -------------------------------------------- */

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

struct ids {
	int64_t *list;
	size_t n, cap;
};

static void add(struct ids *to, int64_t id)
{
	arena_grow(&scratch, to->list, to->n, to->cap);
	to->list[to->n++] = id;
}

enum { N_TEXTS = 7 };
static const char *const texts[N_TEXTS] = { "处罚", "网络 文化", "罚立〔2024〕7号", "2024", "hlqxx",
	                                    "5561", "法" };
static struct words asked[N_TEXTS];

/* What the ledger's list shows, as far as what this viewer reads of it holds the words of each text. */
static void through_list(const struct table *t, const struct viewer *v, struct ids *found)
{
	struct list_ask ask = {
		.t = t, .viewer = *v, .view = VIEW_ALL, .conds = "", .bare = true, .size = MAX_PAGE
	};
	struct list_page page;
	struct buf body;

	buf_init(&body, 1 << 16);
	do {
		assert_true(list_page(&tx, &e.p, &ask, &page));
		for (size_t i = 0; i < page.n_rows; i++) {
			buf_clear(&body);
			search_body(&tx, &e.p, v, &page.rows[i].r, &body);
			for (size_t n = 0; n < N_TEXTS; n++)
				if (words_in(&asked[n], buf_str(&body)))
					add(&found[n], page.rows[i].r.id);
		}
		ask.after = page.next;
	} while (page.next.n);
	buf_drop(&body);
}

static struct ids through_search(const struct table *t, const struct viewer *v, struct str text)
{
	struct search_ask ask = { .viewer = *v, .text = text, .only = t, .size = 50 };
	struct search_found f;
	struct ids found = { 0 };

	do {
		assert_true(search(&tx, &e.p, &ask, &f));
		for (size_t i = 0; f.n_groups && i < f.groups[0].n_hits; i++)
			add(&found, f.groups[0].hits[i].id);
		ask.after = f.next;
	} while (f.next.n);
	return found;
}

static void same(struct ids a, struct ids b, const struct table *t, const struct viewer *v,
                 const char *text)
{
	size_t kept = 0;

	if (a.n)
		qsort(a.list, a.n, sizeof *a.list, by_id);
	if (b.n)
		qsort(b.list, b.n, sizeof *b.list, by_id);
	for (size_t i = 0; i < b.n; i++) /* the exact number stands first and once more below */
		if (!kept || b.list[kept - 1] != b.list[i])
			b.list[kept++] = b.list[i];
	if (a.n != kept || (kept && memcmp(a.list, b.list, kept * sizeof *a.list)))
		fail_msg("%s, roles %x, person %lld, “%s”: list %zu, search %zu", t->l->key,
		         v->roles, (long long)v->person, text, a.n, kept);
}

static size_t same_for(const struct table *t, const struct viewer *v)
{
	struct ids list[N_TEXTS] = { 0 };
	size_t found = 0;

	if (may_open(t, v->roles))
		through_list(t, v, list);
	for (size_t n = 0; n < N_TEXTS; n++) {
		same(list[n], through_search(t, v, str_of(texts[n])), t, v, texts[n]);
		found += list[n].n;
	}
	return found;
}

/* Bugbank 2 and 15: search gives what the list gives, for every role over every ledger. */
static void bugbank_2_same_through_list_and_search(void **state)
{
	size_t found = 0;

	(void)state;
	for (size_t n = 0; n < N_TEXTS; n++)
		words_read(&e.a, str_of(texts[n]), &asked[n]);
	for (size_t i = 0; i < N_VIEWERS; i++)
		for (size_t t = 0; t < e.p.n_tables; t++) {
			struct viewer v = seer(i);
			struct arena_mark mark = arena_mark(&scratch);
			found += same_for(&e.p.tables[t], &v);
			arena_rewind(&scratch, mark);
		}
	assert_true(found > 3000);
}

static const struct search_group *group_of(const struct search_found *f, const struct table *t)
{
	for (size_t g = 0; g < f->n_groups; g++)
		if (f->groups[g].t == t)
			return &f->groups[g];
	return NULL;
}

/* What all ledgers at once give of one is the beginning of what it gives alone, and the count is true. */
static void same_group(const struct search_group *g, struct ids alone, const struct table *t,
                       const struct viewer *v, const char *text)
{
	size_t n = alone.n < SEARCH_HITS ? alone.n : SEARCH_HITS, same = 0;

	if (!g && !alone.n)
		return;
	while (g && same < n && same < g->n_hits && g->hits[same].id == alone.list[same])
		same++;
	if (!g || same != n || g->n_hits != n)
		fail_msg("%s, roles %x, “%s”: %zu hits alone, %zu of %zu among all", t->l->key,
		         v->roles, text, alone.n, same, g ? g->n_hits : 0);
	if (g->more)
		assert_true(g->count == SEARCH_HITS && alone.n > SEARCH_HITS);
	else
		assert_int_equal(g->count, alone.n);
}

/* The same hit comes again where its number was asked for exactly. */
static void once_each(struct ids *of)
{
	size_t kept = 0;

	for (size_t i = 0; i < of->n; i++) {
		bool there = false;
		for (size_t n = 0; n < kept; n++)
			there |= of->list[n] == of->list[i];
		if (!there)
			of->list[kept++] = of->list[i];
	}
	of->n = kept;
}

/* All ledgers at once: those that the viewer may open, each with the best of what it gives alone. */
static void groups_are_those_of_the_ledgers(void **state)
{
	static const char *const some[] = { "处罚", "网络 文化", "罚立〔2024〕7号", "5561" };
	size_t groups = 0;

	(void)state;
	for (size_t i = 0; i < N_VIEWERS * 4; i++) {
		struct arena_mark mark = arena_mark(&scratch);
		struct viewer v = seer(i / 4);
		struct search_ask ask = { .viewer = v, .text = str_of(some[i % 4]) };
		struct search_found f;
		assert_true(search(&tx, &e.p, &ask, &f));
		for (size_t t = 0; t < e.p.n_tables; t++) {
			struct ids alone = through_search(&e.p.tables[t], &v, ask.text);
			once_each(&alone);
			same_group(group_of(&f, &e.p.tables[t]), alone, &e.p.tables[t], &v,
			           some[i % 4]);
		}
		groups += f.n_groups;
		arena_rewind(&scratch, mark);
	}
	assert_true(groups > 80);
}

/* --- masked values --------------------------------------------------------------------------- */

static const struct stmt phone_st = {
	"SELECT id, phone FROM hotline WHERE org = $1 AND length(phone) = 11 ORDER BY id LIMIT 1"
};

static bool finds(const struct viewer *v, const char *ledger, struct str text, int64_t id)
{
	struct ids found = through_search(table_of(&e.p, str_of(ledger)), v, text);

	for (size_t i = 0; i < found.n; i++)
		if (found.list[i] == id)
			return true;
	return false;
}

/* The last four stand in the mask; the whole is known to whoever asks; what lies between is not told. */
static void a_phone_is_told_by_its_last_four_or_whole(void **state)
{
	struct viewer v = clerk();
	struct str phone;
	int64_t id = 0;

	(void)state;
	assert_true(db_one(&tx, &phone_st, VALS(1), &id, &phone));
	assert_true(finds(&v, "hotline", str_from(phone, 7), id));
	assert_true(finds(&v, "hotline", phone, id));
	assert_false(finds(&v, "hotline", (struct str){ phone.p, 7 }, id));
	assert_false(finds(&v, "hotline", (struct str){ phone.p, 10 }, id));
	/* A longer tail is taken for its last four: right and wrong ones give the same. */
	assert_true(finds(&v, "hotline", str_from(phone, 5), id));
	for (char c = '0'; c <= '9'; c++) {
		char guess[7] = { c };
		memcpy(guess + 1, phone.p + 7, 4);
		guess[5] = '\0';
		assert_true(finds(&v, "hotline", str_of(guess), id));
	}
	/* Who sees nothing of the ledger is told nothing. */
	v.roles = SYSTEM_ADMIN;
	v.person = 0;
	assert_false(finds(&v, "hotline", phone, id));
}

static const struct stmt party_st = {
	"SELECT p.of, p.name FROM case_parties p JOIN \"case\" m ON m.org = p.org AND m.id = p.of"
	" WHERE p.org = $1 AND length(p.name) = $2 ORDER BY p.of LIMIT 1"
};

/* A part of a masked name does not find it; the whole does. */
static void a_masked_name_is_found_as_a_whole(void **state)
{
	struct viewer v = clerk();
	struct str name;
	int64_t id = 0;

	(void)state;
	/* Three characters: a part of two is a word, and the demo has such a name. */
	assert_true(db_one(&tx, &party_st, VALS(1, 3), &id, &name));
	assert_int_equal(name.n, 9);
	assert_true(finds(&v, "case", name, id));
	assert_false(finds(&v, "case", (struct str){ name.p, 6 }, id));
	assert_false(finds(&v, "case", str_from(name, 3), id));
}

/* --- any text -------------------------------------------------------------------------------- */

/* clang-format off */
static const char *const odd[] = {
	"", " ", "　", "\"", "*", "a*", "\"处罚", "处罚\"", "NEAR(a b)", "a AND", "OR", "NOT", "-x",
	"body:处罚", "^处罚", "{a b}:c", "'; DROP TABLE search; --", "%", "_", "\\", "(((", ")))", "&",
	"|", "!", "<->", ":*", "处罚:*", "<script>alert(1)</script>", "\x7f", "\t\n\r", "〔", "〔〕",
	"x", "7", "号", "7号", "𠀀𠀁𠀂", "😀", "ａｂｃ１２３", "Ⅷ", "🇨🇳", "罚罚罚罚罚罚",
};
/* clang-format on */

static struct search_found understood(struct str text)
{
	struct search_ask ask = { .viewer = clerk(), .text = text };
	struct search_found f;

	assert_true(search(&tx, &e.p, &ask, &f));
	return f;
}

static void any_text_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(odd); i++)
		understood(str_of(odd[i]));
}

/* Five hundred characters without a blank, cut anywhere; then many words. */
static void long_text_is_cut(void **state)
{
	char text[1600];
	size_t n = 0;

	(void)state;
	for (; n + 3 <= 1500; n += 3)
		memcpy(text + n, n % 2 ? "处" : "罚", 3);
	for (size_t cut = 1494; cut <= 1500; cut++)
		assert_true(understood((struct str){ text, cut }).words.cut);
	for (n = 0; n + 2 <= 1500; n += 2)
		memcpy(text + n, "a ", 2);
	assert_int_equal(understood((struct str){ text, n }).words.n, MAX_WORDS);
}

/* --- order and excerpts ---------------------------------------------------------------------- */

static void the_number_stands_first_then_titles(void **state)
{
	struct search_ask ask = { .viewer = clerk(), .text = S("罚立[2024] 7号") };
	struct search_found f;
	enum search_rank last = RANK_NUMBER;

	(void)state;
	ask.text = S("罚立（2024）7号");
	assert_true(search(&tx, &e.p, &ask, &f));
	assert_true(f.n_groups >= 1);
	assert_int_equal(f.groups[0].hits[0].rank, RANK_NUMBER);
	assert_str(f.groups[0].hits[0].number, "罚立〔2024〕7号");
	ask = (struct search_ask){ .viewer = clerk(), .text = S("处罚") };
	assert_true(search(&tx, &e.p, &ask, &f));
	for (size_t g = 0; g < f.n_groups; g++) {
		assert_true(f.groups[g].hits[0].rank >= last);
		last = f.groups[g].hits[0].rank;
		for (size_t i = 1; i < f.groups[g].n_hits; i++) {
			const struct search_hit *h = &f.groups[g].hits[i];
			assert_true(h->rank > h[-1].rank ||
			            (h->rank == h[-1].rank && h->id < h[-1].id));
		}
	}
}

static void an_excerpt_marks_what_was_asked(void **state)
{
	struct words w;
	struct part *parts;

	(void)state;
	words_read(&scratch, S("罚立[2024] ＫＴＶ"), &w);
	assert_int_equal(words_mark(&scratch, &w, S("甲ktv，罚立〔2024〕7号"), &parts), 5);
	assert_str(parts[1].text, "ktv");
	assert_true(parts[1].marked);
	assert_str(parts[3].text, "罚立〔2024〕");
	assert_true(parts[3].marked && !parts[4].marked);
}

/* --- the index ------------------------------------------------------------------------------- */

static void the_index_is_what_the_records_say(void **state)
{
	(void)state;
	for (size_t t = 0; t < e.p.n_tables; t++)
		for (int64_t from = 0; from >= 0;) {
			struct arena_mark mark = arena_mark(&scratch);
			assert_int_equal(
				search_recheck(&tx, &e.p, 1, &e.p.tables[t], false, 500, &from), 0);
			arena_rewind(&scratch, mark);
		}
}

static const struct stmt size_st = { "SELECT COUNT(*) FROM search_terms_data",
	                             "the index has no org" };
static const struct stmt operator_st = {
	"SELECT id FROM operator WHERE org = $1 ORDER BY id LIMIT 1"
};

static int64_t blocks(void)
{
	int64_t n = 0;

	begin(NULL);
	assert_true(db_one(&tx, &size_st, VALS(), &n));
	tx_end(&tx);
	return n;
}

static bool pack(struct tx *in, void *arg)
{
	(void)arg;
	search_pack(in);
	return true;
}

static bool amend(struct tx *in, void *arg)
{
	struct actor who = { .org = 1,
		             .roles = HEADS,
		             .entry_roles = CLERK,
		             .origin = "test",
		             .when = INSTANT_NONE };
	struct str address = arena_fmt(&scratch, "海澜区第%d次更正路%d号", *(int *)arg,
	                               *(int *)arg);
	struct entry list[] = { { .key = S("address"), .text = address },
		                { .key = S("why"), .text = S("核对") },
		                { .key = S("reason"), .text = S("核对") } };
	int64_t id = 0;

	db_one(in, &operator_st, VALS(1), &id);
	return step_take(in, &e.p, &who, table_of(&e.p, S("operator")), id, S("amend"), DAY_NONE,
	                 list, 3, NULL);
}

/* Bugbank 38: a record changed again and again leaves one body, and the index packs to what it was. */
static void bugbank_38_an_index_is_bounded(void **state)
{
	struct viewer v;
	int64_t before, after, id = 0;

	(void)state;
	assert_true(tx_run(e.db, &world, &scratch, &refusals, pack, NULL));
	before = blocks();
	for (int i = 0; i < 300; i++)
		if (!tx_run(e.db, &world, &scratch, &refusals, amend, &i))
			fail_msg("%.*s", P(refusals.n ? refusals.list[0].say : refusals.fault_say));
	assert_true(blocks() < before + 150);
	assert_true(tx_run(e.db, &world, &scratch, &refusals, pack, NULL));
	after = blocks();
	assert_true(after <= before + 2);
	begin(NULL);
	v = clerk();
	db_one(&tx, &operator_st, VALS(1), &id);
	assert_true(finds(&v, "operator", S("第299次更正路"), id));
	assert_false(finds(&v, "operator", S("第298次更正路"), id));
	tx_end(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_index_is_what_the_records_say, begin, end),
		cmocka_unit_test_setup_teardown(bugbank_2_same_through_list_and_search, begin, end),
		cmocka_unit_test_setup_teardown(groups_are_those_of_the_ledgers, begin, end),
		cmocka_unit_test_setup_teardown(a_phone_is_told_by_its_last_four_or_whole, begin,
		                                end),
		cmocka_unit_test_setup_teardown(a_masked_name_is_found_as_a_whole, begin, end),
		cmocka_unit_test_setup_teardown(any_text_is_understood, begin, end),
		cmocka_unit_test_setup_teardown(long_text_is_cut, begin, end),
		cmocka_unit_test_setup_teardown(the_number_stands_first_then_titles, begin, end),
		cmocka_unit_test_setup_teardown(an_excerpt_marks_what_was_asked, begin, end),
		cmocka_unit_test(bugbank_38_an_index_is_bounded),
	};

	return cmocka_run_group_tests(tests, open_demo, close_demo);
}
