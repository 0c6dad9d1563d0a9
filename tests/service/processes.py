# SPDX-License-Identifier: GPL-2.0-or-later
"""For tests of the command and the service as processes: a home of their own, feeds to send, and the
Test Anything Protocol. Each function named check_ is a test; it gets a Home and fails by assert."""
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import traceback

# Under a sanitizer, on a busy machine, everything is slow; no test measures time closer than this.
PATIENCE_S = 60
# What such a process is called.
SPAWNER = b"siyaq-spawner"


class Skip(Exception):
    """What the test needs is not on this machine."""


class Home:
    """A throw-away home with its own runtime folder, store and log."""

    def __init__(self, command):
        self.command = command = os.path.abspath(command)
        # Short: the path of a socket has at most 107 bytes.
        self.folder = tempfile.mkdtemp(prefix="siyaq-")
        self.env = dict(os.environ, HOME=self.folder, SIYAQ_COMMAND=command)
        self.env.pop("SIYAQ_TIMEOUT_MS", None)
        for name in ("RUNTIME_DIR", "DATA_HOME", "STATE_HOME", "CONFIG_HOME", "CACHE_HOME"):
            path = os.path.join(self.folder, name.split("_")[0].lower())
            os.mkdir(path, 0o700)
            self.env["XDG_" + name] = path
        self.socket = os.path.join(self.env["XDG_RUNTIME_DIR"], "siyaq", "socket")
        self.store = os.path.join(self.env["XDG_DATA_HOME"], "siyaq", "siyaq.db")
        self.children = []

    def run(self, *arguments, data=b"", env=None, **more):
        """A siyaq command; (status, output, errors)."""
        done = subprocess.run([self.command, *arguments], input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=dict(self.env, **(env or {})), timeout=PATIENCE_S, check=False, **more)
        return done.returncode, done.stdout, done.stderr.decode()

    def filter(self, document, *arguments, **more):
        status, output, errors = self.run("filter", *arguments, data=document, **more)
        assert status == 0, "filter ends with %d: %s" % (status, errors)
        return output, errors

    def start(self, *arguments, **more):
        """A siyaq command that goes on."""
        child = subprocess.Popen([self.command, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE, env=self.env, **more)
        self.children.append(child)
        return child

    def serve(self, **more):
        """A service of our own, once it listens."""
        child = subprocess.Popen([self.command, "serve"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL, env=self.env, **more)
        self.children.append(child)
        self.wait_for(lambda: self.connect() is not None, "the service to listen")
        return child

    def connect(self):
        """The socket of the service, None where nobody listens."""
        peer = socket.socket(socket.AF_UNIX)
        try:
            peer.connect(self.socket)
        except OSError:
            peer.close()
            return None
        peer.settimeout(PATIENCE_S)
        return peer

    def pids(self, spawners=False):
        """The services of this home, or the processes that they left behind to start the translator."""
        found = []
        for name in os.listdir("/proc"):
            if not name.isdigit():
                continue
            try:
                with open("/proc/%s/environ" % name, "rb") as file:
                    environ = file.read().split(b"\0")
                with open("/proc/%s/cmdline" % name, "rb") as file:
                    arguments = file.read().split(b"\0")
                with open("/proc/%s/comm" % name, "rb") as file:
                    helper = file.read().strip() == SPAWNER
            except OSError:
                continue
            if ("HOME=" + self.folder).encode() in environ and b"serve" in arguments and helper == spawners:
                found.append(int(name))
        return found

    def stop(self, how=signal.SIGTERM):
        """Ends the services of this home and waits for it."""
        for pid in self.pids():
            try:
                os.kill(pid, how)
            except ProcessLookupError:
                pass
        for child in self.children:
            if child.poll() is None and child.pid not in self.pids():
                child.poll()
        self.wait_for(lambda: not [p for p in self.pids() if not is_zombie(p)], "the service to end")

    @staticmethod
    def wait_for(condition, what):
        end = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < end, "waited in vain for " + what
            time.sleep(0.01)

    def log(self):
        try:
            with open(os.path.join(self.env["XDG_STATE_HOME"], "siyaq", "log"), encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            return ""

    def close(self):
        self.stop(signal.SIGKILL)
        for child in self.children:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout, child.stderr):
                if pipe is not None and not pipe.closed:
                    pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def is_zombie(pid):
    """Whether all of a process has ended: as long as one thread has not, its socket still takes connections."""
    try:
        with open("/proc/%d/stat" % pid, encoding="utf-8") as file:
            state = file.read().rsplit(")", 1)[1].split()[0]
        return state == "Z" and len(os.listdir("/proc/%d/task" % pid)) == 1
    except OSError:
        return True


def send(peer, payload):
    peer.sendall(struct.pack("<I", len(payload)) + payload)


def receive(peer):
    """The next answer's payload, None where the service hung up."""
    data = b""
    while len(data) < 4:
        more = peer.recv(4 - len(data))
        if not more:
            return None
        data += more
    length = struct.unpack("<I", data)[0]
    data = b""
    while len(data) < length:
        more = peer.recv(length - len(data))
        if not more:
            return None
        data += more
    return data


def rss(items, title="The Harbour Post", encoding="UTF-8"):
    """An RSS document; items are (guid, title, html[, link[, category]])."""
    rows = []
    for number, item in enumerate(items):
        guid, headline, html = item[:3]
        link = item[3] if len(item) > 3 else "https://harbour.example/%s" % guid
        category = "<category>%s</category>" % item[4] if len(item) > 4 else ""
        rows.append("<item><title>%s</title><link>%s</link><guid isPermaLink=\"false\">%s</guid>"
                    "<pubDate>Mon, 03 Mar 2025 %02d:%02d:00 +0000</pubDate>%s<description><![CDATA[%s]]></description></item>\n"
                    % (headline, link, guid, 20 - number // 60 % 20, 59 - number % 60, category, html))
    text = ("<?xml version=\"1.0\" encoding=\"%s\"?>\n<rss version=\"2.0\"><channel><title>%s</title>"
            "<link>https://harbour.example/</link><description>d</description>\n%s</channel></rss>\n"
            % (encoding, title, "".join(rows)))
    return text.encode(encoding)


NEWS = ("<p>Fishermen in Latakia went back to sea on Monday after the port reopened, the harbour office said. "
        "About forty boats had waited for nine days while divers cleared a sunken barge.</p>"
        "<p>The office expects the ferry to Cyprus to sail again before the end of the week.</p>")
ADVERT = ("<p>Sponsored content</p><p>This is paid content. Order the new knife set today with the promo code SHIP20 and save "
          "20 %. Offer ends Sunday. <a href=\"https://shop.example/buy?aff=1\">Buy now</a></p>")


def feed():
    """Two stories and an advert."""
    return rss([
        ("n1", "Latakia port reopens after nine days", NEWS),
        ("ad1", "Sponsored: the knife set that chefs love", ADVERT, "https://harbour.example/sponsored/knife-set", "Sponsored"),
        ("n2", "Ferry to Cyprus sails again this week", NEWS.replace("Fishermen", "Passengers")),
    ])


def main(checks, command):
    names = [name for name in checks if name.startswith("check_")]
    print("1..%d" % len(names))
    bad = 0
    for number, name in enumerate(names, 1):
        home = Home(command)
        try:
            checks[name](home)
            print("ok %d - %s" % (number, name))
        except Skip as reason:
            print("ok %d - %s # SKIP %s" % (number, name, reason))
        except Exception:
            bad += 1
            print("not ok %d - %s" % (number, name))
            # Meson shows the errors of a TAP program, not its comments.
            print(name + ":\n" + traceback.format_exc() + home.log(), file=sys.stderr)
        finally:
            home.close()
        sys.stdout.flush()
    sys.exit(1 if bad else 0)
