/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the store share. */
#pragma once

#include "siyaq-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* Version of the schema that this program writes. */
#define SIYAQ_STORE_VERSION 4

typedef enum
{
  STATEMENT_BEGIN,
  STATEMENT_COMMIT,
  STATEMENT_FIND_ITEM,
  STATEMENT_FIND_ITEM_RECORD,
  STATEMENT_FIND_ID,
  STATEMENT_PUT_ITEM,
  STATEMENT_TOUCH_ITEM,
  STATEMENT_PUT_STORY,
  STATEMENT_REMOVE_STORY,
  STATEMENT_FIND_STORY,
  STATEMENT_LAST_STORY,
  STATEMENT_REMOVE_ITEM,
  STATEMENT_REMOVE_VERDICTS,
  STATEMENT_OLDEST_KEPT,
  STATEMENT_LIST_OLD,
  STATEMENT_LIST_STORIES,
  STATEMENT_LIST_RECENT,
  STATEMENT_PUT_VERDICT,
  STATEMENT_GET_VERDICTS,
  STATEMENT_FIND_FEED,
  STATEMENT_PUT_FEED,
  STATEMENT_FIND_HELD,
  STATEMENT_PUT_HELD,
  STATEMENT_REMOVE_HELD,
  STATEMENT_SET_RESTORED,
  STATEMENT_LIST_HELD,
  STATEMENT_LIST_RESTORED,
  STATEMENT_ADD_FEEDBACK,
  STATEMENT_COUNT,
  STATEMENT_GET_COUNTERS,
  STATEMENT_FIND_TRANSLATION,
  STATEMENT_USE_TRANSLATION,
  STATEMENT_PUT_TRANSLATION,
  STATEMENT_PRUNE_TRANSLATIONS,
  STATEMENT_LIMIT_TRANSLATIONS,
  STATEMENT_GET_SPENT,
  STATEMENT_ADD_SPENT,
  N_STATEMENTS,
} SiyaqStatement;

sqlite3 *siyaq_store_open_file (const char *path, char **ret_path, int *ret_lock, char **ret_notice,
                                GError **error);
gboolean siyaq_store_move_aside (const char *path, char **ret_name, GError **error);
gboolean siyaq_store_migrate (sqlite3 *db, GError **error);
void siyaq_store_set_error (GError **error, sqlite3 *db, int code);

sqlite3_stmt *siyaq_store_prepare (SiyaqStore *self, SiyaqStatement which, GError **error);
gboolean siyaq_store_finish (SiyaqStore *self, sqlite3_stmt *statement, int code, GError **error);

void siyaq_store_bind_text (sqlite3_stmt *statement, int index, const char *text);
void siyaq_store_bind_time (sqlite3_stmt *statement, int index, gint64 time_s);
void siyaq_store_bind_packed (sqlite3_stmt *statement, int index, GBytes *bytes);
char *siyaq_store_column_text (sqlite3_stmt *statement, int column);
gint64 siyaq_store_column_time (sqlite3_stmt *statement, int column);
GBytes *siyaq_store_column_packed (sqlite3_stmt *statement, int column);

G_END_DECLS
