# SPDX-License-Identifier: GPL-2.0-or-later
"""What the cleaning stage removes from real feeds: items that were emptied, crashes, and the blocks to be read by eye.

usage: removed.py CLEAN-FEEDS [--top N] [--longest N] [--rule ID]

CLEAN-FEEDS is the program of this folder in the build; the feeds are bench/feeds.tar.xz under $SIYAQ_SHARED. Each feed
has a process of its own, so that one that crashes is counted and the others are still read. The list of the most removed
blocks shows a feed's template; --longest shows the longest ones, where text that was taken by mistake would be.
Exits with 1 where an item was emptied or a process did not end well.
"""
import argparse
import collections
import json
import os
import subprocess
import sys
import tarfile
import tempfile

TIMEOUT_S = 120
# How much of a block is shown.
MAX_SHOWN = 160


def documents(folder):
    """Every file that was unpacked; what is no feed tells so itself."""
    return sorted(os.path.join(path, name) for path, _, names in os.walk(folder) for name in names)


def clean(program, path):
    """(the lines of one document, how its process ended badly or None)."""
    try:
        done = subprocess.run([program, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired:
        return [], "not done in %d s" % TIMEOUT_S
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    return lines, None if done.returncode == 0 else "exit status %d" % done.returncode


def summarise(lines):
    """Counts of one or many documents' lines, and blocks: (rule, text) → number of times."""
    figures = collections.Counter()
    blocks = collections.Counter()
    emptied, unread = [], []
    for line in lines:
        if "error" in line:
            unread.append((line["file"], line["error"]))
            continue
        figures["items"] += 1
        figures["held"] += line["held"]
        figures["changed"] += bool(line["removed"])
        if line["words"] > 0 and not line["text"].strip():
            emptied.append((line["file"], line["id"]))
        for block in line["removed"]:
            blocks[block["rule"], block["text"]] += 1
    return figures, blocks, emptied, unread


def show(text):
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN - 1] + "…"


def main(argv):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("program", metavar="CLEAN-FEEDS")
    parser.add_argument("--top", type=int, default=40)
    parser.add_argument("--longest", type=int, default=0)
    parser.add_argument("--rule", help="blocks of one rule only")
    options = parser.parse_args(argv[1:])
    shared = os.environ.get("SIYAQ_SHARED", "")
    archive = os.path.join(shared, "bench", "feeds.tar.xz")
    if not shared or not os.path.exists(archive):
        print("removed: nothing to measure: SIYAQ_SHARED names no folder with bench/feeds.tar.xz")
        return 0
    lines, crashes = [], []
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                if member.isfile() and not os.path.isabs(member.name) and ".." not in member.name.split("/"):
                    tar.extract(member, folder)
        paths = documents(folder)
        for path in paths:
            some, end = clean(options.program, path)
            lines += some
            if end is not None:
                crashes.append((os.path.basename(path), end))
    figures, blocks, emptied, unread = summarise(lines)
    print("documents %d, of them unreadable %d; items %d; changed %d; held %d; blocks removed %d (%d different)"
          % (len(paths), len(unread), figures["items"], figures["changed"], figures["held"], sum(blocks.values()), len(blocks)))
    print("items emptied %d (bar 0: %s); crashes %d (bar 0: %s)"
          % (len(emptied), "missed" if emptied else "met", len(crashes), "missed" if crashes else "met"))
    for what, rows in (("emptied", emptied), ("crashed", crashes), ("unreadable", unread)):
        for name, more in rows:
            print("  %s: %s: %s" % (what, name, show(more)))
    chosen = [(n, rule, text) for (rule, text), n in blocks.items() if options.rule in (None, rule)]
    print("\nThe %d most removed blocks" % options.top)
    for n, rule, text in sorted(chosen, key=lambda row: (-row[0], row[1:]))[:options.top]:
        print("%5d  %-18s %s" % (n, rule, show(text)))
    if options.longest:
        print("\nThe %d longest" % options.longest)
        for n, rule, text in sorted(chosen, key=lambda row: (-len(row[2]), row[1:]))[:options.longest]:
            print("%5d  %-18s %s" % (n, rule, show(text)))
    return bool(emptied or crashes)


if __name__ == "__main__":
    sys.exit(main(sys.argv))
