/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which items of a list stand for their story, and which are folded under them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row of the list. */
typedef struct
{
  guint64 id;
  guint64 story;   /* 0: alone */
  gint64 time_s;
  gboolean is_read;
  gboolean stays;  /* selected or flagged: never folded */
} SiyaqFoldRow;

typedef struct
{
  guint64 id;
  guint64 keeper;   /* the item that stands for it */
} SiyaqFold;

GArray *siyaq_fold_choose (const SiyaqFoldRow *rows, guint n_rows);

G_END_DECLS
