# SPDX-License-Identifier: GPL-2.0-or-later
"""The Test Anything Protocol for checks of the source tree: each function whose name begins with
check_ yields one line for each thing that is wrong, or raises Skip."""
import os
import subprocess
import sys


class Skip(Exception):
    """What the check needs is not on this machine."""


class Tree:
    """The sources (root) and the build folder."""

    def __init__(self, root, build):
        self.root = os.path.abspath(root)
        self.build = os.path.abspath(build)
        self.files = sorted(self._git() or self._walk())

    def _git(self):
        try:
            # A checkout that belongs to another user (a container, sudo) is read all the same.
            done = subprocess.run(
                ["git", "-c", "safe.directory=*", "-C", self.root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
        except OSError:
            return []
        names = done.stdout.decode().split("\0") if done.returncode == 0 else []
        return [name for name in names if name and os.path.isfile(self.path(name))]

    def _walk(self):
        for folder, below, names in os.walk(self.root):
            below[:] = [name for name in below
                        if name != ".git" and not (folder == self.root and name.startswith(("build", "_build")))]
            for name in names:
                yield os.path.relpath(os.path.join(folder, name), self.root)

    def path(self, name):
        """Where a file of the tree is."""
        return os.path.join(self.root, name)

    def text(self, name):
        """A file's text, None where it is not text."""
        try:
            with open(self.path(name), encoding="utf-8") as file:
                text = file.read()
        except UnicodeDecodeError:
            return None
        return None if "\0" in text else text


def run(command, **more):
    """A command's (status, output and errors); Skip where it is not installed."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, check=False, **more)
    except FileNotFoundError as error:
        raise Skip(command[0] + " is not installed") from error
    return done.returncode, done.stdout


def main(checks):
    """Runs the check_ functions of a module's globals ()."""
    tree = Tree(sys.argv[1], sys.argv[2])
    names = sorted(name for name in checks if name.startswith("check_"))
    print("1..%d" % len(names))
    for number, name in enumerate(names, 1):
        try:
            wrong = list(checks[name](tree))
        except Skip as reason:
            print("ok %d - %s # SKIP %s" % (number, name, reason))
            continue
        print("%s %d - %s" % ("not ok" if wrong else "ok", number, name))
        for line in wrong:
            print("# " + line)
            # Meson shows the errors of a TAP program, not its comments.
            print("%s: %s" % (name, line), file=sys.stderr)
