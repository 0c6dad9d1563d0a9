# SPDX-License-Identifier: GPL-2.0-or-later
"""Nothing is lost: held items through restarts, a damaged store, a newer one, a full disk.
Usage: test_keeping.py SIYAQ"""
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

from processes import ADVERT, NEWS, Skip, feed, main, rss


def held_id(home):
    status, output, errors = home.run("held", "list")
    assert status == 0, errors
    found = re.search(rb"^([0-9a-f]{20}) ", output, re.M)
    assert found, output
    return found.group(1).decode()


def check_held_list_show_restore(home):
    """The round trip, with a service that was ended between the steps."""
    home.filter(feed(), "--feed", "f")
    home.stop()
    item = held_id(home)
    status, output, _ = home.run("held", "show", item)
    assert status == 0 and ADVERT.encode() in output, output
    home.stop(signal.SIGKILL)
    status, output, errors = home.run("held", "restore", "--rss", item)
    assert status == 0 and ADVERT.encode() in output and b"<rss" in output, errors
    home.stop(signal.SIGKILL)
    status, output, _ = home.run("held", "list")
    assert item.encode() not in output
    output, _ = home.filter(feed(), "--feed", "f")
    assert b"ad1" in output and b"SHIP20" in output, "a restored item is let through for ever"
    output, _ = home.filter(feed().replace(b"save 20 %", b"save 30 %"), "--feed", "f")
    assert b"save 30 %" in output, "also when it says something else"


def check_held_survives_a_kill(home):
    """The answer leaves the service only when the item is on the disk."""
    output, _ = home.filter(feed(), "--feed", "f")
    assert b"ad1" not in output
    home.stop(signal.SIGKILL)
    assert held_id(home)


def check_held_as_a_feed(home):
    home.filter(feed(), "--feed", "f")
    status, output, _ = home.run("held", "--rss")
    assert status == 0 and b"<rss" in output and b"knife set" in output and b"SHIP20" in output


def check_unknown_item(home):
    for command in (("held", "show", "nonsense"), ("held", "restore", "nonsense"), ("explain", "nonsense")):
        status, output, errors = home.run(*command)
        assert status == 65 and output == b"" and "nonsense" in errors or "not held" in errors, (command, status, errors)


def check_explain(home):
    home.filter(feed(), "--feed", "f")
    status, output, errors = home.run("explain", "n1")
    assert status == 0 and b"Latakia port reopens" in output, errors
    status, output, _ = home.run("explain", "ad1")
    assert status == 0 and b"Held:" in output


def check_broken_store(home):
    """Kept under another name, a clear message, and the reader works on."""
    os.makedirs(os.path.dirname(home.store))
    with open(home.store, "wb") as file:
        file.write(b"This is no database. " * 500)
    output, errors = home.filter(feed(), "--feed", "f")
    assert b"ad1" not in output and errors == "", errors
    aside = [name for name in os.listdir(os.path.dirname(home.store)) if ".broken-" in name]
    assert len(aside) == 1, aside
    with open(os.path.join(os.path.dirname(home.store), aside[0]), "rb") as file:
        assert file.read().startswith(b"This is no database")
    assert "damaged" in home.log()


def check_store_that_breaks_while_it_is_used(home):
    home.filter(rss([("n%d" % i, "Title %d" % i, NEWS + "<p>%s</p>" % ("word%d " % i * 300)) for i in range(60)]), "--feed", "f")
    home.stop()
    size = os.path.getsize(home.store)
    with open(home.store, "r+b") as file:
        # The header and the schema stay, so that it opens; all tables are garbage.
        for page in range(4096 * 2, size, 4096):
            file.seek(page)
            file.write(b"\xde\xad\xbe\xef" * 1024)
    document = feed()
    for _ in range(3):
        output, _ = home.filter(document, "--feed", "f")
        assert b"Latakia port reopens" in output
    assert b"ad1" not in output, "a new store is in its place"
    assert [name for name in os.listdir(os.path.dirname(home.store)) if ".broken-" in name]


def check_newer_store(home):
    os.makedirs(os.path.dirname(home.store))
    base = sqlite3.connect(home.store)
    base.execute("CREATE TABLE future (x)")
    base.execute("INSERT INTO future VALUES ('precious')")
    base.execute("PRAGMA user_version = 9999")
    base.commit()
    base.close()
    with open(home.store, "rb") as file:
        before = file.read()
    output, _ = home.filter(feed(), "--feed", "f")
    assert b"ad1" not in output
    home.stop()
    with open(home.store, "rb") as file:
        assert file.read() == before, "a newer store is left alone"
    assert "newer" in home.log()
    assert held_id(home)


def limit_files():
    """Every file is full at 40 kB: what a full disk looks like to a process."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))


def check_full_disk(home):
    home.serve(preexec_fn=limit_files)
    document = rss([("n%d" % i, "Title %d" % i, NEWS + "<p>%s</p>" % os.urandom(3000).hex()) for i in range(30)])
    output, errors = home.filter(document, "--feed", "f")
    assert output == document and "passes through" in errors, errors
    output, errors = home.filter(feed(), "--feed", "f")
    assert b"Latakia" in output


def serve_on_small_disk(home):
    """A service whose store is on a disk of 4 MB that it alone sees; its path through the service."""
    if shutil.which("unshare") is None:
        raise Skip("there is no unshare")
    data = home.env["XDG_DATA_HOME"]
    script = 'mount -t tmpfs -o size=4m none "$1" && exec "$2" serve'
    child = subprocess.Popen(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", data, home.command],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=home.env)
    home.children.append(child)
    while home.connect() is None:
        if child.poll() is not None:
            raise Skip("nothing can be mounted here: " + child.stderr.read().decode().strip())
        time.sleep(0.02)
    disk = "/proc/%d/root%s" % (child.pid, data)
    if not os.access(disk, os.W_OK) or os.statvfs(disk).f_blocks * os.statvfs(disk).f_frsize > 4 << 20:
        raise Skip("the disk of the service cannot be seen from here")
    return disk


def check_disk_fills_and_is_freed(home):
    """A real disk without room: feeds pass through whole, and once there is room again all is as before."""
    disk = serve_on_small_disk(home)
    output, _ = home.filter(feed(), "--feed", "before")
    assert b"ad1" not in output
    filler = os.path.join(disk, "filler")
    with open(filler, "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    document = rss([("n%d" % i, "Title %d" % i, NEWS + "<p>%s</p>" % os.urandom(6000).hex()) for i in range(60)]
                   + [("ad1", "Sponsored: knives", ADVERT, "https://harbour.example/sponsored/k", "Sponsored")])
    output, errors = home.filter(document, "--feed", "full")
    assert output == document and "passes through" in errors, errors
    os.unlink(filler)
    output, errors = home.filter(document, "--feed", "full")
    assert b"knives" not in output and b"Title 59" in output, errors
    status, output, errors = home.run("held", "list")
    assert status == 0 and output.count(b"\n") >= 2, (output, errors)


def check_advert_stays_where_it_cannot_be_kept(home):
    home.serve(preexec_fn=limit_files)
    big = ADVERT + "<p>%s</p>" % os.urandom(60000).hex()
    document = rss([("n1", "Port reopens", NEWS), ("ad1", "Sponsored: knives", big, "https://harbour.example/sponsored/k", "Sponsored")])
    output, _ = home.filter(document, "--feed", "f")
    assert output == document


def check_unwritable_store(home):
    os.makedirs(os.path.dirname(os.path.dirname(home.store)), exist_ok=True)
    # A file where the folder should be: nobody can write there, root neither.
    with open(os.path.dirname(home.store), "w", encoding="utf-8"):
        pass
    output, errors = home.filter(feed(), "--feed", "f")
    assert output == feed() and "passes through" in errors
    assert "pass through" in home.log()


def check_store_is_for_one(home):
    home.filter(feed(), "--feed", "f")
    status, _, errors = home.run("annotate", "--store", home.store)
    assert status == 73 and "another process" in errors, (status, errors)


def check_private_files(home):
    home.filter(feed(), "--feed", "f")
    for path in (home.store, home.socket, os.path.join(home.env["XDG_STATE_HOME"], "siyaq", "log")):
        if os.path.exists(path):
            assert os.stat(path).st_mode & 0o077 == 0, path
    assert os.stat(os.path.dirname(home.socket)).st_mode & 0o077 == 0


def check_stats_and_stories(home):
    home.filter(feed(), "--feed", "f")
    status, output, errors = home.run("stats")
    assert status == 0 and re.search(rb"Items held now +1", output), (output, errors)
    status, output, errors = home.run("stories")
    assert status == 0, errors
    status, output, errors = home.run("stories", "--rss")
    assert status == 0 and b"<rss" in output, errors


if __name__ == "__main__":
    main(globals(), sys.argv[1])
