/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user chose, out of GSettings. */
#pragma once

#include "siyaq-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_SCHEMA_ID "org.siyaq"

GSettings *siyaq_preferences_open (void);
SiyaqSettings *siyaq_preferences_read (GSettings *settings);

G_END_DECLS
