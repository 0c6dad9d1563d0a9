/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Code points, for the files that fold and cut text: these functions run for each letter. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void siyaq_text_append_rare (GString *s, gunichar c);

static inline gboolean
is_ignorable (gunichar c)
{
  return (c >= 0x064B && c <= 0x065F) || /* harakat */
         c == 0x0640 ||                  /* tatweel */
         c == 0x0670 ||                  /* superscript alef */
         (c >= 0x06D6 && c <= 0x06ED) || /* Quranic marks */
         (c >= 0x0300 && c <= 0x036F) || /* combining marks of Latin, Greek, Cyrillic */
         c == 0x00AD || c == 0xFEFF ||   /* soft hyphen, byte order mark */
         (c >= 0x200B && c <= 0x200F) || /* zero width and direction marks */
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F);
}

/* The letters that Arabic text consists of: asked first, because Unicode's tables are slow. */
static inline gboolean
is_arabic_letter (gunichar c)
{
  return c >= 0x0621 && c <= 0x064A && c != 0x0640;
}

/* GLib asks its tables for each code point; nearly all of them are ASCII or Arabic letters. */
static inline gboolean
is_digit (gunichar c)
{
  return c < 0x80 ? g_ascii_isdigit ((char) c) : !is_arabic_letter (c) && g_unichar_isdigit (c);
}

static inline gboolean
is_alpha (gunichar c)
{
  return c < 0x80 ? g_ascii_isalpha ((char) c) : is_arabic_letter (c) || g_unichar_isalpha (c);
}

static inline gboolean
is_upper (gunichar c)
{
  return c < 0x80 ? g_ascii_isupper ((char) c) : !is_arabic_letter (c) && g_unichar_isupper (c);
}

static inline gboolean
is_space (gunichar c)
{
  return c < 0x80 ? g_ascii_isspace ((char) c) : !is_arabic_letter (c) && (g_unichar_isspace (c) || c == 0x00A0);
}

static inline gunichar
get_char (const char *p)
{
  const guchar *u = (const guchar *) p;

  if (u[0] < 0x80)
    return u[0];
  if (u[0] < 0xE0)
    return (gunichar) (u[0] & 0x1F) << 6 | (u[1] & 0x3F);
  return g_utf8_get_char (p);
}

static inline gboolean
is_ascii_letter (gunichar c)
{
  return (c | 0x20) - 'a' < 26;
}

/* Writes the folded form of a letter of is_arabic_letter(): two bytes of UTF-8, which is what it returns. */
static inline guint
write_arabic (char *out,
              gunichar c)
{
  if (c == 0x0622 || c == 0x0623 || c == 0x0625)
    c = 0x0627;
  else if (c == 0x0649)
    c = 0x064A;
  else if (c == 0x0629)
    c = 0x0647;
  out[0] = (char) (0xC0 | (c >> 6));
  out[1] = (char) (0x80 | (c & 0x3F));
  return 2;
}

static inline void
append_arabic (GString *s,
               gunichar c)
{
  char bytes[2];

  g_string_append_len (s, bytes, write_arabic (bytes, c));
}

static inline void
append_folded (GString *s,
               gunichar c)
{
  if (c < 0x80)
    g_string_append_c (s, g_ascii_tolower (c == '`' ? '\'' : (char) c));
  else if (is_arabic_letter (c))
    append_arabic (s, c);
  else
    siyaq_text_append_rare (s, c);
}

G_END_DECLS
