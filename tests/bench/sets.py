# SPDX-License-Identifier: GPL-2.0-or-later
"""The command over the sets of items, a row a figure: set, metric, figure, bar, met or not.

usage: sets.py SIYAQ [SET…]

The sets and score.py, which scores them, are looked for under $SIYAQ_SHARED; tests/sets/second and third are in the tree. A set
that is not there is named and passed over. What is right about an item is taken out before the command sees it.
"""
import gzip
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import measure  # pylint: disable=wrong-import-position

OWN_SETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sets")
# Set: (its path under the folder of sets, or its name alone where it is in the tree; the command's options).
SETS = {
    "wire": (("bench", "wire", "items.jsonl"), ["--prime"]),
    "wire, unprimed": (("bench", "wire", "items.jsonl"), []),
    "second": ("second", ["--prime"]),
    "second, unprimed": ("second", []),
    "third": ("third", ["--prime"]),
    "third, unprimed": ("third", []),
    "seeds": (("seeds", "items.jsonl"), ["--prime"]),
    "pages": (("bench", "pages.jsonl.gz"), []),
    "g5": (("bench", "g5.jsonl"), []),
    "flores-dev": (("bench", "flores-dev.jsonl"), []),
    "geovirus": (("bench", "geovirus.jsonl"), []),
    "trnews": (("bench", "trnews.jsonl"), []),
}
BARS = {
    "wire": {
        "clean f1": 0.985, "clean spotless": 0.85, "clean paragraphs_kept": 0.998, "ads precision": 1.0, "ads recall": 0.9,
        "regions country f1": 0.93, "regions country first": 0.95, "regions province f1": 0.85, "events first": 0.82,
        "events f1": 0.80, "stories b3_f1": 0.93, "stories pair_f1": 0.90, "xlink f1": 0.88, "threads b3_f1": 0.80,
    },
    "seeds": {"clean f1": 0.98, "clean spotless": 1.0, "clean paragraphs_kept": 1.0, "regions country first": 1.0,
              "events first_in_gold": 10 / 11, "threads b3_f1": 1.0},
    "pages": {"clean f1": 0.957, "clean paragraphs_kept": 0.90},
    "g5": {"stories b3_f1": 0.90},
    "flores-dev": {"xlink f1": 0.93},
    "geovirus": {"geo a161_all": 0.76, "geo span_precision": 0.80},
    "trnews": {"geo a161_all": 0.66, "geo span_precision": 0.80},
}
# What is told without a bar as well.
TOLD = {"clean f1", "clean spotless", "clean paragraphs_kept", "ads precision", "ads recall", "regions country f1",
        "regions country first", "regions province f1", "events first", "events f1", "stories b3_f1", "stories pair_f1",
        "xlink f1", "threads b3_f1"}
# Figures that say nothing of a set: it has no adverts or no two items of a story, or its stories are told by pairs of languages alone.
UNTOLD = {"seeds": {"ads precision", "ads recall", "stories pair_f1", "xlink f1"},
          "flores-dev": {"stories b3_f1", "stories pair_f1"}}


def read_set(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return measure.read_rows(stream)


def flatten(scores):
    """What score.py --json gives, as {"clean f1": 0.98, "regions country f1": …}."""
    flat = {}
    for metric, values in scores.items():
        if not isinstance(values, dict):
            flat[metric] = values
            continue
        for key, value in values.items():
            if isinstance(value, dict):
                flat.update({"%s %s %s" % (metric, key, name): figure for name, figure in value.items()})
            else:
                flat["%s %s" % (metric, key)] = value
    return flat


def choose(name, figures):
    """The figures of a set that are told, in order: (metric, figure, bar or None)."""
    bars = BARS.get(name, {})
    for metric, figure in figures.items():
        if metric in bars:
            yield metric, float(figure), (">=", bars[metric])
        elif metric in TOLD - UNTOLD.get(name, set()) or (metric == "missing" and figure > 0):
            yield metric, float(figure), None


def score(scorer, gold, output):
    """The figures of score.py for rows with their gold and the command's output."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("gold.jsonl", "out.jsonl")]
        for path, data in zip(paths, (measure.write_rows(gold), output)):
            with open(path, "wb") as file:
                file.write(data)
        done = subprocess.run([sys.executable, scorer] + paths + ["--json"], stdout=subprocess.PIPE, check=True)
    return flatten(json.loads(done.stdout))


def main(argv):
    if len(argv) < 2:
        print(__doc__.split("\n")[2], file=sys.stderr)
        return 64
    scorer = measure.shared("bench", "score.py")
    if scorer is None:
        print("sets: nothing to measure: SIYAQ_SHARED names no folder with bench/score.py")
        return 0
    unknown = set(argv[2:]) - set(SETS)
    if unknown:
        print("sets: there is no set %s" % ", ".join(sorted(unknown)), file=sys.stderr)
        return 64
    for name in argv[2:] or SETS:
        where, options = SETS[name]
        path = os.path.join(OWN_SETS, where, "items.jsonl") if isinstance(where, str) else measure.shared(*where)
        if path is None:
            print("%-22s is not here" % name)
            continue
        gold = read_set(path)
        data = measure.write_rows(measure.blind(gold))
        process, output = measure.run([argv[1], "annotate"] + options, data)
        for metric, figure, bar in choose(name, score(scorer, gold, output)):
            print(measure.row(name, metric, figure, bar))
        print(measure.row(name, "whole process, an item", 1000 * process.processor_s / len(gold), unit="ms"))
        print(measure.row(name, "peak memory", process.peak_mib, unit="MiB"), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
