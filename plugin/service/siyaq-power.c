/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mains or battery, from the kernel's own folder: the service is confined and connects to nothing, so it
   cannot ask UPower, which reads the same folder. A computer that tells neither is taken for one at a wall. */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-power.h"

#include <string.h>

#define FOLDER "/sys/class/power_supply"
/* How long an answer counts. */
#define KEEP_US (30 * G_USEC_PER_SEC)
/* More supplies than a computer has. */
#define MAX_SUPPLIES 64u

static char *
read_attribute (const char *folder,
                const char *supply,
                const char *name)
{
  g_autofree char *path = g_build_filename (folder, supply, name, NULL);
  char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strstrip (text) : NULL;
}

/**
 * siyaq_power_read_folder:
 * @folder: (type filename): the kernel's list of supplies
 *
 * A battery that discharges feeds the computer, unless a mains supply is plugged in; those of a mouse or a
 * keyboard, whose scope is "Device", do not count.
 *
 * Returns: whether the computer is on mains power, as far as is known
 */
gboolean
siyaq_power_read_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean discharging = FALSE;
  const char *supply;

  for (guint i = 0; dir != NULL && i < MAX_SUPPLIES && (supply = g_dir_read_name (dir)) != NULL; i++)
    {
      g_autofree char *type = read_attribute (folder, supply, "type");
      g_autofree char *online = read_attribute (folder, supply, "online");
      g_autofree char *status = read_attribute (folder, supply, "status");
      g_autofree char *scope = read_attribute (folder, supply, "scope");

      if (g_strcmp0 (scope, "Device") == 0)
        continue;
      if (g_strcmp0 (type, "Battery") == 0)
        discharging = discharging || g_strcmp0 (status, "Discharging") == 0;
      else if (g_strcmp0 (online, "1") == 0)
        return TRUE;
    }
  return !discharging;
}

/**
 * siyaq_power_is_mains:
 * @self: what was read before, zeroed at first
 *
 * Returns: whether the computer is on mains power
 */
gboolean
siyaq_power_is_mains (SiyaqPower *self)
{
  gint64 now_us = g_get_monotonic_time ();

  if (self->read_us == 0 || now_us - self->read_us > KEEP_US)
    {
      self->mains = siyaq_power_read_folder (FOLDER);
      self->read_us = now_us;
    }
  return self->mains;
}
