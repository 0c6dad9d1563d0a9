# SPDX-License-Identifier: GPL-2.0-or-later
"""A throw-away Liferea.

The demo and the tests start the packaged reader in the same way, so the way stands here once: a
profile, run-time folder, session bus and (where wanted) a display of its own, the plugin taken
from a build folder, the reader's own database read-only. Nothing of the user's is read or
written, and what was started is ended by its process id. Standard library only.

    with Reader(build, [Feed("Levant Wire", "http://127.0.0.1:4242/wire.xml")]) as reader:
        reader.update()
        reader.wait(lambda: reader.rows("SELECT title FROM items"), 30)
        reader.show("A headline")
        reader.picture("item.png")
"""
import glob
import os
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from xml.sax.saxutils import quoteattr

# A reader that starts on a busy machine with two cores takes up to about ten seconds.
START_S = 60
# Asked to quit, the reader saves its state; after that it is ended.
QUIT_S = 10

ACTIONS = ("net.sourceforge.liferea", "/net/sourceforge/liferea")
BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
READER = ("org.gnome.feed.Reader", "/org/gnome/feed/Reader")


class ReaderError(Exception):
    """The reader, or something that it needs, did not do what was asked."""


class Feed:
    """A subscription: a title, an address and a node id of letters and digits."""

    def __init__(self, title, url, node=None):
        self.title = title
        self.url = url
        self.node = node or "n" + "".join(c for c in title.lower() if c.isascii() and c.isalnum())


def opml(feeds):
    """The reader's feed list; feeds are updated only when that is asked for."""
    rows = "".join(
        "<outline title={0} text={0} description={0} type=\"rss\" htmlUrl=\"\" xmlUrl={1} id={2}"
        " updateInterval=\"-1\" sortColumn=\"time\"/>\n".format(
            quoteattr(feed.title), quoteattr(feed.url), quoteattr(feed.node))
        for feed in feeds)
    return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"1.0\"><head><title>Feeds</title></head>"
            "<body>\n" + rows + "</body></opml>\n")


class Reader:
    """One throw-away reader. build: the build folder that holds the plugin, or None for the plain
    reader. folder: where the profile goes; a temporary one, removed at the end, when None.
    display: an X display that stands, None for an Xvfb of its own. settings: rows (schema, key,
    value) of GSettings. language: the locale's language ("en", "ar")."""

    def __init__(self, build, feeds, folder=None, display=None, size=(1280, 960), settings=(),
                 environment=None, locale="C.UTF-8", language=None):
        self.build = os.path.abspath(build) if build else None
        self.feeds = feeds
        self.temporary = folder is None
        self.folder = os.path.abspath(folder) if folder else tempfile.mkdtemp(prefix="siyaq-reader-")
        self.display = display
        self.size = size
        self.settings = list(settings)
        self.more = dict(environment or {})
        self.locale = locale
        self.language = language
        self.processes = []
        self.reader = None
        self.env = None
        self.log = os.path.join(self.folder, "reader.log")

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    # ---- start and end

    def start(self):
        """Writes the profile, then starts display, session bus and reader."""
        self._environment()
        self._profile()
        if self.display is None:
            self._start_display()
        self._start_bus()
        self.launch()

    def launch(self):
        """Starts the reader in the profile as it stands and waits for its window."""
        with open(self.log, "ab") as log:
            self.reader = subprocess.Popen(["liferea", "--mainwindow-state=shown"], env=self.env, stdin=subprocess.DEVNULL,
                                           stdout=log, stderr=log, cwd=self.folder, start_new_session=True)
        self.wait(self._answers, START_S, "the reader did not start")
        # A machine without a route counts as offline, and a reader that is offline updates nothing.
        self.call(READER, "org.gnome.feed.Reader.SetOnline", "true")

    def quit(self):
        """Lets the reader save its state and end. Returns its exit status."""
        if self.reader is None:
            return None
        if self.reader.poll() is None:
            try:
                self.action("quit")
                self.reader.wait(QUIT_S)
            except (ReaderError, subprocess.TimeoutExpired):
                self._end(self.reader)
        status, self.reader = self.reader.returncode, None
        return status

    def stop(self):
        """Ends everything that was started, the service of this profile too, newest first."""
        self.quit()
        self._end_service()
        while self.processes:
            self._end(self.processes.pop())
        if self.temporary:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _environment(self):
        home = os.path.join(self.folder, "home")
        run = os.path.join(self.folder, "run")
        env = {key: os.environ[key] for key in ("PATH", "TERM", "XAUTHORITY", "TZ", "G_DEBUG") if key in os.environ}
        env.update({
            "HOME": home,
            "XDG_CONFIG_HOME": os.path.join(home, ".config"),
            "XDG_DATA_HOME": os.path.join(home, ".local", "share"),
            "XDG_STATE_HOME": os.path.join(home, ".local", "state"),
            "XDG_CACHE_HOME": os.path.join(home, ".cache"),
            "XDG_RUNTIME_DIR": run,
            "XDG_DATA_DIRS": "/usr/local/share:/usr/share",
            "TMPDIR": os.path.join(self.folder, "tmp"),
            "LANG": self.locale,
            "GSETTINGS_BACKEND": "keyfile",
            "GDK_BACKEND": "x11",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "NO_AT_BRIDGE": "1",
            # No portal, volume monitor or keyring of the user's is woken by this bus.
            "GTK_USE_PORTAL": "0",
            "GIO_USE_VFS": "local",
            "no_proxy": "127.0.0.1,localhost",
        })
        if self.language:
            env["LANGUAGE"] = self.language
        if self.build:
            env["PATH"] = os.path.join(self.build, "plugin", "cli") + ":" + env.get("PATH", "/usr/bin:/bin")
            env["SIYAQ_COMMAND"] = os.path.join(self.build, "plugin", "cli", "siyaq")
            env["SIYAQ_DATA_DIR"] = os.path.join(self.build, "data")
            env["GSETTINGS_SCHEMA_DIR"] = os.path.join(self.build, "data")
        env.update(self.more)
        for key in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TMPDIR"):
            os.makedirs(env[key], exist_ok=True)
        os.makedirs(run, mode=0o700, exist_ok=True)
        self.env = env

    def _profile(self):
        config = os.path.join(self.env["XDG_CONFIG_HOME"], "liferea")
        os.makedirs(config, exist_ok=True)
        with open(os.path.join(config, "feedlist.opml"), "w", encoding="utf-8") as out:
            out.write(opml(self.feeds))
        plugins = ["plugin-installer"]
        if self.build:
            place = os.path.join(self.env["XDG_DATA_HOME"], "liferea", "plugins")
            os.makedirs(place, exist_ok=True)
            for path in self.module():
                link = os.path.join(place, os.path.basename(path))
                if not os.path.lexists(link):
                    os.symlink(path, link)
                if path.endswith(".plugin"):
                    plugins.insert(0, os.path.basename(path)[:-len(".plugin")])
        width, height = self.size
        rows = [
            ("net.sf.liferea.plugins", "active-plugins", str(plugins)),
            ("net.sf.liferea", "last-window-width", str(width)),
            ("net.sf.liferea", "last-window-height", str(height)),
            ("net.sf.liferea", "last-vpane-pos", "210"),
            ("net.sf.liferea", "default-view-mode", "0"),
            ("net.sf.liferea", "last-hpane-pos", "80"),
            ("net.sf.liferea", "startup-feed-action", "1"),
        ] + self.settings
        for schema, key, value in rows:
            self.run(["gsettings", "set", schema, key, value])

    def module(self):
        """The plugin's two files in the build folder."""
        found = sorted(glob.glob(os.path.join(self.build, "**", "*.plugin"), recursive=True)
                       + glob.glob(os.path.join(self.build, "plugin", "host", "liferea", "lib*.so")))
        if len(found) < 2:
            raise ReaderError("no built plugin in " + self.build)
        return found

    def _start_display(self):
        get, put = os.pipe()
        try:
            width, height = self.size
            server = subprocess.Popen(
                ["Xvfb", "-displayfd", str(put), "-screen", "0", "%dx%dx24" % (width, height), "-nolisten", "tcp", "-noreset"],
                pass_fds=[put], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.processes.append(server)
        finally:
            os.close(put)
        with os.fdopen(get) as answer:
            number = answer.readline().strip()
        if not number:
            raise ReaderError("Xvfb did not start")
        self.display = ":" + number
        self.env["DISPLAY"] = self.display
        self.env.pop("XAUTHORITY", None)

    def _start_bus(self):
        self.env["DISPLAY"] = self.display
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], env=self.env,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.processes.append(bus)
        address = bus.stdout.readline().strip()
        if not address:
            raise ReaderError("the session bus did not start")
        self.env["DBUS_SESSION_BUS_ADDRESS"] = address

    def _end_service(self):
        """The service leaves by itself when idle; at the end of a throw-away run it need not wait.
        It is known by its run-time folder, so that no other user's or run's service is touched."""
        if self.env is None:
            return
        wanted = ("XDG_RUNTIME_DIR=" + self.env["XDG_RUNTIME_DIR"]).encode()
        for path in glob.glob("/proc/[0-9]*/environ"):
            try:
                with open(path, "rb") as environ:
                    own = wanted in environ.read().split(b"\0")
                pid = int(path.split("/")[2])
                if own and os.readlink("/proc/%d/exe" % pid).endswith("siyaq"):
                    os.kill(pid, signal.SIGTERM)
            except OSError:
                continue

    @staticmethod
    def _end(process):
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(QUIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process.stdout:
            process.stdout.close()

    # ---- asking the reader

    def run(self, command, check=True):
        """Runs a command in the reader's surroundings and returns what it printed."""
        done = subprocess.run(command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        if check and done.returncode != 0:
            raise ReaderError("%s: %s" % (" ".join(command[:3]), done.stderr.strip()))
        return done.stdout

    def call(self, place, method, *arguments):
        """Calls a method of the reader, while it runs: one that ended would be started by the bus."""
        if place is not BUS and not self.alive():
            raise ReaderError("the reader does not run")
        return self.run(["gdbus", "call", "--session", "--timeout", "10", "--dest", place[0], "--object-path", place[1],
                         "--method", method] + list(arguments))

    def action(self, name, parameter="[]"):
        """Runs an action of the reader's menus: update-all, next-unread-item, quit …"""
        self.call(ACTIONS, "org.gtk.Actions.Activate", name, parameter, "{}")

    def _answers(self):
        if self.reader.poll() is not None:
            raise ReaderError("the reader ended with status %d; its messages are in %s"
                              % (self.reader.returncode, self.log))
        # Asked before it has its names, the bus would start a second reader, and the first would end.
        for name in (ACTIONS[0], READER[0]):
            if "true" not in self.call(BUS, "org.freedesktop.DBus.NameHasOwner", name):
                return False
        try:
            return "update-all" in self.call(ACTIONS, "org.gtk.Actions.List")
        except ReaderError:
            return False

    def alive(self):
        """Whether the reader runs."""
        return self.reader is not None and self.reader.poll() is None

    def update(self):
        """Fetches all feeds; the items are there some time later, see wait()."""
        self.action("update-all")

    def rows(self, sql, *parameters):
        """Reads the reader's own database, without writing to it. No rows while it is not there."""
        path = os.path.join(self.env["XDG_DATA_HOME"], "liferea", "liferea.db")
        try:
            base = sqlite3.connect("file:%s?mode=ro" % path, uri=True, timeout=10)
            try:
                return base.execute(sql, parameters).fetchall()
            finally:
                base.close()
        except sqlite3.OperationalError:
            return []

    @staticmethod
    def wait(condition, seconds, message="nothing happened", step_s=0.1):
        """Waits until condition () is true and returns what it returned."""
        end = time.monotonic() + seconds
        while True:
            value = condition()
            if value:
                return value
            if time.monotonic() > end:
                raise ReaderError(message)
            time.sleep(step_s)

    # ---- what a person does

    def next_unread(self):
        """Goes to the next unread item and returns (title, node) of it, None where there is none."""
        before = set(self.rows("SELECT item_id FROM items WHERE read = 1"))
        self.action("next-unread-item")
        try:
            new = self.wait(lambda: set(self.rows("SELECT item_id FROM items WHERE read = 1")) - before, 5)
        except ReaderError:
            return None
        return self.rows("SELECT title, node_id FROM items WHERE item_id = ?", new.pop()[0])[0]

    def show(self, title):
        """Walks through the unread items until the one whose title holds the words given."""
        while True:
            item = self.next_unread()
            if item is None:
                raise ReaderError("no unread item is called “%s”" % title)
            if title in item[0]:
                return item

    def click(self, x, y, button=1):
        """A click of the mouse at a place of the screen."""
        self.run(["xdotool", "mousemove", str(x), str(y), "click", str(button)])

    def keys(self, *names):
        """Presses keys: "Return", "ctrl+a"."""
        self.run(["xdotool", "key"] + list(names))

    def window(self, name, box=None):
        """Waits for the window of a name and returns its id; box (x, y, width, height) puts it there:
        on a display without a window manager windows lie upon each other in a corner."""
        found = self.wait(lambda: self.run(["xdotool", "search", "--onlyvisible", "--name", "^%s$" % name], check=False).split(),
                          START_S, "no window is called “%s”" % name)[-1]
        if box:
            self.run(["xdotool", "windowmove", found, str(box[0]), str(box[1]), "windowsize", found, str(box[2]), str(box[3])])
        return found

    def picture(self, path, window="root"):
        """A picture of the whole screen, or of one window."""
        self.run(["import", "-window", window, os.path.abspath(path)])
        return path
