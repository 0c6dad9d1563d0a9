/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sections of an item that may tell several stories. */
#pragma once

#include "siyaq-story-print.h"

G_BEGIN_DECLS

/* What an item is read from again, where its sections are asked for. */
typedef struct
{
  SiyaqStoryLexer *lexer;
  const SiyaqAnnotation *annotation;
} SiyaqStorySource;

/* Sections that are looked at: a round-up of a day has fewer, a long read is none. */
#define SIYAQ_STORY_MAX_SECTIONS 12u

GPtrArray *siyaq_story_sections_read (const SiyaqStorySource *source, const SiyaqStoryFrequencies *frequencies);

G_END_DECLS
