/*
 * seal.c - SM4-CTR, then HMAC-SM3 over version, place, IV and ciphertext
 */
#include "base/seal.h"
#include "base/must.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MASTER = 32, DIGITS = 2 * MASTER, IV = 16, CODE = 32 };

/* --- the key ---------------------------------------------------------------------------------- */

void hmac_sm3(struct str key, struct str text, unsigned char ret_code[CODE])
{
	unsigned int n = 0;

	must(HMAC(EVP_sm3(), key.p, (int)key.n, (const unsigned char *)text.p, text.n, ret_code,
	          &n) != NULL &&
	     n == CODE);
}

void hmac_sha256(struct str key, struct str text, unsigned char ret_code[CODE])
{
	unsigned int n = 0;

	must(HMAC(EVP_sha256(), key.p, (int)key.n, (const unsigned char *)text.p, text.n, ret_code,
	          &n) != NULL &&
	     n == CODE);
}

void seal_key_of(const unsigned char master[MASTER], struct seal_key *ret)
{
	struct str key = { (const char *)master, MASTER };
	unsigned char code[CODE];

	hmac_sm3(key, S("yifa seal encrypt\001"), code);
	memcpy(ret->encrypt, code, sizeof(ret->encrypt));
	hmac_sm3(key, S("yifa seal sign\001"), ret->sign);
	sodium_memzero(code, sizeof(code));
}

/* What is wrong with an open file as a key, or NULL. */
static const char *key_load(int fd, struct seal_key *ret)
{
	unsigned char master[MASTER];
	char text[DIGITS + 2];
	const char *why = NULL;
	struct stat st;
	size_t n = 0;
	ssize_t got;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		return "密钥不是普通文件";
	if (st.st_mode & 077)
		return "密钥文件别人也能读写，请先 chmod 600";
	got = read(fd, text, sizeof(text));
	if (got < DIGITS || (got > DIGITS && text[DIGITS] != '\n') ||
	    sodium_hex2bin(master, sizeof(master), text, DIGITS, NULL, &n, NULL) != 0 ||
	    n != MASTER)
		why = "密钥文件应当是 64 位十六进制数字";
	else
		seal_key_of(master, ret);
	sodium_memzero(text, sizeof(text));
	sodium_memzero(master, sizeof(master));
	return why;
}

bool seal_key_read(const char *path, struct seal_key *ret, const char **ret_error)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	*ret_error = fd < 0 ? "密钥文件不存在，或者没有权限打开" : key_load(fd, ret);
	if (fd >= 0)
		close(fd);
	return *ret_error == NULL;
}

bool seal_key_make(const char *path, struct world *world, const char **ret_error)
{
	unsigned char master[MASTER];
	char text[DIGITS + 1];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	*ret_error = fd >= 0 ? NULL : errno == EEXIST ? "已经有密钥文件，不覆盖" : "写不了密钥文件";
	if (fd < 0)
		return false;
	world_random(world, master, sizeof(master));
	sodium_bin2hex(text, sizeof(text), master, sizeof(master));
	text[DIGITS] = '\n';
	if (write(fd, text, sizeof(text)) != (ssize_t)sizeof(text) || fsync(fd) != 0)
		*ret_error = "写不了密钥文件";
	sodium_memzero(text, sizeof(text));
	sodium_memzero(master, sizeof(master));
	close(fd);
	if (*ret_error)
		unlink(path);
	return *ret_error == NULL;
}

bool fd_sha256(int fd, int64_t size, char ret_digits[65])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	unsigned char digest[32];
	char piece[65536];
	int64_t at = 0;
	bool ok = true;

	must(ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1);
	while (ok && at < size) {
		ssize_t n = pread(fd, piece, sizeof(piece), at);
		if (n < 0 && errno == EINTR)
			continue;
		ok = n > 0;
		if (ok)
			must(EVP_DigestUpdate(ctx, piece, (size_t)n) == 1);
		at += n > 0 ? n : 0;
	}
	must(EVP_DigestFinal_ex(ctx, digest, NULL) == 1);
	EVP_MD_CTX_free(ctx);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(ret_digits + 2 * i, 3, "%02x", digest[i]);
	return ok && at == size;
}

/* --- sealing ---------------------------------------------------------------------------------- */

/* CTR is its own inverse. */
static void sm4_ctr(const struct seal_key *k, const unsigned char *iv, const unsigned char *from,
                    size_t n, unsigned char *to)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int done = 0;

	must(ctx && n < INT_MAX &&
	     EVP_EncryptInit_ex(ctx, EVP_sm4_ctr(), NULL, k->encrypt, iv) == 1);
	must(n == 0 || (EVP_EncryptUpdate(ctx, to, &done, from, (int)n) == 1 && (size_t)done == n));
	EVP_CIPHER_CTX_free(ctx);
}

/* The code over `1`, the framed place, and body. */
static void code_of(struct arena *a, const struct seal_key *k, struct str place,
                    const unsigned char *body, size_t n, unsigned char ret_code[CODE])
{
	size_t size = 1 + 8 + place.n + n;
	unsigned char *all = arena_alloc(a, size);

	all[0] = '1';
	for (int i = 0; i < 8; i++)
		all[1 + i] = (unsigned char)((uint64_t)place.n >> (56 - 8 * i));
	memcpy(all + 9, place.p ? place.p : "", place.n);
	memcpy(all + 9 + place.n, body, n);
	hmac_sm3((struct str){ (const char *)k->sign, sizeof(k->sign) },
	         (struct str){ (const char *)all, size }, ret_code);
}

struct str seal(struct arena *a, struct world *world, struct str place, struct str text)
{
	size_t n = IV + text.n, size = n + CODE,
	       room = sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	unsigned char *body = arena_alloc(a, size);
	char *out = arena_alloc(a, room + 2);

	must(world->key != NULL);
	world_random(world, body, IV);
	sm4_ctr(world->key, body, (const unsigned char *)text.p, text.n, body + IV);
	code_of(a, world->key, place, body, n, body + n);
	out[0] = '1';
	out[1] = '.';
	sodium_bin2base64(out + 2, room, body, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_of(out);
}

bool unseal(struct arena *a, const struct world *world, struct str place, struct str sealed,
            struct str *ret)
{
	unsigned char *body = arena_alloc(a, sealed.n + 1), code[CODE], *text;
	size_t size = 0, n;

	if (!world->key || sealed.n < 2 || sealed.p[0] != '1' || sealed.p[1] != '.' ||
	    sodium_base642bin(body, sealed.n + 1, sealed.p + 2, sealed.n - 2, NULL, &size, NULL,
	                      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    size < IV + CODE)
		return false;
	n = size - CODE;
	code_of(a, world->key, place, body, n, code);
	if (sodium_memcmp(code, body + n, CODE) != 0)
		return false;
	text = arena_alloc(a, n - IV + 1);
	sm4_ctr(world->key, body, body + IV, n - IV, text);
	*ret = (struct str){ (const char *)text, n - IV };
	return true;
}
