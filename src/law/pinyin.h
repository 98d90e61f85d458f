/*
 * pinyin.h - how names are read, without tones: law/pinyin.csv
 *
 * One reading a character, that of names where they differ.  What has none stays as it is, in small
 * letters; punctuation falls away.
 *
 *     pinyin_of(law, a, S("蓝天歌舞厅"))                -> "lan tian ge wu ting"
 *     pinyin_initials(law, a, S("蓝天歌舞厅"))          -> "ltgwt"
 */
#ifndef LAW_PINYIN_H
#define LAW_PINYIN_H

#include "law/law.h"

/* Sorts as people look names up: by syllable, so 李 stands before 林. */
struct str pinyin_of(const struct law *law, struct arena *a, struct str name);
struct str pinyin_initials(const struct law *law, struct arena *a, struct str name);

#endif
