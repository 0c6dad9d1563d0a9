# SPDX-License-Identifier: GPL-2.0-or-later
"""Translations are in step with the code."""
import os
import re
import tempfile

import tap

MARKED = re.compile(r"\b(?:_|N_|C_|NC_|Q_|n?gettext|dn?gettext|g_dn?gettext|g_dpgettext2?)\s*\(\s*(?:[A-Z_]+\s*,\s*)?\"")
# As meson's i18n.gettext (preset: 'glib') extracts them.
KEYWORDS = ["--from-code=UTF-8", "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
            "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3", "--keyword=ngettext:1,2",
            "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=NC_:2:pass-c-format",
            "--flag=g_dngettext:2:pass-c-format", "--flag=g_strdup_printf:1:c-format", "--flag=g_print:1:c-format",
            "--flag=g_printerr:1:c-format", "--keyword=Description"]


def potfiles(tree):
    """The files that POTFILES.in names."""
    return [line for line in tree.text("po/POTFILES.in").split("\n") if line and not line.startswith("#")]


def languages(tree):
    """The languages of LINGUAS."""
    return [line for line in tree.text("po/LINGUAS").split("\n") if line and not line.startswith("#")]


def is_translatable(tree, name):
    """Whether a file has messages."""
    if name.startswith("plugin/") and name.endswith((".c", ".h")):
        return MARKED.search(tree.text(name)) is not None
    if name.endswith((".metainfo.xml.in", ".desktop.in", ".ui")):
        return True
    if name.endswith(".gschema.xml"):
        return "gettext-domain" in tree.text(name)
    return False


def check_potfiles(tree):
    """POTFILES.in names exactly the files that have messages, A to Z."""
    named = potfiles(tree)
    has = [name for name in tree.files if is_translatable(tree, name)]
    for name in sorted(set(has) - set(named)):
        yield name + " is missing"
    for name in sorted(set(named) - set(has)):
        yield name + " has no messages"
    if named != sorted(named):
        yield "not A to Z"


def check_catalogues_are_valid(tree):
    """msgfmt finds nothing wrong with headers, plural forms, formats and accelerators."""
    for language in languages(tree):
        status, output = tap.run(["msgfmt", "-c", "-o", os.devnull, tree.path("po/%s.po" % language)])
        if status != 0:
            yield from output.split("\n")


def check_catalogues_are_complete(tree):
    """Every message of the code as it is now has a translation that nobody need look at again."""
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "all.pot")
        status, output = tap.run(["xgettext", "-o", pot] + KEYWORDS + potfiles(tree), cwd=tree.root)
        if status != 0:
            yield from output.split("\n")
            return
        for language in languages(tree):
            merged = os.path.join(folder, language + ".po")
            tap.run(["msgmerge", "-q", "-o", merged, tree.path("po/%s.po" % language), pot])
            for kind in ("--untranslated", "--only-fuzzy"):
                _, output = tap.run(["msgattrib", kind, "--no-obsolete", "--no-wrap", merged])
                for message in re.findall(r"^msgid \"(.+)\"$|^msgid \"\"\n\"(.+)\"$", output, re.MULTILINE):
                    yield "%s: %s: %s" % (language, kind[2:], message[0] or message[1])


tap.main(globals())
