#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes sentences.tsv, the labelled sentences that the event model learns from and is measured on.

usage: make-sentences.py SENTENCES.txt… > sentences.tsv

The .txt files hold sentences that were written for the project, a line each, under the type they tell. "{T}" and its
like are filled from the lists below: a sentence with a gap is given twice, with other names. A row: the type, the
language, train or held, the sentence. A fifth is held out, by its sentence before the gaps are filled, and sentences
that share half of their words stay together, so that no two near-copies stand on both sides. Nothing depends on chance:
the choice is a hash of the sentence.
"""
import collections
import hashlib
import re
import sys

# Two for each gap and language; what they name says nothing of the type, and the model does not see names of places.
FILL = {
    "en": {"T": ["Kalmunai", "Temuco", "Batna", "Mbeya", "Gorakhpur", "Osijek"], "T2": ["Sliven", "Jinja", "Tacna"],
           "P": ["Antioquia province", "North Kivu", "Nineveh", "Oaxaca", "Sabah"], "C": ["Peru", "Nepal", "Chad", "Kenya", "Serbia", "Oman"],
           "C2": ["Bolivia", "Ghana", "Cambodia"], "D": ["Chilean", "Burmese", "Kenyan", "Polish"], "N": ["six", "14", "nine", "27", "40"],
           "B": ["30,000", "two million", "12,500"], "W": ["Marta Olvera", "Samuel Adeyi", "Ravi Kolhe"],
           "G": ["Monday", "Thursday", "Saturday"]},
    "ar": {"T": ["تاونات", "المكلا", "بني سويف", "الكوت", "صيدا", "نواكشوط"], "T2": ["عنابة", "إربد", "كسلا"],
           "P": ["محافظة المثنى", "ولاية بورنو", "إقليم بونتلاند", "ولاية سطيف"], "C": ["بيرو", "نيبال", "كينيا", "صربيا", "تشاد"],
           "C2": ["غانا", "كمبوديا", "بوليفيا"], "D": ["الكيني", "البولندي"], "N": ["ستة", "14", "تسعة", "27", "40"],
           "B": ["ثلاثين ألف", "مليوني", "12500"], "W": ["سالم الحوراني", "مارتا أولفيرا", "نادر البيطار"],
           "G": ["الاثنين", "الخميس", "السبت"]},
}
FILLINGS = 2
# Sentences that share this much of the shorter one's words are near-copies.
NEAR = 0.5


def digest(text):
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest()[:12], 16)


def language(text):
    return "ar" if re.search("[\u0621-\u064a]", text) else "en"


def fill(text, turn):
    lists = FILL[language(text)]
    seed = digest(text) + turn

    def choose(match):
        names = lists[match.group(1)]
        return names[(seed + 7 * len(match.group(1))) % len(names)]

    return re.sub(r"\{(\w+)\}", choose, text)


def words(text):
    return set(re.findall(r"\w+", re.sub(r"\{\w+\}", " ", text.lower()))) - set("a an the of in to on for at and as after with by from is its".split())


def near(a, b):
    return bool(a and b) and len(a & b) >= NEAR * min(len(a), len(b))


def read(paths):
    label = None
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                line = line.strip()
                if re.fullmatch(r"\[[a-z-]+\]", line):
                    label = line[1:-1]
                elif line:
                    yield label, line


def families(rows):
    """The sentences that are near each other, directly or through others, as lists."""
    bags = [words(text) for _, text in rows]
    family = list(range(len(rows)))

    def root(n):
        while family[n] != n:
            n = family[n]
        return n

    for a in range(len(rows)):
        for b in range(a):
            if near(bags[a], bags[b]):
                family[root(a)] = root(b)
    members = collections.defaultdict(list)
    for n, row in enumerate(rows):
        members[root(n)].append(row)
    return sorted(members.values(), key=lambda rows: digest(rows[0][1]))


def hold_out(rows):
    """A fifth of each type and language as far as families allow, which stay whole."""
    quota = {key: -(-count // 5) for key, count in collections.Counter((label, language(text)) for label, text in rows).items()}
    held = set()
    for members in families(rows):
        if all(quota[label, language(text)] > 0 for label, text in members):
            for label, text in members:
                quota[label, language(text)] -= 1
                held.add(text)
    return held


def main(paths):
    rows = list(dict.fromkeys(read(paths)))
    held = hold_out(rows)
    print("# type\tlanguage\tpart\tsentence")
    for label, text in rows:
        fillings = dict.fromkeys(fill(text, turn) for turn in range(FILLINGS))
        for sentence in fillings:
            print("%s\t%s\t%s\t%s" % (label, language(text), "held" if text in held else "train", sentence))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
