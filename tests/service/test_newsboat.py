# SPDX-License-Identifier: GPL-2.0-or-later
"""The packaged newsboat with the recipe of the README: feeds piped through the filter. Usage:
test_newsboat.py SIYAQ"""
import http.server
import os
import shutil
import sqlite3
import subprocess
import sys
import threading

from processes import NEWS, PATIENCE_S, feed, main, rss


class Site:
    """One feed, which can change."""

    def __init__(self, document):
        self.document = document
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
                self.send_header("Content-Length", str(len(outer.document)))
                self.end_headers()
                self.wfile.write(outer.document)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d/feed.xml" % self.server.server_port


def newsboat(home, site):
    """Fetches the feed once; what newsboat has then: {guid: (title, content)}."""
    folder = os.path.join(home.folder, "newsboat")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "urls"), "w", encoding="utf-8") as file:
        file.write('"filter:%s filter:%s"\n' % (home.command, site.url))
    done = subprocess.run(["newsboat", "-C", os.devnull, "-u", os.path.join(folder, "urls"), "-c", os.path.join(folder, "cache.db"),
                           "-x", "reload"], env=home.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=PATIENCE_S * 3, check=False)
    assert done.returncode == 0, done.stdout
    base = sqlite3.connect(os.path.join(folder, "cache.db"))
    try:
        return {guid: (title, content) for guid, title, content in base.execute("SELECT guid, title, content FROM rss_item")}
    finally:
        base.close()


def check_items_come_cleaned_and_adverts_do_not(home):
    site = Site(feed())
    items = newsboat(home, site)
    assert set(items) == {"n1", "n2"}, items
    assert "Latakia port reopens" in items["n1"][0], items["n1"]


def check_a_restored_item_comes_with_the_next_fetch(home):
    site = Site(feed())
    newsboat(home, site)
    item = home.run("held", "list")[1].decode().split()[0]
    # The feed has dropped the advert meanwhile.
    site.document = rss([(guid, title, NEWS) for guid, title in (("n1", "Latakia port reopens after nine days"),
                                                                  ("n2", "Ferry to Cyprus sails again this week"))])
    assert set(newsboat(home, site)) == {"n1", "n2"}
    assert home.run("held", "restore", item)[0] == 0
    items = newsboat(home, site)
    assert "ad1" in items, items
    assert set(newsboat(home, site)) == set(items)


if shutil.which("newsboat") is None:
    print("1..0 # SKIP newsboat is not installed")
    sys.exit(0)
main(globals(), sys.argv[1])
