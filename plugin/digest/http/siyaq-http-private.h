/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the request and who sends it share. */
#pragma once

#include "siyaq-http.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value; /* may be a secret */
} SiyaqHttpHeader;

struct _SiyaqHttpRequest
{
  char *method;
  char *url;            /* without secrets */
  GPtrArray *headers;   /* (element-type SiyaqHttpHeader) */
  char *secret_query;   /* (nullable): "key=…", goes out behind the query of url */
  char *content_type;
  GBytes *body;         /* (nullable): wiped when the last reference goes */
  guint total_ms;       /* 0: no limit */
  guint idle_ms;        /* 0: no limit */
  gsize max_answer_bytes;
  gboolean follow_hosts;
};

gboolean siyaq_http_is_loopback (const char *host);
gboolean siyaq_http_may_ask (GUri *uri, GError **error);
GUri *siyaq_http_redirect (GUri *from, const char *location, const SiyaqHttpRequest *request, guint status, GError **error);

G_END_DECLS
