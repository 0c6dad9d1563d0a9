# SPDX-License-Identifier: GPL-2.0-or-later
"""What every command of siyaq promises: help, exit codes, where it says things. Usage: test_command.py SIYAQ"""
import re
import sys

from os import path
sys.path.insert(0, path.join(path.dirname(path.abspath(__file__)), path.pardir, "service"))
from processes import NEWS, feed, main, rss


def commands(home):
    status, output, _ = home.run("--help")
    assert status == 0
    names = re.findall(rb"^  ([a-z]+) ", output, re.M)
    assert len(names) >= 10, names
    return [name.decode() for name in names]


def check_help_of_each(home):
    for name in commands(home):
        status, output, errors = home.run(name, "--help")
        assert status == 0 and b"Usage:" in output and errors == "", name


def check_unknown_option_of_each(home):
    for name in commands(home):
        status, output, errors = home.run(name, "--no-such-option")
        assert errors != "" and output == b"", name
        assert status == (0 if name == "filter" else 64), (name, status)


def check_unknown_command(home):
    assert home.run("sing")[0] == 64
    assert home.run()[0] == 64


def check_version(home):
    status, output, _ = home.run("--version")
    assert status == 0 and re.match(rb"siyaq \d+\.\d+\.\d+\n", output)


def check_translate(home):
    status, output, errors = home.run("translate", "--from", "ar", "--to", "en", data="قصف المدينة\n\nمحادثات السلام\n".encode())
    assert status == 0, errors
    rows = output.decode().split("\n")
    assert len(rows) == 4 and rows[1] == "" and rows[3] == "" and rows[0] and rows[2], rows
    assert "peace" in rows[2].lower(), rows


def check_translate_what_nobody_can(home):
    status, _, errors = home.run("translate", "--from", "fr", "--to", "tlh", data=b"bonjour\n")
    assert status == 65 and errors != ""


def check_stories_across_feeds(home):
    for number in range(3):
        home.filter(rss([("n%d" % number, "Latakia port reopens after nine days", NEWS)], title="Paper %d" % number),
                    "--feed", "f%d" % number)
    status, output, errors = home.run("stories")
    assert status == 0, errors
    assert b"Latakia port reopens after nine days (3 feeds)" in output, output


def check_bench_has_a_row_for_each_budget(home):
    status, output, errors = home.run("bench", "--items", "2000")
    assert status == 0, errors
    rows = [line for line in output.decode().splitlines() if "≤" in line]
    assert len(rows) >= 8, output
    for row in rows:
        assert re.search(r" \d+\.\d+ (ms|×|MiB) +≤ [\d.]+$", row), row


def check_models_are_honest(home):
    # Nobody listens there: what is known without a catalogue is listed, and said to be that.
    status, output, errors = home.run("models", "list", "--catalogue", "http://127.0.0.1:9/")
    assert status == 0 and b"ar-en  available" in output and b"MPL" in output
    assert "not reached" in errors
    assert home.run("models", "install", "x")[0] == 64


if __name__ == "__main__":
    main(globals(), sys.argv[1])
