# SPDX-License-Identifier: GPL-2.0-or-later
"""The packaged Liferea with the plugin and six demo feeds, in a throw-away profile.

With a display the reader is there to be used, until its window is closed. Without one, or with
--pictures, it runs under Xvfb, is led through an English item, an Arabic one, one with the same
story elsewhere and the preferences, and a picture of each is left in the build folder.

usage: demo.py BUILD [--pictures]
"""
import os
import signal
import sys
import time

import feeds
import reader

# The first of a walk: who shows it, a part of its title, the picture's name, what is to be seen.
# In the order in which the reader comes to them.
WALK = [
    ("Raqqa floods: inquiry", "english", "an English item, cleaned, tagged and summed up"),
    ("Plane with freed prisoners", "same-story", "an item and the same story elsewhere, in English and Arabic"),
    ("11 قتيلاً في فيضان الفرات", "arabic", "an Arabic item with its summary in English"),
]
# The same in an Arabic session, with the reader's own window from right to left.
WALK_ARABIC = [("Kosti counts nine", "arabic-session", "an English item in an Arabic session")]
# Action, window, picture, where the window goes, and what is to be seen.
DIALOGS = [
    ("siyaq-held", "Held Items", "held", (240, 100, 800, 760), "adverts that were held, each with its reason"),
    ("siyaq-preferences", "Siyaq", "preferences", (240, 0, 680, 950), "the preferences"),
]
# All items are in the reader's database this long after the first update, on a slow machine too.
UPDATE_S = 60
# The card is there well within this time after an item was chosen; pictures wait for it.
CARD_S = 2.5


def display():
    """(display, environment) of the user's session, (None, {}) where there is none."""
    env = {}
    authority = os.environ.get("XAUTHORITY") or os.path.expanduser("~/.Xauthority")
    if os.path.exists(authority):
        env["XAUTHORITY"] = authority
    if os.environ.get("DISPLAY"):
        return os.environ["DISPLAY"], env
    if os.environ.get("WAYLAND_DISPLAY"):
        # The reader gets a run-time folder of its own, so the socket is named in full.
        env["WAYLAND_DISPLAY"] = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), os.environ["WAYLAND_DISPLAY"])
        env["GDK_BACKEND"] = "wayland"
        return "", env
    return None, {}


def fetch(app, server):
    """Updates all feeds and waits until items of each are there."""
    app.update()

    def all_there():
        return app.rows("SELECT count (DISTINCT node_id) FROM items")[:1] == [(len(server.outlets),)]
    app.wait(all_there, UPDATE_S, "the demo feeds did not arrive")
    # The rest of a feed comes with its first item.
    time.sleep(1)


def walk(app, folder, items, dialogs):
    """Goes through items and dialogs; says where each picture is and what is on it."""
    os.makedirs(folder, exist_ok=True)
    for title, name, what in items:
        app.show(title)
        time.sleep(CARD_S)
        print("%s: %s" % (app.picture(os.path.join(folder, name + ".png")), what), flush=True)
    for action, title, name, box, what in dialogs:
        app.action(action)
        window = app.window(title, box)
        time.sleep(CARD_S)
        print("%s: %s" % (app.picture(os.path.join(folder, name + ".png"), window), what), flush=True)
        app.keys("Escape")


def main():
    """Opens the reader, or takes its pictures."""
    build = sys.argv[1]
    pictures = os.path.join(os.path.abspath(build), "pictures")
    place, environment = (None, {}) if "--pictures" in sys.argv[2:] else display()
    # Ended from outside, it ends what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with feeds.Server() as server:
        subscriptions = [reader.Feed(outlet.title, server.url(outlet), "n%d" % number)
                         for number, outlet in enumerate(server.outlets)]
        print("Opening Liferea in a throw-away profile, with %d demo feeds" % len(subscriptions), flush=True)
        with reader.Reader(build, subscriptions, display=place, environment=environment,
                           language=None if place is not None else "en",
                           locale=os.environ.get("LANG", "C.UTF-8")) as app:
            fetch(app, server)
            if place is not None:
                print("It is yours: close its window when you have seen enough.", flush=True)
                app.reader.wait()
                return 0
            walk(app, pictures, WALK, DIALOGS)
        with reader.Reader(build, subscriptions, language="ar") as app:
            fetch(app, server)
            walk(app, pictures, WALK_ARABIC, [])
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except reader.ReaderError as error:
        sys.exit("siyaq: %s" % error)
    except KeyboardInterrupt:
        sys.exit(130)
