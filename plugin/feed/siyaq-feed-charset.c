/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In which encoding a document is: byte order mark, first bytes, XML declaration and, where these
 * cannot be true, the bytes themselves.
 *
 * Feeds lie about their encoding. What is read is what the bytes say (a document that calls itself
 * ISO-8859-1 and is valid UTF-8 is UTF-8); what is written into such a document is ASCII with
 * character references, which is right whichever of the two the reader believes.
 */
#define G_LOG_DOMAIN "siyaq-feed"

#include "config.h"

#include "siyaq-feed-charset.h"

#include "siyaq-feed-document.h"

#include <string.h>
#include <unicode/ucsdet.h>

/* The XML declaration stands in the first bytes or nowhere. */
#define MAX_DECLARATION_BYTES 1024u
/* How much of a document the guess of its encoding looks at; the guess does not get better. */
#define MAX_GUESS_BYTES 65536u
/* A longer name is no name of an encoding. */
#define MAX_NAME_BYTES 40u
/* With more than one high byte in so many that a declared encoding does not have, the declaration
   is wrong: single ones are typing mistakes. */
#define WRONG_BYTE_SHARE 100u

/* Opens a converter for @name if it can be read a character at a time and has the markup of XML at
   its ASCII places; encodings with shift states could not be edited by byte range. */
static gboolean
open_converter (SiyaqFeedCharset *self,
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
      self->form = SIYAQ_FEED_FORM_CONVERTER;
    }
  else
    {
      self->form = SIYAQ_FEED_FORM_TABLE;
      ucnv_close (converter);
    }
  return TRUE;
}

/* What single bytes that are no UTF-8 most likely are. */
static void
guess_table (SiyaqFeedCharset *self,
             const guchar *bytes,
             gsize n_bytes)
{
  SiyaqFeedForm form = self->form;
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  const UCharsetMatch *match = NULL;
  const char *name = NULL;

  ucsdet_setText (detector, (const char *) bytes, (int32_t) MIN (n_bytes, MAX_GUESS_BYTES), &status);
  ucsdet_enableInputFilter (detector, TRUE);
  match = ucsdet_detect (detector, &status);
  if (match != NULL)
    name = ucsdet_getName (match, &status);
  if (U_FAILURE (status) || name == NULL || g_str_has_prefix (name, "UTF") || g_str_has_prefix (name, "ISO-8859-1") ||
      !open_converter (self, name) || self->form != SIYAQ_FEED_FORM_TABLE)
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
is_ascii (const guchar *bytes,
          gsize n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    if (bytes[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* UTF-16 and UTF-32 show in the first bytes, whatever the declaration says. */
static gboolean
detect_wide (SiyaqFeedCharset *self,
             const guchar *bytes,
             gsize n_bytes)
{
  static const struct
  {
    const char *bytes;
    guint8 n_bytes, bom_bytes;
    SiyaqFeedForm form;
  } starts[] = {
    { "\xff\xfe\0\0", 4, 4, SIYAQ_FEED_FORM_UTF32_LE },
    { "\0\0\xfe\xff", 4, 4, SIYAQ_FEED_FORM_UTF32_BE },
    { "<\0\0\0", 4, 0, SIYAQ_FEED_FORM_UTF32_LE },
    { "\0\0\0<", 4, 0, SIYAQ_FEED_FORM_UTF32_BE },
    { "\xff\xfe", 2, 2, SIYAQ_FEED_FORM_UTF16_LE },
    { "\xfe\xff", 2, 2, SIYAQ_FEED_FORM_UTF16_BE },
    { "<\0", 2, 0, SIYAQ_FEED_FORM_UTF16_LE },
    { "\0<", 2, 0, SIYAQ_FEED_FORM_UTF16_BE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    if (n_bytes >= starts[i].n_bytes && memcmp (bytes, starts[i].bytes, starts[i].n_bytes) == 0)
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
distrust_table (SiyaqFeedCharset *self,
                const guchar *bytes,
                gsize n_bytes)
{
  gsize n_high = 0, n_undefined = 0;

  for (gsize i = self->bom_bytes; i < n_bytes; i++)
    if (bytes[i] >= 0x80)
      {
        n_high++;
        if (self->table[bytes[i]] == 0xFFFD ||
            (self->table[bytes[i]] >= 0x80 && self->table[bytes[i]] < 0xA0))
          n_undefined++;
      }
  /* A single wrong byte is enough for care in writing, not for another reading. */
  self->honest = n_undefined == 0;
  if (n_undefined * WRONG_BYTE_SHARE > n_high)
    guess_table (self, bytes, n_bytes);
}

static gboolean
detect_narrow (SiyaqFeedCharset *self,
               const guchar *bytes,
               gsize n_bytes,
               GError **error)
{
  g_autofree char *name = NULL;
  gboolean valid, ascii;

  if (n_bytes >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    self->bom_bytes = 3;
  name = declared_name (bytes + self->bom_bytes, n_bytes - self->bom_bytes);
  valid = g_utf8_validate_len ((const char *) bytes + self->bom_bytes, n_bytes - self->bom_bytes, NULL);
  if (name == NULL || is_utf8_name (name) || self->bom_bytes > 0)
    {
      self->form = valid ? SIYAQ_FEED_FORM_UTF8 : SIYAQ_FEED_FORM_UTF8_BROKEN;
      self->honest = valid;
      if (!valid)
        guess_table (self, bytes, n_bytes);
      return TRUE;
    }
  ascii = is_ascii (bytes, n_bytes);
  if (valid)
    {
      /* Text of another encoding is practically never valid UTF-8 by chance. Pure ASCII is the same
         in both, and then the declared encoding may be written. */
      self->form = SIYAQ_FEED_FORM_UTF8;
      self->honest = FALSE;
      if (ascii && open_converter (self, name))
        {
          self->honest = TRUE;
          if (self->form == SIYAQ_FEED_FORM_CONVERTER)
            return TRUE;
          self->form = SIYAQ_FEED_FORM_TABLE;
        }
      else
        self->form = SIYAQ_FEED_FORM_UTF8;
      return TRUE;
    }
  if (open_converter (self, name))
    {
      self->honest = TRUE;
      if (self->form == SIYAQ_FEED_FORM_TABLE)
        distrust_table (self, bytes, n_bytes);
      return TRUE;
    }
  g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_ENCODING,
               "the encoding “%s” that the document names in its first line cannot be read", name);
  return FALSE;
}

/**
 * siyaq_feed_charset_detect:
 * @self: (out caller-allocates): filled with zeros
 * @bytes: a document
 * @n_bytes: its length
 *
 * A NUL byte in a document of one byte a character is an error: parsers of XML differ in what they
 * do behind one.
 *
 * Returns: %TRUE, or %FALSE with SIYAQ_FEED_ERROR_ENCODING or SIYAQ_FEED_ERROR_NOT_XML
 */
gboolean
siyaq_feed_charset_detect (SiyaqFeedCharset *self,
                           const guchar *bytes,
                           gsize n_bytes,
                           GError **error)
{
  const guchar *nul;

  self->honest = TRUE;
  if (n_bytes >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML,
                   "byte 0: the document is compressed with gzip, not XML");
      return FALSE;
    }
  if (detect_wide (self, bytes, n_bytes))
    return TRUE;
  nul = memchr (bytes, '\0', n_bytes);
  if (nul != NULL)
    {
      g_set_error (error, SIYAQ_FEED_ERROR, SIYAQ_FEED_ERROR_NOT_XML, "byte %" G_GSIZE_FORMAT ": a NUL byte",
                   (gsize) (nul - bytes));
      return FALSE;
    }
  return detect_narrow (self, bytes, n_bytes, error);
}

/**
 * siyaq_feed_charset_clear:
 * @self: a charset
 */
void
siyaq_feed_charset_clear (SiyaqFeedCharset *self)
{
  g_clear_pointer (&self->converter, ucnv_close);
}
