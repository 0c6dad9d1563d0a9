# SPDX-License-Identifier: GPL-2.0-or-later
"""siyaq annotate as a process: lines in, lines out. Usage: test_annotate.py SIYAQ"""
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "service"))
from processes import NEWS, Skip, main

KEYS = {"id", "lang", "title", "text", "html", "held", "removed", "regions", "places", "events", "mentions", "story", "thread",
        "same", "summary", "translation"}


def item(name, **more):
    return dict({"id": name, "feed": "f", "title": "Ferry to Cyprus sails again", "html": NEWS,
                 "published": "2025-03-03T10:00:00Z", "url": "https://harbour.example/" + name}, **more)


def lines(rows):
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows).encode()


def annotate(home, rows, *arguments):
    status, output, errors = home.run("annotate", *arguments, data=lines(rows))
    return status, [json.loads(line) for line in output.decode().splitlines()], errors


def check_a_line_for_each_in_order(home):
    names = ["i%d" % i for i in range(40)]
    status, rows, errors = annotate(home, [item(name) for name in names])
    assert status == 0, errors
    assert [row["id"] for row in rows] == names
    assert all(set(row) == KEYS for row in rows), set(rows[0]) ^ KEYS


def check_bad_lines_stand_in_their_place(home):
    rows = [item("a"), "{ this is not JSON", item("b"), "[1, 2]", {"feed": "f"}, item("c", published="yesterday"),
            item("d", kind="poem"), item("e", title=7), "\"text\"", item("z")]
    status, out, _ = annotate(home, rows)
    assert status == 1
    assert [row.get("id") for row in out] == ["a", None, "b", None, None, None, None, None, None, "z"], out
    assert [row["line"] for row in out if "error" in row] == [2, 4, 5, 6, 7, 8, 9]
    assert all(row["error"] for row in out if "error" in row)


def check_line_that_is_too_long(home):
    status, out, _ = annotate(home, [item("a"), item("b", html="x" * 9000000), item("c")])
    assert status == 1
    assert [("error" in row) for row in out] == [False, True, False]


def check_gold_is_no_input(home):
    plain = [item("a"), item("b", title="Another title")]
    gold = [dict(row, gold={"text": "WRONG", "ad": True, "regions": ["SY"], "story": "s1", "thread": "t1"}, mt=True) for row in plain]
    _, out, _ = annotate(home, plain)
    _, with_gold, _ = annotate(home, gold)
    assert out == with_gold


def check_prints_as_it_goes(home):
    child = subprocess.Popen([home.command, "annotate"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=home.env)
    home.children.append(child)
    child.stdin.write(lines([item("a")]))
    child.stdin.flush()
    assert json.loads(child.stdout.readline())["id"] == "a"
    child.stdin.write(lines([item("b")]))
    child.stdin.flush()
    assert json.loads(child.stdout.readline())["id"] == "b"
    child.stdin.close()
    assert child.wait() == 0


def check_same_lists_what_came_before(home):
    """Stories are assigned as items arrive: nothing links to an item that is printed later."""
    rows = [item("a%d" % i, feed="f%d" % i, published="2025-03-03T%02d:00:00Z" % (8 + i)) for i in range(5)]
    _, out, _ = annotate(home, rows)
    seen = set()
    for row in out:
        assert {link["id"] for link in row["same"]} <= seen, row
        seen.add(row["id"])
    assert out[-1]["same"] and out[-1]["story"] == out[0]["story"], "copies of one text are one story"


def check_places_point_into_the_text(home):
    html = "<p>🚢 Fishermen in Latakia went back to sea. The ferry from Aleppo’s office said so, and “Homs” agreed.</p>"
    _, out, _ = annotate(home, [item("a", html=html)])
    assert out[0]["places"]
    for place in out[0]["places"]:
        assert out[0]["text"][place["start"]:place["end"]] == place["text"], place


def check_store_remembers(home):
    path = os.path.join(home.folder, "s.db")
    rows = [item("a"), item("b", feed="g", title="Ferry to Cyprus sails again after nine days")]
    _, first, errors = annotate(home, rows, "--store", path)
    _, second, errors = annotate(home, rows, "--store", path)
    assert first == second, errors
    _, third, _ = annotate(home, [item("c", feed="h")], "--store", path)
    assert {link["id"] for link in third[0]["same"]} & {"a", "b"}, "links reach back into the store"


def check_prime_learns_first(home):
    """With --prime the first item loses what all items of its feed have, without it it cannot."""
    line = "<p>The Harbour Post is printed on recycled paper in a mill near the old customs house</p>"
    # Digits are masked when repetition is looked for, so each item needs words of its own.
    words = "oranges barley cement olives timber tobacco melons carpets onions leather cotton almonds".split()
    rows = [item("a%d" % i, title="A cargo of %s" % word,
                 html="<p>A boat with %s left the %s quay on a windy morning.</p><p>Its captain, a seller of %s, had waited for days.</p>"
                      % (word, words[i - 3], words[i - 5]) + line) for i, word in enumerate(words)]
    _, primed, _ = annotate(home, rows, "--prime")
    assert "recycled paper" not in primed[0]["text"], primed[0]
    _, plain, _ = annotate(home, rows)
    assert "recycled paper" in plain[0]["text"]


def check_arguments(home):
    assert home.run("annotate", "--to", "xx")[0] == 64
    assert home.run("annotate", "file.jsonl")[0] == 64
    assert home.run("annotate", "--no-such")[0] == 64
    assert home.run("annotate", "--store", "/nonexistent/dir/x.db")[0] in (73, 0)
    status, output, _ = home.run("annotate", "--help")
    assert status == 0 and b"--prime" in output


def check_seeds(home):
    """The bars of the project on its seeds, by the measure that came with them."""
    shared = os.environ.get("SIYAQ_SHARED")
    if not shared:
        raise Skip("SIYAQ_SHARED does not say where the seeds are")
    seeds = os.path.join(shared, "seeds", "items.jsonl")
    with open(seeds, "rb") as file:
        data = file.read()
    status, output, errors = home.run("annotate", "--prime", data=data)
    assert status == 0, errors
    result = os.path.join(home.folder, "out.jsonl")
    with open(result, "wb") as file:
        file.write(output)
    done = subprocess.run([sys.executable, os.path.join(shared, "bench", "score.py"), seeds, result, "--json"],
                          stdout=subprocess.PIPE, check=True)
    score = json.loads(done.stdout)
    rows = {row["id"]: row for row in map(json.loads, output.decode().splitlines())}
    wrong = []
    for what, figure, bar in (("clean f1", score["clean"]["f1"], 0.98), ("paragraphs kept", score["clean"]["paragraphs_kept"], 1.0),
                              ("first country", score["regions"]["country"]["first"], 1.0),
                              ("first event", score["events"]["first_in_gold"], 9 / 11), ("threads", score["threads"]["b3_f1"], 0.90)):
        if figure < bar - 1e-9:
            wrong.append("%s is %.3f, not %.3f" % (what, figure, bar))
    name = {key[:3]: key for key in rows}
    if rows[name["000"]]["story"] == rows[name["001"]]["story"]:
        wrong.append("000 and 001 are one story")
    translation = rows[name["004"]]["translation"]
    if not translation or translation["lang"] != "en" or translation["kind"] not in ("gloss", "sibling"):
        wrong.append("004 has no English: %s" % translation)
    if not any(rows[name["004"]]["thread"] == rows[key]["thread"] or key in {link["id"] for link in rows[name["004"]]["same"]}
               for key in rows if key[:3] in ("002", "003")):
        wrong.append("004 is linked to neither 002 nor 003")
    assert not wrong, "; ".join(wrong)


if __name__ == "__main__":
    main(globals(), sys.argv[1])
