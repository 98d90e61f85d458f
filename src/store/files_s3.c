/*
 * files_s3.c - the store that is a bucket
 *
 * BUCKET/PREFIX/ab/cdef… holds the file whose SM3 is abcdef…; drafts stand in a folder of this
 * machine (YIFA_FILES_TMP) until their bytes are hashed.  Kept is what the bucket has answered for;
 * a PUT is whole or nothing.
 *
 * Reading: a thread fetches and writes into a socket from which the part is read, so a video of
 * gigabytes needs no room here and begins at once.  The first byte says whether S3 has begun to
 * answer; until then every error is told in words.  What breaks off is fetched on from there, three
 * times; then the part ends early, and its reader knows that.
 *
 * Sweeping asks S3 once more, under the lock of DIR, right before it deletes: how old is it, and
 * does still no row name it.  Machines that share a bucket do not share that lock: let one of them
 * sweep.
 */
#include "store/files_inner.h"
#include "store/inner.h"
#include "base/must.h"
#include "base/thread.h"
#include "store/s3.h"

#include <curl/curl.h>
#include <errno.h>
#include <expat.h>
#include <poll.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	KEY = SM3_DIGITS + 2,
	FETCH_TRIES = 3,
	FETCH_PAUSE_MS = 200,
	LIST_MEMORY = 4 << 20,
	TOKEN = 2048
};

static void key_of(struct str sm3, char ret[KEY])
{
	snprintf(ret, KEY, "%.2s/%.62s", sm3.p, sm3.p + 2);
}

/* --- keeping ---------------------------------------------------------------------------------- */

static bool s3_keep(struct file_draft *d)
{
	char key[KEY];
	struct s3_call c = { .method = "PUT", .key = key, .fd = d->fd, .size = d->size };
	int lock = file_store_lock(d->store, LOCK_SH);
	bool ok;

	key_of(str_of(d->sm3), key);
	ok = lock >= 0 && s3_do(d->store->s3, &c);
	if (!ok)
		file_draft_fail(d, "文件没有存进“%s”：%s", d->store->name,
		                lock < 0 ? strerror(errno) : c.error);
	if (lock >= 0)
		close(lock);
	return ok;
}

static bool head(struct file_store *s, const char *key, struct s3_call *ret)
{
	*ret = (struct s3_call){ .method = "HEAD", .key = key };
	return s3_do(s->s3, ret);
}

static enum file_is s3_there(struct file_store *s, struct str sm3, int64_t size)
{
	struct s3_call c;
	char key[KEY];

	key_of(sm3, key);
	if (!head(s, key, &c))
		return c.status == 404 ? FILE_MISSING : FILE_UNREADABLE;
	return c.length == size ? FILE_FINE : FILE_CHANGED;
}

/* --- fetching --------------------------------------------------------------------------------- */

struct fetch {
	struct arena arena; /* holds this struct too                                       */
	struct s3 s3;       /* a copy: it may outlive the store                            */
	char key[KEY];
	int64_t from, n, sent;
	int fd;
	bool begun; /* the reader knows that bytes come                            */
};

static bool send_all(int fd, struct str s)
{
	while (s.n) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s = str_from(s, (size_t)n);
	}
	return true;
}

static bool pass_on(void *arg, struct s3_call *c, struct str bytes)
{
	struct fetch *f = arg;
	bool whole = c->status == 200 && !c->from && c->length == c->n;

	if ((c->status != 206 && !whole) || c->length != c->n) {
		snprintf(c->error, sizeof(c->error), "比登记的短");
		return false;
	}
	if ((int64_t)bytes.n > f->n - f->sent || (!f->begun && !send_all(f->fd, S("+"))))
		return false;
	f->begun = true;
	f->sent += (int64_t)bytes.n;
	return send_all(f->fd, bytes);
}

static void *fetch_run(void *arg)
{
	struct fetch *f = arg;
	struct s3_call c = { .method = "GET", .key = f->key, .take = pass_on, .arg = f };
	struct arena a;
	bool ok = false;

	for (int i = 1; !ok; i++) {
		c.from = f->from + f->sent;
		c.n = f->n - f->sent;
		ok = s3_try(&f->s3, &c) && f->sent == f->n;
		if (ok || i == FETCH_TRIES || !s3_may_pass(&c))
			break;
		poll(NULL, 0, FETCH_PAUSE_MS << i);
	}
	if (!f->begun && send_all(f->fd, S("-")))
		send_all(f->fd, str_of(c.status == 416 || c.stopped ? "比登记的短" : c.error));
	close(f->fd);
	a = f->arena;
	arena_drop(&a);
	return NULL;
}

/* Takes the fetch over, whatever happens. */
static bool fetch_start(struct fetch *f)
{
	pthread_t thread;
	struct arena a;

	if (thread_start(&thread, fetch_run, f))
		return pthread_detach(thread) == 0;
	close(f->fd);
	a = f->arena;
	arena_drop(&a);
	return false;
}

static struct fetch *fetch_new(struct file_store *s, struct str sm3, int fd)
{
	struct arena a;
	struct fetch *f;

	arena_init(&a, 1 << 20);
	f = arena_new(&a, struct fetch);
	f->arena = a;
	f->s3 = *s->s3;
	f->fd = fd;
	key_of(sm3, f->key);
	return f;
}

/* The word of the thread: does it come? */
static bool begins(int fd, struct str sm3, struct str *ret_error)
{
	char said[256];
	ssize_t n = recv(fd, said, 1, 0);

	if (n == 1 && said[0] == '+')
		return true;
	n = n == 1 ? recv(fd, said, sizeof(said), MSG_WAITALL) : 0;
	*ret_error = store_error("文件 %.12s… 取不到：%.*s", sm3.p, n > 0 ? (int)n : 0, said);
	return false;
}

static bool s3_open(struct file_store *s, struct str sm3, int64_t from, int64_t n,
                    struct file_part *ret, struct str *ret_error)
{
	int ends[2];
	struct fetch *f;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
		*ret_error = store_error("文件 %.12s… 取不到：%s", sm3.p, strerror(errno));
		return false;
	}
	*ret = (struct file_part){ .fd = ends[0], .n = n, .flows = true };
	if (!n) {
		close(ends[1]);
		return true;
	}
	f = fetch_new(s, sm3, ends[1]);
	f->from = from;
	f->n = n;
	if (!fetch_start(f))
		*ret_error = store_error("文件 %.12s… 取不到：没有线程", sm3.p);
	else if (begins(ends[0], sm3, ret_error))
		return true;
	close(ends[0]);
	return false;
}

/* --- a list ----------------------------------------------------------------------------------- */

struct listing {
	struct arena *arena;
	struct str prefix;
	XML_Parser parser;
	struct buf text;
	struct str next; /* token of the next page                                      */
	bool more, bad, root;
	char (*keys)[SM3_DIGITS + 1];
	size_t n, cap;
};

static void XMLCALL on_open(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct listing *l = arg;

	(void)attributes;
	l->root = l->root || !strcmp(name, "ListBucketResult");
	buf_clear(&l->text);
}

static void XMLCALL on_text(void *arg, const XML_Char *p, int n)
{
	buf_put(&((struct listing *)arg)->text, (struct str){ p, (size_t)n });
}

/* Only what we could have put there: PREFIX ab / 62 digits. */
static void key_take(struct listing *l, struct str key)
{
	char sm3[SM3_DIGITS + 1];

	if (key.n != l->prefix.n + SM3_DIGITS + 1 || !str_starts(key, l->prefix))
		return;
	key = str_from(key, l->prefix.n);
	snprintf(sm3, sizeof(sm3), "%.2s%.62s", key.p, key.p + 3);
	if (key.p[2] != '/' || !is_sm3(str_of(sm3)))
		return;
	arena_grow(l->arena, l->keys, l->n, l->cap);
	memcpy(l->keys[l->n++], sm3, sizeof(sm3));
}

static void XMLCALL on_close(void *arg, const XML_Char *name)
{
	struct listing *l = arg;
	struct str text = str_trim(buf_str(&l->text));

	if (!strcmp(name, "Key"))
		key_take(l, text);
	else if (!strcmp(name, "IsTruncated"))
		l->more = str_is(text, "true");
	else if (!strcmp(name, "NextContinuationToken"))
		l->next = arena_str(l->arena, text);
	buf_clear(&l->text);
}

/* No document of S3 declares entities. */
static void XMLCALL on_doctype(void *arg, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int inner)
{
	struct listing *l = arg;

	(void)name;
	(void)system;
	(void)public;
	(void)inner;
	l->bad = true;
	XML_StopParser(l->parser, XML_FALSE);
}

static bool list_take(void *arg, struct s3_call *c, struct str bytes)
{
	struct listing *l = arg;

	(void)c;
	l->bad = l->bad || XML_Parse(l->parser, bytes.p, (int)bytes.n, 0) != XML_STATUS_OK;
	return !l->bad;
}

static struct str encoded(struct arena *a, struct str s)
{
	char *e = curl_easy_escape(NULL, s.p, (int)s.n);
	struct str copy = arena_str(a, str_of(e));

	curl_free(e);
	return copy;
}

static bool list_page(struct file_store *s, struct listing *l, struct str *ret_error)
{
	struct str token = l->next.n ? arena_fmt(l->arena, "continuation-token=%.*s&",
	                                         P(encoded(l->arena, l->next)))
	                             : S("");
	struct s3_call c = { .method = "GET", .take = list_take, .arg = l };
	bool ok;

	c.query = arena_fmt(l->arena, "%.*slist-type=2&prefix=%.*s", P(token),
	                    P(encoded(l->arena, l->prefix)))
	                  .p;
	l->parser = XML_ParserCreate("UTF-8");
	must(l->parser);
	XML_SetUserData(l->parser, l);
	XML_SetElementHandler(l->parser, on_open, on_close);
	XML_SetCharacterDataHandler(l->parser, on_text);
	XML_SetStartDoctypeDeclHandler(l->parser, on_doctype);
	l->more = false;
	l->next = S("");
	l->root = false;
	ok = s3_do(s->s3, &c);
	if (ok)
		l->bad = l->bad || XML_Parse(l->parser, "", 0, 1) != XML_STATUS_OK || !l->root ||
		         (l->more && !l->next.n);
	XML_ParserFree(l->parser);
	if (!ok || l->bad)
		*ret_error = store_error("“%s”列不出来：%s", s->name,
		                         l->bad ? "回答看不懂" : c.error);
	return ok && !l->bad;
}

/* --- sweeping --------------------------------------------------------------------------------- */

struct sweeping {
	struct file_store *store;
	int64_t grace;
	bool (*known)(void *, struct str);
	void *arg;
};

/* *ret_n grows when it went; false: S3 said no. */
static bool sweep_one(const struct sweeping *w, struct str sm3, size_t *ret_n, struct s3_call *c)
{
	char key[KEY];
	bool old;

	key_of(sm3, key);
	if (!head(w->store, key, c))
		return c->status == 404;
	old = c->now >= 0 && c->modified >= 0 && c->now - c->modified >= w->grace;
	if (!old || w->known(w->arg, sm3))
		return true;
	*c = (struct s3_call){ .method = "DELETE", .key = key };
	if (!s3_do(w->store->s3, c))
		return false;
	++*ret_n;
	return true;
}

static bool sweep_all(const struct sweeping *w, const struct listing *l, size_t *ret_n,
                      struct str *ret_error)
{
	bool ok = true;

	for (size_t i = 0; ok && i < l->n; i++) {
		struct str sm3 = str_of(l->keys[i]);
		struct s3_call c = { 0 };
		int lock;
		if (w->known(w->arg, sm3))
			continue;
		lock = file_store_lock(w->store, LOCK_EX);
		ok = lock >= 0 && sweep_one(w, sm3, ret_n, &c);
		if (!ok)
			*ret_error = store_error("“%s”里有文件删不掉：%s", w->store->name,
			                         lock < 0 ? strerror(errno) : c.error);
		if (lock >= 0)
			close(lock);
	}
	return ok;
}

static bool s3_sweep(struct file_store *s, int64_t grace, bool (*known)(void *, struct str),
                     void *arg, size_t *ret_n, struct str *ret_error)
{
	struct sweeping w = { s, grace, known, arg };
	char next[TOKEN] = "";
	bool ok, more;
	struct arena a;

	arena_init(&a, LIST_MEMORY);
	do {
		struct listing l = { .arena = &a,
			             .prefix = str_of(s->s3->prefix),
			             .next = str_of(next) };
		buf_init(&l.text, TOKEN);
		ok = list_page(s, &l, ret_error) && sweep_all(&w, &l, ret_n, ret_error);
		buf_drop(&l.text);
		more = ok && l.more;
		snprintf(next, sizeof(next), "%.*s", P(l.next));
		arena_reset(&a);
	} while (more);
	arena_drop(&a);
	return ok;
}

const struct file_ops file_ops_s3 = { s3_keep, s3_open, s3_there, s3_sweep };
