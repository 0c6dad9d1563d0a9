#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Trains the model that holds adverts, from the corpus of this folder.

usage: train.py items                     the corpus as items, a JSON object a line
       train.py train HOLD-FEATURES       writes weights.inc, prints the figures of README.md
       train.py misses HOLD-FEATURES      what the held-out fifth and each kind left out get wrong

HOLD-FEATURES is build/tests/bench/hold-features. Logistic regression by gradient steps with a ridge, from nought: no
chance is in it, the same corpus gives the same weights. A sign of an advert never gets a weight against it, a sign of
news never one for it. A fifth of the entries is held out, both items of an entry together, and the threshold is set so
that every item that is none, judged by a model that has not seen it, stays under it with a margin: a false hold costs a
person news, an advert that is let through costs a glance. The standard library alone is used.
"""
import html
import json
import math
import os
import re
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
# The share that is held out: every fifth entry of a kind's language.
FOLDS = 5
STEPS = 600
RATE = 0.8
RIDGE = 0.002
# What an item that is none weighs, an advert weighing 1.
NEWS_WEIGHT = 2.0
# Where the score of the least certain advert that is held lies, and how far above the worst item that is none.
HOLD_SCORE = 0.9
MARGIN = 1.2
# Features that only news has.
NEWS = {"say", "state", "harm", "when", "market", "critic", "past", "person", "big", "title-news", "end-news", "rule-news",
        "quoting", "news-breadth", "no-core", "state-act", "long"}
# Features that tell nothing by themselves.
FREE = {"currency", "exclaim", "title-job"}
# The feature without which the program does not hold, whatever the model says: it has no weight.
GATE = "terms"
# How strongly news speaks against, at the least: what the rules were always held to.
MIN_WORDS, MAX_WORDS = 20, 260


def variants(text):
    """The two readings of "{a|b}"."""
    def choose(n):
        return re.sub(r"\{([^{}]*)\}", lambda m: m.group(1).split("|")[n % len(m.group(1).split("|"))] if "|" in m.group(1)
                      else m.group(0), text)
    first, second = choose(0), choose(1)
    return [first] if first == second else [first, second]


def paragraphs_to_html(lines):
    out, listed = [], False
    for line in lines:
        inner = re.sub(r"\[([^\]]*)\]\((\S*?)\)", r'<a href="\2">\1</a>', html.escape(line, quote=False))
        if line.startswith("- "):
            out.append(("" if listed else "<ul>") + "<li>" + inner[2:] + "</li>")
            listed = True
        else:
            out.append(("</ul>" if listed else "") + "<p>" + inner + "</p>")
            listed = False
    return "".join(out) + ("</ul>" if listed else "")


def read_entry(name, number, entry):
    """The items of an entry."""
    items = []
    for i, text in enumerate(variants(entry)):
        lines = text.split("\n")
        head = lines[0].split("|")
        words = head[0].split()
        item = {"id": "%s-%d-%d" % (name, number, i), "ad": words[0] == "ad", "kind": words[1], "lang": words[2][:2],
                "mt": words[2].endswith("-mt"), "title": lines[1]}
        if len(words) > 3 and words[3] == "plain":
            item["text"] = "\n".join(lines[2:])
        else:
            item["html"] = paragraphs_to_html(lines[2:])
        if len(words) > 3 and words[3].startswith("http"):
            item["url"] = words[3]
        if len(head) > 1:
            item["categories"] = [c.strip() for c in head[1].split(";")]
        n = len(" ".join(lines[1:]).split())
        if not MIN_WORDS <= n <= MAX_WORDS:
            sys.exit("train: %s has %d words" % (item["id"], n))
        items.append(item)
    return items


def read_corpus():
    """Lists of the items of each entry."""
    entries = []
    for name in sorted(os.listdir(FOLDER)):
        if re.fullmatch(r"corpus-\d+\.txt", name):
            with open(os.path.join(FOLDER, name), encoding="utf-8") as f:
                parts = re.split(r"^= ", re.sub(r"^#.*\n", "", f.read(), flags=re.M), flags=re.M)[1:]
            entries += [read_entry(name[:-4], n, part.strip()) for n, part in enumerate(parts)]
    return entries


def features(program, items):
    lines = "".join(json.dumps({k: v for k, v in i.items() if k in ("title", "html", "text", "url", "categories")},
                               ensure_ascii=False) + "\n" for i in items)
    done = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    rows = done.stdout.decode().split("\n")[:-1]
    return rows[0].split("\t"), [[float(x) for x in row.split("\t")] for row in rows[1:]]


def train(rows, names):
    """Weights, the bias first; rows are (vector, is advert)."""
    sparse = [([(0, 1.0)] + [(i + 1, v) for i, v in enumerate(x) if v], 1.0 if ad else 0.0) for x, ad in rows]
    n_ads = sum(ad for _, ad in rows)
    w = [0.0] * (len(names) + 1)
    velocity = [0.0] * len(w)
    share = {1.0: 1.0 / max(n_ads, 1), 0.0: NEWS_WEIGHT / max(len(rows) - n_ads, 1)}
    gate = names.index(GATE) + 1
    sign = [0] + [0 if n in FREE else -1 if n in NEWS else 1 for n in names]
    for _ in range(STEPS):
        g = [0.0] * len(w)
        for x, y in sparse:
            z = sum(w[i] * v for i, v in x)
            d = (1 / (1 + math.exp(-max(-40, min(40, z)))) - y) * share[y]
            for i, v in x:
                g[i] += d * v
        for i in range(len(w)):
            velocity[i] = 0.9 * velocity[i] - RATE * (g[i] + (RIDGE * w[i] if i else 0))
            w[i] += velocity[i]
            if sign[i] * w[i] < 0 or i == gate:
                w[i] = velocity[i] = 0.0
    return w


def ask(w, x):
    """What the model says; of an item without the terms of an offer, that it is no advert."""
    return w[0] + sum(a * b for a, b in zip(w[1:], x)) if x[-1] else -20.0


class Corpus:
    """The items, what the program says about each, and which fold each is in."""

    def __init__(self, program):
        entries = read_corpus()
        seen = {}
        self.items, self.fold = [], []
        for entry in entries:
            key = (entry[0]["ad"], entry[0]["lang"])
            seen[key] = seen.get(key, -1) + 1
            # Steps of 3 through the folds, so that neighbours, which are alike, are parted.
            for item in entry:
                self.items.append(item)
                self.fold.append(seen[key] * 3 % FOLDS)
        self.names, self.x = features(program, self.items)

    def fit(self, keep):
        return train([(self.x[i], self.items[i]["ad"]) for i in range(len(self.items)) if keep(i)], self.names)

    def crossed(self):
        """What each item is given by the model that has not seen its fold."""
        z = [0.0] * len(self.items)
        for fold in range(FOLDS):
            w = self.fit(lambda i, fold=fold: self.fold[i] != fold)
            for i in range(len(z)):
                if self.fold[i] == fold:
                    z[i] = ask(w, self.x[i])
        return z


def threshold(items, z):
    return max(v for i, v in zip(items, z) if not i["ad"]) + MARGIN


def tell(what, items, held):
    tp = sum(h and i["ad"] for i, h in zip(items, held))
    fp = sum(h and not i["ad"] for i, h in zip(items, held))
    n = sum(i["ad"] for i in items)
    print("%-26s %4d items  held %3d of %3d adverts  recall %.3f  false holds %d" %
          (what, len(items), tp, n, tp / n if n else 0, fp))


def write(names, w, cut):
    shift = math.log(HOLD_SCORE / (1 - HOLD_SCORE)) - cut
    with open(os.path.join(FOLDER, "weights.inc"), "w", encoding="ascii") as f:
        f.write("/* SPDX-License-Identifier: GPL-2.0-or-later */\n/* Written by data/hold/train.py: not to be edited. */\n")
        for name, weight in zip(["bias"] + names, [w[0] + shift] + w[1:]):
            f.write('{ "%s", %.3f },\n' % (name, weight))


def main(argv):
    if len(argv) == 2 and argv[1] == "items":
        for entry in read_corpus():
            for item in entry:
                print(json.dumps(dict(item, feed="hold"), ensure_ascii=False))
        return 0
    if len(argv) != 3 or argv[1] not in ("train", "misses"):
        print(__doc__.strip())
        return 64
    corpus = Corpus(argv[2])
    z = corpus.crossed()
    cut = threshold(corpus.items, z)
    misses = [(v - cut, i) for i, v in zip(corpus.items, z) if i["ad"] == (v < cut)]
    n = range(len(z))
    inner = threshold([corpus.items[i] for i in n if corpus.fold[i] != 0], [z[i] for i in n if corpus.fold[i] != 0])
    out = [i for i in n if corpus.fold[i] == 0]
    tell("held-out fifth", [corpus.items[i] for i in out], [z[i] >= inner for i in out])
    tell("each fifth in its turn", corpus.items, [v >= cut for v in z])
    for lang in ("en", "ar"):
        some = [i for i in n if corpus.items[i]["lang"] == lang]
        tell("  of these " + lang, [corpus.items[i] for i in some], [z[i] >= cut for i in some])
    some = [i for i in n if corpus.items[i]["mt"]]
    tell("  of these translated", [corpus.items[i] for i in some], [z[i] >= cut for i in some])
    kinds = sorted({i["kind"] for i in corpus.items if i["ad"]})
    got = total = 0
    for kind in kinds:
        w = corpus.fit(lambda i, kind=kind: corpus.items[i]["kind"] != kind)
        some = [i for i in n if corpus.items[i]["kind"] == kind]
        values = [ask(w, corpus.x[i]) for i in some]
        kind_cut = cut
        tell("without " + kind, [corpus.items[i] for i in some], [v >= kind_cut for v in values])
        got += sum(v >= kind_cut for v in values)
        total += len(some)
        misses += [(v - kind_cut, dict(corpus.items[i], id="without " + kind)) for i, v in zip(some, values) if v < kind_cut]
    print("each kind left out in its turn: %d of %d, recall %.3f" % (got, total, got / total))
    w = corpus.fit(lambda i: True)
    if argv[1] == "train":
        write(corpus.names, w, cut)
    else:
        for value, item in sorted(misses, key=lambda m: -abs(m[0])):
            print("%6.2f %s %s %s" % (value, "ad" if item["ad"] else "no", item["id"], item["title"]))
        print("nearest:")
        for value, item in sorted(((v - cut, i["title"]) for i, v in zip(corpus.items, z) if not i["ad"]), reverse=True)[:15]:
            print("%6.2f %s" % (value, item))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
