/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the private socket. A message is a little-endian 32-bit length and that many bytes of
   a GVariant of type (sa{sv}ay): a method or status, named values, a body. GVariant was taken
   because GLib checks its bounds and the module for the reader need not link a parser. One
   request and one answer at a time on a connection, as many in a row as wanted.

   The answer is "ok" with values and body, or "error" with {message s}. Strings are UTF-8, times
   are seconds since 1970 UTC (x), a value that is not known is left out. "feed" is the feed's name
   in the reader (in Liferea the node id), "guid" the item's own id in the feed (in Liferea the source
   id), "item" the id that Siyaq gave an item. "lang" is "en" or "ar"; without it the setting counts.

   method         request values, body                  answer values, body
   hello          -                                     version u, program s, pid u, ready b
   feed           feed s, title s, url s                -            (names a feed once and for all)
   filter         feed s, title s, url s; document      changed b, held u, log s; document
   card           feed s, guid s, url s, title s,       item s, pending b, serial u; the card as HTML
                  published x, lang s; the item's HTML  (pending: more will be there; see await)
   await          serial u (of a card or translate)     serial u      (when translations have come since then, or
                                                        after some seconds; ask for the card again)
   locate         item s                                feed s, guid s, url s, title s, held b
   held-list      max u, lang s (of the reasons)        items aa{sv}: item, feed, outlet, title, url, lang,
                                                        rule, reason, evidence, preview s, score d, since x,
                                                        published x
   held-show      item s, lang s                        the same for one; its source document
   held-restore   item s                                feed s, guid s, title s; a document of that one item,
                                                        as the feed had it, to be merged at once
   held-advert    feed s, guid s (or item s)            item s       (hold it from now on, and learn)
   held-rss       -                                     -; the held items as RSS 2.0
   judge          item s, other s, verdict s: "same",   -
                  "not-same"
   groups         items a(ss): feed, guid               stories at: for each item what names its story as of
                                                        now, 0 where none is known
   siblings       item s, max u                         items a(ss): feed, guid of the others of its story
   explain        item s                                -; text
   stats          -                                     counters a{sx}, items u, feeds u, held u,
                                                        stories u, resident x (bytes), store s, notice s
   stories        max u, lang s, format s: "text", "rss"  -; the largest stories of the last days
   translate      from s, to s; lines of text           kind s, by s, pending b, serial u; one line for each
   store-key      provider s, url s, key s              -            (into the keyring; never asked back)
   clear-key      provider s, url s                     -
   test           provider s, url s, region s, model s, sent s, by s; texts as, or message s and code s
                  from s, to s, texts as                where nothing came back
   models         ask b (the catalogue)                 models aa{sv}: from, to, version, architecture, dir, origin s,
                                                        own, update b, download, installed t; offline b
   models-install from s, to s                          -            (starts; progress by models-state)
   models-state   -                                     running b, from, to, what s, done, total t, message s
   models-cancel  -                                     -            (models-install goes on from there)
   models-remove  from s, to s                          -
   import         path s (liferea.db)                   -            (starts; progress by import-state)
   import-state   -                                     running b, done u, total u, message s
   tags           lang s                                regions, events a(ss): code or id, label; by label
   settings       -                                     (reads the settings again)
   quit           -                                     (answers, then ends) */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SIYAQ_PROTOCOL_VERSION 1u
/* A feed document of 50 MB and its frame fit. */
#define SIYAQ_PROTOCOL_MAX_BYTES (64u * 1024 * 1024)
/* Longest body that fits beside the method and the values. */
#define SIYAQ_PROTOCOL_MAX_BODY_BYTES (SIYAQ_PROTOCOL_MAX_BYTES - 1024u * 1024)
#define SIYAQ_PROTOCOL_TYPE "(sa{sv}ay)"

#define SIYAQ_PROTOCOL_ERROR (siyaq_protocol_error_quark ())
GQuark siyaq_protocol_error_quark (void);

/**
 * SiyaqProtocolError:
 * @SIYAQ_PROTOCOL_ERROR_TOO_LARGE: a message over %SIYAQ_PROTOCOL_MAX_BYTES
 * @SIYAQ_PROTOCOL_ERROR_INVALID: not a message
 * @SIYAQ_PROTOCOL_ERROR_CLOSED: the other side went away in the middle
 * @SIYAQ_PROTOCOL_ERROR_REFUSED: the service answered with an error; the message is its own
 */
typedef enum
{
  SIYAQ_PROTOCOL_ERROR_TOO_LARGE,
  SIYAQ_PROTOCOL_ERROR_INVALID,
  SIYAQ_PROTOCOL_ERROR_CLOSED,
  SIYAQ_PROTOCOL_ERROR_REFUSED,
} SiyaqProtocolError;

typedef struct
{
  char *name;         /* a method, or "ok", or "error" */
  GVariant *values;   /* a{sv} */
  GBytes *body;       /* nullable */
} SiyaqMessage;

SiyaqMessage *siyaq_message_new (const char *name, GVariant *values, GBytes *body);
SiyaqMessage *siyaq_message_new_error (const char *message);
SiyaqMessage *siyaq_message_new_error_code (const char *message, const char *code, guint retry_after_s);
void siyaq_message_free (SiyaqMessage *self);

const char *siyaq_message_get_string (const SiyaqMessage *self, const char *name);
gint64 siyaq_message_get_int64 (const SiyaqMessage *self, const char *name, gint64 fallback);
guint siyaq_message_get_uint (const SiyaqMessage *self, const char *name, guint fallback);
gboolean siyaq_message_get_boolean (const SiyaqMessage *self, const char *name);

GBytes *siyaq_message_encode (const SiyaqMessage *self);
SiyaqMessage *siyaq_message_decode (GBytes *payload, GError **error);

char *siyaq_protocol_get_socket_path (void);
char *siyaq_protocol_ensure_runtime_dir (GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SiyaqMessage, siyaq_message_free)

G_END_DECLS
