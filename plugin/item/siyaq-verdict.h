/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A decision that can be explained: which rule, why in words, on what evidence, how sure. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  const char *rule;     /* stable id, "share-row", "repeated-block" */
  const char *reason;   /* a sentence in English; the card looks up the reader's language by rule */
  const char *text;     /* nullable: what was taken out, as text */
  const char *evidence; /* nullable: "in 9 of 12 items of this feed" */
  double score;         /* 0 … 1 */
} SiyaqVerdict;

SiyaqVerdict *siyaq_verdict_new (const char *rule, const char *reason, const char *text,
                                 const char *evidence, double score);
SiyaqVerdict *siyaq_verdict_copy (const SiyaqVerdict *self);
void siyaq_verdict_free (SiyaqVerdict *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqVerdict, siyaq_verdict_free)

G_END_DECLS
