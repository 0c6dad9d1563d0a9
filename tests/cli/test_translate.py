# SPDX-License-Identifier: GPL-2.0-or-later
"""siyaq translate --model-dir: lines through a model of the tree, without service and store; and what it says
where the model, the lines or the translator's process are not as they should be.

usage: test_translate.py SIYAQ MODEL FAKE-TRANSLATOR
"""
import os
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "service"))
import processes  # noqa: E402

COMMAND, MODEL, FAKE = sys.argv[1:4]
SENTENCES = open(os.path.join(MODEL, "sentences.en"), encoding="utf-8").read().split("\n")[:-1]


def translate(home, text, *options, model=MODEL, env=None):
    data = text if isinstance(text, bytes) else text.encode()
    return home.run("translate", "--from", "en", "--to", "ar", "--model-dir", model, *options, data=data, env=env)


def lines(home, text, *options):
    status, output, errors = translate(home, text, *options)
    assert status == 0, (status, errors)
    assert output.endswith(b"\n"), output
    return output.decode().split("\n")[:-1]


def check_one_for_one(home):
    """Many lines, in order, and no service."""
    several = SENTENCES * 3
    found = lines(home, "\n".join(several) + "\n", "--batch", "1")
    assert len(found) == len(several), len(found)
    assert found[:len(SENTENCES)] == found[len(SENTENCES):2 * len(SENTENCES)]
    assert all(any("\u0600" <= c <= "\u06ff" for c in line) for line in found), found
    for number in (0, 70, 255):
        assert lines(home, SENTENCES[number] + "\n", "--batch", "1") == [found[number]], number
    assert not os.path.exists(home.socket) and not os.path.exists(home.store)


def check_blank_lines_stay(home):
    text = "\n%s\n \n\t\n%s\r\n\n" % (SENTENCES[0], SENTENCES[1])
    found = lines(home, text, "--batch", "1")
    assert len(found) == 6, found
    assert [found[0], found[2], found[3], found[5]] == ["", " ", "\t", ""], found
    assert found[1] == lines(home, SENTENCES[0], "--batch", "1")[0]
    assert found[4] == lines(home, SENTENCES[1], "--batch", "1")[0]
    assert translate(home, "") == (0, b"", "")
    assert lines(home, "\n\n") == ["", ""]


def check_batches(home):
    """The division into groups of lines is not seen: 100 batches of 7 in one go, or in goes of 7."""
    some = SENTENCES[:140]
    whole = lines(home, "\n".join(some) + "\n", "--batch", "7")
    parts = []
    for start in range(0, len(some), 7):
        parts += lines(home, "\n".join(some[start:start + 7]) + "\n", "--batch", "7")
    same = sum(a == b for a, b in zip(whole, parts))
    # Batches are sorted by length within a group, so that near-ties may fall otherwise.
    assert len(whole) == len(parts) == 140 and same >= 133, same


def check_streams(home):
    """The first lines come out while the rest has not been written yet."""
    child = home.start("translate", "--from", "en", "--to", "ar", "--model-dir", MODEL)
    child.stdin.write(("\n".join(SENTENCES[:200]) + "\n").encode())
    child.stdin.flush()
    first = child.stdout.readline()
    assert first.strip(), first
    child.stdin.write((SENTENCES[0] + "\n").encode())
    child.stdin.close()
    rest = child.stdout.read().decode().split("\n")[:-1]
    assert len(rest) == 200, len(rest)
    assert child.wait(processes.PATIENCE_S) == 0


def check_odd_bytes(home):
    found = lines(home, b"a\0b\n\xff\xfe broken\n" + SENTENCES[0].encode() + b"\n", "--batch", "1")
    assert len(found) == 3, found
    assert found[2] == lines(home, SENTENCES[0], "--batch", "1")[0]
    status, _, errors = translate(home, "x" * 70000 + "\n")
    assert status == 65 and "longer" in errors, (status, errors)


def check_options(home):
    one = lines(home, "\n".join(SENTENCES[:40]) + "\n", "--batch", "1", "--threads", "1")
    assert one == lines(home, "\n".join(SENTENCES[:40]) + "\n", "--batch", "1", "--threads", "3")
    assert len(lines(home, "\n".join(SENTENCES[:5]) + "\n", "--beam", "4")) == 5
    status, output, errors = translate(home, SENTENCES[0] + "\n", "--stats")
    assert status == 0 and output.count(b"\n") == 1, (status, output)
    for word in ("loaded in", "words/s", "peak memory"):
        assert word in errors, errors
    for wrong in (["--batch", "-1"], ["--beam", "9"], ["--threads", "1000"], ["more"]):
        assert translate(home, "x\n", *wrong)[0] == 64, wrong
    assert home.run("translate", "--from", "en", "--to", "en", "--model-dir", MODEL)[0] == 64
    assert home.run("translate", "--from", "en", "--to", "ar", "--batch", "2")[0] == 64


def check_models_that_are_none(home):
    assert translate(home, "x\n", model=os.path.join(home.folder, "nowhere"))[0] == 66
    empty = os.path.join(home.folder, "empty")
    os.mkdir(empty)
    status, output, errors = translate(home, "x\n", model=empty)
    assert status == 65 and output == b"" and "model" in errors, (status, output, errors)
    for name in os.listdir(MODEL):
        with open(os.path.join(MODEL, name), "rb") as source, open(os.path.join(empty, name), "wb") as target:
            data = source.read()
            target.write(data[:len(data) // 2] if name.startswith("model") else data)
    status, output, errors = translate(home, "x\n", model=empty)
    assert status == 65 and output == b"" and "offset" in errors, (status, output, errors)


def check_translator_breaks_down(home):
    env = {"SIYAQ_TRANSLATOR": FAKE}
    status, output, _ = translate(home, "hello\n", env=env)
    assert (status, output) == (0, b"HELLO\n"), (status, output)
    for word in ("crash", "garbage", "half", "huge"):
        status, output, errors = translate(home, word + "\n", env=env)
        assert status == 70 and output == b"" and errors, (word, status, output, errors)
    status, output, errors = translate(home, "refuse unsupported\n", env=env)
    assert status == 69, (status, errors)
    status, output, errors = translate(home, "x\n", env={"SIYAQ_TRANSLATOR": "/nonexistent"})
    assert status == 71 and errors, (status, errors)


def check_ends_with_its_reader(home):
    """Who reads the output goes away: the command ends, and its translator with it."""
    child = home.start("translate", "--from", "en", "--to", "ar", "--model-dir", MODEL)
    child.stdout.close()
    try:
        child.stdin.write(("\n".join(SENTENCES) + "\n").encode() * 20)
        child.stdin.close()
    except BrokenPipeError:
        pass
    child.wait(processes.PATIENCE_S)
    assert child.returncode != 0, child.returncode


processes.main(globals(), COMMAND)
