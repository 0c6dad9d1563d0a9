# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests in the packaged reader share: a server of feeds, a reader whose panel reports, checks."""
import http.server
import json
import os
import re
import sys
import threading
import time
from xml.sax.saxutils import escape

SOURCE, BUILD = sys.argv[1:3]
PICTURES = sys.argv[3] if len(sys.argv) > 3 else None
sys.path.insert(0, os.path.join(SOURCE, "data", "demo"))
import reader  # noqa: E402

FEEDS = os.path.join(SOURCE, "tests", "host", "feeds")
# A card is there within this time on a busy machine with two cores.
CARD_S = 20
UPDATE_S = 40
PROGRAMS = ("liferea", "Xvfb", "xdotool", "import", "gdbus", "dbus-daemon")


class Server:
    """Serves documents by name; one that is "unchanged" answers 304 to everybody."""

    def __init__(self):
        self.documents = {}
        self.unchanged = set()
        self.asked = []
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.strip("/")
                outer.asked.append(name)
                body = outer.documents.get(name)
                if name in outer.unchanged:
                    self.send_response(304)
                    self.end_headers()
                elif body is None:
                    self.send_error(404)
                else:
                    self.send_response(200)
                    self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, name):
        return "http://127.0.0.1:%d/%s" % (self.server.server_port, name)

    def load(self, name):
        with open(os.path.join(FEEDS, name), "rb") as file:
            self.documents[name] = file.read()


class Reader(reader.Reader):
    """A reader whose panel reports, and one of whose feeds has a filter of the user's own."""

    FILTER = "sed 's/PLACEHOLDER/spokesman/g' # mine"

    def _profile(self):
        super()._profile()
        # Translations lie beside the module, as in a user's own folder of plugins.
        os.symlink(os.path.join(self.build, "po"), os.path.join(self.env["XDG_DATA_HOME"], "liferea", "plugins", "locale"))
        path = os.path.join(self.env["XDG_CONFIG_HOME"], "liferea", "feedlist.opml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        text = re.sub(r'(xmlUrl="[^"]*limit\.xml")', r'\1 cacheLimit="3"', text)
        text = re.sub(r'(xmlUrl="[^"]*filtered\.xml")', lambda m: '%s filtercmd="%s"' % (m.group(1), escape(self.FILTER)), text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def traces(self):
        """What the panel has reported so far, oldest first: (x, y, report)."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            rows = re.findall(r"^siyaq-trace: page (-?\d+) (-?\d+) (\{.*\})$", file.read(), re.MULTILINE)
        return [(int(x), int(y), json.loads(report)) for x, y, report in rows]

    def card(self, title, since=0):
        """Waits for the card of the item whose title holds the words given."""
        def there():
            for x, y, report in reversed(self.traces()[since:]):
                if report.get("card") and title in report["title"]:
                    return x, y, report
            return None
        return self.wait(there, CARD_S, "no card for “%s”" % title)

    def titles(self):
        return [row[0] for row in self.rows("SELECT title FROM items")]

    def description(self, title):
        return self.rows("SELECT description FROM items WHERE title LIKE ?", "%" + title + "%")[0][0]

    def wait_fetched(self, server, count):
        self.wait(lambda: len(server.asked) >= count, UPDATE_S, "the feeds were not asked for")
        # What was fetched goes through the filter and is merged.
        time.sleep(3)

    def setting(self, key):
        return self.run(["gsettings", "get", "org.siyaq", key]).strip()

    def plugins(self, names):
        self.run(["gsettings", "set", "net.sf.liferea.plugins", "active-plugins", str(names)])

    def has_actions(self):
        return "siyaq-preferences" in self.call(reader.ACTIONS, "org.gtk.Actions.List")

    def focus(self, window):
        """Without a window manager nobody gives a window the keyboard."""
        self.run(["xdotool", "windowfocus", "--sync", window], check=False)

    def keep(self, name, window="root"):
        if PICTURES:
            os.makedirs(PICTURES, exist_ok=True)
            self.picture(os.path.join(PICTURES, name + ".png"), window)


class Failed(Exception):
    """A check found something else than it should."""


def want(condition, message):
    if not condition:
        raise Failed(message)
