# SPDX-License-Identifier: GPL-2.0-or-later
"""What the benchmarks share: a run of the command with its time and memory, statistics, and rows with bars."""
import json
import os
import subprocess
import sys
import time

# A set of the size that is measured takes seconds; this is for a command that hangs.
TIMEOUT_S = 900


def read_rows(stream):
    """The objects of JSON Lines; blank lines are none."""
    return [json.loads(line) for line in stream if line.strip()]


def write_rows(rows):
    """JSON Lines as bytes."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def blind(rows):
    """The rows without what is right about them."""
    return [{key: value for key, value in row.items() if key != "gold"} for row in rows]


def percentile(values, share):
    """The smallest value that at least a share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1)]


def median(values):
    """The middle value; of an even number the lower one."""
    return percentile(values, 0.5)


class Process:
    """A program with pipes to its input and output. After wait(): seconds by the clock and of processor, peak_mib.

    Between it and this process stands a small one: what the system tells as the peak memory of a child is never less than
    that of the process it was forked from, and this one holds the sets."""

    def __init__(self, command):
        reader, writer = os.pipe()
        self.child = subprocess.Popen([sys.executable, "-S", os.path.abspath(__file__), str(writer)] + command,
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[writer])
        os.close(writer)
        self.pipe = os.fdopen(reader)
        self.pid = int(self.pipe.readline())

    def processor_now_s(self):
        """Seconds of processor that it has taken so far: the clock that Linux keeps for a process."""
        return time.clock_gettime(~self.pid << 3 | 2)

    def wait(self):
        """Reads the figures once input and output are done with."""
        self.child.wait()
        with self.pipe:
            told = self.pipe.read()
        if self.child.returncode != 0 or not told:
            raise RuntimeError("the command did not end well")
        self.seconds, self.processor_s, peak_kib = json.loads(told)
        self.peak_mib = peak_kib / 1024


def run(command, data):
    """(the ended Process, its output)."""
    process = Process(command)
    output = process.child.communicate(data, timeout=TIMEOUT_S)[0]
    process.wait()
    return process, output


def run_between(told_fd, command):
    """The small process: runs the command on its own input and output and tells what it took."""
    start = time.monotonic()
    with subprocess.Popen(command) as child:
        os.write(told_fd, b"%d\n" % child.pid)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    os.write(told_fd, json.dumps([seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss]).encode())
    return child.returncode


def meets(figure, bar):
    """Whether a figure meets a bar: (">=", 0.9), ("<=", 8), or no bar."""
    sign, limit = bar
    return figure >= limit if sign == ">=" else figure <= limit


def row(what, metric, figure, bar=None, unit=""):
    """One row: set, metric, figure, bar, met or not."""
    told = "%.3f" % figure if isinstance(figure, float) else "%d" % figure
    told += " " + unit if unit else ""
    if bar is None:
        return "%-22s %-32s %12s" % (what, metric, told)
    sign, limit = bar
    return "%-22s %-32s %12s  %-8s %s" % (what, metric, told, "%s %g" % (sign.replace(">=", "≥").replace("<=", "≤"), limit),
                                          "met" if meets(figure, bar) else "not met")


def shared(*path):
    """A file of the sets that are not part of the tree; None without it."""
    folder = os.environ.get("SIYAQ_SHARED", "")
    name = os.path.join(folder, *path)
    return name if folder and os.path.exists(name) else None


if __name__ == "__main__":
    sys.exit(run_between(int(sys.argv[1]), sys.argv[2:]))
