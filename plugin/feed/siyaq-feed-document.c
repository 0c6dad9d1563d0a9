/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-document.h"

G_DEFINE_QUARK (siyaq-feed-error-quark, siyaq_feed_error)
