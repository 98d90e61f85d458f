/*
 * file_kind.c - types by content, names
 */
#include "store/file_kind.h"

#include <magic.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

/* clang-format off */
static const struct file_type types[] = {
	{ "image/jpeg",      FILE_IMAGE,  "JPEG 图片", "jpg,jpeg,jpe,jfif", true,  true },
	{ "image/png",       FILE_IMAGE,  "PNG 图片",  "png",               true,  true },
	{ "image/gif",       FILE_IMAGE,  "GIF 图片",  "gif",               true,  false },
	{ "image/webp",      FILE_IMAGE,  "WebP 图片", "webp",              true,  false },
	{ "image/heic",      FILE_IMAGE,  "HEIC 图片", "heic,heif",         false, false },
	{ "image/heif",      FILE_IMAGE,  "HEIF 图片", "heif,heic",         false, false },
	{ "image/tiff",      FILE_IMAGE,  "TIFF 图片", "tif,tiff",          false, false },
	{ "image/bmp",       FILE_IMAGE,  "BMP 图片",  "bmp",               false, false },
	{ "application/pdf", FILE_PDF,    "PDF",       "pdf",               false, false },
	{ "application/ofd", FILE_OFFICE, "OFD 版式文件", "ofd",            false, false },
	{ "application/vnd.openxmlformats-officedocument.wordprocessingml.document",   FILE_OFFICE, "Word 文档", "docx", false, false },
	{ "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",         FILE_OFFICE, "Excel 表格", "xlsx", false, false },
	{ "application/vnd.openxmlformats-officedocument.presentationml.presentation", FILE_OFFICE, "演示文稿", "pptx", false, false },
	{ "application/vnd.oasis.opendocument.text",         FILE_OFFICE, "ODF 文档", "odt", false, false },
	{ "application/vnd.oasis.opendocument.spreadsheet",  FILE_OFFICE, "ODF 表格", "ods", false, false },
	{ "application/msword",            FILE_OFFICE, "Word 文档",  "doc,wps,dot", false, false },
	{ "application/vnd.ms-excel",      FILE_OFFICE, "Excel 表格", "xls,et",      false, false },
	{ "application/vnd.ms-powerpoint", FILE_OFFICE, "演示文稿",   "ppt,dps",     false, false },
	{ "application/CDFV2",             FILE_OFFICE, "办公文档",   "doc,xls,ppt,wps,et,dps", false, false },
	{ "video/mp4",       FILE_VIDEO,  "MP4 视频",  "mp4,m4v",           true,  false },
	{ "video/quicktime", FILE_VIDEO,  "MOV 视频",  "mov,qt",            true,  false },
	{ "video/webm",      FILE_VIDEO,  "WebM 视频", "webm",              true,  false },
	{ "video/3gpp",      FILE_VIDEO,  "3GP 视频",  "3gp",               false, false },
	{ "video/x-msvideo", FILE_VIDEO,  "AVI 视频",  "avi",               false, false },
	{ "video/x-matroska", FILE_VIDEO, "MKV 视频",  "mkv",               false, false },
	{ "video/mpeg",      FILE_VIDEO,  "MPEG 视频", "mpg,mpeg",          false, false },
	{ "video/MP2T",      FILE_VIDEO,  "TS 视频",   "ts,mts",            false, false },
	{ "audio/mpeg",      FILE_AUDIO,  "MP3 录音",  "mp3",               true,  false },
	{ "audio/x-m4a",     FILE_AUDIO,  "M4A 录音",  "m4a",               true,  false },
	{ "audio/mp4",       FILE_AUDIO,  "M4A 录音",  "m4a",               true,  false },
	{ "audio/x-wav",     FILE_AUDIO,  "WAV 录音",  "wav",               true,  false },
	{ "audio/AMR",       FILE_AUDIO,  "AMR 录音",  "amr",               false, false },
	{ "audio/ogg",       FILE_AUDIO,  "OGG 录音",  "ogg,oga",           true,  false },
	{ "text/plain",      FILE_TEXT,   "文本",      "txt,log,md,csv",    false, false },
	{ "text/csv",        FILE_TEXT,   "CSV 表格",  "csv,txt",           false, false },
	{ "application/csv", FILE_TEXT,   "CSV 表格",  "csv,txt",           false, false },
};

static const struct { const char *key, *label; } kinds[] = {
	[FILE_IMAGE]  = { "image",  "图片" },
	[FILE_PDF]    = { "pdf",    "PDF" },
	[FILE_OFFICE] = { "office", "办公文档" },
	[FILE_VIDEO]  = { "video",  "视频" },
	[FILE_AUDIO]  = { "audio",  "录音" },
	[FILE_TEXT]   = { "text",   "文本" },
};
_Static_assert(sizeof(kinds) / sizeof(kinds[0]) == N_FILE_KINDS, "each kind has a row");

/* What an archive is by an entry in it. */
static const struct { const char *entry, *type; } archives[] = {
	{ "word/document.xml",    "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ "xl/workbook.xml",      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ "ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
	{ "OFD.xml",              "application/ofd" },
};
static const char *const macros[] = { "word/vbaProject.bin", "xl/vbaProject.bin", "ppt/vbaProject.bin" };
/* clang-format on */

const char *file_kind_key(enum file_kind k)
{
	return kinds[k].key;
}

const char *file_kind_label(enum file_kind k)
{
	return kinds[k].label;
}

const struct file_type *file_type_named(struct str type)
{
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_is(type, types[i].type))
			return &types[i];
	return NULL;
}

/* --- by content ------------------------------------------------------------------------------ */

static pthread_mutex_t magic_lock = PTHREAD_MUTEX_INITIALIZER;

/* The library's tables are a few megabytes and not for several threads: read for each, under a lock. */
static struct str magic_says(struct arena *a, int fd)
{
	static magic_t magic;
	const char *said = NULL;
	struct str type;

	pthread_mutex_lock(&magic_lock);
	if (!magic) {
		magic = magic_open(MAGIC_MIME_TYPE | MAGIC_ERROR);
		if (magic && magic_load(magic, NULL) != 0) {
			magic_close(magic);
			magic = NULL;
		}
	}
	if (magic && lseek(fd, 0, SEEK_SET) == 0)
		said = magic_descriptor(magic, fd);
	type = arena_str(a, str_of(said));
	pthread_mutex_unlock(&magic_lock);
	return type;
}

static bool has_entry(zip_t *z, const char *name)
{
	return zip_name_locate(z, name, 0) >= 0;
}

/* Names only: nothing in the archive is unpacked, so it may hold what it likes. */
static struct str archive_says(int fd, struct str found)
{
	int own = dup(fd);
	zip_error_t error;
	zip_source_t *source;
	FILE *f = own >= 0 && lseek(own, 0, SEEK_SET) == 0 ? fdopen(own, "rb") : NULL;
	zip_t *z;

	if (!f) {
		if (own >= 0)
			close(own);
		return found;
	}
	zip_error_init(&error);
	source = zip_source_filep_create(f, 0, -1, &error);
	if (!source) {
		fclose(f);
		zip_error_fini(&error);
		return found;
	}
	z = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (!z)
		zip_source_free(source);
	for (size_t i = 0; z && i < sizeof(macros) / sizeof(macros[0]); i++)
		if (has_entry(z, macros[i]))
			found = S("带宏的办公文档");
	for (size_t i = 0; z && i < sizeof(archives) / sizeof(archives[0]); i++)
		if (!str_is(found, "带宏的办公文档") && has_entry(z, archives[i].entry))
			found = str_of(archives[i].type);
	if (z)
		zip_discard(z);
	zip_error_fini(&error);
	return found;
}

const struct file_type *file_type_of(struct arena *a, int fd, struct str *ret_found)
{
	struct str found = magic_says(a, fd);
	const struct file_type *t = file_type_named(found);

	if (str_is(found, "application/zip") || str_is(found, "application/octet-stream") ||
	    (t && str_has(found, S("openxmlformats"))))
		found = archive_says(fd, found);
	*ret_found = found.n ? found : S("application/octet-stream");
	return file_type_named(found);
}

/* --- names ----------------------------------------------------------------------------------- */

enum { MOST_NAME = 120, MOST_SHOWN = 255 };

/* One character from *at on; the text is valid UTF-8. */
static uint32_t character(struct str s, size_t *at)
{
	unsigned char c = (unsigned char)s.p[(*at)++];
	uint32_t u = c < 0x80 ? c : c < 0xe0 ? c & 0x1f : c < 0xf0 ? c & 0x0f : c & 0x07;

	while (*at < s.n && ((unsigned char)s.p[*at] & 0xc0) == 0x80)
		u = u << 6 | ((unsigned char)s.p[(*at)++] & 0x3f);
	return u;
}

/* Controls, what turns the direction of text, what takes no room. */
static bool unseen(uint32_t u)
{
	return u < 0x20 || (u >= 0x7f && u < 0xa0) || u == 0xad || u == 0x61c || u == 0x180e ||
	       (u >= 0x200b && u <= 0x200f) || (u >= 0x2028 && u <= 0x202e) ||
	       (u >= 0x2060 && u <= 0x206f) || u == 0xfeff || (u >= 0xfff0 && u <= 0xfffb) ||
	       (u >= 0xe0000 && u <= 0xe0fff);
}

static struct str last_part(struct str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
			return str_from(name, i);
	return name;
}

struct str file_name_shown(struct arena *a, struct str name)
{
	char *out;
	size_t n = 0;

	name = utf8_ok(name, NULL) ? last_part(name) : S("");
	out = arena_array(a, char, name.n + 1);
	for (size_t at = 0, from = 0; at < name.n; from = at) {
		bool skip = unseen(character(name, &at));
		if (n + at - from > MOST_SHOWN)
			break;
		for (size_t i = from; !skip && i < at; i++)
			out[n++] = name.p[i];
	}
	name = str_trim((struct str){ out, n });
	return name.n ? name : S("未命名");
}

static bool is_reserved(struct str stem)
{
	static const char list[] = "con,prn,aux,nul,com1,com2,com3,com4,com5,com6,com7,com8,com9,"
				   "lpt1,lpt2,lpt3,lpt4,lpt5,lpt6,lpt7,lpt8,lpt9";
	char low[8];

	if (stem.n >= sizeof(low))
		return false;
	for (size_t i = 0; i < stem.n; i++)
		low[i] = (char)(stem.p[i] >= 'A' && stem.p[i] <= 'Z' ? stem.p[i] + 32 : stem.p[i]);
	return str_index(list, (struct str){ low, stem.n }) >= 0;
}

static void name_split(struct str name, struct str *ret_stem, struct str *ret_end)
{
	size_t dot = name.n;

	while (dot && name.p[dot - 1] != '.')
		dot--;
	*ret_stem = dot > 1 ? (struct str){ name.p, dot - 1 } : name;
	*ret_end = dot > 1 ? str_from(name, dot) : S("");
}

/* In lower case, when it is an end of this type. */
static struct str end_of(struct arena *a, struct str end, const struct file_type *t)
{
	char *low = arena_array(a, char, end.n + 1);

	for (size_t i = 0; i < end.n; i++)
		low[i] = (char)(end.p[i] >= 'A' && end.p[i] <= 'Z' ? end.p[i] + 32 : end.p[i]);
	if (!t)
		return S("bin");
	return str_index(t->ends, (struct str){ low, end.n }) >= 0 ? (struct str){ low, end.n }
	                                                           : S("");
}

struct str file_name_safe(struct arena *a, struct str name, const struct file_type *t)
{
	struct str shown = file_name_shown(a, name), stem, end;
	char *out = arena_array(a, char, shown.n + 1);
	size_t n;

	name_split(shown, &stem, &end);
	end = end_of(a, end, t);
	if (!end.n) {
		stem = shown;
		end = str_nth(t->ends, 0);
	}
	for (size_t i = 0; i < stem.n; i++)
		out[i] = strchr("<>:\"|?*/\\", stem.p[i]) ? '_' : stem.p[i];
	for (n = stem.n; n && (out[n - 1] == '.' || out[n - 1] == ' '); n--)
		;
	while (n > MOST_NAME - end.n)
		for (n--; n && ((unsigned char)out[n] & 0xc0) == 0x80; n--)
			;
	stem = (struct str){ out, n };
	if (!stem.n || stem.p[0] == '.' || stem.p[0] == '-' || stem.p[0] == '~' ||
	    is_reserved(stem))
		stem = arena_fmt(a, "_%.*s", P(stem));
	return arena_fmt(a, "%.*s.%.*s", P(stem), P(end));
}
