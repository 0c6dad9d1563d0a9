/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One translator of the chain, with what the chain must know of it: where it stands, what it may cost and
   why it is not asked for now. May be used from any thread. */
#pragma once

#include "siyaq-translator.h"

G_BEGIN_DECLS

/* Why a maker gives nothing. */
typedef enum
{
  SIYAQ_MAKER_FINE,
  SIYAQ_MAKER_BUSY,    /* it wants to be asked later, or broke down */
  SIYAQ_MAKER_AUTH,    /* it does not take the key */
  SIYAQ_MAKER_QUOTA,   /* what the account may translate is used up */
  SIYAQ_MAKER_NETWORK, /* it is not reached */
  SIYAQ_MAKER_LOCKED,  /* the keyring with its key is locked, or there is none */
  SIYAQ_MAKER_BUDGET,  /* what the user allows a day is used up */
} SiyaqMakerState;

#define SIYAQ_TYPE_MAKER (siyaq_maker_get_type ())
G_DECLARE_FINAL_TYPE (SiyaqMaker, siyaq_maker, SIYAQ, MAKER, GObject)

/* id: another one where translations would come out otherwise; from, to: (nullable): what it is limited to;
   daily_characters: what may be sent to it in a day, 0 where nothing leaves this computer. */
SiyaqMaker *siyaq_maker_new (const char *id, SiyaqTranslator *translator, const char *from, const char *to,
                             guint daily_characters);
const char *siyaq_maker_get_id (SiyaqMaker *self);
SiyaqTranslator *siyaq_maker_get_translator (SiyaqMaker *self);
guint siyaq_maker_get_daily_characters (SiyaqMaker *self);
gboolean siyaq_maker_can_translate (SiyaqMaker *self, const char *from, const char *to);

/* now_us: of the monotonic clock. */
SiyaqMakerState siyaq_maker_get_state (SiyaqMaker *self, gint64 now_us);
void siyaq_maker_note (SiyaqMaker *self, const GError *error, gint64 now_us);

G_END_DECLS
