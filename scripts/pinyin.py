#!/usr/bin/env python3
"""pinyin - law/pinyin.csv made whole: the 6,763 characters of GB 2312, readings without tone

    scripts/pinyin.py Unihan_Readings.txt[.bz2] > law/pinyin.new     (Debian: unicode-data)

A reading that stands in law/pinyin.csv already is kept: it was chosen by hand, names first
(曾 zeng, 都 du).  The others are kMandarin of the Unihan database, which is the reading most used.
ü is v, as it is typed.  Sorted by code point.
"""
import bz2
import csv
import sys
import unicodedata


def plain(reading):
    letters = unicodedata.normalize('NFD', reading.lower()).replace('u\u0308', 'v')
    return ''.join(c for c in letters if c.isascii() and c.isalpha())


def gb2312():
    for high in range(0xb0, 0xf8):
        for low in range(0xa1, 0xff):
            try:
                yield bytes((high, low)).decode('gb2312')
            except UnicodeDecodeError:
                pass


def main():
    opens = bz2.open if sys.argv[1].endswith('.bz2') else open
    said = {}
    with opens(sys.argv[1], 'rt', encoding='utf-8') as f:
        for line in f:
            cells = line.rstrip('\n').split('\t')
            if len(cells) == 3 and cells[1] == 'kMandarin':
                said[chr(int(cells[0][2:], 16))] = plain(cells[2].split()[0])
    with open('law/pinyin.csv', encoding='utf-8', newline='') as f:
        kept = {r['char']: r['pinyin'] for r in csv.DictReader(f)}
    rows = {c: said[c] for c in gb2312()} | kept
    print('char,pinyin')
    for c in sorted(rows):
        print(f'{c},{rows[c]}')


main()
