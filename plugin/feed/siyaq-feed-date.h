/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as feeds write them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 siyaq_feed_date_parse (const char *text);

G_END_DECLS
