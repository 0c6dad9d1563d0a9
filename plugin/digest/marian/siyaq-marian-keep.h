/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a translation must bring over as it is: addresses and long numbers. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gsize start, end;  /* bytes in the source */
  gboolean number;   /* any digits and separators will do that mean the same */
  char stand_in[8];  /* what stands in its place */
} SiyaqMarianKept;

GArray *siyaq_marian_keep_find (const char *source);
gboolean siyaq_marian_keep_is_intact (const char *source, const GArray *kept, const char *translation);
char *siyaq_marian_keep_mask (const char *source, GArray *kept);
char *siyaq_marian_keep_restore (const char *source, const GArray *kept, const char *translation);

G_END_DECLS
