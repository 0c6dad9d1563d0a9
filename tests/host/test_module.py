# SPDX-License-Identifier: GPL-2.0-or-later
"""What the module shows the reader's process and what it brings into it. Usage: test_module.py libsiyaq.so"""
import re
import subprocess
import sys

MODULE = sys.argv[1]
EXPORTED = {"peas_register_types"}
# A second libsoup, WebKit or libxml2 in the reader's process is what the module must not bring.
LINKED = {"libglib-2.0", "libgobject-2.0", "libgio-2.0", "libgmodule-2.0", "libgtk-3", "libgdk-3", "libpango-1.0",
          "libpeas-1.0", "libpeas-gtk-1.0", "libc", "libdl"}
# What the linker itself puts in.
LINKER = {"_init", "_fini", "__bss_start", "_edata", "_end"}


def output(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def exported():
    rows = (line.split() for line in output("nm", "-D", "--defined-only", MODULE).splitlines())
    return {row[-1] for row in rows if row} - LINKER


def linked():
    return set(re.findall(r"\(NEEDED\).*\[(.+?)\.so", output("readelf", "-d", MODULE)))


def foreign():
    """Symbols of the reader or its WebKit that the loader would have to find."""
    rows = (line.split() for line in output("nm", "-D", "--undefined-only", MODULE).splitlines())
    names = {row[-1].split("@")[0] for row in rows if row}
    return {name for name in names
            if re.match(r"(webkit|jsc|soup|xml|html|item|itemlist|itemview|node|feed|feedlist|subscription|update|liferea|db)_", name)}


CHECKS = [
    ("exports peas_register_types and nothing else", exported() ^ EXPORTED),
    ("links GLib, GTK 3 and libpeas only", linked() - LINKED),
    ("needs no symbol of the reader or its WebKit at load", foreign()),
]
print("1..%d" % len(CHECKS))
for number, (name, wrong) in enumerate(CHECKS, 1):
    print("%s %d - %s" % ("not ok" if wrong else "ok", number, name))
    for row in sorted(wrong):
        print("# " + row)
        print(row, file=sys.stderr)
