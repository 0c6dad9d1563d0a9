# SPDX-License-Identifier: GPL-2.0-or-later
"""What the first sentence of a summary names: set, metric, figure, bar, met or not.

usage: summaries.py SIYAQ [--misses]

The first sentence of each summary names the place where a span that the tagger found in it is in one of the item's right
regions, in its country, or is its country; it names the event where the words that told the tagger one of the right events
are in it. What it names is looked for once more by sending it through the command alone, as the text of an item without a
headline: the whole text has one span of words for an event, and the sentence may say it in others. Wire and the seeds are looked for under $SIYAQ_SHARED; the second set is in the tree.
"""
import os
import re
import sys

sys.dont_write_bytecode = True
import measure  # pylint: disable=wrong-import-position

SECOND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "sets", "second", "items.jsonl")
SETS = {"wire": ("bench", "wire", "items.jsonl"), "seeds": ("seeds", "items.jsonl"), "second": None}
BAR = (">=", 0.95)
# An abbreviation's full stop has one capital or a title before it.
SENTENCE_END = re.compile("(?<![A-Z])(?<!Mr)(?<!Dr)(?<!St)(?<!Gen)(?<!Col)(?<!Sen)[.!?؟][”\"»]?(?= )")


def first_sentence(text):
    end = SENTENCE_END.search(text)
    return text[:end.end()] if end else text


def same_place(one, other):
    """Whether two codes are one region, or one is the other's country."""
    return one == other or one == other[:2] or other == one[:2]


def squeeze(text):
    return " ".join(re.sub("[^\\w ]", " ", text).lower().split())


def spans_inside(row, sentence):
    """The regions of the places whose words are in the sentence."""
    found = []
    for place in row["places"]:
        if place["text"] in sentence:
            found += [place["country"], place["admin1"]]
    return [code for code in found if code]


def says_event(row, sentence, events):
    return any(event["id"] in events and event["evidence"] and (" %s " % squeeze(event["evidence"])) in " %s " % squeeze(sentence) for event in row["events"])


def annotate(command, rows, options):
    output = measure.run([command, "annotate"] + options, measure.write_rows(rows))[1]
    return {row["id"]: row for row in measure.read_rows(output.decode().split("\n"))}


def main(argv):
    if len(argv) < 2:
        print(__doc__.split("\n")[2], file=sys.stderr)
        return 64
    for name, where in SETS.items():
        path = SECOND if where is None else measure.shared(*where)
        if path is None:
            print("%-22s is not here" % name)
            continue
        with open(path, encoding="utf-8") as stream:
            gold = measure.read_rows(stream)
        rows = annotate(argv[1], measure.blind(gold), ["--prime"])
        told = {key: first_sentence(row["summary"]["text"]) for key, row in rows.items() if row.get("summary")}
        again = annotate(argv[1], [{"id": key, "feed": "first-" + key, "lang": rows[key]["lang"], "title": "", "text": text}
                                   for key, text in told.items()], [])
        events = places = both = cases = 0
        for item in gold:
            right, row = item["gold"], again.get(item["id"])
            if row is None or right.get("ad") or not right.get("regions") or not right.get("events"):
                continue
            event = any(found["id"] in right["events"] for found in row["events"]) or says_event(rows[item["id"]], told[item["id"]], right["events"])
            place = any(same_place(found, region) for found in row["regions"] + spans_inside(rows[item["id"]], told[item["id"]]) for region in right["regions"])
            cases += 1
            events += event
            places += place
            both += event and place
            if "--misses" in argv and not (event and place):
                print("  %s %s %s | %s %s | %s" % (item["id"], right["regions"], right["events"], row["regions"], [found["id"] for found in row["events"]],
                                                 told[item["id"]]))
        print(measure.row(name, "items with a summary", cases))
        print(measure.row(name, "first sentence: event", events / max(cases, 1)))
        print(measure.row(name, "first sentence: place", places / max(cases, 1)))
        print(measure.row(name, "first sentence: both", both / max(cases, 1), BAR))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
