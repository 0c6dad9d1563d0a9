/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which items of a list stand for their story, and which are folded under them. Apart from the list
   itself, so that it can be tested without a reader. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-fold-choice.h"

/* What the person looks at or has marked stands before all; then the version that was read, for the
   others are news no longer; then the one that came first. */
static gboolean
stands_before (const SiyaqFoldRow *a,
               const SiyaqFoldRow *b)
{
  if (a->stays != b->stays)
    return a->stays;
  if (a->is_read != b->is_read)
    return a->is_read;
  if (a->time_s != b->time_s)
    return a->time_s < b->time_s;
  return a->id < b->id;
}

/**
 * siyaq_fold_choose:
 * @rows: (array length=n_rows): the rows of a list
 * @n_rows: how many
 *
 * Returns: (transfer full) (element-type SiyaqFold): what is folded, in the order of @rows
 */
GArray *
siyaq_fold_choose (const SiyaqFoldRow *rows,
                   guint n_rows)
{
  g_autoptr (GHashTable) keepers = g_hash_table_new (g_int64_hash, g_int64_equal);
  GArray *folds = g_array_new (FALSE, FALSE, sizeof (SiyaqFold));

  for (guint i = 0; i < n_rows; i++)
    {
      const SiyaqFoldRow *keeper;

      if (rows[i].story == 0)
        continue;
      keeper = g_hash_table_lookup (keepers, &rows[i].story);
      if (keeper == NULL || stands_before (&rows[i], keeper))
        g_hash_table_replace (keepers, (gpointer) &rows[i].story, (gpointer) &rows[i]);
    }
  for (guint i = 0; i < n_rows; i++)
    {
      const SiyaqFoldRow *keeper = rows[i].story != 0 ? g_hash_table_lookup (keepers, &rows[i].story) : NULL;
      SiyaqFold fold = { .id = rows[i].id };

      if (keeper == NULL || keeper == &rows[i] || rows[i].stays)
        continue;
      fold.keeper = keeper->id;
      g_array_append_val (folds, fold);
    }
  return folds;
}
