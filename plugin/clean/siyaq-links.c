/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links without what only counts the reader: tracking parameters, and redirectors that carry their
   target in a parameter. Everything is read off the link itself; nothing is fetched. Lists of hosts
   were rejected, a redirector is known by its shape: a parameter with one of the usual names that
   holds a whole http(s) address, on a path that is short or says "redirect". Login pages look alike
   and keep their way back, so paths that speak of signing in are left alone. */
#define G_LOG_DOMAIN "siyaq-clean"

#include "config.h"

#include "siyaq-links.h"

#include <string.h>

/* A redirector behind a redirector is common, more than three are a loop. */
#define MAX_HOPS 4

/* Parameters that say where a reader came from and nothing else. "*" stands for the rest of a name. */
static const char *const tracking[] = {
  "utm_*", "utm-*", "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid",
  "igshid", "igsh", "mc_cid", "mc_eid", "mkt_tok", "_hsenc", "_hsmi", "__hssc", "__hstc", "__hsfp", "hsctatracking",
  "vero_id", "vero_conv", "oly_anon_id", "oly_enc_id", "_openstat", "ncid", "wickedid", "rb_clickid", "s_cid",
  "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee", "at_medium", "at_campaign*", "at_custom*",
  "at_link_*", "at_format", "at_ptr_name", "at_bbc_team", "ito", "cmpid", "cmp", "wt.mc_id", "wt_mc", "wt_zmc",
  "sc_cid", "ga_source", "ga_medium", "ga_campaign", "ga_content", "ga_term", "pk_campaign", "pk_kwd", "pk_source",
  "pk_medium", "piwik_*", "mtm_*", "matomo_*", "guccounter", "guce_referrer*", "smid", "taid", "xtor", "cvid",
  "traffic_source", "ftag", "ftcamp", "sr_share", "soc_src", "soc_trk", "__twitter_impression", "fb_action_*",
  "fb_source", "fb_ref", "action_object_map", "feature_source", "srnd", "referringsource", "partnerref", "trk",
  "trkcampaign", "hss_channel", "spm", "_ga", "_gl", "epik", "rss_source",
};

static const char *const target_names[] = {
  "url", "u", "to", "target", "dest", "destination", "redirect", "redirect_url", "redirect_uri", "redir", "r", "q",
  "goto", "go", "link", "out", "href", "uri", "murl", "rurl", "ued", "desturl", "dest_url", "targeturl", "outurl", "adurl", "l",
};

static const char *const redirector_words[] = {
  "redirect", "redir", "/r", "/l.php", "/l/", "/out", "/go", "/link", "/url", "/c/", "/click", "/track", "/away", "/exit",
  "/jump", "/external", "/leave", "/t/", "/to", "/rss", "/rd", "/cl", "/goto", "/read",
};

static const char *const stay_words[] = {
  "login", "signin", "sign-in", "sign_in", "signup", "register", "auth", "oauth", "sso", "share", "intent", "translate",
  "search", "proxy", "archive", "cache", "submit", "embed", "oembed", "validator", "player", "image", "thumb", "resize",
};

/* Parameters that name who is paid when a reader buys. "ref" and "tag" alone are not among them: half
   of the web uses them for other things. */
static const char *const affiliate_names[] = {
  "aff", "aff_*", "affid", "affiliate", "affiliate_*", "affiliateid", "affcode", "affsource", "afftrack", "coupon", "promo", "promocode",
  "irclickid", "clickref", "sscid", "ranmid", "ransiteid", "awinaffid", "awinmid", "partner_id", "partnerid", "a_aid", "a_bid", "tap_a",
  "refid", "referral_code", "refcode",
};

/* Where networks of affiliates send readers through, and what blogs call their own way there. */
static const char *const affiliate_places[] = {
  "amzn.to/", "awin1.com/", "shareasale.com/", "linksynergy.com/", "anrdoezrs.net/", "dpbolvw.net/", "jdoqocy.com/", "tkqlhce.com/",
  "kqzyfj.com/", "prf.hn/", "pxf.io/", "sjv.io/", "avantlink.com/", "skimresources.com/", "viglink.com/", "tradedoubler.com/",
  "adtraction.com/", "rakuten.com/link", "ebay.us/", "shopmy.us/", "howl.me/", "/recommends/", "/affiliate/", "/affiliates/", "/aff/",
};

static gboolean
is_among (const char *name,
          gsize length,
          const char *const *names,
          gsize n_names)
{
  for (gsize i = 0; i < n_names; i++)
    {
      gsize n = strlen (names[i]);

      if (names[i][n - 1] == '*' ? length >= n - 1 && g_ascii_strncasecmp (name, names[i], n - 1) == 0
                                 : length == n && g_ascii_strncasecmp (name, names[i], n) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_any (const char *path,
         const char *const *words,
         gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (strstr (path, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_web_address (const char *url)
{
  const char *host = g_ascii_strncasecmp (url, "https://", 8) == 0 ? url + 8
                     : g_ascii_strncasecmp (url, "http://", 7) == 0 ? url + 7
                                                                   : NULL;
  const char *end;

  if (host == NULL)
    return FALSE;
  end = host + strcspn (host, "/?#");
  if (end - host < 4 || memchr (host, '.', (gsize) (end - host)) == NULL)
    return FALSE;
  for (const char *p = url; *p != '\0'; p++)
    if ((guchar) *p <= 0x20 || *p == '"' || *p == '<' || *p == '>' || *p == '\\')
      return FALSE;
  return g_utf8_validate (url, -1, NULL);
}

/* The target that a redirector carries, or NULL. */
static char *
find_target (const char *url)
{
  const char *query = strchr (url, '?');
  const char *fragment = strchr (url, '#');
  const char *host, *path;
  g_autofree char *lower = NULL;

  if (query == NULL || (fragment != NULL && fragment < query))
    return NULL;
  host = strstr (url, "://");
  if (host == NULL)
    return NULL;
  path = host + 3 + strcspn (host + 3, "/?#");
  lower = g_ascii_strdown (path, query - path);
  if (has_any (lower, stay_words, G_N_ELEMENTS (stay_words)))
    return NULL;
  if (strlen (lower) > 3 && !has_any (lower, redirector_words, G_N_ELEMENTS (redirector_words)))
    return NULL;

  for (const char *p = query + 1; *p != '\0' && *p != '#';)
    {
      gsize length = strcspn (p, "&#");
      const char *equals = memchr (p, '=', length);

      if (equals != NULL)
        for (guint i = 0; i < G_N_ELEMENTS (target_names); i++)
          if (strlen (target_names[i]) == (gsize) (equals - p) &&
              g_ascii_strncasecmp (p, target_names[i], (gsize) (equals - p)) == 0)
            {
              g_autofree char *value = g_strndup (equals + 1, length - (gsize) (equals + 1 - p));
              g_autofree char *target = g_uri_unescape_string (value, NULL);

              if (target != NULL && is_web_address (target))
                return g_steal_pointer (&target);
            }
      p += length;
      if (*p == '&')
        p++;
    }
  return NULL;
}

/* Without tracking parameters; NULL where there were none. */
static char *
drop_tracking (const char *url)
{
  const char *query = strchr (url, '?');
  const char *fragment = strchr (url, '#');
  GString *s;
  gboolean dropped = FALSE, first = TRUE;
  const char *p;

  if (query == NULL || (fragment != NULL && fragment < query))
    return NULL;
  s = g_string_new_len (url, query - url);
  for (p = query + 1; *p != '\0' && *p != '#';)
    {
      gsize length = strcspn (p, "&#");
      gsize name = strcspn (p, "=&#");

      if (length > 0 && is_among (p, name, tracking, G_N_ELEMENTS (tracking)))
        dropped = TRUE;
      else
        {
          g_string_append_c (s, first ? '?' : '&');
          g_string_append_len (s, p, (gssize) length);
          first = FALSE;
        }
      p += length;
      if (*p == '&')
        p++;
    }
  g_string_append (s, p);
  return g_string_free (s, !dropped);
}

/**
 * siyaq_links_clean:
 * @url: a link
 *
 * Takes tracking parameters off and, where @url is a redirector that names its target, follows the
 * name. Nothing is fetched.
 *
 * Returns: (transfer full) (nullable): the better link, or %NULL where @url is as good as it gets
 */
char *
siyaq_links_clean (const char *url)
{
  g_autofree char *best = NULL;
  char *dropped;

  g_return_val_if_fail (url != NULL, NULL);

  if (strlen (url) > SIYAQ_LINKS_MAX_BYTES || strchr (url, '?') == NULL)
    return NULL;
  for (guint hop = 0; hop < MAX_HOPS; hop++)
    {
      char *target = find_target (best != NULL ? best : url);

      if (target == NULL)
        break;
      g_free (best);
      best = target;
    }
  dropped = drop_tracking (best != NULL ? best : url);
  if (dropped != NULL)
    return dropped;
  return g_steal_pointer (&best);
}

/**
 * siyaq_links_is_affiliate:
 * @url: (nullable): a link
 * @rel: (nullable): its rel attribute
 *
 * Returns: whether whoever set the link is paid when a reader follows it and buys: they say so
 *   (rel="sponsored"), or the address names them
 */
gboolean
siyaq_links_is_affiliate (const char *url,
                          const char *rel)
{
  const char *query, *tag;

  if (rel != NULL && strstr (rel, "sponsored") != NULL)
    return TRUE;
  if (url == NULL || strlen (url) > SIYAQ_LINKS_MAX_BYTES)
    return FALSE;
  if (has_any (url, affiliate_places, G_N_ELEMENTS (affiliate_places)))
    return TRUE;
  query = strchr (url, '?');
  if (query == NULL)
    return FALSE;
  for (const char *p = query + 1; *p != '\0' && *p != '#';)
    {
      gsize length = strcspn (p, "&#");

      if (is_among (p, strcspn (p, "=&#"), affiliate_names, G_N_ELEMENTS (affiliate_names)))
        return TRUE;
      p += length;
      if (*p == '&')
        p++;
    }
  /* A shop's own programme has its name for it: "tag=blog-20". */
  tag = strstr (query, "tag=");
  return tag != NULL && strstr (url, "amazon.") != NULL && memchr (tag, '-', strcspn (tag, "&#")) != NULL;
}
