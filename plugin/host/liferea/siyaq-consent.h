/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the user answered to the question whether texts may be sent to a host. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void siyaq_consent_give (GSettings *settings, const char *host, gboolean agreed, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);
gboolean siyaq_consent_give_finish (GAsyncResult *result, GError **error);
void siyaq_consent_set (GSettings *settings, const char *host, gboolean agreed);

G_END_DECLS
