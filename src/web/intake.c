/*
 * intake.c - fields and files of a body that streams in
 */
#include "web/intake.h"

static bool fail(struct intake *in, int status, struct str say, struct str why)
{
	if (in->status)
		return false;
	in->status = status;
	in->say = say;
	in->why = why;
	in->fault = status >= 500;
	intake_drop(in);
	return false;
}

static bool fail_draft(struct intake *in, const struct file_draft *d, struct str name)
{
	if (d->over)
		return fail(in, 413, arena_fmt(in->arena, "“%.*s”太大，没有收下。", P(name)),
		            arena_fmt(in->arena, "一个文件最大 %lld MB。请压缩或者分段后再上传。",
		                      (long long)(in->limit >> 20)));
	return fail(in, 507, S("没有收下：服务器存不了文件。"),
	            arena_str(in->arena, str_of(d->error)));
}

static bool file_begin(struct intake *in, struct str key, struct str name)
{
	struct file_draft *d = &in->drafts[in->n_uploads];
	struct upload *u = &in->uploads[in->n_uploads];

	if (in->csrf.n && !str_eq(pair_of(&in->form, "csrf"), in->csrf))
		return fail(in, 403, S("页面已经过期，没有收下文件。"),
		            S("请返回重新打开页面，再上传一次。"));
	if (in->n_uploads == INTAKE_FILES)
		return fail(in, 413, arena_fmt(in->arena, "一次最多上传%d个文件。", INTAKE_FILES),
		            S("请分几次上传。"));
	if (!file_draft_begin(in->store, d, in->limit))
		return fail_draft(in, d, name);
	*u = (struct upload){ arena_str(in->arena, key), arena_str(in->arena, name), S(""), S(""),
		              d };
	in->n_uploads++;
	in->in_file = true;
	return true;
}

static bool file_end(struct intake *in)
{
	struct upload *u = &in->uploads[in->n_uploads - 1];

	in->in_file = false;
	if (!file_draft_end(u->draft))
		return fail_draft(in, u->draft, u->file);
	/* A form whose file field was left empty sends one without name and bytes. */
	if (!u->file.n && !u->draft->size) {
		file_draft_drop(u->draft);
		in->n_uploads--;
	}
	return true;
}

static bool part(void *arg, struct str name, bool is_file, struct str filename)
{
	struct intake *in = arg;

	if (is_file)
		return file_begin(in, name, filename);
	in->name = arena_str(in->arena, name);
	buf_init(&in->text, INTAKE_TEXT);
	return true;
}

static bool data(void *arg, struct str bytes)
{
	struct intake *in = arg;
	struct upload *u = &in->uploads[in->in_file ? in->n_uploads - 1 : 0];

	if (in->in_file)
		return file_draft_put(u->draft, bytes) || fail_draft(in, u->draft, u->file);
	buf_put(&in->text, bytes);
	return !in->text.over || fail(in, 413, S("填写的内容过长。"), S(""));
}

static bool end(void *arg)
{
	struct intake *in = arg;
	struct str text;

	if (in->in_file)
		return file_end(in);
	text = arena_str(in->arena, buf_str(&in->text));
	buf_drop(&in->text);
	if (!utf8_ok(text, NULL) || in->form.n > 100)
		return fail(in, 400, S("表单看不懂。"), S(""));
	pair_add(in->arena, &in->form, in->name, text);
	return true;
}

static const struct multipart_sink sink = { part, data, end };

void intake_begin(struct intake *in, struct str type, struct str name)
{
	in->whole = !str_starts(type, S("multipart/form-data"));
	if (!in->whole && !multipart_begin(&in->parts, type, &sink, in))
		fail(in, 400, S("表单看不懂。"), S("multipart 没有写明分界。"));
	else if (in->whole)
		file_begin(in, S("file"), name);
}

bool intake_feed(struct intake *in, struct str bytes)
{
	bool ok = !in->status && (in->whole ? data(in, bytes) : multipart_feed(&in->parts, bytes));

	if (ok)
		return true;
	fail(in, 400, S("表单看不懂。"), S("multipart 的格式不对。"));
	in->over += (int64_t)bytes.n;
	return in->over <= INTAKE_OVER;
}

void intake_end(struct intake *in)
{
	if (in->status)
		return;
	if (in->whole)
		file_end(in);
	else if (!multipart_end(&in->parts))
		fail(in, 400, S("没有收完。"), S("上传中断，请再上传一次。"));
}

void intake_drop(struct intake *in)
{
	for (size_t i = 0; i < in->n_uploads; i++)
		file_draft_drop(&in->drafts[i]);
	in->n_uploads = 0;
	in->in_file = false;
	buf_drop(&in->text);
}
