# SPDX-License-Identifier: GPL-2.0-or-later
"""The filter and the service as processes: whatever happens to the service, the filter gives the feed
back and ends with 0. Usage: test_filter.py SIYAQ"""
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from processes import ADVERT, NEWS, Skip, feed, is_zombie, main, receive, rss, send


def check_starts_a_service_by_itself(home):
    document = feed()
    output, errors = home.filter(document, "--feed", "f")
    assert errors == "", errors
    assert b"Latakia port reopens" in output
    assert len(home.pids()) == 1


def status(pid, name):
    """A line of what the kernel says of a process."""
    with open("/proc/%d/status" % pid, encoding="utf-8") as file:
        return dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line).get(name)


def check_service_has_given_away_what_it_does_not_need(home):
    output, _ = home.filter(feed(), "--feed", "f")
    assert b"Latakia port reopens" in output
    (pid,) = home.pids()
    if "not confined" in home.log():
        raise Skip("this kernel confines nobody")
    for thread in os.listdir("/proc/%d/task" % pid):
        assert status(int(thread), "Seccomp") == "2", thread
        assert status(int(thread), "NoNewPrivs") == "1", thread


def check_what_the_service_leaves_behind_ends_with_it(home):
    home.filter(feed(), "--feed", "f")
    assert len(home.pids(spawners=True)) == 1
    home.stop(signal.SIGKILL)
    home.wait_for(lambda: not [pid for pid in home.pids(spawners=True) if not is_zombie(pid)], "what was left behind to end")


def check_advert_leaves_and_news_stay(home):
    output, _ = home.filter(feed(), "--feed", "f")
    assert b"<guid isPermaLink=\"false\">n1</guid>" in output and b"n2</guid>" in output
    assert b"ad1" not in output


def check_same_document_twice_gives_the_same_bytes(home):
    first, _ = home.filter(feed(), "--feed", "f")
    second, _ = home.filter(feed(), "--feed", "f")
    assert first == second
    home.stop()
    third, _ = home.filter(feed(), "--feed", "f")
    assert first == third, "another service gives other bytes"


def check_what_was_given_stays_when_more_is_learnt(home):
    """A line that turns out to be repeated later must not change items that the reader has."""
    line = "<p>The Harbour Post is printed on recycled paper in a mill near the old customs house</p>"
    first = rss([("n1", "Latakia port reopens", NEWS + line)])
    before, _ = home.filter(first, "--feed", "f")
    more = [("m%d" % i, "Story number %d of the harbour" % i, "<p>Boat %d left the quay with %d crates of oranges.</p>" % (i, 7 * i) + line)
            for i in range(12)]
    home.filter(rss(more), "--feed", "f")
    after, _ = home.filter(first, "--feed", "f")
    assert before == after


def check_changed_headline_comes_through_with_the_same_id(home):
    home.filter(rss([("n1", "Port may reopen", NEWS)]), "--feed", "f")
    output, _ = home.filter(rss([("n1", "Port reopens", NEWS)]), "--feed", "f")
    assert b"Port reopens" in output and b"Port may reopen" not in output
    assert output.count(b"<guid") == 1 and b">n1</guid>" in output


def check_items_without_id_keep_the_one_they_get(home):
    document = rss([("n1", "Port reopens", NEWS), ("n2", "Ferry sails", NEWS)])
    for guid in (b"n1", b"n2"):
        document = document.replace(b"<guid isPermaLink=\"false\">" + guid + b"</guid>", b"")
    first, _ = home.filter(document, "--feed", "f")
    second, _ = home.filter(document, "--feed", "f")
    assert first.count(b"<guid") == 2
    assert first == second


def check_killed_in_the_middle(home):
    """The service dies while it has the document: frozen first, so that it cannot be faster."""
    service = home.serve()
    os.kill(service.pid, signal.SIGSTOP)
    child = home.start("filter", "--feed", "f")
    document = feed()
    outputs = []
    reader = threading.Thread(target=lambda: outputs.append(child.communicate(document)))
    reader.start()
    time.sleep(0.3)
    assert child.poll() is None
    os.kill(service.pid, signal.SIGKILL)
    reader.join()
    assert child.returncode == 0
    assert outputs[0][0] == document
    assert b"passes through" in outputs[0][1]


def check_watchdog(home):
    """A service that never answers: the time is shortened, ten seconds is what it is for people."""
    service = home.serve()
    os.kill(service.pid, signal.SIGSTOP)
    begin = time.monotonic()
    output, errors = home.filter(feed(), "--feed", "f", env={"SIYAQ_TIMEOUT_MS": "700"})
    took = time.monotonic() - begin
    os.kill(service.pid, signal.SIGCONT)
    assert output == feed()
    assert "in time" in errors, errors
    assert 0.6 < took < 8, took


def check_watchdog_is_ten_seconds(home):
    """Nobody lengthens it: a variable over the limit counts for nothing."""
    service = home.serve()
    os.kill(service.pid, signal.SIGSTOP)
    begin = time.monotonic()
    output, _ = home.filter(feed(), "--feed", "f", env={"SIYAQ_TIMEOUT_MS": "600000"})
    took = time.monotonic() - begin
    os.kill(service.pid, signal.SIGCONT)
    assert output == feed()
    assert 9 < took < 15, took


def check_stale_socket(home):
    """A service that was killed leaves its socket: the next filter starts another."""
    home.filter(feed(), "--feed", "f")
    home.stop(signal.SIGKILL)
    assert os.path.exists(home.socket)
    output, errors = home.filter(feed(), "--feed", "f")
    assert errors == "" and b"ad1" not in output


def check_socket_that_hangs_up(home):
    """Somebody else's socket in our place."""
    os.makedirs(os.path.dirname(home.socket), 0o700)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(home.socket)
    listener.listen(8)

    def refuse():
        peer, _ = listener.accept()
        peer.recv(10)
        peer.close()

    thread = threading.Thread(target=refuse)
    thread.start()
    output, errors = home.filter(feed())
    thread.join()
    listener.close()
    assert output == feed() and "passes through" in errors


def check_runtime_folder_of_others_is_refused(home):
    folder = os.path.dirname(home.socket)
    os.makedirs(folder)
    os.chmod(folder, 0o777)
    output, errors = home.filter(feed())
    assert output == feed() and "of this user alone" in errors, errors


def check_no_runtime_folder(home):
    env = dict(home.env)
    del env["XDG_RUNTIME_DIR"]
    done = subprocess.run([home.command, "filter", "--feed", "f"], input=feed(), stdout=subprocess.PIPE, env=env, check=False)
    assert done.returncode == 0 and b"ad1" not in done.stdout


def check_service_program_missing(home):
    output, errors = home.filter(feed(), env={"SIYAQ_COMMAND": "/nonexistent/siyaq"})
    assert output == feed() and "passes through" in errors


def check_service_program_that_does_nothing(home):
    begin = time.monotonic()
    output, errors = home.filter(feed(), env={"SIYAQ_COMMAND": "/bin/true"})
    assert output == feed() and "passes through" in errors
    assert "ends as soon as it is started" in errors, errors
    assert time.monotonic() - begin < 9, "a service that cannot start must not cost the whole watchdog"


def check_bad_option_passes_the_feed(home):
    output, errors = home.filter(feed(), "--no-such-option")
    assert output == feed() and errors != ""


def check_empty_input(home):
    output, _ = home.filter(b"")
    assert output == b""


def check_closed_output(home):
    """A reader that goes away: no signal, no error status."""
    child = subprocess.Popen([home.command, "filter"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home.env)
    child.stdout.close()
    child.stdin.write(rss([("n%d" % i, "Title %d" % i, NEWS) for i in range(400)]))
    child.stdin.close()
    child.stderr.read()
    assert child.wait() == 0


def check_fifty_at_once(home):
    document = feed()
    children = [home.start("filter", "--feed", "f%d" % i) for i in range(50)]
    results = [None] * len(children)

    def talk(i):
        results[i] = children[i].communicate(document)

    threads = [threading.Thread(target=talk, args=(i,)) for i in range(len(children))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(child.returncode == 0 for child in children)
    outputs = {output for output, _ in results}
    assert len(outputs) == 1 and b"ad1" not in outputs.pop(), {errors for _, errors in results}
    assert len([pid for pid in home.pids() if not is_zombie(pid)]) == 1, "one service for all"


def check_sigterm_finishes_cleanly(home):
    service = home.serve()
    home.filter(feed(), "--feed", "f")
    service.send_signal(signal.SIGTERM)
    assert service.wait(30) == 0
    assert not os.path.exists(home.socket)
    assert not os.path.exists(home.store + "-wal"), "a store that was closed has no log"


def check_leaves_when_idle(home):
    child = subprocess.Popen([home.command, "serve", "--idle", "1"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, env=home.env)
    home.children.append(child)
    assert child.wait(30) == 0


def check_second_service_is_refused(home):
    home.serve()
    status, _, errors = home.run("serve")
    assert status == 75 and "already" in errors, (status, errors)


HOSTILE = {
    "not xml": b"Hello, this is no feed at all. <",
    "html": b"<!DOCTYPE html><html><head><title>x</title></head><body><p>hi</p></body></html>",
    "truncated": feed()[:-120],
    "nul bytes": feed().replace(b"Fishermen", b"Fisher\0men"),
    "only spaces": b" \n \t " * 100,
    "deep": b"<rss><channel><item><description>" + b"<a>" * 20000 + b"</description></item></channel></rss>",
    "entity bomb": b"<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\">" +
                   b"".join(b"<!ENTITY %c \"%s\">" % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)) +
                   b"]><rss version=\"2.0\"><channel><title>t</title><item><title>&m;</title></item></channel></rss>",
    "random": bytes((i * 7919 + i // 13) % 256 for i in range(50000)),
    "unknown encoding": b"<?xml version=\"1.0\" encoding=\"x-klingon\"?><rss><channel><item><title>\xff\xfe</title></item></channel></rss>",
}


def check_hostile_feeds(home):
    """What cannot be understood comes back unchanged with one line of log; the service lives on."""
    home.filter(feed(), "--feed", "f")
    pid = home.pids()
    for name, document in HOSTILE.items():
        lines = home.log().count("\n")
        output, _ = home.filter(document, "--feed", "h")
        assert output, name
        if output == document:
            assert home.log().count("\n") <= lines + 1, "%s: more than a line" % name
        assert home.pids() == pid, "%s killed the service" % name
    for name in ("not xml", "html", "only spaces", "random"):
        lines = home.log().count("\n")
        output, errors = home.filter(HOSTILE[name], "--feed", "h")
        assert output == HOSTILE[name], name
        assert home.log().count("\n") == lines + 1 and "passes through" in errors, name


def check_deep_html(home):
    html = "<div>" * 10000 + "<p>The ferry sails.</p>" + "</div>" * 10000
    output, _ = home.filter(rss([("d", "Deep", html)]), "--feed", "f")
    assert b"ferry sails" in output
    assert home.pids()


def check_windows_1256(home):
    document = rss([("n1", "عودة الصيادين إلى ميناء اللاذقية", "<p>عاد الصيادون إلى البحر يوم الاثنين بعد إعادة فتح الميناء.</p>")],
                   title="بريد الميناء", encoding="windows-1256")
    output, errors = home.filter(document, "--feed", "f")
    assert errors == "", errors
    assert "الصيادين".encode("windows-1256") in output


def check_absurd_dates(home):
    document = feed().replace(b"Mon, 03 Mar 2025", b"Wed, 99 Foo 99999").replace(b"+0000", b"-9999")
    output, _ = home.filter(document, "--feed", "f")
    assert b"Latakia port reopens" in output


def check_too_many_items_pass(home):
    document = rss([("n%d" % i, "t", "x") for i in range(100000)])
    output, errors = home.filter(document, "--feed", "f")
    assert output == document and "passes through" in errors


def check_fifty_megabytes_pass_or_are_done(home):
    document = rss([("n1", "Long", "<p>" + "word " * 10000000 + "</p>"), ("n2", "Short", NEWS)])
    output, _ = home.filter(document, "--feed", "f")
    assert b"Short" in output and len(output) > 49000000


def check_too_large_for_the_service(home):
    document = rss([("n1", "Long", "<p>" + "word " * 13500000 + "</p>")])
    output, errors = home.filter(document)
    assert output == document and "too large" in errors


def check_hostile_peers(home):
    """Frames that are no messages, and peers that go away in the middle of one."""
    home.filter(feed(), "--feed", "f")
    pid = home.pids()
    for payload in (b"", b"\0", b"\xff" * 100, b"(sa{sv}ay)", b"hello\0" + b"\0" * 40, os.urandom(5000)):
        peer = home.connect()
        send(peer, payload)
        answer = receive(peer)
        assert answer is not None and b"error" in answer
        peer.close()
    for raw in (b"\x10", b"\xff\xff\xff\xff", b"\xff\xff\xff\x03abc", b"\x00\x00\x10\x00" + b"x" * 1000):
        peer = home.connect()
        peer.sendall(raw)
        peer.close()
    peers = [home.connect() for _ in range(100)]
    output, _ = home.filter(feed(), "--feed", "f")
    assert b"ad1" not in output
    for peer in peers:
        if peer is not None:
            peer.close()
    assert home.pids() == pid


if __name__ == "__main__":
    main(globals(), sys.argv[1])
