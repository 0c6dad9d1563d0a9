/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Headlines and datelines at the start of a text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *siyaq_skip_byline (const char *sentence);
const char *siyaq_skip_opening (const char *sentence, const char *title);

G_END_DECLS
