/*
 * s3.c - where the bucket is, and one request to it
 */
#include "store/s3.h"
#include "store/inner.h"
#include "base/must.h"
#include "base/seal.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	CONNECT_SECONDS = 10,
	PATIENCE_SECONDS = 60,
	TRIES = 3,
	PAUSE_MS = 200,
	CREDENTIALS = 16384
};

/* --- what it is called ------------------------------------------------------------------------ */

static bool only(struct str s, const char *more)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
		      (s.p[i] && strchr(more, s.p[i]))))
			return false;
	return true;
}

static bool put(char *to, size_t n, struct str s)
{
	return snprintf(to, n, "%.*s", P(s)) < (int)n;
}

static bool name_parse(struct s3 *s, struct str where)
{
	struct str rest = str_from(where, 5), bucket, prefix = S("");

	if (!str_cut(rest, '/', &bucket, &prefix))
		bucket = rest;
	while (str_ends(prefix, S("/")))
		prefix.n--;
	return put(s->name, sizeof(s->name), where) && put(s->bucket, sizeof(s->bucket), bucket) &&
	       bucket.n >= 3 && only(bucket, ".-") && !str_has(bucket, S("..")) &&
	       bucket.p[0] != '.' && bucket.p[0] != '-' && prefix.n < sizeof(s->prefix) - 1 &&
	       only(prefix, "ABCDEFGHIJKLMNOPQRSTUVWXYZ._-/") && !str_has(prefix, S("//")) &&
	       !str_has(prefix, S("..")) && !str_starts(prefix, S("/")) &&
	       snprintf(s->prefix, sizeof(s->prefix), "%.*s%s", P(prefix), prefix.n ? "/" : "") >=
	               0;
}

/* --- what is set ------------------------------------------------------------------------------ */

enum { S3_ID, S3_SECRET, S3_TOKEN, S3_REGION, S3_ENDPOINT, S3_STYLE, S3_PATIENCE, N_VALUES };

/* clang-format off */
static const struct { const char *env, *other, *key; } values[N_VALUES] = {
	[S3_ID]       = { "AWS_ACCESS_KEY_ID",     NULL,                  "aws_access_key_id" },
	[S3_SECRET]   = { "AWS_SECRET_ACCESS_KEY", NULL,                  "aws_secret_access_key" },
	[S3_TOKEN]    = { "AWS_SESSION_TOKEN",     NULL,                  "aws_session_token" },
	[S3_REGION]   = { "AWS_REGION",            "AWS_DEFAULT_REGION",  "region" },
	[S3_ENDPOINT] = { "AWS_ENDPOINT_URL",      "AWS_ENDPOINT_URL_S3", "endpoint_url" },
	[S3_STYLE]    = { "YIFA_S3_STYLE",         NULL,                  "style" },
	[S3_PATIENCE] = { "YIFA_S3_PATIENCE",      NULL,                  "patience" },
};
/* clang-format on */

static const char *env_of(const char *name)
{
	const char *v = name ? getenv(name) : NULL;

	return v && *v ? v : NULL;
}

static void take_line(struct arena *a, struct str line, struct str ret[N_VALUES])
{
	struct str key, value;

	if (!str_cut(line, '=', &key, &value))
		return;
	for (size_t i = 0; i < N_VALUES; i++)
		if (str_is(str_trim(key), values[i].key) && !ret[i].n)
			ret[i] = arena_str(a, str_trim(value));
}

static void take_text(struct arena *a, struct str text, struct str ret[N_VALUES])
{
	struct str line;
	bool ours = true;

	while (text.n) {
		if (!str_cut(text, '\n', &line, &text)) {
			line = text;
			text = S("");
		}
		line = str_trim(line);
		if (str_starts(line, S("[")))
			ours = str_is(line, "[default]");
		else if (ours && !str_starts(line, S("#")))
			take_line(a, line, ret);
	}
}

static const char *credentials_path(struct arena *a)
{
	const char *path = env_of("YIFA_S3_CREDENTIALS"), *dir = env_of("CREDENTIALS_DIRECTORY");

	if (!path)
		path = env_of("AWS_SHARED_CREDENTIALS_FILE");
	if (path || !dir)
		return path;
	path = arena_fmt(a, "%s/yifa.s3", dir).p;
	return access(path, F_OK) == 0 ? path : NULL;
}

static bool take_file(struct arena *a, struct str ret[N_VALUES], struct str *ret_error)
{
	const char *path = credentials_path(a);
	char text[CREDENTIALS];
	struct stat st;
	ssize_t n = -1;
	int fd;

	if (!path)
		return true;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0 || fstat(fd, &st) != 0)
		*ret_error = store_error("S3 密钥文件“%s”打不开：%s", path, strerror(errno));
	else if (!S_ISREG(st.st_mode) || st.st_mode & 077)
		*ret_error = store_error("S3 密钥文件“%s”别人也能读，请改成 0600", path);
	else if ((n = read(fd, text, sizeof(text))) < 0 || n == (ssize_t)sizeof(text))
		*ret_error = store_error("S3 密钥文件“%s”读不出来", path);
	else
		take_text(a, (struct str){ text, (size_t)n }, ret);
	if (fd >= 0)
		close(fd);
	explicit_bzero(text, sizeof(text));
	return n >= 0 && n < (ssize_t)sizeof(text);
}

/* --- where it is ------------------------------------------------------------------------------ */

static bool is_here(struct str host)
{
	return str_is(host, "localhost") || str_starts(host, S("127.")) || str_is(host, "[::1]");
}

static bool endpoint_parse(struct s3 *s, struct str endpoint, struct str style,
                           struct str *ret_error)
{
	bool plain = str_starts(endpoint, S("http://")), virtual = str_is(style, "virtual");
	struct str at = str_from(endpoint, plain ? 7 : 8), host;
	int n;

	while (str_ends(at, S("/")))
		at.n--;
	if (!str_cut(at, ':', &host, &(struct str){ 0 }))
		host = at;
	if ((!plain && !str_starts(endpoint, S("https://"))) || !at.n ||
	    !only(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-:[]")) {
		*ret_error = store_error("S3 的地址看不懂：%.*s。写作 https://主机[:端口]",
		                         P(endpoint));
		return false;
	}
	if (plain && !is_here(host) && !str_starts(at, S("[::1]"))) {
		*ret_error = store_error(
			"S3 的地址 %.*s 不加密，附件会被路上的人看到。请用 https://", P(endpoint));
		return false;
	}
	n = virtual ? snprintf(s->base, sizeof(s->base), "%s://%s.%.*s/", plain ? "http" : "https",
	                       s->bucket, P(at))
	            : snprintf(s->base, sizeof(s->base), "%s://%.*s/%s/", plain ? "http" : "https",
	                       P(at), s->bucket);
	return n > 0 && n < (int)sizeof(s->base);
}

static bool place(struct arena *a, struct s3 *s, const struct str v[N_VALUES],
                  struct str *ret_error)
{
	bool china = str_starts(v[S3_REGION], S("cn-"));
	struct str amazon = arena_fmt(a, "https://s3.%s.amazonaws.com%s", s->region,
	                              china ? ".cn" : "");
	struct str style = v[S3_STYLE].n      ? v[S3_STYLE]
	                   : v[S3_ENDPOINT].n ? S("path")
	                                      : S("virtual");
	int64_t patience = PATIENCE_SECONDS;

	if (!str_is(style, "path") && !str_is(style, "virtual")) {
		*ret_error = store_error("YIFA_S3_STYLE 写 path 或者 virtual，不是“%.*s”",
		                         P(style));
		return false;
	}
	if (v[S3_PATIENCE].n &&
	    (!str_int(v[S3_PATIENCE], &patience) || patience < 1 || patience > 3600)) {
		*ret_error = store_error("YIFA_S3_PATIENCE 写秒数，1 至 3600");
		return false;
	}
	s->patience = (long)patience;
	return endpoint_parse(s, v[S3_ENDPOINT].n ? v[S3_ENDPOINT] : amazon, style, ret_error);
}

struct s3 *s3_new(struct arena *a, const char *where, struct str *ret_error)
{
	struct s3 *s = arena_new(a, struct s3);
	struct str v[N_VALUES] = { { 0 } };

	*ret_error = S("");
	if (!name_parse(s, str_of(where))) {
		*ret_error = store_error(
			"存储桶的名字看不懂：%s。写作 s3://桶/前缀，桶用小写字母、数字和连字符",
			where);
		return NULL;
	}
	for (size_t i = 0; i < N_VALUES; i++) {
		const char *env = env_of(values[i].env);
		v[i] = str_of(env ? env : env_of(values[i].other));
	}
	if (!take_file(a, v, ret_error))
		return NULL;
	if (!v[S3_ID].n || !v[S3_SECRET].n) {
		*ret_error = store_error(
			"没有 S3 的密钥：%s。写在环境变量里，或者写进只有本人能读的文件，用 YIFA_S3_CREDENTIALS 指明",
			v[S3_ID].n ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID");
		return NULL;
	}
	if (!put(s->id, sizeof(s->id), v[S3_ID]) ||
	    !put(s->secret, sizeof(s->secret), v[S3_SECRET]) ||
	    !put(s->token, sizeof(s->token), v[S3_TOKEN]) ||
	    !put(s->region, sizeof(s->region), v[S3_REGION].n ? v[S3_REGION] : S("us-east-1")) ||
	    !only(str_of(s->region), "-")) {
		*ret_error = S("S3 的密钥或者地区太长，或者看不懂");
		return NULL;
	}
	if (!place(a, s, v, ret_error))
		return NULL;
	must(curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
	return s;
}

/* --- a body ----------------------------------------------------------------------------------- */

/* SHA-256 of no bytes. */
static const char nothing[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct sending {
	int fd;
	int64_t at, size;
};

static size_t give(char *to, size_t size, size_t n, void *arg)
{
	struct sending *b = arg;
	int64_t left = b->size - b->at;
	size_t most = size * n;
	ssize_t got;

	if (left <= 0)
		return 0;
	got = pread(b->fd, to, (int64_t)most < left ? most : (size_t)left, b->at);
	if (got <= 0)
		return CURL_READFUNC_ABORT;
	b->at += got;
	return (size_t)got;
}

/* libcurl goes back when it sends again what a kept connection had lost. */
static int give_from(void *arg, curl_off_t offset, int origin)
{
	struct sending *b = arg;

	if (origin != SEEK_SET)
		return CURL_SEEKFUNC_CANTSEEK;
	b->at = offset;
	return CURL_SEEKFUNC_OK;
}

/* --- an answer -------------------------------------------------------------------------------- */

static size_t receive(char *p, size_t size, size_t n, void *arg)
{
	struct s3_call *c = arg;
	struct str s = { p, size * n };
	curl_off_t length = -1;

	curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &c->status);
	if (c->status < 200 || c->status > 299) {
		size_t room = sizeof(c->said) - c->n_said;
		memcpy(c->said + c->n_said, s.p, s.n < room ? s.n : room);
		c->n_said += s.n < room ? s.n : room;
		return s.n;
	}
	curl_easy_getinfo(c->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	c->length = length;
	if (!c->take || c->take(c->arg, c, s))
		return s.n;
	c->stopped = true;
	return 0;
}

/* clang-format off */
static const struct { const char *code, *say; } refusals[] = {
	{ "AccessDenied",               "没有权限" },
	{ "AllAccessDisabled",          "没有权限" },
	{ "InvalidAccessKeyId",         "没有这个密钥" },
	{ "SignatureDoesNotMatch",      "密钥不对" },
	{ "ExpiredToken",               "密钥已经过期" },
	{ "RequestTimeTooSkewed",       "本机的时钟不准" },
	{ "NoSuchBucket",               "没有这个存储桶" },
	{ "NoSuchKey",                  "没有这个文件" },
	{ "QuotaExceeded",              "存储桶满了" },
	{ "XAmzContentSHA256Mismatch",  "内容在路上变了" },
	{ "EntityTooLarge",             "文件太大" },
	{ "SlowDown",                   "请求太多" },
	{ "InternalError",              "存储服务出错" },
	{ "ServiceUnavailable",         "存储服务停了" },
};
/* clang-format on */

/* The code of <Error><Code>AccessDenied</Code>…; letters and digits only, for it goes into a line. */
static struct str code_of(const struct s3_call *c)
{
	const char *from = memmem(c->said, c->n_said, "<Code>", 6), *end;
	struct str code;

	if (!from)
		return S("");
	from += 6;
	end = memchr(from, '<', (size_t)(c->said + c->n_said - from));
	code = (struct str){ from, end ? (size_t)(end - from) : 0 };
	return code.n < 64 && only(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") ? code : S("");
}

static void say_refused(struct s3_call *c)
{
	struct str code = code_of(c);
	const char *say = c->status == 404   ? "没有这个文件"
	                  : c->status == 403 ? "没有权限"
	                  : c->status >= 500 ? "存储服务出错"
	                                     : "不收这个请求";

	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		if (str_is(code, refusals[i].code))
			say = refusals[i].say;
	snprintf(c->error, sizeof(c->error), "S3 拒绝：%s（%ld%s%.*s）", say, c->status,
	         code.n ? " " : "", P(code));
}

static void say_failed(struct s3_call *c, CURLcode code)
{
	const char *say = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST
	                          ? "连不上"
	                  : code == CURLE_OPERATION_TIMEDOUT       ? "等不到回答"
	                  : code == CURLE_PEER_FAILED_VERIFICATION ? "证书不对"
	                                                           : "连接中断";

	c->late = code == CURLE_OPERATION_TIMEDOUT;
	if (c->status >= 300)
		say_refused(c);
	else
		snprintf(c->error, sizeof(c->error), "S3 %s：%s", say, curl_easy_strerror(code));
}

/* --- a request -------------------------------------------------------------------------------- */

static bool url_of_call(const struct s3 *s, const struct s3_call *c, char *ret, size_t n)
{
	int len = snprintf(ret, n, "%s%s%s%s%s", s->base, c->key ? s->prefix : "",
	                   c->key ? c->key : "", c->query ? "?" : "", c->query ? c->query : "");

	return len > 0 && len < (int)n;
}

static void set_common(CURL *h, const struct s3 *s, struct s3_call *c)
{
	char scope[96];

	snprintf(scope, sizeof(scope), "aws:amz:%s:s3", s->region);
	curl_easy_setopt(h, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(h, CURLOPT_PROXY, "");
	curl_easy_setopt(h, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(h, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(h, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(h, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(h, CURLOPT_LOW_SPEED_TIME, s->patience);
	curl_easy_setopt(h, CURLOPT_AWS_SIGV4, scope);
	curl_easy_setopt(h, CURLOPT_USERNAME, s->id);
	curl_easy_setopt(h, CURLOPT_PASSWORD, s->secret);
	curl_easy_setopt(h, CURLOPT_FILETIME, 1L);
	curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, receive);
	curl_easy_setopt(h, CURLOPT_WRITEDATA, c);
}

static void set_method(CURL *h, const struct s3_call *c, struct sending *body)
{
	if (!strcmp(c->method, "HEAD"))
		curl_easy_setopt(h, CURLOPT_NOBODY, 1L);
	if (!strcmp(c->method, "DELETE"))
		curl_easy_setopt(h, CURLOPT_CUSTOMREQUEST, "DELETE");
	if (strcmp(c->method, "PUT"))
		return;
	*body = (struct sending){ c->fd, 0, c->size };
	curl_easy_setopt(h, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(h, CURLOPT_UPLOAD_BUFFERSIZE, 262144L);
	curl_easy_setopt(h, CURLOPT_INFILESIZE_LARGE, (curl_off_t)c->size);
	curl_easy_setopt(h, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(h, CURLOPT_READDATA, body);
	curl_easy_setopt(h, CURLOPT_SEEKFUNCTION, give_from);
	curl_easy_setopt(h, CURLOPT_SEEKDATA, body);
}

static struct curl_slist *headers_of(const struct s3 *s, const struct s3_call *c, const char *hash)
{
	char line[sizeof(s->token) + 64];
	struct curl_slist *list;

	snprintf(line, sizeof(line), "x-amz-content-sha256: %s", hash);
	list = curl_slist_append(NULL, line);
	if (s->token[0]) {
		snprintf(line, sizeof(line), "x-amz-security-token: %s", s->token);
		list = curl_slist_append(list, line);
	}
	if (!c->n)
		return list;
	snprintf(line, sizeof(line), "Range: bytes=%lld-%lld", (long long)c->from,
	         (long long)(c->from + c->n - 1));
	return curl_slist_append(list, line);
}

static void answered(CURL *h, struct s3_call *c)
{
	struct curl_header *date;
	curl_off_t length = -1, modified = -1;

	curl_easy_getinfo(h, CURLINFO_RESPONSE_CODE, &c->status);
	curl_easy_getinfo(h, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	curl_easy_getinfo(h, CURLINFO_FILETIME_T, &modified);
	c->length = length;
	c->modified = modified;
	c->now = curl_easy_header(h, "Date", 0, CURLH_HEADER, -1, &date) == CURLHE_OK
	                 ? (int64_t)curl_getdate(date->value, NULL)
	                 : -1;
}

static bool ask(CURL *h, const struct s3 *s, struct s3_call *c)
{
	struct sending body = { -1, 0, 0 };
	struct curl_slist *headers;
	char url[1024], hash[65];
	CURLcode code;

	if (!url_of_call(s, c, url, sizeof(url)))
		return snprintf(c->error, sizeof(c->error), "S3 的地址太长"), false;
	if (strcmp(c->method, "PUT"))
		snprintf(hash, sizeof(hash), "%s", nothing);
	else if (!fd_sha256(c->fd, c->size, hash))
		return snprintf(c->error, sizeof(c->error), "临时文件读不出来"), false;
	c->curl = h;
	headers = headers_of(s, c, hash);
	set_common(h, s, c);
	set_method(h, c, &body);
	curl_easy_setopt(h, CURLOPT_URL, url);
	curl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);
	code = curl_easy_perform(h);
	answered(h, c);
	curl_slist_free_all(headers);
	c->curl = NULL;
	if (code == CURLE_OK && c->status >= 200 && c->status < 300)
		return true;
	say_failed(c, code);
	return false;
}

bool s3_try(const struct s3 *s, struct s3_call *c)
{
	CURL *h = curl_easy_init();
	bool ok;

	c->status = 0;
	c->length = c->modified = c->now = -1;
	c->n_said = 0;
	c->stopped = c->late = false;
	c->error[0] = 0;
	if (!h)
		return snprintf(c->error, sizeof(c->error), "S3 连接建不了"), false;
	ok = ask(h, s, c);
	curl_easy_cleanup(h);
	return ok;
}

bool s3_may_pass(const struct s3_call *c)
{
	return !c->stopped && !c->late && (c->status < 300 || c->status >= 500 || c->status == 429);
}

bool s3_do(const struct s3 *s, struct s3_call *c)
{
	for (int i = 1;; i++) {
		if (s3_try(s, c))
			return true;
		if (i == TRIES || !s3_may_pass(c) || (c->take && c->status && c->status < 300))
			return false;
		poll(NULL, 0, PAUSE_MS << i);
	}
}
