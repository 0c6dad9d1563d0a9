/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the card, each in a file of its own. */
#pragma once

#include "siyaq-card.h"
#include "siyaq-words.h"

G_BEGIN_DECLS

void siyaq_card_append_removed (const SiyaqCard *self, GString *html);
void siyaq_card_append_same (const SiyaqCard *self, GString *html);
void siyaq_card_append_earlier (const SiyaqCard *self, GString *html);

void siyaq_card_append_filled (const SiyaqCard *self, GString *html, SiyaqWord word, const char *value);
const char *siyaq_card_number_lang (const SiyaqCard *self);
gboolean siyaq_card_is_remote (const char *by);
void siyaq_card_append_lang (GString *html, const char *lang);

G_END_DECLS
