# SPDX-License-Identifier: GPL-2.0-or-later
"""Stories in the list of the packaged Liferea: one item of each where the user wants it so, all of them
again at once when not, and the others of a story read with one. A folder shows the items of two
feeds, an English and an Arabic one, which tell two stories both.

usage: test_folding.py SOURCE BUILD [PICTURES]
"""
import os
import re
import shutil
import sys
import time

from harness import BUILD, CARD_S, PICTURES, PROGRAMS, UPDATE_S, Failed, Reader, Server, reader, want

# Where the first row of the list of feeds stands in a window of the size that the reader is given.
FOLDER_ROW = (70, 83)
FOLD, READ = "fold-stories", "read-siblings"
SECOND = {"Ferry runs aground": "جنوح", "Bakers in Beirut": "خبازو"}


class FolderReader(Reader):
    """All feeds in one folder, which shows the items of its feeds."""

    def _profile(self):
        super()._profile()
        path = os.path.join(self.env["XDG_CONFIG_HOME"], "liferea", "feedlist.opml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        folder = '<outline title="Everything" text="Everything" description="Everything" type="folder" id="nfolder" expanded="true">'
        text = text.replace("<body>", "<body>" + folder).replace("</body>", "</outline></body>")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def lists(self):
        """What the list has come to, oldest first: (rows, folded)."""
        with open(self.log, encoding="utf-8", errors="replace") as file:
            return [(int(a), int(b)) for a, b in re.findall(r"^siyaq-trace: list (\d+) rows, (\d+) folded$", file.read(), re.MULTILINE)]

    def wait_list(self, since, rows, folded):
        self.wait(lambda: self.lists()[since:] and self.lists()[-1] == (rows, folded), CARD_S,
                  "not %d rows and %d folded: %s" % (rows, folded, self.lists()))

    def choose(self, key, value):
        self.run(["gsettings", "set", "org.siyaq", key, value])

    def is_read(self, words):
        return self.rows("SELECT read FROM items WHERE title LIKE ?", "%" + words + "%") == [(1,)]


class Story:
    """The checks, in order."""

    def __init__(self, app):
        self.app, self.total = app, 0

    def open_one(self):
        """Opens unread items until one of the two stories is open: words of its title, and of its sibling's."""
        while True:
            since = len(self.app.traces())
            self.app.action("next-unread-item")
            title = self.app.card("", since)[2]["title"]
            for a, b in SECOND.items():
                if a in title or b in title:
                    return (a, b) if a in title else (b, a)

    def off(self):
        """as it comes every item is in the list"""
        self.app.update()
        self.app.wait(lambda: len(self.app.titles()) >= 6, UPDATE_S, "the items did not arrive")
        time.sleep(2)
        self.total = len(self.app.titles())
        self.app.click(*FOLDER_ROW)
        time.sleep(2)
        self.app.keep("fold-off")
        want(not self.app.lists(), "something was folded: %s" % self.app.lists())

    def on(self):
        """switched on, each story has one row"""
        since = len(self.app.lists())
        self.app.choose(FOLD, "true")
        self.app.wait_list(since, self.total - 2, 2)
        time.sleep(0.5)
        self.app.keep("fold-on")
        want(len(self.app.titles()) == self.total, "an item left the reader")
        want(not any(self.app.is_read(words) for words in SECOND.values()), "folding alone marked something read")

    def undone(self):
        """switched off in the menu, all rows are back at once"""
        since = len(self.app.lists())
        self.app.action("siyaq-fold")
        self.app.wait_list(since, self.total, 0)
        want(self.app.setting(FOLD) == "false", "the setting stayed")
        self.app.keep("fold-undone")

    def read_together(self):
        """who is folded is read with the one that stands for it, and unread again when it is undone"""
        since = len(self.app.lists())
        self.app.action("siyaq-fold")
        self.app.wait_list(since, self.total - 2, 2)
        mine, other = self.open_one()
        self.app.wait(lambda: self.app.is_read(other), CARD_S, "“%s” is not read with “%s”" % (other, mine))
        since = len(self.app.lists())
        self.app.choose(FOLD, "false")
        self.app.wait_list(since, self.total, 0)
        self.app.wait(lambda: not self.app.is_read(other), CARD_S, "“%s” stayed read" % other)
        want(self.app.is_read(mine), "“%s” was read and is not any more" % mine)

    def siblings(self):
        """where wanted, opening an item marks the others of its story read"""
        self.app.choose(READ, "true")
        time.sleep(1)
        opened, other = self.open_one()
        self.app.wait(lambda: self.app.is_read(other), CARD_S, "“%s” is not read with “%s”" % (other, opened))

    def jump(self):
        """the card leads to an item that is folded"""
        since = len(self.app.lists())
        self.app.choose(FOLD, "true")
        self.app.wait(lambda: self.app.lists()[since:] and self.app.lists()[-1][1] >= 1, CARD_S, "nothing folded")
        x, y, card = self.app.traces()[-1]
        links = [link for link in card["links"] if link[0].startswith("siyaq:item?") and "Where" not in link[0]]
        want(links, "no link: %s" % card["links"])
        href, box = links[0]
        since = len(self.app.traces())
        self.app.click(x + box[0] + min(box[2] // 2, 40), y + box[1] + box[3] // 2)
        self.app.card("", since)

    def quit(self):
        """the reader ends well and has nothing to complain of"""
        want(self.app.quit() == 0, "another exit status")
        with open(self.app.log, encoding="utf-8", errors="replace") as file:
            wrong = [line for line in file if re.search(r"siyaq-\w+-(WARNING|CRITICAL|ERROR)|Siyaq|(Gtk|GLib\S*)-CRITICAL|Fatal", line)
                     and "siyaq-trace" not in line]
        want(not wrong, "; ".join(wrong[:5]))

    STEPS = [off, on, undone, read_together, siblings, jump, quit]


def run():
    """Prints the results as they come."""
    print("1..%d" % len(Story.STEPS), flush=True)
    server = Server()
    names = ["harbour.xml", "sahil.xml"]
    for name in names:
        server.load(name)
    subscriptions = [reader.Feed(title, server.url(name), "n" + name.split(".")[0])
                     for title, name in zip(["Harbour Gazette", "أخبار الساحل"], names)]
    with FolderReader(BUILD, subscriptions, environment={"SIYAQ_HOST_TRACE": "1"}, language="en",
                      settings=[("net.sf.liferea", "folder-display-mode", "1"),
                                ("net.sf.liferea", "folder-display-hide-read", "false")]) as app:
        story = Story(app)
        for number, step in enumerate(Story.STEPS, 1):
            wrong = None
            try:
                step(story)
            except (Failed, reader.ReaderError, IndexError, TypeError, StopIteration) as error:
                wrong = repr(error)
            print("%s %d - %s" % ("not ok" if wrong else "ok", number, step.__doc__), flush=True)
            if wrong:
                print("%s: %s" % (step.__doc__, wrong), file=sys.stderr, flush=True)
        if PICTURES:
            shutil.copy(app.log, os.path.join(PICTURES, "folding.log"))


for program in PROGRAMS:
    if shutil.which(program) is None:
        print("1..0 # SKIP %s is not installed" % program)
        sys.exit(0)
run()
