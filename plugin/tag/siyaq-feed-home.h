/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which country each feed is mostly about. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SiyaqFeedHomes SiyaqFeedHomes;

SiyaqFeedHomes *siyaq_feed_homes_new (void);
void siyaq_feed_homes_free (SiyaqFeedHomes *self);
const char *siyaq_feed_homes_get (SiyaqFeedHomes *self, const char *feed);
const char *siyaq_feed_homes_get_sure (SiyaqFeedHomes *self, const char *feed);
void siyaq_feed_homes_learn (SiyaqFeedHomes *self, const char *feed, const char *region);
char *siyaq_feed_homes_save (SiyaqFeedHomes *self, const char *feed);
void siyaq_feed_homes_load (SiyaqFeedHomes *self, const char *feed, const char *saved);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqFeedHomes, siyaq_feed_homes_free)

G_END_DECLS
