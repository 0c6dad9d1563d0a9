# SPDX-License-Identifier: GPL-2.0-or-later
"""The module in the packaged Liferea, under Xvfb and a session bus of its own, in a throw-away profile,
with feeds of our own from loopback. One reader is led through one story, a check a step: what it
stored, what its panel shows, a jump, a restore, the preferences, and that nothing is left of the
module when it is switched off. The reader's database is only read; the panel says itself what
came to stand in it (SIYAQ_HOST_TRACE).

usage: test_reader.py SOURCE BUILD [PICTURES]
"""
import datetime
import json
import os
import re
import shutil
import sys
import time
from email.utils import format_datetime
from xml.sax.saxutils import escape

from harness import BUILD, CARD_S, PICTURES, PROGRAMS, UPDATE_S, Failed, Reader, Server, reader, want

ADVERTS = ["Sponsored: ten garden chairs", "Advertorial: a bank account"]
LATE = """<item><guid isPermaLink="false">gazette-106</guid><title>Port of Sidon takes its first ship after the storm</title>
<link>https://gazette.example/106</link><pubDate>Wed, 12 Mar 2025 08:00:00 GMT</pubDate><description><![CDATA[<p>The port of Sidon in
southern Lebanon took its first ship on Wednesday, two days after the storm, the port's director said.</p>
<p class="share-buttons"><a href="https://social.example/a">Share on Facebook</a> <a href="https://social.example/b">Share on X</a></p>
<p>Subscribe to our newsletter and never miss a story.</p>]]></description></item>"""


class Story:
    """The checks, in order. A step that fails leaves the next ones what it left."""

    def __init__(self, app, server):
        self.app, self.server = app, server

    def update(self):
        before = len(self.server.asked)
        self.app.update()
        self.app.wait_fetched(self.server, before + len(self.server.documents))

    def cleaned(self):
        """items arrive cleaned"""
        self.app.update()
        self.app.wait(lambda: len(self.app.titles()) >= 10, UPDATE_S, "the items did not arrive")
        time.sleep(2)
        for title in ("Ferry runs aground", "Bakers in Beirut", "Court in Amman", "Flood closes"):
            text = self.app.description(title)
            for junk in ("Share on", "newsletter", "pixel.gif"):
                want(junk not in text, "%s in %s: %s" % (junk, title, text))
        want("driven onto the breakwater with 212 people" in self.app.description("Ferry"), "a paragraph went")
        want("شارك عبر" not in self.app.description("جنوح"), "the Arabic share row stayed")

    def links(self):
        """links lose what follows their readers"""
        links = [row[0] for row in self.app.rows("SELECT source FROM items WHERE title LIKE 'Ferry%'")]
        want(links == ["https://gazette.example/101"], str(links))

    def tagged(self):
        """regions and events are categories"""
        found = {row[0] for row in self.app.rows(
            "SELECT m.value FROM items i JOIN metadata m ON m.item_id = i.item_id WHERE m.key = 'category' AND i.title LIKE 'Flood%'")}
        want(any(tag.startswith("region:Syria") for tag in found), str(found))
        want("event:flood" in found, str(found))

    def no_advert(self):
        """adverts are held and not in the list"""
        held = self.app.run(["siyaq", "held", "list"])
        for advert in ADVERTS:
            want(not any(advert in title for title in self.app.titles()), str(self.app.titles()))
            want(advert in held, held)

    def stable_ids(self):
        """an item without an id gets one"""
        want(self.app.rows("SELECT source_id FROM items WHERE title LIKE 'Court%' AND source_id != ''"), "no id")

    def own_filter(self):
        """the user's own filter runs first"""
        want("spokesman" in self.app.description("cannot stand"), self.app.description("cannot stand"))
        links = [row[0] for row in self.app.rows("SELECT source FROM items WHERE title LIKE '%cannot stand%'")]
        want(links == ["https://filtered.example/1"], "ours did not run: %s" % links)

    def english_card(self):
        """the panel of an English item"""
        self.app.show("Ferry runs aground")
        _, _, card = self.app.card("Ferry runs aground")
        self.app.keep("english")
        want(card["cards"] == 1 and card["visible"] and not card["inContent"], str(card))
        want((card["lang"], card["dir"]) == ("en", "ltr"), str(card))
        want(any("Syria" in label for label in card["regions"]), str(card["regions"]))
        want(card["removed"] and any("Share on Facebook" in text for text in card["taken"]), str(card))
        want(all(reason for reason in card["removed"]), "a block without a reason")
        want("الساحل" in " ".join(card["same"]), "the Arabic sibling is missing: %s" % card["same"])
        want("212 people" in card["article"], "the article changed: " + card["article"])

    def jump(self):
        """a click on the sibling opens it"""
        x, y, card = self.app.card("Ferry runs aground")
        since = len(self.app.traces())
        href, box = [link for link in card["links"] if "sahil-7" in link[0]][0]
        want(href.startswith("siyaq:item?"), href)
        self.app.click(x + box[0] + min(box[2] // 2, 40), y + box[1] + box[3] // 2)
        self.app.card("جنوح", since)

    def arabic_card(self):
        """the panel of an Arabic item, in an English session"""
        _, _, card = self.app.card("جنوح")
        self.app.keep("arabic")
        want(card["cards"] == 1, str(card))
        want(card["lang"] == "en", str(card["lang"]))
        languages = {(lang, direction) for lang, direction, _ in card["summary"]}
        want(("ar", "rtl") in languages, "no original: %s" % card["summary"])
        want(("en", "ltr") in languages, "nothing in the reader's language: %s" % card["summary"])
        want(any("Ferry" in row for row in card["same"]), str(card["same"]))

    def no_duplicate(self):
        """two updates in a row bring nothing twice"""
        before = sorted(self.app.titles())
        self.update()
        self.update()
        want(sorted(self.app.titles()) == before, str(sorted(self.app.titles())))

    def bring_back(self, title, picture):
        """Opens the held items and restores one, while the server says "not modified" to everything."""
        held = self.app.run(["siyaq", "held", "list"])
        at = [held.index(advert) for advert in ADVERTS if advert in held]
        place = sorted(at).index(held.index(title))
        self.server.unchanged = set(self.server.documents)
        asked = len(self.server.asked)
        try:
            self.app.action("siyaq-held")
            window = self.app.window("Held Items", (300, 60, 700, 560))
            time.sleep(2)
            self.app.keep(picture, window)
            self.app.focus(window)
            # One button of that letter is pressed by it, several are gone through.
            for _ in range(place + 1):
                self.app.keys("alt+r")
            if len(at) > 1:
                self.app.keys("space")
            self.app.wait(lambda: any(title in row for row in self.app.titles()), CARD_S, "the item did not come back")
            want(len(self.server.asked) == asked, "the server was asked")
            time.sleep(1)
            self.app.keep(picture + "-after", window)
        finally:
            self.server.unchanged = set()
            self.app.keys("Escape")

    def restore(self):
        """a restored item is there at once, though the server answers 304"""
        self.bring_back(ADVERTS[0], "held")
        before = sorted(self.app.titles())
        self.update()
        want(sorted(self.app.titles()) == before, "the next update changed the list: %s" % sorted(self.app.titles()))

    def preferences(self):
        """a switch in the preferences is stored"""
        want(self.app.setting("clean") == "true", "not the default")
        self.app.action("siyaq-preferences")
        window = self.app.window("Siyaq", (300, 0, 680, 900))
        time.sleep(2)
        self.app.keep("preferences", window)
        self.app.focus(window)
        self.app.keys("alt+c")
        self.app.wait(lambda: self.app.setting("clean") == "false", 5, "nothing was stored")
        self.app.keys("alt+c")
        self.app.wait(lambda: self.app.setting("clean") == "true", 5, "nothing was stored")
        self.app.keys("Escape")
        # The service is told a moment later.
        time.sleep(1)

    def off(self):
        """switched off it leaves no trace: menu, panel, filter"""
        traces = len(self.app.traces())
        self.app.plugins(["plugin-installer"])
        self.app.wait(lambda: not self.app.has_actions(), 10, "the actions stayed")
        document = self.server.documents["harbour.xml"].decode()
        self.server.documents["harbour.xml"] = document.replace("<item>", LATE + "<item>", 1).encode()
        self.update()
        text = self.app.description("Port of Sidon")
        want("Share on Facebook" in text, "the filter stayed: " + text)
        self.app.show("Port of Sidon")
        time.sleep(3)
        self.app.keep("off")
        want(len(self.app.traces()) == traces, "the panel still reports")

    def on(self):
        """switched on again it works, once, and an item of before has its card"""
        since = len(self.app.traces())
        self.app.plugins(["siyaq", "plugin-installer"])
        self.app.wait(self.app.has_actions, 10, "the actions did not come back")
        _, _, card = self.app.card("Port of Sidon", since)
        self.app.keep("on")
        want(not card["before"], "the old panel was still there")
        want(card["cards"] == 1, str(card["cards"]))
        want(any("Lebanon" in label for label in card["regions"]), str(card["regions"]))

    def off_and_on(self):
        """off and on a second time"""
        self.app.plugins(["plugin-installer"])
        self.app.wait(lambda: not self.app.has_actions(), 10, "the actions stayed")
        since = len(self.app.traces())
        self.app.plugins(["siyaq", "plugin-installer"])
        _, _, card = self.app.card("Port of Sidon", since)
        want(card["cards"] == 1 and not card["before"], str(card))
        time.sleep(1)
        want(len(self.app.traces()) == since + 1, "more than one panel answers")

    def imported(self):
        """items of the reader are imported on request"""
        before = sorted(self.app.rows("SELECT item_id, title, description FROM items"))
        self.app.action("siyaq-preferences")
        window = self.app.window("Siyaq", (300, 0, 680, 900))
        time.sleep(1)
        self.app.focus(window)
        self.app.keys("alt+i")
        want(self.app.wait(lambda: "ferry" in self.app.run(["siyaq", "stories"], check=False).lower(), CARD_S, "nothing imported"), "")
        time.sleep(2)
        self.app.keep("imported", window)
        self.app.keys("Escape")
        want(sorted(self.app.rows("SELECT item_id, title, description FROM items")) == before, "the import changed the reader")

    def restore_beyond_limit(self):
        """an item that is older than all the feed's limit leaves comes back, too"""
        count = "SELECT count (*) FROM items WHERE node_id = 'nlimit'"
        want(self.app.rows(count) == [(3,)], str(self.app.rows(count)))
        self.bring_back(ADVERTS[1], "held-again")
        flagged = "SELECT marked FROM items WHERE node_id = 'nlimit' AND title LIKE 'Advertorial%'"
        want(self.app.rows(flagged) == [(1,)], "not flagged: %s" % self.app.rows(flagged))
        want(self.app.rows(count) == [(4,)], "another item went: %s" % self.app.rows(count))

    def quit(self):
        """the reader ends well and has nothing to complain of"""
        want(self.app.quit() == 0, "another exit status")
        with open(self.app.log, encoding="utf-8", errors="replace") as file:
            log = file.read()
        wrong = [line for line in log.splitlines()
                 if re.search(r"siyaq-\w+-(WARNING|CRITICAL|ERROR)|Siyaq|(Gtk|GLib\S*)-CRITICAL", line) and "siyaq-trace" not in line]
        want(not wrong, "; ".join(wrong[:5]))

    STEPS = [cleaned, links, tagged, no_advert, stable_ids, own_filter, english_card, jump, arabic_card, no_duplicate, restore,
             preferences, off, on, off_and_on, imported, restore_beyond_limit, quit]


def seeds_document(path):
    """The seeds' items as one feed for each outlet, made on the fly."""
    feeds = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)
            feeds.setdefault(item["feed"], []).append(item)
    for name, items in feeds.items():
        rows = "".join(
            "<item><guid isPermaLink=\"false\">%s</guid><title>%s</title><link>%s</link><pubDate>%s</pubDate><description>%s</description></item>"
            % (escape(item["id"]), escape(item["title"]), escape(item["url"]),
               format_datetime(datetime.datetime.fromisoformat(item["published"].replace("Z", "+00:00"))),
               escape(item.get("html") or item.get("text", "")))
            for item in items)
        yield name, ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>%s</title><link>https://%s.example/</link>"
                     "<description/>%s</channel></rss>" % (escape(name), escape(name), rows)).encode(), len(items)


def seeds():
    """the seeds as feeds: each item arrives and has a card with its region"""
    shared = os.environ.get("SIYAQ_SHARED")
    if not shared:
        return "SIYAQ_SHARED is not set"
    server, total, subscriptions = Server(), 0, []
    for name, document, count in seeds_document(os.path.join(shared, "seeds", "items.jsonl")):
        server.documents[name] = document
        subscriptions.append(reader.Feed(name, server.url(name)))
        total += count
    with Reader(BUILD, subscriptions, environment={"SIYAQ_HOST_TRACE": "1"}, language="en") as app:
        app.update()
        app.wait(lambda: len(app.titles()) >= total, UPDATE_S, "the seeds did not arrive")
        time.sleep(2)
        for _ in range(total):
            since = len(app.traces())
            title, _node = app.next_unread()
            _, _, card = app.card("", since)
            app.keep("seed-%s" % re.sub(r"\W+", "-", title)[:40])
            want(card["regions"], "no region: " + title)
            want(card["cards"] == 1, title)
    return None


def arabic_session(server, subscriptions):
    """an Arabic session: card, windows and reasons speak Arabic"""
    with Reader(BUILD, subscriptions, environment={"SIYAQ_HOST_TRACE": "1"}, language="ar") as app:
        app.update()
        app.wait(lambda: len(app.titles()) >= 10, UPDATE_S, "the items did not arrive")
        time.sleep(2)
        app.show("Ferry runs aground")
        _, _, card = app.card("Ferry runs aground")
        app.keep("session-ar")
        want((card["lang"], card["dir"]) == ("ar", "rtl"), str((card["lang"], card["dir"])))
        want(any("سوريا" in label for label in card["regions"]), str(card["regions"]))
        want(re.search("أُزيلت? ", card["end"]), card["end"])
        want(all(re.search("[ء-ي]", reason) for reason in card["removed"]), str(card["removed"]))
        want(("ar", "rtl") in {(lang, direction) for lang, direction, _ in card["summary"]}, str(card["summary"]))
        want(("en", "ltr") in {(lang, direction) for lang, direction, _ in card["summary"]}, str(card["summary"]))
        for action, name in (("siyaq-held", "المواد المحجوزة"), ("siyaq-preferences", "سياق")):
            app.action(action)
            window = app.window(name, (300, 0, 680, 900))
            time.sleep(1.5)
            app.keep(action + "-ar", window)
            app.focus(window)
            app.keys("Escape")


def run():
    """Prints the results as they come."""
    print("1..%d" % (len(Story.STEPS) + 2), flush=True)
    number = 0

    def tell(name, wrong, skip=None):
        nonlocal number
        number += 1
        print("%s %d - %s%s" % ("not ok" if wrong else "ok", number, name, " # SKIP " + skip if skip else ""), flush=True)
        if wrong:
            print("%s: %s" % (name, wrong), file=sys.stderr, flush=True)

    server = Server()
    names = ["harbour.xml", "sahil.xml", "filtered.xml", "limit.xml"]
    for name in names:
        server.load(name)
    subscriptions = [reader.Feed(title, server.url(name), "n" + name.split(".")[0])
                     for title, name in zip(["Harbour Gazette", "أخبار الساحل", "Own Filter", "Hill Observer"], names)]
    with Reader(BUILD, subscriptions, environment={"SIYAQ_HOST_TRACE": "1"}, language="en") as app:
        story = Story(app, server)
        for step in Story.STEPS:
            try:
                step(story)
                tell(step.__doc__, None)
            except (Failed, reader.ReaderError, IndexError) as error:
                tell(step.__doc__, repr(error))
        if PICTURES:
            shutil.copy(app.log, os.path.join(PICTURES, "reader.log"))
    try:
        server.load("harbour.xml")
        arabic_session(server, subscriptions)
        tell(arabic_session.__doc__, None)
    except (Failed, reader.ReaderError, IndexError) as error:
        tell(arabic_session.__doc__, repr(error))
    try:
        tell(seeds.__doc__, None, seeds())
    except (Failed, reader.ReaderError, IndexError, TypeError) as error:
        tell(seeds.__doc__, repr(error))


for program in PROGRAMS:
    if shutil.which(program) is None:
        print("1..0 # SKIP %s is not installed" % program)
        sys.exit(0)
run()
