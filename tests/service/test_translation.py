# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole way of a translation: command, service, translator's process, and a server on loopback that
speaks LibreTranslate; a model of the tree; what is kept, what is never sent, and what goes wrong.

usage: test_translation.py SIYAQ SCHEMA-FOLDER MODEL
"""
import glob
import http.server
import json
import os
import shutil
import sys
import threading
import time

import processes

COMMAND, SCHEMAS, MODEL = sys.argv[1:4]
TEXT = "وصلت سفينة المساعدات إلى الميناء يوم الاثنين"
OTHER = "أغلق الفيضان الطريق الساحلي"


class Server:
    """Answers as it is told, and remembers what it was asked."""

    def __init__(self):
        self.status, self.headers, self.delay_s = 200, {}, 0
        self.texts, self.requests = [], 0
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests += 1
                time.sleep(outer.delay_s)
                texts = body["q"] if isinstance(body["q"], list) else [body["q"]]
                answers = ["[%s]" % text for text in texts]
                data = json.dumps({"translatedText": answers if isinstance(body["q"], list) else answers[0]}).encode()
                if outer.status == 200:
                    outer.texts += texts
                else:
                    data = b'{"error": "no"}'
                self.send_response(outer.status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_port


def settings(home, **rows):
    """Writes the settings of the home; the service reads them when it starts."""
    home.env["GSETTINGS_BACKEND"] = "keyfile"
    home.env["GSETTINGS_SCHEMA_DIR"] = SCHEMAS
    # No proxy of the machine's, and no bus: a keyring is for other tests.
    for name in ("http_proxy", "https_proxy", "all_proxy", "DBUS_SESSION_BUS_ADDRESS"):
        home.env.pop(name, None)
        home.env.pop(name.upper(), None)
    home.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent"
    folder = os.path.join(home.env["XDG_CONFIG_HOME"], "glib-2.0", "settings")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
        file.write("[org/siyaq]\n" + "".join("%s=%s\n" % (key.replace("_", "-"), value) for key, value in rows.items()))


def libre(home, server, **more):
    settings(home, provider="'libretranslate'", provider_url="'%s'" % server.url, **more)


def translate(home, text, source="ar", target="en"):
    status, output, errors = home.run("translate", "--from", source, "--to", target, data=(text + "\n").encode())
    assert status == 0, (status, errors)
    return output.decode().rstrip("\n")


def is_gloss(text):
    return text and "[" not in text and any("a" <= c <= "z" for c in text)


def check_translated_once(home):
    """The server is asked once for each text, also after the service has ended and come again."""
    server = Server()
    libre(home, server)
    for _ in range(2):
        for _ in range(2):
            assert translate(home, TEXT) == "[%s]" % TEXT
        home.stop()
    assert server.texts == [TEXT], server.texts
    assert translate(home, "%s\n\n%s" % (OTHER, TEXT)) == "[%s]\n\n[%s]" % (OTHER, TEXT)
    assert server.texts == [TEXT, OTHER], server.texts


def check_errors_are_left_alone(home):
    """A server that refuses costs one request, and the gloss is there."""
    for status, headers in ((403, {}), (429, {"Retry-After": "3600"}), (500, {})):
        server = Server()
        libre(home, server)
        server.status, server.headers = status, headers
        assert is_gloss(translate(home, TEXT))
        before = server.requests
        assert before >= 1, status
        assert is_gloss(translate(home, OTHER))
        assert server.requests == before, (status, server.requests)
        home.stop()


def check_no_budget_here(home):
    """What may be sent in a day does not count for a server on this computer: nothing is sent."""
    server = Server()
    libre(home, server, daily_characters="10")
    assert translate(home, TEXT) == "[%s]" % TEXT


def check_no_consent_nothing_sent(home):
    """A host that the user was not asked about, or refused, or that "nothing leaves this computer" keeps from
    being asked: the translator is not even started."""
    for rows in ({"provider": "'deepl'"}, {"provider": "'deepl'", "remote_consent": "{'deepl.com': false}"},
                 {"provider": "'deepl'", "remote_consent": "{'deepl.com': true}", "offline": "true"},
                 {"provider": "'libretranslate'", "provider_url": "'https://translate.example'", "remote_consent": "{'deepl.com': true}"}):
        settings(home, **rows)
        started = os.path.join(home.folder, "started")
        trap = os.path.join(home.folder, "trap")
        with open(trap, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\ntouch '%s'\nexit 1\n" % started)
        os.chmod(trap, 0o755)
        home.env["SIYAQ_TRANSLATOR"] = trap
        assert is_gloss(translate(home, TEXT)), rows
        assert not os.path.exists(started), rows
        home.stop()
    # With consent it is: the trap is a trap.
    settings(home, provider="'deepl'", remote_consent="{'deepl.com': true}")
    assert is_gloss(translate(home, TEXT))
    assert os.path.exists(started)
    del home.env["SIYAQ_TRANSLATOR"]


def install(home):
    folder = os.path.join(home.env["XDG_DATA_HOME"], "siyaq", "models", "en-ar")
    os.makedirs(folder)
    for path in glob.glob(os.path.join(MODEL, "*.bin")) + glob.glob(os.path.join(MODEL, "*.spm")):
        shutil.copy(path, folder)
    return folder


def check_model_first(home):
    """A model that is installed is asked before the server, and found without a new start of the service."""
    server = Server()
    libre(home, server)
    english = "The port reopened on Monday."
    assert translate(home, english, "en", "ar") == "[%s]" % english
    folder = install(home)
    time.sleep(2.2)
    other = "The road was closed on Tuesday."
    answer = translate(home, other, "en", "ar")
    assert "[" not in answer and any("\u0600" <= c <= "\u06ff" for c in answer), answer
    assert server.texts == [english], server.texts
    shutil.rmtree(folder)
    time.sleep(2.2)
    third = "The bridge was closed on Sunday."
    assert translate(home, third, "en", "ar") == "[%s]" % third


def check_model_that_is_damaged(home):
    """The chain goes on."""
    server = Server()
    libre(home, server)
    folder = install(home)
    path = glob.glob(os.path.join(folder, "model*"))[0]
    with open(path, "r+b") as file:
        file.truncate(1000)
    english = "The port reopened on Monday."
    assert translate(home, english, "en", "ar") == "[%s]" % english


def check_slow_server_keeps_nobody(home):
    """While a text is being translated the service answers what it is asked."""
    server = Server()
    libre(home, server)
    server.delay_s = 4
    child = home.start("translate", "--from", "ar", "--to", "en")
    child.stdin.write((TEXT + "\n").encode())
    child.stdin.close()
    home.wait_for(lambda: server.requests > 0, "the server to be asked")
    before = time.monotonic()
    status, _, errors = home.run("stats")
    assert status == 0 and time.monotonic() - before < 3, (status, errors, time.monotonic() - before)
    assert child.stdout.read().decode().strip() == "[%s]" % TEXT
    assert child.wait(processes.PATIENCE_S) == 0


def check_ends_together(home):
    """The translator goes with the service that started it."""
    def translators():
        found = set()
        for name in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/comm" % name, encoding="utf-8") as comm, open("/proc/%s/status" % name, encoding="utf-8") as status:
                    if comm.read().strip() == "siyaq-translato" and "\nState:\tZ" not in status.read():
                        found.add(int(name))
            except OSError:
                pass
        return found

    before = translators()
    server = Server()
    libre(home, server)
    translate(home, TEXT)
    mine = translators() - before
    assert mine
    home.stop(9)
    home.wait_for(lambda: not mine & translators(), "the translator to end")


processes.main(globals(), COMMAND)
