#!/usr/bin/env python3
"""embed.py - law/ and assets/ become one table of bytes inside the program

    embed.py ROOT OUT.c OUT.bin OUT.d FOLDER…

Every file below the folders goes in, but READMEs and hidden files.  The bytes stand one after the
other in OUT.bin, each file followed by a NUL so that text can be read as a C string, and aligned;
the assembler takes them in with one .incbin, which is quick in gcc and in clang and leaves nothing
for the sanitizers to pad.  OUT.c names them: path, bytes, size and SM3, sorted by path.
OUT.d tells ninja what this depends on: the files, and the folders, so that a new file is seen.
"""
import hashlib
import os
import sys


def walk(root, folders):
    """Paths of files and of folders, relative to root and in order of bytes."""
    files, dirs = [], []
    for folder in folders:
        for here, sub, names in os.walk(os.path.join(root, folder)):
            sub[:] = sorted(d for d in sub if not d.startswith(".") and d != "node_modules")
            dirs.append(here)
            files += [os.path.relpath(os.path.join(here, n), root) for n in names
                      if not n.startswith(".") and not n.startswith("README") and not n.endswith("~")]
    return sorted(files, key=os.fsencode), dirs


def main():
    root, out_c, out_bin, out_d, *folders = sys.argv[1:]
    files, dirs = walk(root, folders)
    blob, rows = bytearray(), []
    for path in files:
        with open(os.path.join(root, path), "rb") as f:
            data = f.read()
        blob += bytes(-len(blob) % 16)
        rows.append('\t{ "%s", embedded_bytes + %d, %d, "%s" },\n'
                    % (path, len(blob), len(data), hashlib.new("sm3", data).hexdigest()))
        blob += data + b"\0"
    with open(out_bin, "wb") as f:
        f.write(blob or b"\0")
    with open(out_c, "w", encoding="utf-8") as f:
        f.write('/* Written by scripts/embed.py. */\n#include "base/embedded.h"\n\n'
                '__asm__(".section .rodata\\n.balign 16\\n.hidden embedded_bytes\\n.globl embedded_bytes\\n"\n'
                '        "embedded_bytes:\\n.incbin \\"%s\\"\\n.previous\\n");\n'
                'extern const unsigned char embedded_bytes[] __attribute__((visibility("hidden")));\n\n'
                'const struct embedded embedded_files[] = {\n%s\t{ NULL, NULL, 0, NULL },\n};\n'
                'const size_t n_embedded_files = %d;\n'
                % (os.path.abspath(out_bin), "".join(rows), len(rows)))
    with open(out_d, "w", encoding="utf-8") as f:
        names = dirs + [os.path.join(root, p) for p in files]
        f.write("%s: %s\n" % (out_c, " ".join(n.replace(" ", "\\ ") for n in names)))


if __name__ == "__main__":
    main()
