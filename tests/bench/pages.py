# SPDX-License-Identifier: GPL-2.0-or-later
"""Whole pages: what extraction costs, beside the figures of others.

usage: pages.py SIYAQ [N]

The pages are bench/pages.jsonl.gz under $SIYAQ_SHARED. Measured twice: all pages in one process, where a page's time is
from the line written to the line answered (by the clock; the quickest of five times by the clock, which leaves out what
a page waited for other work on the machine; of processor), and one process a page, start and all. How the others' time was taken is not known. N limits
the pages of the second. f1 is that of score.py.
"""
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import measure  # pylint: disable=wrong-import-position
import sets  # pylint: disable=wrong-import-position

MAX_MEDIAN_MS = 8.0
MIN_F1 = 0.957
REPEATS = 5
# As they stand beside the set, measured on a machine of their own: name, f1, milliseconds a page.
PEERS = (("Readability.js", 0.948, 70.0), ("rdrview", 0.947, 29.0))


def statistics(values_ms):
    """(median, 95th percentile)."""
    return measure.median(values_ms), measure.percentile(values_ms, 0.95)


def table(f1, one, quickest, processor, each, start_ms, peaks_mib):
    """The lines of the report. one … each: milliseconds a page; peaks_mib: (all pages, median of a page, its p95)."""
    lines = []
    for what, values in (("one process", one), ("quickest of %d" % REPEATS, quickest), ("processor time", processor),
                         ("a process a page", each)):
        middle, high = statistics(values)
        lines.append(measure.row("pages, " + what, "median a page", middle,
                                 ("<=", MAX_MEDIAN_MS) if what != "a process a page" else None, "ms"))
        lines.append(measure.row("pages, " + what, "95th percentile", high, None, "ms"))
    lines.append(measure.row("start of a process", "one short item", start_ms, None, "ms"))
    for what, metric, peak in zip(("pages, one process", "pages, a process a page", "pages, a process a page"),
                                  ("peak memory", "peak memory, median", "peak memory, 95th p."), peaks_mib):
        lines.append(measure.row(what, metric, peak, None, "MiB"))
    lines.append(measure.row("pages", "clean f1", f1, (">=", MIN_F1)))
    lines.append("%-22s %8s %14s" % ("", "f1", "ms a page"))
    rows = [("Siyaq, one process", f1, statistics(one)[0]), ("Siyaq, process a page", f1, statistics(each)[0])] + list(PEERS)
    lines += ["%-22s %8.3f %14.1f" % line for line in rows]
    return lines


def in_one_process(command, rows):
    """Milliseconds from each line written to its answer, by the clock and of processor; all answers; the peak in MiB."""
    times, processor, answers = [], [], []
    process = measure.Process(command)
    for item in rows:
        data = measure.write_rows([item])
        start, start_processor = time.monotonic(), process.processor_now_s()
        process.child.stdin.write(data)
        process.child.stdin.flush()
        answers.append(process.child.stdout.readline())
        times.append(1000 * (time.monotonic() - start))
        processor.append(1000 * (process.processor_now_s() - start_processor))
    process.child.stdin.close()
    process.wait()
    return (times, processor), b"".join(answers), process.peak_mib


def main(argv):
    if len(argv) < 2:
        print(__doc__.split("\n")[2], file=sys.stderr)
        return 64
    path, scorer = measure.shared("bench", "pages.jsonl.gz"), measure.shared("bench", "score.py")
    if path is None or scorer is None:
        print("pages: nothing to measure: SIYAQ_SHARED names no folder with bench/pages.jsonl.gz and bench/score.py")
        return 0
    gold = sets.read_set(path)
    rows = measure.blind(gold)
    command = [argv[1], "annotate"]
    short = [{"id": "short", "title": "A headline", "text": "One line of text."}]
    # The first start reads the program and its data from the disk.
    measure.run(command, measure.write_rows(short))
    start_ms = measure.median([1000 * measure.run(command, measure.write_rows(short))[0].seconds for _ in range(9)])
    (one, processor), output, all_peak_mib = in_one_process(command, rows)
    quickest = one
    for _ in range(REPEATS - 1):
        quickest = [min(pair) for pair in zip(quickest, in_one_process(command, rows)[0][0])]
    each, peaks = [], []
    for item in rows[:int(argv[2]) if len(argv) > 2 else None]:
        process, _ = measure.run(command, measure.write_rows([item]))
        each.append(1000 * process.seconds)
        peaks.append(process.peak_mib)
    figures = sets.score(scorer, gold, output)
    print("\n".join(table(figures["clean f1"], one, quickest, processor, each, start_ms, (all_peak_mib,) + statistics(peaks))))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
