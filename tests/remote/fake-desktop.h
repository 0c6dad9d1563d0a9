/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session bus and a real keyring of the test's own. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  GTestDBus *bus;
  char *home;
  GPid daemon;
} FakeDesktop;

gboolean fake_desktop_is_possible (void);
void fake_desktop_start (FakeDesktop *self, gboolean with_keyring);
void fake_desktop_start_keyring (FakeDesktop *self);
void fake_desktop_stop_keyring (FakeDesktop *self);
void fake_desktop_lock (void);
void fake_desktop_end (FakeDesktop *self);

G_END_DECLS
