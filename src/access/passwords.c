/*
 * passwords.c - which passwords may be taken
 *
 * Ten characters at least and no rule about kinds of characters: length is what guessing costs, and
 * rules about kinds make people write `Password1!`.  What people do choose is refused: words that
 * head every list of leaked passwords, the own name, one character over and over, rows of digits or
 * letters, and the last five of one's own.
 */
#include "access/admin.h"

/* Beginnings and wholes of the most frequent passwords; compared without case, digits at the end cut. */
static const char *const common[] = {
	"password",  "passw0rd",    "p@ssw0rd", "p@ssword",  "admin",    "administrator",
	"root",      "test",        "guest",    "welcome",   "qwerty",   "qwertyuiop",
	"asdfghjkl", "zxcvbnm",     "qazwsx",   "qazwsxedc", "iloveyou", "letmein",
	"monkey",    "dragon",      "sunshine", "princess",  "football", "baseball",
	"abc",       "abcdef",      "abcdefg",  "a",         "aa",       "woaini",
	"wodemima",  "mima",        "nihao",    "zhongguo",  "beijing",  "tianjin",
	"wenlvju",   "wenhualvyou", "wlj",      "yifa",      "changeme", "default",
	"secret",    "master",      "user",
};
enum { N_COMMON = sizeof common / sizeof *common };

enum { OLD_HASHES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[OLD_HASHES] = { "SELECT hash FROM (SELECT hash, hash_at AS at, 1 AS now FROM accounts WHERE org = $1 AND id = $2 AND hash <> ''"
	                 " UNION ALL SELECT hash, set_at AS at, 0 AS now FROM account_hashes WHERE org = $1 AND account = $2) h"
	                 " ORDER BY now DESC, at DESC LIMIT 5" },
};

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static struct str plain(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);
	size_t n = s.n;

	for (size_t i = 0; i < s.n; i++)
		p[i] = lower(s.p[i]);
	while (n && ((p[n - 1] >= '0' && p[n - 1] <= '9') || p[n - 1] == '!' || p[n - 1] == '@' ||
	             p[n - 1] == '#' || p[n - 1] == '.' || p[n - 1] == '-' || p[n - 1] == '_'))
		n--;
	return (struct str){ p, n };
}

static bool is_common(struct arena *a, struct str password)
{
	struct str bare = plain(a, password);

	for (size_t i = 0; i < N_COMMON; i++)
		if (str_is(bare, common[i]))
			return true;
	return !bare.n; /* digits alone: a birthday or a telephone                                */
}

/* aaaaaaaaaa, 1234567890, abababababab: at most two different steps from character to character. */
static bool is_row(struct str s)
{
	int steps[3], n = 0;

	for (size_t i = 1; i < s.n; i++) {
		int d = (unsigned char)s.p[i] - (unsigned char)s.p[i - 1], k = 0;
		while (k < n && steps[k] != d)
			k++;
		if (k == n && n == 2)
			return false;
		if (k == n)
			steps[n++] = d;
	}
	return true;
}

static bool was_used(struct tx *tx, const struct account *whom, struct str password)
{
	struct rows q = db_query(tx, &sql[OLD_HASHES], whom->org, whom->id);
	struct str hash, kept[PASSWORD_KEPT];
	size_t n = 0;

	while (db_row(&q, &hash))
		if (n < PASSWORD_KEPT)
			kept[n++] = arena_str(tx->arena, hash);
	for (size_t i = 0; i < n; i++)
		if (password_ok(tx->arena, kept[i], password))
			return true;
	return false;
}

bool password_fit(struct tx *tx, const struct account *whom, struct str password)
{
	const char *why = str_chars(password) < PASSWORD_LEAST ? "密码至少十个字。"
	                  : password.n > 1000                  ? "密码不超过一千个字节。"
	                  : is_row(password) ? "密码是重复的字符或者顺序排列。"
	                  : is_common(tx->arena, password) ? "密码在常用密码之列，或者只有数字。"
	                  : whom->name.n >= 3 && str_has(plain(tx->arena, password),
	                                                 plain(tx->arena, whom->name))
	                          ? "密码含有账号的名字。"
	                  : was_used(tx, whom, password) ? "最近用过的五个密码不能再用。"
	                                                 : NULL;

	return !why ||
	       refuse_with(tx->r,
	                   (struct refusal){ .field = S("password"),
	                                     .say = str_of(why),
	                                     .way = S("请换一个，例如几个不相干的词连在一起。") });
}
