/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A catalogue and its files on loopback. */
#pragma once

#include "fake-server.h"
#include "siyaq-models-private.h"

G_BEGIN_DECLS

/**
 * FakeMirror:
 * @server: answers
 * @files: (element-type utf8 GBytes): packed files by location
 * @plain: (element-type utf8 GBytes): unpacked files by name
 * @records: rows of the catalogue
 * @catalogue_status: what the catalogue answers; 200 for well
 * @mishap: what happens to requests for files
 * @mishaps: how many more of them it happens to
 * @cut: after how many bytes of a file it breaks off, for %CUT
 * @sent: bytes of files that were sent
 * @ranges: how many requests asked for a part
 * @paths: (element-type utf8): what was asked for, in order
 */
typedef struct
{
  FakeServer *server;
  GHashTable *files;
  GHashTable *plain;
  GString *records;
  guint catalogue_status;
  enum { NOTHING, CUT, NO_RANGES, WRONG_RANGE, NOT_SATISFIABLE, REDIRECT, CIRCLES, HANG, SHORT, LONG, OTHER, GONE, BUSY } mishap;
  guint mishaps;
  gsize cut;
  guint64 sent;
  guint ranges;
  GPtrArray *paths;
} FakeMirror;

FakeMirror *fake_mirror_new (void);
void fake_mirror_free (FakeMirror *self);
void fake_mirror_add_file (FakeMirror *self, const char *from, const char *to, const char *version, const char *type, const char *name, gsize length);
void fake_mirror_add_release (FakeMirror *self, const char *from, const char *to, const char *version);
void fake_mirror_add_record (FakeMirror *self, const char *record);
GBytes *fake_mirror_pack (GBytes *plain);
guint fake_mirror_count (FakeMirror *self, const char *prefix);

/* A mirror, and a folder that models of it go to. */
typedef struct
{
  FakeMirror *mirror;
  char *home;
  char *dir;
  char *catalogue;
  char *attachments;
  SiyaqModelsConfig config;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);
gboolean fixture_install (Fixture *fixture, GError **error);
void fixture_check_installed (Fixture *fixture);
void fixture_check_nothing (Fixture *fixture);
guint64 fixture_get_packed_size (Fixture *fixture);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeMirror, fake_mirror_free)

G_END_DECLS
