#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the third set, items.jsonl: the reports of the reports-*.txt files, each inside the template of its outlet.

The format of the reports is told in README.md. Nothing here is random: the same file comes out each time.

usage: make.py [FILE]
"""

import glob
import html
import json
import os
import sys
import urllib.parse

from templates import FEEDS

HERE = os.path.dirname(os.path.abspath(__file__))
YEAR = "2025"
PREFIX = "y"


def parse(path):
    """The reports of one file: a "*" line opens news, a "!" line an advert; README.md has the rest."""
    report = None
    with open(path, encoding="utf-8") as lines:
        for line in (line.rstrip("\n") for line in lines):
            if not line.strip() or line.startswith("#!"):
                continue
            if line[:2] in ("* ", "! "):
                if report:
                    yield report
                words = line.split()
                options = dict(word.split(":", 1) for word in words if word.split(":")[0] in ("key", "url", "covers"))
                news = words[0] == "*"
                report = {"ad": not news, "options": options, "places": [], "paragraphs": [], "title": "",
                          "story": words[1] if news else None, "thread": words[2] if news else None,
                          "feed": words[3 if news else 1], "published": "%s-%s:00Z" % (YEAR, words[4 if news else 2]),
                          "events": words[5].split(",") if news else []}
            elif line.startswith("T "):
                report["title"] = line[2:]
            elif line.startswith("@ "):
                report["places"] = [place.strip().rsplit(" ", 1) for place in line[2:].split(";")]
            else:
                report["paragraphs"].append(line)
    if report:
        yield report


def resolve(reports):
    """Puts the paragraphs in that a line "= KEY N..." takes over from the report of that key: syndicated copies."""
    keys = {report["options"]["key"]: report for report in reports if "key" in report["options"]}
    for report in reports:
        taken = []
        for line in report["paragraphs"]:
            if line.startswith("= "):
                words = line.split()
                taken += [keys[words[1]]["paragraphs"][int(n) - 1] for n in words[2:]]
            else:
                taken.append(line)
        report["paragraphs"] = taken


def kind(line):
    """What a line is, and its words: a sub-heading, a list item, a quotation, a row of a table or a paragraph."""
    for mark, name in (("## ", "h3"), ("- ", "li"), ("> ", "quote"), ("| ", "row")):
        if line.startswith(mark):
            return name, line[len(mark):]
    return "p", line


def words_of(line):
    name, text = kind(line)
    return " ".join(cell.strip() for cell in text.split("|")) if name == "row" else text


def address(report, n):
    feed = FEEDS[report["feed"]]
    slug = urllib.parse.quote("-".join(report["title"].split()[:7]).strip("؟?:،,."))
    return feed["url"] % {"n": 41000 + n * 37, "slug": slug, "day": report["published"][:10].replace("-", "/"),
                          "key": report["options"].get("url", "")}


def regions(report):
    codes = []
    for _, code in report["places"]:
        if code not in codes:
            codes.append(code)
    return codes


def rows():
    reports = [report for path in sorted(glob.glob(os.path.join(HERE, "reports-*.txt"))) for report in parse(path)]
    resolve(reports)
    reports.sort(key=lambda report: (report["published"], report["feed"], report["title"]))
    addresses, items = {}, []
    for n, report in enumerate(reports):
        feed, same = FEEDS[report["feed"]], report["options"].get("url")
        url = addresses.setdefault(same, address(report, n)) if same else address(report, n)
        others = [other for other in reports[:n] if not other["ad"] and other["story"] != report["story"]
                  and FEEDS[other["feed"]]["lang"] == feed["lang"] and len(other["paragraphs"]) > 2][-4:]
        markup = feed["template"](report["title"], [kind(line) for line in report["paragraphs"]], url, n, report["published"],
                                  [(o["title"], FEEDS[o["feed"]]["name"], [words_of(p) for p in o["paragraphs"]]) for o in others])
        gold = {"text": "\n".join(map(words_of, report["paragraphs"])), "story": report["story"], "thread": report["thread"],
                "ad": report["ad"], "regions": regions(report),
                "places": [{"name": name, "country": code[:2], "admin1": code if "-" in code else None} for name, code in report["places"]],
                "events": report["events"]}
        if "covers" in report["options"]:
            gold["covers"] = report["options"]["covers"].split(",")
        items.append({"id": "%s%03d" % (PREFIX, n + 1), "feed": report["feed"], "lang": feed["lang"], "mt": feed.get("mt", False),
                      "published": report["published"], "url": url, "title": html.unescape(report["title"]), "html": markup, "gold": gold})
    return items


def main(argv):
    path = argv[1] if len(argv) > 1 else os.path.join(HERE, "items.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        for row in rows():
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(sys.argv)
