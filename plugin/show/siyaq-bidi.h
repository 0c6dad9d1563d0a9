/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of a language that is written from right to left, with what is written the other way in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIYAQ_DIGITS_AS_THEY_COME,
  SIYAQ_DIGITS_ARABIC_INDIC,
  SIYAQ_DIGITS_EUROPEAN,
} SiyaqDigits;

void siyaq_bidi_append (GString *html, const char *text, const char *lang, SiyaqDigits digits);

G_END_DECLS
