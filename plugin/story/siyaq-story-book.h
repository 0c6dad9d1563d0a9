/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The items that are known, their stories and their threads. */
#pragma once

#include "siyaq-story-list.h"
#include "siyaq-story-print.h"

G_BEGIN_DECLS

typedef struct _SiyaqStoryItem SiyaqStoryItem;
typedef struct _SiyaqStoryGroup SiyaqStoryGroup;
typedef struct _SiyaqStoryThread SiyaqStoryThread;

struct _SiyaqStoryItem
{
  char *id;
  SiyaqStoryPrint *print;
  SiyaqStoryGroup *story;
  guint32 number;       /* ascending in the order of arrival */
  guint32 epoch;        /* in which its terms were counted */
  GArray *apart;        /* (element-type guint64) (nullable): keys of stories that a reader said it is not of */
  GArray *covers;       /* (element-type guint64) (nullable): keys of stories that it tells beside its own, a round-up */
  GArray *absorbed;     /* (element-type guint64) (nullable): keys of stories that it merged into its own */
  GArray *absorbed_threads; /* (element-type guint64) (nullable): keys of threads, likewise */
};

struct _SiyaqStoryGroup
{
  guint64 key;
  SiyaqStoryList members;   /* (element-type SiyaqStoryItem) oldest first */
  SiyaqStoryThread *thread;
};

struct _SiyaqStoryThread
{
  guint64 key;
  SiyaqStoryList stories;   /* (element-type SiyaqStoryGroup) oldest first */
};

/* Items in memory: what the service may hold by its budget. Older ones are in the store. */
#define SIYAQ_STORY_MAX_ITEMS 100000u

/* The newest items are the ones that a new item is compared with: at six hundred items a day, forty
   days, after which a subject is another. Of older ones less is kept, enough to say how they belong to their story. */
#define SIYAQ_STORY_MAX_ACTIVE 24000u

typedef struct _SiyaqStoryBook SiyaqStoryBook;

SiyaqStoryBook *siyaq_story_book_new (void);
void siyaq_story_book_free (SiyaqStoryBook *self);

void siyaq_story_book_reserve (SiyaqStoryBook *self, guint n);
SiyaqStoryItem *siyaq_story_book_add_at (SiyaqStoryBook *self, guint32 number, const char *id, SiyaqStoryPrint *print);
SiyaqStoryItem *siyaq_story_book_add (SiyaqStoryBook *self, const char *id, SiyaqStoryPrint *print);
void siyaq_story_book_remove (SiyaqStoryBook *self, SiyaqStoryItem *item);
SiyaqStoryItem *siyaq_story_book_get (SiyaqStoryBook *self, const char *id);
SiyaqStoryItem *siyaq_story_book_get_number (SiyaqStoryBook *self, guint32 number);
guint32 siyaq_story_book_get_oldest_active (SiyaqStoryBook *self);
guint siyaq_story_book_get_n_items (SiyaqStoryBook *self);

SiyaqStoryGroup *siyaq_story_book_ensure_story (SiyaqStoryBook *self, guint64 key, guint64 thread_key);
void siyaq_story_book_put (SiyaqStoryBook *self, SiyaqStoryItem *item, SiyaqStoryGroup *story);
void siyaq_story_book_cover (SiyaqStoryBook *self, SiyaqStoryItem *item, guint64 key);
void siyaq_story_book_uncover (SiyaqStoryBook *self, SiyaqStoryItem *item);
GPtrArray *siyaq_story_book_get_roundups (SiyaqStoryBook *self, const SiyaqStoryGroup *story);
void siyaq_story_book_merge_stories (SiyaqStoryBook *self, SiyaqStoryGroup *into, SiyaqStoryGroup *from);
void siyaq_story_book_merge_threads (SiyaqStoryBook *self, SiyaqStoryThread *into, SiyaqStoryThread *from);
SiyaqStoryGroup *siyaq_story_book_find_story (SiyaqStoryBook *self, guint64 key);
SiyaqStoryThread *siyaq_story_book_find_thread (SiyaqStoryBook *self, guint64 key);
guint64 siyaq_story_book_fresh_key (SiyaqStoryBook *self, const char *id);
GList *siyaq_story_book_list_stories (SiyaqStoryBook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqStoryBook, siyaq_story_book_free)

G_END_DECLS
