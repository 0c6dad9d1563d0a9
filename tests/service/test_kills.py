# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing is lost, whatever ends the service and whenever. Twenty feeds update over and over while the
service is killed at random moments; now and then its socket is taken away, the disk is full, the clock
stands ten years back. What each feed carried has to have come out of the filter or be held, and the
store has to be whole. Usage: test_kills.py SIYAQ

SIYAQ_KILLS: how often the service is killed (2000); SIYAQ_SEED: for the same run again (printed)
"""
import os
import random
import re
import resource
import signal
import sqlite3
import sys
import threading
import time

from processes import ADVERT, NEWS, Skip, main, rss

FEEDS = 20
# As many feeds update at once as the smallest machine has cores, twice.
WORKERS = 4
KILLS = int(os.environ.get("SIYAQ_KILLS", "2000"))
SEED = int(os.environ.get("SIYAQ_SEED", "0")) or random.SystemRandom().randrange(1, 1 << 31)
# Longest that the service is left alone. Half of all kills come within the time in which it starts and
# works through a document.
LONGEST_S = 0.12
# Seconds from now to ten years ago.
TEN_YEARS = "-3650d"
ITEMS = 6
# The filter gives up on the service after that long here, so that the loop goes on.
TIMEOUT_MS = "3000"


class Feed:
    """A feed whose items change from one update to the next: the newest ITEMS of an endless row."""

    def __init__(self, number):
        self.number, self.first = number, 0

    def document(self):
        """The next document and the ids in it."""
        self.first += 1
        items = []
        for n in range(self.first + ITEMS - 1, self.first - 1, -1):
            guid = "f%d-i%d" % (self.number, n)
            if n % 5 == 0:
                items.append((guid, "Sponsored: knife set number %d" % n, ADVERT, "https://harbour.example/sponsored/%s" % guid, "Sponsored"))
            else:
                items.append((guid, "Port %d of the coast reopens, day %d" % (self.number, n), NEWS.replace("nine", str(n))))
        return rss(items, title="Feed %d" % self.number), {item[0] for item in items}


def guids(document):
    return set(re.findall(r"<guid isPermaLink=\"false\">([^<]+)</guid>", document.decode("utf-8", "replace")))


class Run:
    """Feeds that update in a loop, and who makes it hard for the service."""

    def __init__(self, home):
        self.home = home
        self.random = random.Random(SEED)
        self.stopping = threading.Event()
        self.calm = False      # nothing is made hard any more
        self.lock = threading.Lock()
        self.missing = set()   # ids that did not come out: they have to be held
        self.carried = 0
        self.changed = 0       # documents that the service had worked on
        self.failures = []

    def update(self, numbers):
        feeds = [Feed(number) for number in numbers]
        while not self.stopping.is_set():
            for feed in feeds:
                document, ids = feed.document()
                status, output, errors = self.home.run("filter", "--feed", "feed%d" % feed.number, data=document,
                                                       env={"SIYAQ_TIMEOUT_MS": TIMEOUT_MS})
                with self.lock:
                    self.carried += len(ids)
                    self.changed += output != document
                    self.missing |= {(feed.number, guid) for guid in ids - guids(output)}
                    if status != 0:
                        self.failures.append("the filter ended with %d: %s" % (status, errors))
                    if guids(output) - ids:
                        self.failures.append("items that the feed did not have: %s" % (guids(output) - ids))

    def kill_all(self):
        killed = 0
        for pid in self.home.pids():
            try:
                os.kill(pid, signal.SIGKILL)
                killed += 1
            except ProcessLookupError:
                pass
        return killed

    def hold_up(self, kills, between=None):
        threads = [threading.Thread(target=self.update, args=(range(k, FEEDS, WORKERS),), daemon=True) for k in range(WORKERS)]
        for thread in threads:
            thread.start()
        killed = 0
        while killed < kills and not self.failures:
            time.sleep(self.random.random() ** 2 * LONGEST_S)
            killed += self.kill_all()
            if between:
                between(killed)
        # Then it is left in peace, so that it is seen at work once more: by the next one, which nothing is wrong with.
        self.calm = True
        time.sleep(LONGEST_S)
        self.kill_all()
        end = time.monotonic() + 20
        with self.lock:
            before = self.changed
        while time.monotonic() < end and self.changed < before + FEEDS:
            time.sleep(0.05)
        self.stopping.set()
        for thread in threads:
            thread.join()
        assert not self.failures, self.failures[:3]
        assert self.changed >= before + FEEDS, "the service did not come back"

    def check(self):
        """What did not come out is held, and the store is whole."""
        assert self.carried > 0
        assert self.missing, "no advert was ever held: nothing was tried"
        self.home.stop(signal.SIGKILL)
        base = sqlite3.connect("file:%s?mode=ro" % self.home.store, uri=True)
        try:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            held = {(int(feed[4:]), guid) for feed, guid in base.execute("SELECT feed, guid FROM held WHERE source IS NOT NULL")}
        finally:
            base.close()
        assert not self.missing - held, "lost: %s (seed %d)" % (sorted(self.missing - held)[:5], SEED)


def check_killed_over_and_over(home):
    print("# seed %d, %d kills" % (SEED, KILLS), flush=True)
    run = Run(home)
    run.hold_up(KILLS)
    run.check()


def check_killed_while_the_socket_goes_away(home):
    run = Run(home)

    def take_socket(killed):
        if killed % 5 == 0:
            try:
                os.unlink(home.socket)
            except FileNotFoundError:
                pass

    run.hold_up(max(20, KILLS // 20), take_socket)
    run.check()


def check_killed_on_a_disk_that_is_full_now_and_then(home):
    """A limit on the size of files stands for the disk: the store outgrows it in every other process."""
    run = Run(home)
    inner = home.run

    def full_now_and_then(*arguments, **more):
        if not run.calm and run.random.random() < 0.5:
            more["preexec_fn"] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (256 * 1024, 256 * 1024))
        return inner(*arguments, **more)

    home.run = full_now_and_then
    run.hold_up(max(20, KILLS // 20))
    home.run = inner
    run.check()


def check_killed_with_the_clock_ten_years_back(home):
    library = next((path for path in ("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/faketime/libfaketime.so.1")
                    if os.path.exists(path)), None)
    if library is None:
        raise Skip("faketime is not installed")
    run = Run(home)
    inner = home.run

    def back_now_and_then(*arguments, **more):
        if not run.calm and run.random.random() < 0.5:
            more["env"] = dict(more.get("env") or {}, LD_PRELOAD=library, FAKETIME=TEN_YEARS, FAKETIME_DONT_FAKE_MONOTONIC="1")
        return inner(*arguments, **more)

    home.run = back_now_and_then
    run.hold_up(max(20, KILLS // 20))
    home.run = inner
    run.check()


main(globals(), sys.argv[1])
