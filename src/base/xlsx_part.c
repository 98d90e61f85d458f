/*
 * xlsx_part.c - one part of a workbook: unpacked piece by piece, counted, and parsed
 */
#include "base/xlsx_inner.h"

#include <expat.h>
#include <string.h>
#include <zip.h>

enum { PIECE = 64 << 10 };

static const char *local(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon ? colon + 1 : name;
}

const char *xml_att(const char **atts, const char *name)
{
	for (size_t i = 0; atts[i]; i += 2)
		if (!strcmp(local(atts[i]), name))
			return atts[i + 1];
	return NULL;
}

void xlsx_stop(struct xml *m, const char *error)
{
	if (error && !m->x->error)
		m->x->error = error;
	m->stopped = true;
	XML_StopParser(m->parser, XML_FALSE);
}

static void on_start(void *arg, const char *name, const char **atts)
{
	struct xml *m = arg;

	m->start(m, local(name), atts);
}

static void on_end(void *arg, const char *name)
{
	struct xml *m = arg;

	if (!m->stopped)
		m->end(m, local(name));
}

static void on_text(void *arg, const char *s, int n)
{
	struct xml *m = arg;

	if (m->keeps && !m->stopped)
		buf_put(&m->text, (struct str){ s, (size_t)n });
	if (m->text.over)
		xlsx_stop(m, "有一格的文字太长");
}

/* Nothing of ours declares a document type, and entities are how a small file becomes a large one. */
static void on_doctype(void *arg, const char *name, const char *sysid, const char *pubid,
                       int subset)
{
	(void)name;
	(void)sysid;
	(void)pubid;
	(void)subset;
	xlsx_stop(arg, "工作簿里有文档类型声明，不予读取");
}

static void on_entity(void *arg, const char *name, int is_parameter, const char *value, int n,
                      const char *base, const char *sysid, const char *pubid, const char *notation)
{
	(void)name;
	(void)is_parameter;
	(void)value;
	(void)n;
	(void)base;
	(void)sysid;
	(void)pubid;
	(void)notation;
	xlsx_stop(arg, "工作簿里有实体声明，不予读取");
}

static bool begin(struct xml *m)
{
	XML_Parser p = XML_ParserCreate(NULL);

	m->parser = p;
	if (!p)
		return false;
	m->stopped = m->keeps = false;
	buf_init(&m->text, XLSX_CELL);
	XML_SetUserData(p, m);
	XML_SetElementHandler(p, on_start, on_end);
	XML_SetCharacterDataHandler(p, on_text);
	XML_SetStartDoctypeDeclHandler(p, on_doctype);
	XML_SetEntityDeclHandler(p, on_entity);
	return true;
}

static void end(struct xml *m)
{
	XML_ParserFree(m->parser);
	buf_drop(&m->text);
}

static bool feed(struct xml *m, const char *p, size_t n, bool last)
{
	if (XML_Parse(m->parser, p, (int)n, last) == XML_STATUS_OK)
		return true;
	if (!m->stopped && !m->x->error)
		m->x->error = "工作簿损坏：里面的 XML 不完整";
	return false;
}

bool xlsx_xml(struct xml *m, struct str xml)
{
	if (!begin(m))
		return m->x->error = "内存不足", false;
	while (xml.n > PIECE && feed(m, xml.p, PIECE, false))
		xml = str_from(xml, PIECE);
	if (!m->stopped && !m->x->error)
		feed(m, xml.p, xml.n, true);
	end(m);
	return !m->x->error;
}

/* The size and the ratio are those of what came out, not those that a header claims. */
static bool within(struct xlsx *x, size_t n)
{
	size_t most = x->size > XLSX_MOST_BYTES / XLSX_RATIO ? (size_t)XLSX_MOST_BYTES
	                                                     : x->size * XLSX_RATIO;

	x->read += n;
	if (x->read > XLSX_MOST_BYTES)
		x->error = "工作簿展开后超过 512 MB，请分成几个文件";
	else if (x->read > XLSX_LEAST && x->read > most)
		x->error = "工作簿的压缩率异常，不予读取";
	return !x->error;
}

bool xlsx_part(struct xml *m, struct str name, bool must_be)
{
	struct xlsx *x = m->x;
	zip_file_t *f = zip_fopen(x->zip, arena_z(x->a, name), 0);
	char piece[PIECE];
	zip_int64_t n = 1;

	if (!f) {
		if (must_be)
			x->error = "工作簿损坏：缺少其中一部分";
		return !must_be;
	}
	if (!begin(m)) {
		zip_fclose(f);
		return x->error = "内存不足", false;
	}
	while (n > 0 && !x->error && !m->stopped) {
		n = zip_fread(f, piece, sizeof(piece));
		if (n < 0)
			x->error = "工作簿损坏：不能展开";
		else if (within(x, (size_t)n))
			feed(m, piece, (size_t)n, n == 0);
	}
	end(m);
	zip_fclose(f);
	return !x->error;
}
