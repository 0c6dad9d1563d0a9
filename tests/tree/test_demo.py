# SPDX-License-Identifier: GPL-2.0-or-later
"""The demo's feeds are what the demo says they are."""
import os
import sys
import urllib.error
import urllib.request
import xml.etree.ElementTree

import tap

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(sys.argv[1], "data", "demo"))
import feeds  # pylint: disable=wrong-import-position


def check_six_feeds(_):
    """Four in English, one of them machine-translated, and two in Arabic; each with some items."""
    with feeds.Server() as server:
        langs = sorted(outlet.lang for outlet in server.outlets)
        if langs != ["ar", "ar", "en", "en", "en", "en"]:
            yield "the languages are " + " ".join(langs)
        for outlet in server.outlets:
            if not 6 <= len(outlet.items) <= 10:
                yield "%s has %d items" % (outlet.name, len(outlet.items))


def check_served(_):
    """Each feed is well-formed XML, the same at each fetch, of three formats among them; every
    other address answers with 404."""
    roots = set()
    with feeds.Server() as server:
        for outlet in server.outlets:
            with urllib.request.urlopen(server.url(outlet)) as answer:
                first = answer.read()
            with urllib.request.urlopen(server.url(outlet)) as answer:
                if answer.read() != first:
                    yield outlet.name + " changes between two fetches"
            roots.add(xml.etree.ElementTree.fromstring(first).tag.rpartition("}")[2])
            if b"{" in first:
                yield outlet.name + " has a placeholder that nothing fills"
        try:
            urllib.request.urlopen(server.url(server.outlets[0]) + "x").close()
            yield "an address that does not exist is answered"
        except urllib.error.HTTPError as error:
            if error.code != 404:
                yield "an address that does not exist gives %d" % error.code
    if roots != {"rss", "feed", "RDF"}:
        yield "the formats are " + " ".join(sorted(roots))


def check_items_are_unlike(_):
    """No two items of a feed have one address or one headline."""
    with feeds.Server() as server:
        for outlet in server.outlets:
            for what in ("title", "path", "ident"):
                values = [getattr(item, what) for item in outlet.items]
                if len(set(values)) != len(values):
                    yield "%s: a %s occurs twice" % (outlet.name, what)


tap.main(globals())
