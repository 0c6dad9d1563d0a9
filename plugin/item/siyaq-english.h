/* SPDX-License-Identifier: GPL-2.0-or-later */
/* English inflection. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *siyaq_english_plural (const char *singular);
char *siyaq_english_third_person (const char *base);
char *siyaq_english_past (const char *base);
char *siyaq_english_participle (const char *base);
char *siyaq_english_base_of_past (const char *past_form);
char *siyaq_english_ing (const char *base);
char *siyaq_english_base (const char *third_person);

G_END_DECLS
