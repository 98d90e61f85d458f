/*
 * template.h - prose with typed holes
 *
 * A template is text, data per bureau and year.  One line is one block:
 *
 *     # 一、主要工作进展情况             heading, one # a level, up to four
 *     办理案件{{case.total}}。           paragraph; a blank line means nothing
 *     | 项目 | {{case.total|数}} |       row of a table; the first row is its head
 *     @title {{org}}{{year}}年度报告     also @subtitle @number @signer @date
 *     @part results                      what follows belongs to this part of `report-content`:
 *                                        results shortcomings head_duty plan other
 *     @sum A = B + C                     a closing sum; @le A <= B
 *     @word 12345                        digits that are a name and not a number
 *     @missing 请补充问题及其原因。      stands in red where people must still write; a failed check
 *     @note …                            for those who edit the template
 *
 * Holes:
 *     {{case.total}}                     the figure, number and unit: 30件
 *     {{case.total[domain=tourism]}}     narrowed: field=value, several joined by commas; one of
 *                                        several values: kind=licence+reward
 *     {{case.flow.new}}                  of work in progress: brought_in new ended carried_out
 *     {{case.total.last}} {{case.total.change}}    last year; 比上年增加3件
 *     {{case.total|余}}                  formats: 数 (no unit) 约 近 余 元 万元
 *     {{org}} {{year}} {{last_year}} {{next_year}} {{as_of}} {{cutoff}} {{today}}
 *     {{#if case.total.last}}…{{else}}…{{/if}}     it has a value, a true zero is one;
 *                                        also {{#if case.total > 0}} and = <> < <= >=
 *     {{#each shortcoming.found}}（{N}）{text}。原因：{cause}。{{/each}}
 *                                        the records behind a figure, or {{#each task where due > $to}}
 *                                        those of a ledger begun in the year; {n} {N} 1 一, {field}
 *
 * template_parse() looks at form alone and template_check() at names: a figure, ledger, field,
 * choice or format that is not there is refused with its line and its hole.
 *
 * Memory:  nodes in the arena; texts point into `text`, which must live as long.
 *
 * Example:
 *     struct template t;
 *     if (!template_parse(&t, arena, text, r) || !template_check(&t, p, r))
 *             … r holds why, with .line
 */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include "base/prose.h"
#include "ledger/figures.h"

enum if_op { IF_HAS, IF_EQ, IF_NE, IF_GT, IF_GE, IF_LT, IF_LE };

struct sum { int line; bool le; struct str left, *right; size_t n, cap; };

struct template {
	struct arena *arena;
	struct nodes nodes;
	struct sum *sums;       size_t n_sums, cap_sums;
	struct str *words;      size_t n_words, cap_words;
};

bool template_parse(struct template *t, struct arena *a, struct str text, struct refusals *r);
bool template_check(const struct template *t, const struct program *p, struct refusals *r);

/* The five parts that report-content names. */
enum part { PART_RESULTS, PART_SHORTCOMINGS, PART_HEAD_DUTY, PART_PLAN, PART_OTHER, N_PARTS };
extern const char *const part_keys[N_PARTS], *const part_labels[N_PARTS];
int part_of(struct str key);                    /* -1: no such part                            */

/* A figure as a hole names it. */
enum ref_part { REF_VALUE, REF_BROUGHT, REF_NEW, REF_ENDED, REF_CARRIED, REF_LAST, REF_CHANGE, N_REF_PARTS };
struct ref {
	const struct table *t;
	const struct figure *f;
	struct str id;          /* key and selection: case.total[domain=tourism]               */
	struct str key, select;
	enum ref_part part;
};
/* False: *ret_why says what is unknown, in the arena. */
bool ref_resolve(const struct program *p, struct arena *a, struct str text, struct ref *ret, struct str *ret_why);

/* "数", "约" …: is there such a format? */
bool format_known(struct str format);
/* {{org}}, {{year}} …: index or -1; the report fills them. */
enum { NAME_ORG, NAME_YEAR, NAME_LAST_YEAR, NAME_NEXT_YEAR, NAME_AS_OF, NAME_CUTOFF, NAME_TODAY, N_NAMES };
int name_known(struct str name);


#endif
