# SPDX-License-Identifier: GPL-2.0-or-later
"""What is compiled and trained from tables is the same each time, and the held-out sentences are held out.

usage: test_data.py COMPILE-GAZETTEER GAZETTEER-FOLDER TRAIN-EVENTS EVENTS-FOLDER DATA-DIR
"""
import collections
import hashlib
import os
import subprocess
import sys
import tempfile


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def build_twice(command, given):
    """Whether @command writes the same bytes twice, into another folder each time, and those that the build wrote."""
    seen = set()
    for _ in range(2):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "out.bin")
            subprocess.run(command + [path], check=True)
            seen.add(digest(path))
    return seen == {digest(given)}


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [line.rstrip("\n").split("\t") for line in lines if not line.startswith("#")]


def main(argv):
    sys.dont_write_bytecode = True
    compiler, gazetteer, trainer, events, data = argv[1:]
    os.environ["SIYAQ_DATA_DIR"] = data
    sys.path.insert(0, events)
    maker = __import__("make-sentences")
    texts = sorted(os.path.join(events, name) for name in os.listdir(events) if name.startswith("sentences-") and name.endswith(".txt"))
    rows = read(os.path.join(events, "sentences.tsv"))
    written = subprocess.run([sys.executable, os.path.join(events, "make-sentences.py")] + texts, stdout=subprocess.PIPE, check=True).stdout
    with open(os.path.join(events, "sentences.tsv"), "rb") as file:
        stored = file.read()
    source = list(dict.fromkeys(maker.read(texts)))
    held = maker.hold_out(source)
    bags = {text: maker.words(text) for _, text in source}
    near = [(a, b) for a in held for b in bags if b not in held and maker.near(bags[a], bags[b])]
    types = {row[0] for row in read(os.path.join(events, "events.tsv"))} | {"none"}
    parts = collections.defaultdict(set)
    for label, lang, part, _ in rows:
        parts[label].add((lang, part))
    share = sum(row[2] == "held" for row in rows) / len(rows)
    checks = [
        ("the gazetteer is the same byte for byte", build_twice([compiler, gazetteer], os.path.join(data, "gazetteer.bin"))),
        ("the event model is the same byte for byte",
         build_twice([trainer, os.path.join(events, "sentences.tsv"), os.path.join(events, "triggers.tsv")],
                     os.path.join(data, "event-model.bin"))),
        ("sentences.tsv is what make-sentences.py writes", written == stored),
        ("1,500 sentences or more, and a fifth is held out", len(rows) >= 1500 and 0.2 <= share <= 0.25),
        ("no near-copies over the split", not near),
        ("each type has both languages in both parts",
         set(parts) == types and all(len(found) == 4 for found in parts.values())),
    ]
    print("1..%d" % len(checks))
    for n, (name, right) in enumerate(checks, 1):
        print("%s %d - %s" % ("ok" if right else "not ok", n, name))
    return not all(right for _, right in checks)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
