/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The five contracts as servers keep them, a keyring and a clock of the test's own. */
#pragma once

#include "fake-server.h"
#include "siyaq-remote-private.h"

G_BEGIN_DECLS

/* With every character that somebody could escape. */
#define FAKE_KEY "k3y/+=\"42%Zq&<secret>:fx"

/**
 * FakeProvider:
 * @provider: whose contract
 * @faults: (element-type FakeReply): what the next requests get instead of a translation
 * @counts: (element-type utf8 guint): how often each text was answered
 * @largest_texts: most texts in one request
 * @largest_bytes: longest body
 * @refuse_over: answers 413 for more texts than that; 0 for never
 * @fail_after: good answers after which the account is used up; 0 for never
 * @good: good answers so far
 * @style: how the "openai" model answers
 * @entities: writes apostrophes as entities
 * @problems: what was wrong with requests
 * @last_path: of the last request
 * @last_region: (nullable): of the last request
 */
typedef struct
{
  const char *provider;
  GQueue faults;
  GHashTable *counts;
  guint largest_texts;
  gsize largest_bytes;
  guint refuse_over;
  guint fail_after;
  guint good;
  enum { PLAIN, FENCED, THINKING, OBJECT, MISCOUNTS, BARE } style;
  gboolean entities;
  GString *problems;
  char *last_path;
  char *last_region;
  FakeServer *server;
} FakeProvider;

FakeProvider *fake_provider_new (const char *provider);
void fake_provider_free (FakeProvider *self);
FakeReply *fake_provider_add_fault (FakeProvider *self, guint status, const char *headers, const char *body);
char *fake_provider_translate (const char *text);
guint fake_provider_get_most (FakeProvider *self);
guint fake_provider_get_answered (FakeProvider *self);

#define FAKE_TYPE_KEYRING (fake_keyring_get_type ())
G_DECLARE_FINAL_TYPE (FakeKeyring, fake_keyring, FAKE, KEYRING, SiyaqKeyring)
FakeKeyring *fake_keyring_new (const char *key);
void fake_keyring_lock (FakeKeyring *self);
guint fake_keyring_get_lookups (FakeKeyring *self);

typedef struct
{
  gint64 now_ms;
  guint waited_ms;
} FakeClock;

SiyaqRemoteClock fake_clock_get (FakeClock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeProvider, fake_provider_free)

G_END_DECLS
