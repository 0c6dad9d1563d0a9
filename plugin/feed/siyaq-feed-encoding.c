/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a feed as UTF-8, with the way back to the bytes.
 *
 * Every character of the text comes from a known run of bytes, whatever the encoding: one decoding
 * step reads one character. Marks every few kilobytes let an offset in the text be turned into an
 * offset in the document by stepping from the nearest mark, so that an edit replaces exactly the
 * bytes it means, in UTF-16 as in windows-1256. libxml2's own byte positions were rejected: they
 * count bytes of its converted input buffer, not of the document.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-encoding.h"

#include "siyaq-feed-charset.h"
#include "siyaq-feed-document.h"

#include <string.h>

/* A mark for each so many bytes of text: finding an offset takes at most so many steps, and a
   document of 32 MiB has 8192 marks. */
#define MARK_BYTES 4096u
/* No encoding takes more for one character. */
#define MAX_CHARACTER_BYTES 8u

typedef struct
{
  guint32 text;
  guint32 source;
} Mark;

struct _SiyaqFeedEncoding
{
  GBytes *source;
  const guchar *bytes;
  gsize n_bytes;
  SiyaqFeedCharset charset;
  GString *decoded; /* NULL for SIYAQ_FEED_FORM_UTF8 */
  GArray *marks;    /* of Mark */
  Mark last;        /* the last offset that was asked for: edits ask in order */
};

/* One character: the step that decoding and finding offsets share. */
static gunichar
step (SiyaqFeedEncoding *self,
      gsize at,
      gsize *ret_used)
{
  const guchar *p = self->bytes + at;
  gsize left = self->n_bytes - at;
  gunichar c;

  *ret_used = 1;
  switch (self->charset.form)
    {
    case SIYAQ_FEED_FORM_UTF8:
    case SIYAQ_FEED_FORM_UTF8_BROKEN:
      if (*p < 0x80)
        return *p;
      c = g_utf8_get_char_validated ((const char *) p, (gssize) MIN (left, 6));
      if (c == (gunichar) -1 || c == (gunichar) -2)
        return self->charset.table[*p];
      *ret_used = (gsize) g_unichar_to_utf8 (c, NULL);
      return c;

    case SIYAQ_FEED_FORM_TABLE:
      return self->charset.table[*p];

    case SIYAQ_FEED_FORM_CONVERTER:
      {
        const char *from = (const char *) p;
        UErrorCode status = U_ZERO_ERROR;

        if (*p < 0x80)
          return *p;
        ucnv_resetToUnicode (self->charset.converter);
        c = (gunichar) ucnv_getNextUChar (self->charset.converter, &from, (const char *) p + MIN (left, 8), &status);
        *ret_used = U_FAILURE (status) || from <= (const char *) p ? 1 : (gsize) (from - (const char *) p);
        return U_FAILURE (status) || c == 0 ? 0xFFFD : c;
      }

    case SIYAQ_FEED_FORM_UTF16_LE:
    case SIYAQ_FEED_FORM_UTF16_BE:
      {
        guint hi = self->charset.form == SIYAQ_FEED_FORM_UTF16_BE ? 0 : 1;

        if (left < 2)
          return 0xFFFD;
        *ret_used = 2;
        c = (gunichar) p[hi] << 8 | p[1 - hi];
        if (c >= 0xD800 && c < 0xDC00 && left >= 4)
          {
            gunichar low = (gunichar) p[2 + hi] << 8 | p[3 - hi];

            if (low >= 0xDC00 && low < 0xE000)
              {
                *ret_used = 4;
                return 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
              }
          }
        return c >= 0xD800 && c < 0xE000 ? 0xFFFD : c;
      }

    case SIYAQ_FEED_FORM_UTF32_LE:
    case SIYAQ_FEED_FORM_UTF32_BE:
      if (left < 4)
        {
          *ret_used = left;
          return 0xFFFD;
        }
      *ret_used = 4;
      c = self->charset.form == SIYAQ_FEED_FORM_UTF32_BE
              ? (gunichar) p[0] << 24 | (gunichar) p[1] << 16 | (gunichar) p[2] << 8 | p[3]
              : (gunichar) p[3] << 24 | (gunichar) p[2] << 16 | (gunichar) p[1] << 8 | p[0];
      return g_unichar_validate (c) ? c : 0xFFFD;

    default:
      g_assert_not_reached ();
    }
}

static void
decode (SiyaqFeedEncoding *self)
{
  gsize at = self->charset.bom_bytes, used;
  gsize next_mark = 0;

  self->decoded = g_string_sized_new (self->n_bytes + self->n_bytes / 4 + 16);
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  while (at < self->n_bytes)
    {
      gunichar c;

      if (self->decoded->len >= next_mark)
        {
          Mark mark = { (guint32) self->decoded->len, (guint32) at };

          g_array_append_val (self->marks, mark);
          next_mark = self->decoded->len + MARK_BYTES;
        }
      c = step (self, at, &used);
      if (c < 0x80)
        g_string_append_c (self->decoded, (char) c);
      else
        g_string_append_unichar (self->decoded, c);
      at += used;
    }
}

/**
 * siyaq_feed_encoding_new:
 * @source: the bytes of a document, at most SIYAQ_FEED_MAX_BYTES
 *
 * Finds out the encoding (byte order mark, first bytes, XML declaration and, where these cannot be
 * true, the bytes themselves) and decodes the document. A NUL character is an error: parsers of XML
 * differ in what they do behind one.
 *
 * Returns: (transfer full) (nullable): the decoded document, or %NULL with SIYAQ_FEED_ERROR_ENCODING
 *   or SIYAQ_FEED_ERROR_NOT_XML
 */
SiyaqFeedEncoding *
siyaq_feed_encoding_new (GBytes *source,
                         GError **error)
{
  g_autoptr (SiyaqFeedEncoding) self = g_new0 (SiyaqFeedEncoding, 1);
  const char *text, *nul;
  guint32 length;

  self->source = g_bytes_ref (source);
  self->bytes = g_bytes_get_data (source, &self->n_bytes);
  if (self->bytes == NULL)
    self->bytes = (const guchar *) "";
  if (!siyaq_feed_charset_detect (&self->charset, self->bytes, self->n_bytes, error))
    return NULL;
  if (self->charset.form != SIYAQ_FEED_FORM_UTF8)
    decode (self);
  text = siyaq_feed_encoding_get_text (self, &length);
  nul = memchr (text, '\0', length);
  if (nul != NULL)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, "byte %" G_GSIZE_FORMAT ": a NUL character",
                   siyaq_feed_encoding_get_offset (self, (guint32) (nul - text)));
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * siyaq_feed_encoding_free:
 * @self: (transfer full): a decoded document
 */
void
siyaq_feed_encoding_free (SiyaqFeedEncoding *self)
{
  if (self == NULL)
    return;
  siyaq_feed_charset_clear (&self->charset);
  g_clear_pointer (&self->marks, g_array_unref);
  if (self->decoded != NULL)
    g_string_free (self->decoded, TRUE);
  g_bytes_unref (self->source);
  g_free (self);
}

/**
 * siyaq_feed_encoding_get_text:
 * @self: a decoded document
 * @ret_length: (out): bytes of text
 *
 * The byte order mark is not part of the text.
 *
 * Returns: (transfer none): the document as valid UTF-8, not NUL-terminated
 */
const char *
siyaq_feed_encoding_get_text (SiyaqFeedEncoding *self,
                              guint32 *ret_length)
{
  if (self->decoded != NULL)
    {
      *ret_length = (guint32) self->decoded->len;
      return self->decoded->str;
    }
  *ret_length = (guint32) (self->n_bytes - self->charset.bom_bytes);
  return (const char *) self->bytes + self->charset.bom_bytes;
}

/**
 * siyaq_feed_encoding_get_offset:
 * @self: a decoded document
 * @text_offset: a byte of the text, at the start of a character or the end
 *
 * Returns: the byte of the document at which that character begins
 */
gsize
siyaq_feed_encoding_get_offset (SiyaqFeedEncoding *self,
                                guint32 text_offset)
{
  gsize at, text, used;
  guint low = 0, high;

  if (self->decoded == NULL)
    return self->charset.bom_bytes + text_offset;
  if (self->marks->len == 0)
    return self->charset.bom_bytes;
  high = self->marks->len;
  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->marks, Mark, middle).text <= text_offset)
        low = middle;
      else
        high = middle;
    }
  text = g_array_index (self->marks, Mark, low).text;
  at = g_array_index (self->marks, Mark, low).source;
  if (self->last.text > text && self->last.text <= text_offset)
    {
      text = self->last.text;
      at = self->last.source;
    }
  while (text < text_offset && at < self->n_bytes)
    {
      text += (gsize) g_unichar_to_utf8 (step (self, at, &used), NULL);
      at += used;
    }
  self->last = (Mark){ (guint32) text, (guint32) at };
  return at;
}

/* Writes one character, at most MAX_CHARACTER_BYTES; 0 where the document's encoding does not have it. */
static guint
write_character (SiyaqFeedEncoding *self,
                 gunichar c,
                 guint8 *bytes)
{
  int n = 0;

  switch (self->charset.form)
    {
    case SIYAQ_FEED_FORM_UTF16_LE:
    case SIYAQ_FEED_FORM_UTF16_BE:
      {
        guint16 units[2] = { (guint16) c, 0 };

        if (c >= 0x10000)
          {
            units[0] = (guint16) (0xD800 + ((c - 0x10000) >> 10));
            units[1] = (guint16) (0xDC00 + ((c - 0x10000) & 0x3FF));
          }
        for (guint i = 0; i < (c >= 0x10000 ? 2 : 1); i++)
          {
            guint low = self->charset.form == SIYAQ_FEED_FORM_UTF16_BE ? 1 : 0;

            bytes[n + (int) low] = (guint8) units[i];
            bytes[n + 1 - (int) low] = (guint8) (units[i] >> 8);
            n += 2;
          }
        return (guint) n;
      }

    case SIYAQ_FEED_FORM_UTF32_LE:
    case SIYAQ_FEED_FORM_UTF32_BE:
      for (guint i = 0; i < 4; i++)
        bytes[self->charset.form == SIYAQ_FEED_FORM_UTF32_BE ? 3 - i : i] = (guint8) (c >> (8 * i));
      return 4;

    case SIYAQ_FEED_FORM_UTF8:
    case SIYAQ_FEED_FORM_UTF8_BROKEN:
      if (c >= 0x80 && !self->charset.honest)
        return 0;
      n = g_unichar_to_utf8 (c, (char *) bytes);
      break;

    case SIYAQ_FEED_FORM_TABLE:
      if (c < 0x80)
        bytes[n++] = (guint8) c;
      else if (self->charset.honest && c >= 0xA0 && c != 0xFFFD)
        for (guint i = self->charset.first_writable; i < 256 && n == 0; i++)
          if (self->charset.table[i] == c)
            bytes[n++] = (guint8) i;
      break;

    case SIYAQ_FEED_FORM_CONVERTER:
      if (c < 0x80)
        bytes[n++] = (guint8) c;
      else if (self->charset.honest && c != 0xFFFD && c != 0x1A)
        {
          UChar units[2];
          int32_t n_units = 0;
          UErrorCode status = U_ZERO_ERROR;

          U16_APPEND_UNSAFE (units, n_units, (UChar32) c);
          ucnv_resetFromUnicode (self->charset.converter);
          ucnv_setFromUCallBack (self->charset.converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
          n = ucnv_fromUChars (self->charset.converter, (char *) bytes, MAX_CHARACTER_BYTES, units, n_units, &status);
          if (U_FAILURE (status) || n > (int) MAX_CHARACTER_BYTES)
            n = 0;
        }
      break;

    default:
      g_assert_not_reached ();
    }
  return (guint) n;
}

static void
append_character (SiyaqFeedEncoding *self,
                  GByteArray *out,
                  gunichar c)
{
  guint8 bytes[MAX_CHARACTER_BYTES];

  g_byte_array_append (out, bytes, write_character (self, c, bytes));
}

/**
 * siyaq_feed_encoding_can_write:
 * @self: a decoded document
 * @text: valid UTF-8
 * @length: bytes of @text
 *
 * Returns: whether @text can be written without references, as names must be
 */
gboolean
siyaq_feed_encoding_can_write (SiyaqFeedEncoding *self,
                               const char *text,
                               gsize length)
{
  guint8 bytes[MAX_CHARACTER_BYTES];

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    if (write_character (self, g_utf8_get_char (p), bytes) == 0)
      return FALSE;
  return TRUE;
}

static void
append_ascii (SiyaqFeedEncoding *self,
              GByteArray *out,
              const char *text)
{
  for (; *text != '\0'; text++)
    append_character (self, out, (guchar) *text);
}

/**
 * siyaq_feed_encoding_append:
 * @self: a decoded document
 * @out: bytes in the document's encoding
 * @fragment: UTF-8: markup, text or part of an attribute value, that begins outside CDATA sections
 *
 * Writes @fragment in the document's encoding. A character that the encoding does not have becomes
 * a character reference; a CDATA section is closed around it, as references mean nothing inside one.
 * In a comment it becomes a question mark.
 */
void
siyaq_feed_encoding_append (SiyaqFeedEncoding *self,
                            GByteArray *out,
                            const char *fragment)
{
  enum { IN_TEXT, IN_CDATA, IN_COMMENT } state = IN_TEXT;
  gboolean interrupted = FALSE; /* a CDATA section was closed for references */

  if (self->charset.form == SIYAQ_FEED_FORM_UTF8 && self->charset.honest)
    {
      g_byte_array_append (out, (const guint8 *) fragment, (guint) strlen (fragment));
      return;
    }
  for (const char *p = fragment; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean writable;

      if (state == IN_TEXT && g_str_has_prefix (p, "<![CDATA["))
        state = IN_CDATA;
      else if (state == IN_TEXT && g_str_has_prefix (p, "<!--"))
        state = IN_COMMENT;
      else if ((state == IN_CDATA && g_str_has_prefix (p, "]]>")) ||
               (state == IN_COMMENT && g_str_has_prefix (p, "-->")))
        state = IN_TEXT;
      writable = siyaq_feed_encoding_can_write (self, p, (gsize) (g_utf8_next_char (p) - p));
      if (interrupted && writable)
        {
          append_ascii (self, out, "<![CDATA[");
          interrupted = FALSE;
        }
      if (writable)
        append_character (self, out, c);
      else if (state == IN_COMMENT)
        append_ascii (self, out, "?");
      else
        {
          char reference[16];

          if (state == IN_CDATA && !interrupted)
            {
              append_ascii (self, out, "]]>");
              interrupted = TRUE;
            }
          g_snprintf (reference, sizeof reference, "&#%u;", c);
          append_ascii (self, out, reference);
        }
    }
}
