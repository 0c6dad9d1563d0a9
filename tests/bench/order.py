# SPDX-License-Identifier: GPL-2.0-or-later
"""How much the order of arrival changes stories: items that were published within one hour of each other
are shuffled, and the stories scored again. Prints the B³ of each order and the largest difference.

usage: order.py SIYAQ SET.jsonl [SEEDS [HOURS]]      (SIYAQ_SHARED names the folder with bench/score.py)

The sets are sparse in time: within an hour of each other are few items. HOURS widens the window, where the
bar does not hold as such.
"""
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile

BAR = 0.01
HOUR_S = 3600


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def shuffled(items, seed, hours=1):
    """The items in order of time, those of so many hours in any order."""
    def when(item):
        return datetime.datetime.fromisoformat(item["published"].replace("Z", "+00:00")).timestamp()

    chance, out, group = random.Random(seed), [], []
    for item in sorted(items, key=when):
        if group and when(item) - when(group[0]) >= hours * HOUR_S:
            chance.shuffle(group)
            out += group
            group = []
        group.append(item)
    chance.shuffle(group)
    return out + group


def score(command, items, shared):
    with tempfile.TemporaryDirectory() as folder:
        source, result = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(source, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(item, ensure_ascii=False) + "\n" for item in items)
        with open(source, "rb") as stdin, open(result, "wb") as stdout:
            subprocess.run([command, "annotate", "--prime"], stdin=stdin, stdout=stdout, check=True)
        text = subprocess.run([sys.executable, os.path.join(shared, "bench", "score.py"), source, result],
                              stdout=subprocess.PIPE, text=True, check=True).stdout
    return float(re.search(r"^stories .*b3_f1 ([0-9.]+)", text, re.MULTILINE).group(1))


def main():
    shared = os.environ.get("SIYAQ_SHARED")
    if not shared:
        print("SIYAQ_SHARED is not set: nothing is measured")
        return
    command, items = sys.argv[1], read(sys.argv[2])
    base = score(command, items, shared)
    print("as it stands   %.3f" % base)
    worst, hours = 0.0, int(sys.argv[4]) if len(sys.argv) > 4 else 1
    for seed in range(1, int(sys.argv[3]) + 1 if len(sys.argv) > 3 else 6):
        order = shuffled(items, seed, hours)
        value = score(command, order, shared)
        worst = max(worst, abs(value - base))
        print("order %d        %.3f  %d of %d items moved" % (seed, value, sum(a is not b for a, b in zip(items, order)), len(items)))
    print("largest change %.3f  ≤ %.2f  %s" % (worst, BAR, "met" if worst <= BAR else "not met"))


main()
