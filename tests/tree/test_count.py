# SPDX-License-Identifier: GPL-2.0-or-later
"""The sum that tests/run ends with is honest: a count that hides a failure would hide it from
everybody."""
import os
import sys

import tap

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(sys.argv[1], "tests"))
import count  # pylint: disable=wrong-import-position

# What a program printed, meson's result, and (passed, failed, skipped).
ROWS = {
    "all well": ("1..2\nok 1 /a\nok 2 /b\n", "OK", (2, 0, 0)),
    "one fails": ("1..2\nok 1 /a\nnot ok 2 /b - reason\n", "FAIL", (1, 1, 0)),
    "skipped": ("1..2\nok 1 /a # SKIP not here\nok 2 /b\n", "OK", (1, 0, 1)),
    "all skipped": ("1..1\nok 1 /a # skip not here\n", "SKIP", (0, 0, 1)),
    "crashed in the second": ("1..3\nok 1 /a\n", "ERROR", (1, 1, 0)),
    "never ended": ("1..2\nok 1 /a\n", "TIMEOUT", (1, 1, 0)),
    "all lines well, bad exit status": ("1..1\nok 1 /a\n", "ERROR", (1, 1, 0)),
    "no lines, well": ("", "OK", (1, 0, 0)),
    "no lines, badly": (None, "FAIL", (0, 1, 0)),
    "words that only begin so": ("okay then\nnotok\nok 1 /a\n", "OK", (1, 0, 0)),
}


def check_rows(_):
    """Each kind of ending is counted as what it is."""
    for name, (output, result, wanted) in ROWS.items():
        got = count.count({"stdout": output, "result": result})
        if got != wanted:
            yield "%s: %s instead of %s" % (name, got, wanted)


tap.main(globals())
