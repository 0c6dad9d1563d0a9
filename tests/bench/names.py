# SPDX-License-Identifier: GPL-2.0-or-later
"""Names in a gloss to English, spelled as the reference spells them: set, metric, figure, bar, met or not.

usage: names.py SIYAQ [--misses N]

A case is a name of a reference sentence that the gazetteer or the lexicon's list of names has, the longest one at a place;
it counts where the gloss of the Arabic sentence has it letter for letter. Names that are words as well ("May") are no cases.
The pairs are looked for under $SIYAQ_SHARED. N misses are printed, those most often missed first.
"""
import collections
import gzip
import json
import os
import re
import sys

sys.dont_write_bytecode = True
import measure  # pylint: disable=wrong-import-position

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data")
BAR = (">=", 0.7)
LONGEST = 4
# Smaller places are in no reference but by chance.
MIN_POPULATION = 100000
WORD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž'’.-]*[A-Za-zÀ-ž]|[A-Za-z]")


def read_table(*path):
    name = os.path.join(DATA, *path)
    opener = gzip.open if name.endswith(".gz") else open
    with opener(name, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.strip() and not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def read_words():
    """English words that are no names, lower case."""
    words = set()
    for name in ("common-en.txt", "known-en.txt"):
        for row in read_table("lexicon", name):
            words.update(row[0].split())
    return words


def read_names():
    """Names that are known, as they are spelled."""
    names = set()
    for row in read_table("lexicon", "news.tsv"):
        if row[2] in ("name", "person") and "<" not in row[3:]:
            names.update(re.sub("^[Tt]he ", "", form) for form in row[1].split("/"))
    for row in read_table("gazetteer", "cities.tsv.gz"):
        if int(row[7] or 0) >= MIN_POPULATION:
            names.add(row[1])
    for row in read_table("gazetteer", "city-names.tsv"):
        names.add(row[1].split("|")[0])
    words = read_words()
    return {name for name in names if " " in name or name.lower() not in words}


def find_names(text, names):
    """The known names of a text, longest first at each place."""
    found = []
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            name = re.sub("['’]s$", "", text[tokens[at].start():tokens[at + length - 1].end()])
            if name in names and name[0].isupper():
                found.append(name)
                at += length
                break
        else:
            at += 1
    return found


def main(argv):
    if len(argv) < 2:
        print(__doc__.split("\n")[2], file=sys.stderr)
        return 64
    path = measure.shared("bench", "flores-mt-dev.jsonl")
    if path is None:
        print("names: nothing to measure: SIYAQ_SHARED names no folder with bench/flores-mt-dev.jsonl")
        return 0
    with open(path, encoding="utf-8") as stream:
        pairs = measure.read_rows(stream)
    items = [{"id": str(at), "feed": "names%d" % at, "lang": "ar", "title": pair["ar"], "text": pair["ar"]} for at, pair in enumerate(pairs)]
    output = measure.run([argv[1], "annotate", "--to", "en"], measure.write_rows(items))[1]
    glosses = {row["id"]: row["translation"]["title"] if row.get("translation") else "" for row in measure.read_rows(output.decode().split("\n"))}
    names = read_names()
    cases = hits = 0
    misses = collections.Counter()
    for at, pair in enumerate(pairs):
        for name in find_names(pair["en"], names):
            cases += 1
            if re.search(r"(?<![A-Za-z])%s(?![A-Za-z])" % re.escape(name), glosses.get(str(at), "")):
                hits += 1
            else:
                misses[name] += 1
    print(measure.row("flores-mt", "names that are known", cases))
    print(measure.row("flores-mt", "… spelled as the reference", hits / max(cases, 1), BAR))
    if "--misses" in argv:
        for name, count in misses.most_common(int(argv[argv.index("--misses") + 1])):
            print("  %3d %s" % (count, name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
