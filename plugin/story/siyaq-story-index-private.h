/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the index share. */
#pragma once

#include "siyaq-story-book.h"
#include "siyaq-story-index.h"
#include "siyaq-story-postings.h"

G_BEGIN_DECLS

struct _SiyaqStoryIndex
{
  GObject parent_instance;

  SiyaqStoryLexer *lexer;
  SiyaqStoryFrequencies *frequencies;
  SiyaqStoryPostings *postings;
  SiyaqStoryBook *book;
  /* (element-type guint64 guint64): stories and threads that became another, from what was loaded */
  GHashTable *merged, *merged_threads;
};

void siyaq_story_index_count_terms (SiyaqStoryIndex *self, const SiyaqStoryPrint *print);

G_END_DECLS
