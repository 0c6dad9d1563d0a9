# SPDX-License-Identifier: GPL-2.0-or-later
"""Translation as the reader shows it: the card is there at once and filled in later without moving the
article, a provider is asked about once and sent nothing before, and its page of preferences.

usage: test_translating.py SOURCE BUILD [PICTURES]
"""
import http.server
import json
import re
import shutil
import sys
import threading
import time

from harness import BUILD, CARD_S, PROGRAMS, UPDATE_S, Failed, Reader, Server, reader, want

# A headline whose story no other feed tells in the reader's language.
TITLE = "خبازو"


class Provider:
    """A LibreTranslate server that takes its time."""

    def __init__(self, delay_s):
        self.texts = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
                outer.texts += texts
                time.sleep(delay_s)
                answers = ["Translated: %d letters." % len(text) for text in texts]
                data = json.dumps({"translatedText": answers if isinstance(body["q"], list) else answers[0]}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_port


def reader_with(server, rows, language="en"):
    """A reader with one Arabic and, for an Arabic session, one English feed."""
    name = "sahil.xml" if language == "en" else "harbour.xml"
    return Reader(BUILD, [reader.Feed("Feed", server.url(name), "nfeed")], environment={"SIYAQ_HOST_TRACE": "1"}, language=language,
                  settings=[("org.siyaq", key, value) for key, value in rows])


def open_item(app, title):
    app.update()
    app.wait(lambda: any(title in row for row in app.titles()), UPDATE_S, "the items did not arrive")
    time.sleep(2)
    app.show(next(row for row in app.titles() if title in row))
    return app.card(title)


def texts_of(card, lang):
    return [text for tag, _, text in card["summary"] if tag == lang]


def filled_in(server):
    """the card is there at once, and filled in when the translation has come; the article stays where it is"""
    provider = Provider(3)
    with reader_with(server, [("provider", "'libretranslate'"), ("provider-url", "'%s'" % provider.url)]) as app:
        _, _, first = open_item(app, TITLE)
        want("on its way" in " ".join(first["headings"]), str(first["headings"]))
        want("Translated" not in " ".join(texts_of(first, "en")), str(first["summary"]))
        app.keep("translating-1")

        def filled():
            cards = [report for _, _, report in app.traces() if report.get("card") and report.get("updated")]
            return cards[-1] if cards else None

        card = app.wait(filled, CARD_S, "nothing was filled in")
        app.keep("translating-2")
        want(texts_of(card, "en")[0].startswith("Translated"), str(card["summary"]))
        want("on its way" not in " ".join(card["headings"]), str(card["headings"]))
        want(card["cards"] == 1, str(card["cards"]))
        want(card["contentTop"] == first["contentTop"], "the article moved from %s to %s" % (first["contentTop"], card["contentTop"]))
        want(len(set(provider.texts)) == len(provider.texts), "sent twice: %s" % provider.texts)


def asked_once(server):
    """before anything is sent the card asks, and takes no for an answer"""
    with reader_with(server, [("provider", "'deepl'")]) as app:
        x, y, card = open_item(app, TITLE)
        app.keep("asking")
        want(len(card["ask"]) == 1 and "deepl.com" in card["ask"][0], str(card["ask"]))
        want(app.setting("remote-consent") == "@a{sb} {}", app.setting("remote-consent"))
        _href, box = next(link for link in card["links"] if link[0] == "siyaq:refuse?host=deepl.com")
        app.click(x + box[0] + box[2] // 2, y + box[1] + box[3] // 2)
        app.wait(lambda: app.setting("remote-consent") == "{'deepl.com': false}", 10, "the answer was not kept")
        app.wait(lambda: app.traces()[-1][2].get("ask") == [], CARD_S, "the question stands there still")
        app.keep("refused")


def offline(server):
    """where nothing leaves this computer nothing is asked"""
    with reader_with(server, [("provider", "'deepl'"), ("offline", "true")]) as app:
        _, _, card = open_item(app, TITLE)
        want(card["ask"] == [], str(card["ask"]))


def preferences(server):
    """the page of preferences: what would be sent is shown together with what came back; Arabic digits in Arabic"""
    provider = Provider(0)
    rows = [("provider", "'libretranslate'"), ("provider-url", "'%s'" % provider.url)]
    with reader_with(server, rows) as app:
        app.action("siyaq-preferences")
        window = app.window("Siyaq", (300, 0, 700, 950))
        time.sleep(1.5)
        app.focus(window)
        app.keys("alt+n")
        time.sleep(1)
        app.keys("alt+t")
        app.wait(lambda: len(provider.texts) == 1, 20, "the test sent nothing")
        time.sleep(2)
        app.keep("preferences-translation", window)
        app.keys("alt+l")
        app.wait(lambda: app.setting("offline") == "true", 5, "the switch was not kept")


def arabic(server):
    """an Arabic session: figures and Latin names in order, in the digits that were chosen"""
    provider = Provider(0)
    rows = [("provider", "'libretranslate'"), ("provider-url", "'%s'" % provider.url), ("digits", "'arabic-indic'")]
    with reader_with(server, rows, language="ar") as app:
        _, _, card = open_item(app, "Ferry runs aground")

        def filled():
            found = [report for _, _, report in app.traces() if report.get("card") and texts_of(report, "ar")]
            return found[-1] if found and "Translated" in texts_of(found[-1], "ar")[0] else None

        card = app.wait(filled, CARD_S, "nothing was filled in")
        want((card["lang"], card["dir"]) == ("ar", "rtl"), str((card["lang"], card["dir"])))
        app.keep("translating-ar")
        app.action("siyaq-preferences")
        window = app.window("سياق", (300, 0, 700, 950))
        time.sleep(1.5)
        app.focus(window)
        app.keys("ctrl+Page_Down")
        time.sleep(1)
        app.keep("preferences-translation-ar", window)


CHECKS = [filled_in, asked_once, offline, preferences, arabic]


def run():
    """Prints the results as they come."""
    print("1..%d" % len(CHECKS), flush=True)
    server = Server()
    for name in ("harbour.xml", "sahil.xml"):
        server.load(name)
    for number, check in enumerate(CHECKS, 1):
        wrong = None
        try:
            check(server)
        except (Failed, reader.ReaderError, IndexError, TypeError, StopIteration) as error:
            wrong = repr(error)
        print("%s %d - %s" % ("not ok" if wrong else "ok", number, re.sub(r"\s+", " ", check.__doc__)), flush=True)
        if wrong:
            print("%s: %s" % (check.__name__, wrong), file=sys.stderr, flush=True)


for program in PROGRAMS:
    if shutil.which(program) is None:
        print("1..0 # SKIP %s is not installed" % program)
        sys.exit(0)
run()
