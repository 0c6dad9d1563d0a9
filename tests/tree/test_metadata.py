# SPDX-License-Identifier: GPL-2.0-or-later
"""What packagers, software centres and readers of manuals get."""
import configparser
import os
import re

import tap


def siyaq(tree, *arguments):
    """The built command's output."""
    return tap.run([os.path.join(tree.build, "plugin", "cli", "siyaq"), *arguments], env=dict(os.environ, LC_ALL="C.UTF-8"))


def commands(tree):
    """The commands that siyaq --help lists."""
    _, output = siyaq(tree, "--help")
    return re.findall(r"^  ([a-z]+)\s{2,}", output, re.MULTILINE)


def options(text):
    """The long options that a text names."""
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def page(tree, name):
    """A man page's text as it is read."""
    path = "data/man/%s.1" % name
    return (tree.text(path) or "").replace("\\-", "-") if path in tree.files else None


def check_commands_are_listed(tree):
    """siyaq --help lists commands: without this the checks below would pass on nothing."""
    if len(commands(tree)) < 2:
        yield "siyaq --help lists less than two commands"


def check_man_pages(tree):
    """Each command has a man page that names its options, and those alone."""
    for command in commands(tree):
        text = page(tree, "siyaq-" + command)
        if text is None:
            yield "siyaq-%s.1 is missing" % command
            continue
        _, output = siyaq(tree, command, "--help")
        said = options(output) - {"--help", "--help-all"}
        told = options(text) - {"--help"}
        for option in sorted(said - told):
            yield "siyaq-%s.1 does not tell %s" % (command, option)
        for option in sorted(told - said - options(siyaq(tree, "--help")[1]) - {"--version"}):
            yield "siyaq-%s.1 tells %s, which %s --help does not" % (command, option, command)


def check_man_pages_name_each_command(tree):
    """siyaq.1 leads to each command's page."""
    text = page(tree, "siyaq") or ""
    for command in commands(tree):
        if "siyaq-%s (1)" % command not in text and "siyaq-%s(1)" % command not in text:
            yield "siyaq.1 does not name siyaq-%s" % command


def check_man_pages_are_valid(tree):
    """groff has nothing to say against them."""
    for name in tree.files:
        if name.startswith("data/man/") and name.endswith(".1"):
            status, output = tap.run(["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-z", tree.path(name)])
            if status != 0 or output.strip():
                yield "%s: %s" % (name, output.strip())


def check_metainfo(tree):
    """appstreamcli finds no error in the metainfo files."""
    for name in tree.files:
        if name.endswith(".metainfo.xml.in"):
            built = os.path.join(tree.build, name[:-len(".in")])
            status, output = tap.run(["appstreamcli", "validate", "--no-net", "--no-color", built])
            if status != 0:
                yield "%s: %s" % (name, output.strip())


def check_plugin_file(tree):
    """The reader's plugin file names a module that is built."""
    found = False
    for folder, _, names in os.walk(tree.build):
        for name in names:
            if not name.endswith(".plugin"):
                continue
            found = True
            file = configparser.ConfigParser(interpolation=None)
            file.optionxform = str
            file.read(os.path.join(folder, name), encoding="utf-8")
            for key in ("Module", "Name", "Description", "Version", "Authors", "Copyright"):
                if not file.has_option("Plugin", key):
                    yield "%s has no %s" % (name, key)
            module = "lib%s.so" % file.get("Plugin", "Module", fallback="")
            if not os.path.exists(os.path.join(tree.build, "plugin", "host", "liferea", module)):
                yield "%s: there is no %s" % (name, module)
    if not found:
        raise tap.Skip("the module for the reader is not built")


def check_module_asks_before_it_reads(tree):
    """Each setting that the module reads is among those that it looks for first: GSettings ends the reader otherwise."""
    keys = re.findall(r'<key name="([^"]+)"', tree.text("data/org.siyaq.gschema.xml"))
    place = "plugin/host/liferea/siyaq-host-service.c"
    asked = re.search(r"keys\[\] = \{(.*?)\};", tree.text(place), re.DOTALL).group(1)
    for name in tree.files:
        if name.startswith("plugin/host/liferea/") and name.endswith(".c") and name != place:
            for key in keys:
                if '"%s"' % key in tree.text(name) and '"%s"' % key not in asked:
                    yield "%s reads %s" % (name, key)


def check_packages(tree):
    """data/packages.txt: one package a line, A to Z, each with what it is for."""
    rows = [line for line in tree.text("data/packages.txt").split("\n") if line and not line.startswith("#")]
    names = [row.split()[0] for row in rows]
    for row in rows:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.+-]+  # \S.*", row):
            yield "not “name  # what it is for”: " + row
    if names != sorted(names):
        yield "not A to Z"
    if len(set(names)) != len(names):
        yield "a package is listed twice"


def check_build_depends(tree):
    """The Debian package is built with every library of packages.txt, and the project's version is that of its changelog."""
    control = tree.text("data/packaging/debian/control")
    needed = re.search(r"^Build-Depends:(.*?)^\S", control, re.DOTALL | re.MULTILINE).group(1)
    named = {row.split()[0].rstrip(",").split(":")[0] for row in needed.split("\n") if row.strip()}
    rows = [line for line in tree.text("data/packages.txt").split("\n") if line and not line.startswith("#")]
    for row in rows:
        name, purpose = row.split(None, 2)[0], row.split("# ", 1)[1]
        if not purpose.startswith("[") and (name.endswith("-dev") or name.startswith("dict-")) and name not in named:
            yield "Build-Depends lacks " + name
    version = re.search(r"^  version: '([^']+)'", tree.text("meson.build"), re.MULTILINE).group(1)
    if not tree.text("data/packaging/debian/changelog").startswith("siyaq (%s-" % version):
        yield "the changelog's version is not " + version


tap.main(globals())
