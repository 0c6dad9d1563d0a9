/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as HTML and as text: blocks stay inside their limits, every block can be taken out, and
   what is written afterwards can be read again. */
#include "config.h"

#include "siyaq-html.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static char *
mark_link (const char *url,
           gpointer user_data)
{
  return strchr (url, '?') != NULL ? g_strndup (url, strcspn (url, "?")) : NULL;
}

static void
work_on (SiyaqHtml *html,
         guint step)
{
  GPtrArray *blocks = siyaq_html_get_blocks (html);
  g_autofree char *out = NULL;
  g_autoptr (SiyaqHtml) again = NULL;

  g_assert_cmpuint (blocks->len, <=, SIYAQ_HTML_MAX_BLOCKS);
  for (guint i = 0; i < blocks->len; i++)
    {
      SiyaqBlock *block = g_ptr_array_index (blocks, i);
      g_autofree char *tail = siyaq_html_tail_link (html, block);

      g_assert_true (g_utf8_validate (block->text, -1, NULL));
      g_assert_cmpuint (siyaq_html_last_in_container (html, i), >=, i);
      if (tail != NULL && i % 2 == 0)
        siyaq_html_remove_tail_link (html, block);
      if (i % step == 0)
        siyaq_html_remove_block (html, block);
    }
  siyaq_html_map_links (html, mark_link, NULL);
  siyaq_html_sanitize (html);
  out = siyaq_html_serialize (html);
  g_assert_true (g_utf8_validate (out, -1, NULL));
  again = siyaq_html_parse (out, -1, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t size)
{
  g_autofree char *raw = g_strndup ((const char *) data, size);
  g_autofree char *text = g_utf8_make_valid (raw, -1);
  g_autoptr (SiyaqHtml) html = siyaq_html_parse (text, -1, NULL);
  g_autoptr (SiyaqHtml) plain = siyaq_html_parse_text (text);

  if (html != NULL)
    work_on (html, 1 + (guint) size % 3);
  work_on (plain, 2);
  return 0;
}
