# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts the single tests of a meson test run: prints "NAME passed failed skipped".

A TAP program counts as many as it has lines of result; any other program counts one. A program
that crashed, ran out of time or broke its plan counts one failure where none of its lines did.
"""
import json
import re
import sys

LINE = re.compile(r"^(not )?ok\b[^#]*(?:#\s*(SKIP|TO[D]O)\b)?", re.IGNORECASE)
BAD = ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS")


def count(test):
    """(passed, failed, skipped) of one program of the log."""
    passed = failed = skipped = 0
    for line in (test.get("stdout") or "").splitlines():
        found = LINE.match(line)
        if not found:
            continue
        if found.group(2) and found.group(2).upper() == "SKIP":
            skipped += 1
        elif found.group(1):
            failed += 1
        else:
            passed += 1
    bad = test["result"] in BAD
    if bad and not failed:
        failed = 1
    if not bad and not (passed or failed or skipped):
        if test["result"] == "SKIP":
            skipped = 1
        else:
            passed = 1
    return passed, failed, skipped


def main():
    """Sums a log of one line of JSON a program."""
    name, path = sys.argv[1:]
    with open(path, encoding="utf-8") as log:
        rows = [count(json.loads(line)) for line in log]
    if not rows:
        sys.exit("no test ran")
    print(name, *(sum(column) for column in zip(*rows)))


if __name__ == "__main__":
    main()
