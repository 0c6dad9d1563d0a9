/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The marks of a gloss: quotation marks in pairs, those of the language; no doubled blanks, none
   before a mark that belongs to the word before it; no brackets that nothing is left in. Which way
   Latin letters and figures run inside Arabic is the card's business (plugin/show/siyaq-bidi). */
#define G_LOG_DOMAIN "siyaq-digest"

#include "config.h"

#include "siyaq-gloss-private.h"

#include <string.h>

static gboolean
closes (gunichar c)
{
  return strchr (",;:.?!)]", (int) MIN (c, 0x7f)) != NULL || c == 0x060C || c == 0x061B || c == 0x061F || c == 0x00BB || c == 0x201D;
}

static gboolean
opens (gunichar c)
{
  return c == '(' || c == '[' || c == 0x00AB || c == 0x201C;
}

static void
drop_blank (GString *s)
{
  if (s->len > 0 && s->str[s->len - 1] == ' ')
    g_string_truncate (s, s->len - 1);
}

/**
 * siyaq_gloss_tidy:
 * @text: a gloss
 * @to_english: whether it is English, else Arabic
 *
 * Returns: (transfer full): @text with its marks in order
 */
char *
siyaq_gloss_tidy (const char *text,
                  gboolean to_english)
{
  GString *s = g_string_sized_new (strlen (text) + 16);
  guint straight = 0;
  gboolean open = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    straight += *p == '"';
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar last = s->len > 0 ? g_utf8_get_char (g_utf8_prev_char (s->str + s->len)) : ' ';

      /* Straight marks come in pairs; where one is missing they stay what they are, as they do in English. */
      if (c == '"' && straight % 2 == 0 && !to_english)
        {
          open = !open;
          c = open ? 0x00AB : 0x00BB;
        }
      if (c == ' ' && (last == ' ' || opens (last)))
        continue;
      if (closes (c) && last == ' ' && !(c == '.' && g_ascii_isdigit (p[1])))
        {
          drop_blank (s);
          last = s->len > 0 ? g_utf8_get_char (g_utf8_prev_char (s->str + s->len)) : ' ';
        }
      /* "()": what stood there was an article. */
      if ((c == ')' && last == '(') || (c == ']' && last == '[') || (c == 0x00BB && last == 0x00AB))
        {
          g_string_truncate (s, s->len - (gsize) g_unichar_to_utf8 (last, NULL));
          continue;
        }
      g_string_append_unichar (s, c);
    }
  drop_blank (s);
  return g_string_free (s, FALSE);
}

/**
 * siyaq_gloss_spell_currencies:
 * @text: an English text
 *
 * Arabic says the currency behind the amount, and behind "million": "$10 million".
 *
 * Returns: (transfer full): @text with "10 million dollars" in its place
 */
char *
siyaq_gloss_spell_currencies (const char *text)
{
  static const struct
  {
    const char *sign;
    const char *name;
  } currencies[] = { { "US$", "dollars" }, { "$", "dollars" }, { "€", "euros" }, { "£", "pounds" } };
  static const struct
  {
    const char *word;
    const char *said;
  } scales[] = { { " million", " million" }, { " billion", " billion" }, { " trillion", " trillion" }, { " thousand", " thousand" }, { "bn", " billion" }, { "m", " million" } };
  GString *s = g_string_sized_new (strlen (text) + 16);

  for (const char *p = text; *p != '\0';)
    {
      const char *name = NULL;
      gsize digits = 0;

      for (guint i = 0; i < G_N_ELEMENTS (currencies) && name == NULL; i++)
        if (g_str_has_prefix (p, currencies[i].sign) && g_ascii_isdigit (p[strlen (currencies[i].sign)]) && (p == text || !g_ascii_isalnum (p[-1])))
          {
            name = currencies[i].name;
            p += strlen (currencies[i].sign);
          }
      if (name == NULL)
        {
          const char *next = g_utf8_next_char (p);

          g_string_append_len (s, p, next - p);
          p = next;
          continue;
        }
      while (g_ascii_isdigit (p[digits]) || ((p[digits] == ',' || p[digits] == '.') && g_ascii_isdigit (p[digits + 1])))
        digits++;
      g_string_append_len (s, p, (gssize) digits);
      p += digits;
      for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
        if (g_str_has_prefix (p, scales[i].word) && !g_ascii_isalnum (p[strlen (scales[i].word)]))
          {
            g_string_append (s, scales[i].said);
            p += strlen (scales[i].word);
            break;
          }
      g_string_append_printf (s, " %s", name);
    }
  return g_string_free (s, FALSE);
}
