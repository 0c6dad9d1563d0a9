# SPDX-License-Identifier: GPL-2.0-or-later
"""The demo's six feeds, served from this machine.

A file of feeds/ is one outlet: a head, a [frame] with what the outlet puts around every item (share
rows, related boxes, newsletters, pixels), and its [item]s. The texts were written for this
project: the places are real, the people, outlets and events are not. Dates are given in hours
before now, so that the demo is never stale; {day}, {day-1}, {day+1} stand for days of the week
around an item's own. Standard library only.

usage: feeds.py [PORT]   serves until it is ended, and prints each feed's address
"""
import datetime
import glob
import html
import http.server
import os
import re
import sys
import threading
from email.utils import format_datetime
from xml.sax.saxutils import escape

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "feeds")

DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "ar": ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
}


class Item:
    """One item: its head's fields, its paragraphs and its date."""

    def __init__(self, text, now):
        head, body = text.split("\n\n", 1)
        fields = dict(line.split(": ", 1) for line in head.strip().split("\n"))
        self.title = fields["title"]
        self.path = fields["path"]
        self.category = fields["category"]
        self.ident = re.sub(r"\W+", "-", self.path).strip("-")
        self.date = now - datetime.timedelta(hours=float(fields["hours"]))
        self.paragraphs = [part.strip() for part in body.strip().split("\n\n")]

    def body(self, lang):
        """The paragraphs as HTML, with the days of the week filled in."""
        def day(match):
            return DAYS[lang][(self.date.weekday() + int(match.group(1) or 0)) % 7]
        return "\n".join("<p>%s</p>" % re.sub(r"\{day([+-]\d)?\}", day, part) for part in self.paragraphs)


class Outlet:
    """One feed, newest item first."""

    def __init__(self, path, now):
        with open(path, encoding="utf-8") as file:
            parts = re.split(r"^\[(frame|item)\]\n", file.read(), flags=re.MULTILINE)
        fields = dict(line.split(": ", 1) for line in parts[0].strip().split("\n"))
        self.name = os.path.splitext(os.path.basename(path))[0]
        self.title, self.home, self.lang, self.format = (fields[key] for key in ("title", "home", "lang", "format"))
        self.frame = parts[2].strip()
        self.items = sorted((Item(part, now) for part in parts[4::2]), key=lambda item: item.date, reverse=True)

    def link(self, item):
        """An item's address, with what outlets hang on it to follow their readers."""
        return "%s%s?utm_source=rss&utm_medium=feed" % (self.home, item.path)

    def content(self, item):
        """An item's HTML as the outlet publishes it."""
        at = self.items.index(item)
        more = [self.items[(at + step) % len(self.items)] for step in (1, 3)]
        values = {"body": item.body(self.lang), "url": self.home + item.path, "title": html.escape(item.title), "id": item.ident}
        for number, other in enumerate(more, 1):
            values["more%d.url" % number] = self.home + other.path
            values["more%d.title" % number] = html.escape(other.title)
        return re.sub(r"\{([a-z0-9.]+)\}", lambda match: values[match.group(1)], self.frame)

    def document(self):
        """The feed in the outlet's format."""
        return {"rss": self._rss, "atom": self._atom, "rdf": self._rdf}[self.format]().encode("utf-8")

    def _rss(self):
        rows = "".join(
            "<item>\n<title>%s</title>\n<link>%s</link>\n<guid isPermaLink=\"false\">%s</guid>\n<pubDate>%s</pubDate>\n"
            "<category>%s</category>\n<description><![CDATA[%s]]></description>\n</item>\n"
            % (escape(item.title), escape(self.link(item)), self.name + "-" + item.ident, format_datetime(item.date),
               escape(item.category), self.content(item)) for item in self.items)
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel>\n<title>%s</title>\n<link>%s</link>\n"
                "<description>%s</description>\n<language>%s</language>\n%s</channel></rss>\n"
                % (escape(self.title), self.home, escape(self.title), self.lang, rows))

    def _atom(self):
        rows = "".join(
            "<entry>\n<title>%s</title>\n<link rel=\"alternate\" href=\"%s\"/>\n<id>%s%s</id>\n<updated>%s</updated>\n"
            "<category term=\"%s\"/>\n<content type=\"html\">%s</content>\n</entry>\n"
            % (escape(item.title), escape(self.link(item)), self.home, item.path, item.date.isoformat(),
               escape(item.category, {"\"": "&quot;"}), escape(self.content(item))) for item in self.items)
        return ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"%s\">\n"
                "<title>%s</title>\n<link href=\"%s\"/>\n<id>%s/</id>\n<updated>%s</updated>\n%s</feed>\n"
                % (self.lang, escape(self.title), self.home, self.home, self.items[0].date.isoformat(), rows))

    def _rdf(self):
        rows = "".join(
            "<item rdf:about=\"%s%s\">\n<title>%s</title>\n<link>%s</link>\n<dc:date>%s</dc:date>\n<dc:subject>%s</dc:subject>\n"
            "<description>%s</description>\n</item>\n"
            % (self.home, item.path, escape(item.title), escape(self.link(item)), item.date.isoformat(), escape(item.category),
               escape(self.content(item))) for item in self.items)
        order = "".join("<rdf:li rdf:resource=\"%s%s\"/>" % (self.home, item.path) for item in self.items)
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
                " xmlns=\"http://purl.org/rss/1.0/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel rdf:about=\"%s\">\n"
                "<title>%s</title>\n<link>%s</link>\n<description>%s</description>\n<items><rdf:Seq>%s</rdf:Seq></items>\n"
                "</channel>\n%s</rdf:RDF>\n" % (self.home, escape(self.title), self.home, escape(self.title), order, rows))


class Server:
    """Serves the outlets on the loopback interface, in a thread of its own."""

    def __init__(self, port=0):
        # One moment for all, so that a feed is the same each time it is fetched.
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        self.outlets = sorted((Outlet(path, now) for path in glob.glob(os.path.join(HERE, "*.txt"))),
                              key=lambda outlet: (outlet.lang != "en", outlet.name))
        documents = {"/%s.xml" % outlet.name: outlet.document() for outlet in self.outlets}

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers with a feed, and with nothing for everything else."""

            def do_GET(self):
                """A feed or 404."""
                body = documents.get(self.path)
                self.send_response(404 if body is None else 200)
                if body is not None:
                    self.send_header("Content-Type", "application/xml; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                """The demo has its own words."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    def url(self, outlet):
        """The address of an outlet's feed."""
        return "http://127.0.0.1:%d/%s.xml" % (self.server.server_address[1], outlet.name)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def main():
    """Serves until it is ended."""
    with Server(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as server:
        for outlet in server.outlets:
            print("%s  %s" % (server.url(outlet), outlet.title), flush=True)
        try:
            server.thread.join()
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
