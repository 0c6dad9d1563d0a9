/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store: one SQLite file, one writer, migrations from the first day. Used from one thread. */
#pragma once

#include "siyaq-verdict.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_STORE_ERROR (siyaq_store_error_quark ())
GQuark siyaq_store_error_quark (void);

/**
 * SiyaqStoreError:
 * @SIYAQ_STORE_ERROR_BUSY: another process has the store
 * @SIYAQ_STORE_ERROR_BROKEN: the file is damaged
 * @SIYAQ_STORE_ERROR_NEWER: the file was written by a newer version
 * @SIYAQ_STORE_ERROR_FULL: there is no room on the disk
 * @SIYAQ_STORE_ERROR_FAILED: anything else
 */
typedef enum
{
  SIYAQ_STORE_ERROR_BUSY,
  SIYAQ_STORE_ERROR_BROKEN,
  SIYAQ_STORE_ERROR_NEWER,
  SIYAQ_STORE_ERROR_FULL,
  SIYAQ_STORE_ERROR_FAILED,
} SiyaqStoreError;

/* Items that are kept beside those that are held, which stay for ever. The story index has as many. */
#define SIYAQ_STORE_MAX_ITEMS 100000u

#define SIYAQ_TYPE_STORE (siyaq_store_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqStore, siyaq_store, SIYAQ, STORE, GObject)

/* path: (nullable): NULL for a store in memory. */
SiyaqStore *siyaq_store_new (const char *path, GError **error);
gboolean siyaq_store_is_persistent (SiyaqStore *self);
const char *siyaq_store_get_path (SiyaqStore *self);
const char *siyaq_store_get_notice (SiyaqStore *self);
gboolean siyaq_store_is_broken (SiyaqStore *self);
gboolean siyaq_store_replace_broken (SiyaqStore *self, GError **error);

gboolean siyaq_store_begin (SiyaqStore *self, GError **error);
gboolean siyaq_store_commit (SiyaqStore *self, gboolean durable, GError **error);
void siyaq_store_rollback (SiyaqStore *self);

/* An item that was annotated. */
typedef struct
{
  char *id;            /* of ours */
  char *feed;
  char *outlet;        /* nullable: the feed's title */
  char *guid;          /* the item's own id in its feed */
  char *url;           /* nullable */
  char *title;
  char *lang;
  char *lead;          /* nullable: its summary, for those that quote it */
  gint64 published_s;  /* or SIYAQ_TIME_UNKNOWN */
  gint64 arrived_s;
  gint64 seen_s;       /* when a document had it last, to a day */
  char *fingerprint;   /* of what the feed said */
  GBytes *record;      /* nullable: the annotation */
} SiyaqStoreItem;

SiyaqStoreItem *siyaq_store_item_new (void);
void siyaq_store_item_free (SiyaqStoreItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoreItem, siyaq_store_item_free)

SiyaqStoreItem *siyaq_store_find_item (SiyaqStore *self, const char *id, gboolean with_record, GError **error);
char *siyaq_store_find_id (SiyaqStore *self, const char *name, GError **error);
gboolean siyaq_store_put_item (SiyaqStore *self, const SiyaqStoreItem *item, GError **error);
gboolean siyaq_store_touch_item (SiyaqStore *self, const char *id, gint64 seen_s, GError **error);
gboolean siyaq_store_put_story (SiyaqStore *self, const char *id, GBytes *blob, GError **error);
gboolean siyaq_store_remove_item (SiyaqStore *self, const char *id, GError **error);
gboolean siyaq_store_prune (SiyaqStore *self, gint64 seen_before_s, guint max, GPtrArray *ret_ids, GError **error);

GBytes *siyaq_store_find_story (SiyaqStore *self, const char *id, gint64 *ret_number, GError **error);
gboolean siyaq_store_get_last_story (SiyaqStore *self, gint64 *ret_number, GError **error);
typedef void (*SiyaqStoreStoryFunc) (gint64 number, const char *id, GBytes *blob, gpointer user_data);
gboolean siyaq_store_foreach_story (SiyaqStore *self, gint64 *position, guint max, SiyaqStoreStoryFunc func,
                                    gpointer user_data, GError **error);
GPtrArray *siyaq_store_list_recent (SiyaqStore *self, gint64 since_s, guint max, GError **error);

gboolean siyaq_store_put_verdicts (SiyaqStore *self, const char *id, GPtrArray *verdicts, GError **error);
gboolean siyaq_store_get_verdicts (SiyaqStore *self, const char *id, GPtrArray *verdicts, GError **error);

/* What is known of a feed. */
typedef struct
{
  char *id;
  char *title;    /* nullable */
  char *url;      /* nullable */
  GBytes *memory; /* nullable: what the cleaning stage learnt */
} SiyaqStoreFeed;

void siyaq_store_feed_free (SiyaqStoreFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoreFeed, siyaq_store_feed_free)

SiyaqStoreFeed *siyaq_store_find_feed (SiyaqStore *self, const char *id, GError **error);
gboolean siyaq_store_put_feed (SiyaqStore *self, const SiyaqStoreFeed *feed, GError **error);

/* An item that is, or was, held. The row stays when it is restored. */
typedef struct
{
  char *id;
  char *feed;
  char *outlet;       /* nullable */
  char *guid;
  char *title;
  char *url;          /* nullable */
  char *lang;         /* nullable */
  gint64 published_s; /* or SIYAQ_TIME_UNKNOWN */
  char *rule;
  char *reason;
  char *evidence;     /* nullable */
  double score;
  GBytes *source;     /* nullable in lists: a feed document of this item alone, as it came */
  gint64 since_s;
  gint64 restored_s;  /* 0 while it is held */
} SiyaqStoreHeld;

SiyaqStoreHeld *siyaq_store_held_new (void);
void siyaq_store_held_free (SiyaqStoreHeld *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoreHeld, siyaq_store_held_free)

SiyaqStoreHeld *siyaq_store_find_held (SiyaqStore *self, const char *id, GError **error);
gboolean siyaq_store_put_held (SiyaqStore *self, const SiyaqStoreHeld *held, GError **error);
gboolean siyaq_store_remove_held (SiyaqStore *self, const char *id, GError **error);
gboolean siyaq_store_set_restored (SiyaqStore *self, const char *id, gint64 restored_s, GError **error);
GPtrArray *siyaq_store_list_held (SiyaqStore *self, guint max, gboolean with_source, GError **error);
GPtrArray *siyaq_store_list_restored (SiyaqStore *self, const char *feed, gint64 after_s, guint max, GError **error);

char *siyaq_store_find_translation (SiyaqStore *self, const char *text, const char *from, const char *to,
                                    const char *provider, guint today, GError **error);
gboolean siyaq_store_put_translation (SiyaqStore *self, const char *text, const char *from, const char *to,
                                      const char *provider, const char *translation, guint today, GError **error);
gboolean siyaq_store_prune_translations (SiyaqStore *self, guint used_since, guint max, GError **error);
gboolean siyaq_store_get_spent (SiyaqStore *self, guint day, const char *provider, gint64 *ret_characters, GError **error);
gboolean siyaq_store_add_spent (SiyaqStore *self, guint day, const char *provider, gint64 characters, GError **error);

gboolean siyaq_store_add_feedback (SiyaqStore *self, gint64 when_s, const char *kind, const char *item,
                                   const char *other, GError **error);
gboolean siyaq_store_count (SiyaqStore *self, const char *counter, gint64 amount, GError **error);
/* (element-type utf8 gint64*) (transfer full): all counters, and how many rows each table has. */
GHashTable *siyaq_store_get_counters (SiyaqStore *self, GError **error);

G_END_DECLS
