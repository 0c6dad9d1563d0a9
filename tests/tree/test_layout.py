# SPDX-License-Identifier: GPL-2.0-or-later
"""Where things stand and how long they are."""
import re

import tap

TOP = {"plugin", "data", "po", "tests", "meson.build", "meson_options.txt", "README.md", "LICENSE", "NEWS"}
MAX_LINES = 600
# The reader's module and the stages it could come to link know no network library: a second
# version of it in the reader's process ends the reader. Written so that this file does not name it.
NETWORK = "so" + "up"
NO_NETWORK = tuple("plugin/%s/" % folder for folder in ("host", "item", "feed", "clean", "tag", "story", "show", "store"))
OPEN_MARK = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
OUTSIDE = "../" + "shared"


def is_source(tree, name):
    """Programs, headers and scripts."""
    return name.endswith((".c", ".h", ".py", ".sql", ".css", ".js")) or (tree.text(name) or "").startswith("#!")


def check_top_level(tree):
    """Only the agreed names at the top."""
    for name in tree.files:
        first = name.split("/")[0]
        if first not in TOP and not first.startswith("."):
            yield name


def check_length(tree):
    """No source is longer than a person reads in one go."""
    for name in tree.files:
        if is_source(tree, name):
            lines = tree.text(name).count("\n")
            if lines > MAX_LINES:
                yield "%s: %d lines" % (name, lines)


def check_licence(tree):
    """Each source says its licence in its first lines."""
    for name in tree.files:
        if is_source(tree, name) and "SPDX-License-Identifier:" not in "\n".join(tree.text(name).split("\n")[:3]):
            yield name


def check_nothing_left_open(tree):
    """What is not done stands in the tracker, not in the source."""
    for name in tree.files:
        if name.startswith(("plugin/", "tests/", "data/")):
            for number, line in enumerate((tree.text(name) or "").split("\n"), 1):
                if OPEN_MARK.search(line):
                    yield "%s:%d: %s" % (name, number, line.strip())


def check_no_network(tree):
    """The folders that are to stay clear of the network do not even name it."""
    for name in tree.files:
        if name.startswith(NO_NETWORK) and NETWORK in (tree.text(name) or "").lower():
            yield name


def check_no_path_outside(tree):
    """Only continuous integration knows of a folder beside the checkout."""
    for name in tree.files:
        if name != ".ci/run" and OUTSIDE in (tree.text(name) or ""):
            yield name


def check_stages_are_described(tree):
    """plugin/README.md has one line for each folder and no other."""
    folders = {re.match(r"plugin/((?:host/)?[^/]+)/", name).group(1)
               for name in tree.files if re.match(r"plugin/((?:host/)?[^/]+)/", name)}
    told = re.findall(r"^- \*\*([a-z/0-9-]+)/\*\*", tree.text("plugin/README.md"), re.MULTILINE)
    for folder in sorted(folders - set(told)):
        yield folder + " is not described"
    for folder in sorted(set(told) - folders):
        yield folder + " is described and does not exist"


def check_tests_mirror_stages(tree):
    """Each stage has a folder of tests with the same name."""
    stages = {name.split("/")[1] for name in tree.files if re.match(r"plugin/[^/]+/", name)}
    tests = {name.split("/")[1] for name in tree.files if re.match(r"tests/[^/]+/", name)}
    yield from sorted(stages - tests)


def check_news_has_this_version(tree):
    """NEWS begins with the version that is being built."""
    version = re.search(r"version: '([^']+)'", tree.text("meson.build")).group(1)
    first = re.search(r"^Version (\S+)", tree.text("NEWS"), re.MULTILINE)
    if first is None or first.group(1) != version:
        yield "NEWS begins with another version than " + version


def check_readme_names_the_commands(tree):
    """The two commands that do all of their own set-up."""
    for command in ("sh tests/run", "sh data/demo/run"):
        if command not in tree.text("README.md"):
            yield command


tap.main(globals())
