# SPDX-License-Identifier: GPL-2.0-or-later
"""The arithmetic of the benchmarks, on two small items of ours: a benchmark that counts wrongly misleads everybody."""
import gzip
import os
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import measure  # pylint: disable=wrong-import-position
import pages  # pylint: disable=wrong-import-position
import removed  # pylint: disable=wrong-import-position
import sets  # pylint: disable=wrong-import-position

ITEMS = [{"id": "a", "title": "Bridge opens", "text": "The bridge opened.", "gold": {"text": "The bridge opened.", "ad": False}},
         {"id": "b", "title": "افتتاح الجسر", "text": "افتتح الجسر.", "gold": {"text": "افتتح الجسر.", "ad": False}}]
SCORES = {"clean": {"items": 2, "f1": 0.99, "spotless": 0.5}, "regions": {"country": {"f1": 1.0}}, "missing": 0}
REMOVED = [{"file": "f", "id": "1", "words": 3, "text": "Left.", "held": False, "removed": [{"rule": "tags", "text": "x"}] * 2},
           {"file": "f", "id": "2", "words": 3, "text": " ", "held": True, "removed": [{"rule": "tags", "text": "x"}]},
           {"file": "f", "id": "3", "words": 0, "text": "", "held": False, "removed": []},
           {"file": "g", "error": "no feed"}]


def checks():
    with tempfile.TemporaryDirectory() as folder:
        for name, opener in (("s.jsonl", open), ("s.jsonl.gz", gzip.open)):
            path = os.path.join(folder, name)
            with opener(path, "wb") as file:
                file.write(measure.write_rows(ITEMS) + b"\n")
            yield "a set is read back: " + name, sets.read_set(path) == ITEMS
    yield "gold is no input", "gold" not in measure.write_rows(measure.blind(ITEMS)).decode() and "gold" in ITEMS[0]
    flat = sets.flatten(SCORES)
    yield "scores are flattened", flat == {"clean items": 2, "clean f1": 0.99, "clean spotless": 0.5,
                                           "regions country f1": 1.0, "missing": 0}
    chosen = list(sets.choose("wire", flat))
    yield "figures and bars", chosen == [("clean f1", 0.99, (">=", 0.985)), ("clean spotless", 0.5, (">=", 0.85)),
                                         ("regions country f1", 1.0, (">=", 0.93))]
    yield "missing items are told", ("missing", 3.0, None) in sets.choose("wire", {"missing": 3})
    yield "a bar that is met", measure.row("s", "m", 0.985, (">=", 0.985)).endswith("  met")
    yield "a bar that is missed", measure.row("s", "m", 8.1, ("<=", 8)).endswith("not met")
    yield "the median of three and of four", (measure.median([9, 1, 5]), measure.median([4, 1, 3, 2])) == (5, 2)
    yield "the 95th percentile", pages.statistics(range(1, 101)) == (50, 95)
    yield "of one value all are it", pages.statistics([7.0]) == (7.0, 7.0)
    table = pages.table(0.96, [7.0, 7.5, 30.0], [6.5, 7.0, 29.5], [6.0, 6.5, 29.0], [60.0, 61.0, 62.0], 50.0, (40.0, 30.0, 35.0))
    yield "peers stand beside", [line.split()[-3:] for line in table[-2:]] == [["Readability.js", "0.948", "70.0"], ["rdrview", "0.947", "29.0"]]
    process, output = measure.run([sys.executable, "-c", "print(input())"], b"line\n")
    yield "a run gives output, time and memory", output == b"line\n" and process.seconds > 0 and 1 < process.peak_mib < 500
    try:
        measure.run([sys.executable, "-c", "raise SystemExit(3)"], b"")
        failed = False
    except RuntimeError:
        failed = True
    yield "a run that fails is no figure", failed
    figures, blocks, emptied, unread = removed.summarise(REMOVED)
    yield "what was removed is counted", (figures["items"], figures["held"], figures["changed"], blocks["tags", "x"]) == (3, 1, 2, 3)
    yield "an emptied item is seen, one without words is none", emptied == [("f", "2")] and unread == [("g", "no feed")]


def main():
    rows = list(checks())
    print("1..%d" % len(rows))
    for number, (name, good) in enumerate(rows, 1):
        print("%s %d - %s" % ("ok" if good else "not ok", number, name))
    return not all(good for _, good in rows)


if __name__ == "__main__":
    sys.exit(main())
