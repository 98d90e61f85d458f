/*
 * pinyin.h - how names are read, without tones: law/pinyin.csv, law/surnames.csv
 *
 * One reading a character.  The name of a person begins with a surname, which may be read otherwise
 * (单 shan, 解 xie, 尉迟 yu chi); elsewhere the same character is read as it mostly is.  What has no
 * reading stays as it is, in small letters; punctuation falls away.
 *
 *     pinyin_of(law, a, S("蓝天歌舞厅"), false)         -> "lan tian ge wu ting"
 *     pinyin_initials(law, a, S("单晓梅"), true)        -> "sxm"
 *     pinyin_order(law, a, S("李明"), true)             -> "li ming\t李明"
 */
#ifndef LAW_PINYIN_H
#define LAW_PINYIN_H

#include "law/law.h"

/* Of the reading and of the name in an order: an index holds both, and who reads on has seen enough. */
enum { ORDER_BYTES = 300 };

/* `person`: it begins with a surname. */
struct str pinyin_of(const struct law *law, struct arena *a, struct str name, bool person);
struct str pinyin_initials(const struct law *law, struct arena *a, struct str name, bool person);
/*
 * What names are sorted by, as bytes: by syllable as people look them up (李 before 林), names read
 * alike by their characters.  At most 2 * ORDER_BYTES + 1 bytes; empty for an empty name.
 */
struct str pinyin_order(const struct law *law, struct arena *a, struct str name, bool person);

#endif
