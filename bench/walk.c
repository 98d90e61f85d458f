/*
 * walk.c - what benches fill their databases with
 */
#include <unistd.h>

#include "bench/walk.h"

#define F(...) arena_fmt(a, __VA_ARGS__).p

void bench_remove(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
	char text[512];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(text, sizeof text, "%s%s", path, ends[i]);
		unlink(text);
	}
}

void bench_open(struct bench *b, const char *dir, const char *name)
{
	pthread_mutex_init(&b->mutex, NULL);
	engine_load(&b->e, "2024-10-21");
	b->path = arena_fmt(&b->e.a, "%s/%s", dir, name).p;
	bench_remove(b->path);
	b->e.db = engine_db(b->path);
	engine_migrate(&b->e, b->e.db);
}

void bench_persons(struct bench *b)
{
	struct hand h;
	struct arena *a = &b->e.a;

	engine_people(&b->e);
	hand_init(&h, &b->e);
	db_group_begin(b->e.db);
	if (!hand_bureau(&h))
		engine_die("org", hand_why(&h));
	for (int i = 0; i < PERSONS; i++)
		b->persons[i] = hand_must(&h, "person", 0, "enter",
		                          F("name=学员%d\ncode=XY%d\npost=科员\nrank=section\n"
		                            "staffing=civil_servant\nsection=执法大队\n"
		                            "on=2023-01-02\nreason=补录",
		                            i, i));
	db_group_end(b->e.db);
	hand_drop(&h);
}

static void walk_hotline(struct hand *h, struct arena *a, size_t n, const char *day)
{
	static const char *const kinds[] = { "complaint", "enquiry", "advice", "report" };
	int64_t id = hand_must(h, "hotline", 0, "receive",
	                       F("ticket_number=TJ%zu\nkind=%s\nsubject=歌厅噪音扰民\n"
	                         "caller=张某\nphone=13800000000\n"
	                         "received_at=%sT09:00\nreceived_on=%s",
	                         n, kinds[n % 4], day, day));

	hand_must(h, "hotline", id, "accept", F("accepted_at=%sT09:10", day));
	hand_must(h, "hotline", id, "contact", F("contacted_at=%sT09:30", day));
	hand_must(h, "hotline", id, "reply",
	          F("replied_on=%s\nreply=已责令整改，噪音达标。\nwhy_not=已电话核实", day));
	hand_must(h, "hotline", id, "close", F("closed_on=%s", day));
}

static void walk_study(struct bench *b, struct hand *h, struct arena *a, size_t n)
{
	hand_must(h, "study_hours", 0, "enter",
	          F("person=%lld\ndate=2024-%02zu-%02zu\nhours=2.5\nplatform=cadre_online\n"
	            "course=第%zu课\nproof=TJ-%zu\nreason=按平台导出登记",
	            (long long)b->persons[n % PERSONS], n % 9 + 1, n % 28 + 1, n, n));
}

static void walk_info(struct hand *h, struct arena *a, size_t n, const char *day)
{
	int64_t id = hand_must(h, "info_request", 0, "receive",
	                       F("applicant_kind=citizen\napplicant=李某\nsubject=第%zu项演出备案\n"
	                         "channel=web\nconfirmed_on=%s\nreceived_on=%s",
	                         n, day, day));

	hand_must(h, "info_request", id, "consult",
	          F("third_party=某演出公司\nconsulted_on=%s", day));
	hand_must(h, "info_request", id, "opine", "opinion=agrees");
	hand_must(h, "info_request", id, "answer", F("answered_on=%s\nresult=given", day));
}

void bench_walk(struct bench *b, struct hand *h, size_t n, struct day on)
{
	struct arena a;
	const char *day;

	arena_init(&a, 1 << 20);
	day = day_text(&a, on).p;
	h->world.today = on;
	walk_hotline(h, &a, n, day);
	walk_info(h, &a, n, day);
	h->world.today = b->e.today;
	walk_study(b, h, &a, n);
	arena_drop(&a);
}
