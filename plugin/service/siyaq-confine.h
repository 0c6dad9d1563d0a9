/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the service gives away before it reads the first feed. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SiyaqConfinement:
 * @SIYAQ_CONFINED_CALLS: no program is started and no connection made, not even to this machine
 * @SIYAQ_CONFINED_FILES: no file outside the folders that were named is opened
 */
typedef enum
{
  SIYAQ_CONFINED_CALLS = 1 << 0,
  SIYAQ_CONFINED_FILES = 1 << 1,
} SiyaqConfinement;

/* writable, readable: folders and files, %NULL-terminated; those that are not there are passed over. */
SiyaqConfinement siyaq_confine (const char *const *writable, const char *const *readable);
SiyaqConfinement siyaq_confine_service (void);

G_END_DECLS
