/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the computer is on mains power. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What was read last. */
typedef struct
{
  gboolean mains;
  gint64 read_us; /* 0: never */
} SiyaqPower;

gboolean siyaq_power_is_mains (SiyaqPower *self);
gboolean siyaq_power_read_folder (const char *folder);

G_END_DECLS
