/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The bytes of a feed as UTF-8, with the way back to the bytes.
 *
 * Every character of the text comes from a known run of bytes, whatever the encoding: one decoding
 * step reads one character. Marks every few kilobytes let an offset in the text be turned into an
 * offset in the document by stepping from the nearest mark, so that an edit replaces exactly the
 * bytes it means, in UTF-16 as in windows-1256. libxml2's own byte positions were rejected: they
 * count bytes of its converted input buffer, not of the document.
 *
 * Feeds lie about their encoding. What is read is what the bytes say (a document that calls itself
 * ISO-8859-1 and is valid UTF-8 is UTF-8); what is written into such a document is ASCII with
 * character references, which is right whichever of the two the reader believes.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-encoding.h"

#include "siyaq-feed-document.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

/* A mark for each so many bytes of text: finding an offset takes at most so many steps, and a
   document of 32 MiB has 8192 marks. */
#define MARK_BYTES 4096u
/* The XML declaration stands in the first bytes or nowhere. */
#define MAX_DECLARATION_BYTES 1024u
/* How much of a document the guess of its encoding looks at; the guess does not get better. */
#define MAX_GUESS_BYTES 65536u
/* A longer name is no name of an encoding. */
#define MAX_NAME_BYTES 40u
/* With more than one high byte in so many that a declared encoding does not have, the declaration
   is wrong: single ones are typing mistakes. */
#define WRONG_BYTE_SHARE 100u

typedef enum
{
  FORM_UTF8,         /* valid UTF-8: the text is the document */
  FORM_UTF8_BROKEN,  /* UTF-8 with single bytes of something else, read by the table */
  FORM_TABLE,        /* one byte a character */
  FORM_CONVERTER,    /* several bytes a character, without shift states */
  FORM_UTF16_LE,
  FORM_UTF16_BE,
  FORM_UTF32_LE,
  FORM_UTF32_BE,
} Form;

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
  gsize bom_bytes;
  Form form;
  gboolean honest; /* the document is what it calls itself: its encoding may be written */
  guint first_writable; /* lowest high byte that may be written */
  gunichar table[256];
  UConverter *converter;
  GString *decoded; /* NULL for FORM_UTF8 */
  GArray *marks;    /* of Mark */
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
  switch (self->form)
    {
    case FORM_UTF8:
    case FORM_UTF8_BROKEN:
      if (*p < 0x80)
        return *p;
      c = g_utf8_get_char_validated ((const char *) p, (gssize) MIN (left, 6));
      if (c == (gunichar) -1 || c == (gunichar) -2)
        return self->table[*p];
      *ret_used = (gsize) g_unichar_to_utf8 (c, NULL);
      return c;

    case FORM_TABLE:
      return self->table[*p];

    case FORM_CONVERTER:
      {
        const char *from = (const char *) p;
        UErrorCode status = U_ZERO_ERROR;

        if (*p < 0x80)
          return *p;
        ucnv_resetToUnicode (self->converter);
        c = (gunichar) ucnv_getNextUChar (self->converter, &from, (const char *) p + MIN (left, 8), &status);
        *ret_used = U_FAILURE (status) || from <= (const char *) p ? 1 : (gsize) (from - (const char *) p);
        return U_FAILURE (status) || c == 0 ? 0xFFFD : c;
      }

    case FORM_UTF16_LE:
    case FORM_UTF16_BE:
      {
        guint hi = self->form == FORM_UTF16_BE ? 0 : 1;

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

    case FORM_UTF32_LE:
    case FORM_UTF32_BE:
      if (left < 4)
        {
          *ret_used = left;
          return 0xFFFD;
        }
      *ret_used = 4;
      c = self->form == FORM_UTF32_BE
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
  gsize at = self->bom_bytes, used;
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

/* Opens a converter for @name if it can be read a character at a time and has the markup of XML at
   its ASCII places; encodings with shift states could not be edited by byte range. */
static gboolean
open_converter (SiyaqFeedEncoding *self,
                const char *name)
{
  static const char markup[] = "<>&;#'\"=/![]-? \t\r\nabcxyzABCXYZ0189:_.";
  UErrorCode status = U_ZERO_ERROR;
  UConverterType type;
  UConverter *converter = ucnv_open (name, &status);

  if (U_FAILURE (status))
    return FALSE;
  type = ucnv_getType (converter);
  self->first_writable = 0x80;
  if (type == UCNV_LATIN_1)
    {
      /* As browsers do: the control characters of ISO-8859-1 are in truth quotation marks of
         windows-1252. Parsers of XML do not, so these are read but never written. */
      ucnv_close (converter);
      status = U_ZERO_ERROR;
      converter = ucnv_open ("windows-1252", &status);
      if (U_FAILURE (status))
        return FALSE;
      self->first_writable = 0xA0;
    }
  if (type != UCNV_SBCS && type != UCNV_MBCS && type != UCNV_LATIN_1)
    {
      ucnv_close (converter);
      return FALSE;
    }
  for (guint i = 0; i < 256; i++)
    {
      char byte = (char) i;
      const char *from = &byte;

      status = U_ZERO_ERROR;
      ucnv_resetToUnicode (converter);
      self->table[i] = (gunichar) ucnv_getNextUChar (converter, &from, &byte + 1, &status);
      if (U_FAILURE (status) || !g_unichar_validate (self->table[i]))
        self->table[i] = 0xFFFD;
    }
  for (const char *p = markup; *p != '\0'; p++)
    if (self->table[(guchar) *p] != (guchar) *p)
      {
        ucnv_close (converter);
        return FALSE;
      }
  if (type == UCNV_MBCS)
    {
      g_clear_pointer (&self->converter, ucnv_close);
      self->converter = converter;
      self->form = FORM_CONVERTER;
    }
  else
    {
      self->form = FORM_TABLE;
      ucnv_close (converter);
    }
  return TRUE;
}

/* What single bytes that are no UTF-8 most likely are. */
static void
guess_table (SiyaqFeedEncoding *self)
{
  Form form = self->form;
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  const UCharsetMatch *match = NULL;
  const char *name = NULL;

  ucsdet_setText (detector, (const char *) self->bytes, (int32_t) MIN (self->n_bytes, MAX_GUESS_BYTES), &status);
  ucsdet_enableInputFilter (detector, TRUE);
  match = ucsdet_detect (detector, &status);
  if (match != NULL)
    name = ucsdet_getName (match, &status);
  if (U_FAILURE (status) || name == NULL || g_str_has_prefix (name, "UTF") || g_str_has_prefix (name, "ISO-8859-1") ||
      !open_converter (self, name) || self->form != FORM_TABLE)
    open_converter (self, "windows-1252");
  ucsdet_close (detector);
  self->form = form;
}

/* The encoding that the XML declaration names, or NULL. */
static char *
declared_name (const guchar *bytes,
               gsize n_bytes)
{
  g_autofree char *head = NULL;
  char *p, *end;
  char quote;
  gsize at = 0;

  while (at < n_bytes && at < MAX_DECLARATION_BYTES && g_ascii_isspace (bytes[at]))
    at++;
  if (n_bytes - at < 6 || memcmp (bytes + at, "<?xml", 5) != 0)
    return NULL;
  head = g_strndup ((const char *) bytes + at, MIN (n_bytes - at, MAX_DECLARATION_BYTES));
  end = strstr (head, "?>");
  if (end == NULL)
    return NULL;
  *end = '\0';
  p = strstr (head, "encoding");
  if (p == NULL)
    return NULL;
  p += strlen ("encoding");
  p += strspn (p, " \t\r\n");
  if (*p != '=')
    return NULL;
  p++;
  p += strspn (p, " \t\r\n");
  quote = *p;
  if (quote != '"' && quote != '\'')
    return NULL;
  end = strchr (++p, quote);
  if (end == NULL || end == p || end - p > (gssize) MAX_NAME_BYTES)
    return NULL;
  *end = '\0';
  return g_strdup (g_strstrip (p));
}

static gboolean
is_utf8_name (const char *name)
{
  return g_ascii_strcasecmp (name, "utf-8") == 0 || g_ascii_strcasecmp (name, "utf8") == 0 ||
         g_ascii_strcasecmp (name, "utf_8") == 0 || g_ascii_strcasecmp (name, "us-ascii") == 0 ||
         g_ascii_strcasecmp (name, "ascii") == 0;
}

static gboolean
is_ascii (SiyaqFeedEncoding *self)
{
  for (gsize i = 0; i < self->n_bytes; i++)
    if (self->bytes[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* UTF-16 and UTF-32 show in the first bytes, whatever the declaration says. */
static gboolean
detect_wide (SiyaqFeedEncoding *self)
{
  static const struct
  {
    const char *bytes;
    guint8 n_bytes, bom_bytes;
    Form form;
  } starts[] = {
    { "\xff\xfe\0\0", 4, 4, FORM_UTF32_LE },
    { "\0\0\xfe\xff", 4, 4, FORM_UTF32_BE },
    { "<\0\0\0", 4, 0, FORM_UTF32_LE },
    { "\0\0\0<", 4, 0, FORM_UTF32_BE },
    { "\xff\xfe", 2, 2, FORM_UTF16_LE },
    { "\xfe\xff", 2, 2, FORM_UTF16_BE },
    { "<\0", 2, 0, FORM_UTF16_LE },
    { "\0<", 2, 0, FORM_UTF16_BE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (self->n_bytes >= starts[i].n_bytes && memcmp (self->bytes, starts[i].bytes, starts[i].n_bytes) == 0)
      {
        self->form = starts[i].form;
        self->bom_bytes = starts[i].bom_bytes;
        return TRUE;
      }
  return FALSE;
}

/* ISO-8859-6 is often said where windows-1256 is meant: its letters stand elsewhere, and half of
   windows-1256's are undefined in it. The same goes for other declarations of one byte. */
static void
distrust_table (SiyaqFeedEncoding *self)
{
  gsize n_high = 0, n_undefined = 0;

  for (gsize i = self->bom_bytes; i < self->n_bytes; i++)
    if (self->bytes[i] >= 0x80)
      {
        n_high++;
        if (self->table[self->bytes[i]] == 0xFFFD ||
            (self->table[self->bytes[i]] >= 0x80 && self->table[self->bytes[i]] < 0xA0))
          n_undefined++;
      }
  if (n_undefined * WRONG_BYTE_SHARE > n_high)
    {
      self->honest = FALSE;
      guess_table (self);
    }
}

static gboolean
detect_narrow (SiyaqFeedEncoding *self,
               GError **error)
{
  g_autofree char *name = NULL;
  gboolean valid, ascii;

  if (self->n_bytes >= 3 && memcmp (self->bytes, "\xef\xbb\xbf", 3) == 0)
    self->bom_bytes = 3;
  name = declared_name (self->bytes + self->bom_bytes, self->n_bytes - self->bom_bytes);
  valid = g_utf8_validate_len ((const char *) self->bytes + self->bom_bytes, self->n_bytes - self->bom_bytes, NULL);
  if (name == NULL || is_utf8_name (name) || self->bom_bytes > 0)
    {
      self->form = valid ? FORM_UTF8 : FORM_UTF8_BROKEN;
      self->honest = valid;
      if (!valid)
        guess_table (self);
      return TRUE;
    }
  ascii = is_ascii (self);
  if (valid)
    {
      /* Text of another encoding is practically never valid UTF-8 by chance. Pure ASCII is the same
         in both, and then the declared encoding may be written. */
      self->form = FORM_UTF8;
      self->honest = FALSE;
      if (ascii && open_converter (self, name))
        {
          self->honest = TRUE;
          if (self->form == FORM_CONVERTER)
            return TRUE;
          self->form = FORM_TABLE;
        }
      else
        self->form = FORM_UTF8;
      return TRUE;
    }
  if (open_converter (self, name))
    {
      self->honest = TRUE;
      if (self->form == FORM_TABLE)
        distrust_table (self);
      return TRUE;
    }
  g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_ENCODING,
               "the encoding “%s” that the document names in its first line cannot be read", name);
  return FALSE;
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
  if (self->n_bytes >= 2 && self->bytes[0] == 0x1f && self->bytes[1] == 0x8b)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML,
                   "byte 0: the document is compressed with gzip, not XML");
      return NULL;
    }
  self->honest = TRUE;
  if (!detect_wide (self))
    {
      nul = memchr (self->bytes, '\0', self->n_bytes);
      if (nul != NULL)
        {
          g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, "byte %" G_GSIZE_FORMAT ": a NUL byte",
                       (gsize) (nul - (const char *) self->bytes));
          return NULL;
        }
      if (!detect_narrow (self, error))
        return NULL;
    }
  if (self->form != FORM_UTF8)
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
  g_clear_pointer (&self->converter, ucnv_close);
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
  *ret_length = (guint32) (self->n_bytes - self->bom_bytes);
  return (const char *) self->bytes + self->bom_bytes;
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
    return self->bom_bytes + text_offset;
  if (self->marks->len == 0)
    return self->bom_bytes;
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
  while (text < text_offset && at < self->n_bytes)
    {
      text += (gsize) g_unichar_to_utf8 (step (self, at, &used), NULL);
      at += used;
    }
  return at;
}

/* Writes one character if the document's encoding has it. */
static gboolean
append_character (SiyaqFeedEncoding *self,
                  GByteArray *out,
                  gunichar c)
{
  guint8 bytes[8];
  int n = 0;

  switch (self->form)
    {
    case FORM_UTF16_LE:
    case FORM_UTF16_BE:
      {
        guint16 units[2] = { (guint16) c, 0 };

        if (c >= 0x10000)
          {
            units[0] = (guint16) (0xD800 + ((c - 0x10000) >> 10));
            units[1] = (guint16) (0xDC00 + ((c - 0x10000) & 0x3FF));
          }
        for (guint i = 0; i < (c >= 0x10000 ? 2 : 1); i++)
          {
            guint16 unit = self->form == FORM_UTF16_BE ? GUINT16_TO_BE (units[i]) : GUINT16_TO_LE (units[i]);

            g_byte_array_append (out, (const guint8 *) &unit, 2);
          }
        return TRUE;
      }

    case FORM_UTF32_LE:
    case FORM_UTF32_BE:
      {
        guint32 unit = self->form == FORM_UTF32_BE ? GUINT32_TO_BE (c) : GUINT32_TO_LE (c);

        g_byte_array_append (out, (const guint8 *) &unit, 4);
        return TRUE;
      }

    case FORM_UTF8:
    case FORM_UTF8_BROKEN:
      if (c >= 0x80 && !self->honest)
        return FALSE;
      n = g_unichar_to_utf8 (c, (char *) bytes);
      break;

    case FORM_TABLE:
      if (c < 0x80)
        bytes[n++] = (guint8) c;
      else if (self->honest && c >= 0xA0 && c != 0xFFFD)
        for (guint i = self->first_writable; i < 256 && n == 0; i++)
          if (self->table[i] == c)
            bytes[n++] = (guint8) i;
      break;

    case FORM_CONVERTER:
      if (c < 0x80)
        bytes[n++] = (guint8) c;
      else if (self->honest && c != 0xFFFD && c != 0x1A)
        {
          UChar units[2];
          int32_t n_units = 0;
          UErrorCode status = U_ZERO_ERROR;

          U16_APPEND_UNSAFE (units, n_units, (UChar32) c);
          ucnv_resetFromUnicode (self->converter);
          ucnv_setFromUCallBack (self->converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
          n = ucnv_fromUChars (self->converter, (char *) bytes, sizeof bytes, units, n_units, &status);
          if (U_FAILURE (status) || n > (int) sizeof bytes)
            n = 0;
        }
      break;

    default:
      g_assert_not_reached ();
    }
  g_byte_array_append (out, bytes, (guint) n);
  return n > 0;
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

  if (self->form == FORM_UTF8 && self->honest)
    {
      g_byte_array_append (out, (const guint8 *) fragment, (guint) strlen (fragment));
      return;
    }
  for (const char *p = fragment; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (state == IN_TEXT && g_str_has_prefix (p, "<![CDATA["))
        state = IN_CDATA;
      else if (state == IN_TEXT && g_str_has_prefix (p, "<!--"))
        state = IN_COMMENT;
      else if ((state == IN_CDATA && g_str_has_prefix (p, "]]>")) ||
               (state == IN_COMMENT && g_str_has_prefix (p, "-->")))
        state = IN_TEXT;
      if (!append_character (self, out, c))
        {
          char reference[16];

          g_snprintf (reference, sizeof reference, "&#%u;", c);
          if (state == IN_CDATA)
            append_ascii (self, out, "]]>");
          append_ascii (self, out, state == IN_COMMENT ? "?" : reference);
          if (state == IN_CDATA)
            append_ascii (self, out, "<![CDATA[");
        }
    }
}
