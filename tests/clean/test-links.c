/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Links without tracking and redirectors; links that must stay as they are. */
#include "config.h"

#include "siyaq-links.h"

static void
test_links (void)
{
  /* NULL: nothing to do. */
  static const char *const rows[][2] = {
    { "https://a.example/x?utm_source=rss&utm_medium=feed", "https://a.example/x" },
    { "https://a.example/x?id=7&utm_source=rss&page=2#top", "https://a.example/x?id=7&page=2#top" },
    { "https://a.example/x?fbclid=abc", "https://a.example/x" },
    { "https://a.example/x?UTM_Source=rss", "https://a.example/x" },
    { "https://hop.example/r?u=https%3A%2F%2Fa.example%2Fx%3Fid%3D1&f=2", "https://a.example/x?id=1" },
    { "https://go.a.example/c/49?to=https%3A%2F%2Fa.example%2F%25D9%2588", "https://a.example/%D9%88" },
    { "https://www.google.example/url?q=https://a.example/x&sa=U", "https://a.example/x" },
    { "https://l.social.example/l.php?u=https%3A%2F%2Fhop.example%2Fr%3Fu%3Dhttps%253A%252F%252Fa.example%252Fx%253Futm_id%253D3",
      "https://a.example/x" },
    { "https://a.example/x?id=7", NULL },
    { "https://a.example/x", NULL },
    { "https://a.example/login?redirect=https%3A%2F%2Fa.example%2Fhome", NULL },
    { "https://a.example/share?url=https%3A%2F%2Fb.example%2Fx", NULL },
    { "https://web.archive.example/save?url=https%3A%2F%2Fb.example%2Fx", NULL },
    { "https://a.example/article/about-links?url=https%3A%2F%2Fb.example%2Fx", NULL },
    { "https://hop.example/r?u=javascript%3Aalert(1)", NULL },
    { "https://hop.example/r?u=https%3A%2F%2F", NULL },
    { "https://hop.example/r?u=%00https", NULL },
    { "mailto:x@a.example?subject=utm_source", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = siyaq_links_clean (rows[i][0]);

      g_assert_cmpstr (got, ==, rows[i][1]);
    }
}

static void
test_loop (void)
{
  g_autofree char *long_link = g_strnfill (SIYAQ_LINKS_MAX_BYTES + 10, 'a');
  g_autofree char *url = g_strconcat ("https://a.example/?utm_source=", long_link, NULL);

  g_assert_null (siyaq_links_clean (url));
}

/* Links that pay whoever set them, and links that look a little like it. */
static void
test_affiliate (void)
{
  static const struct
  {
    const char *url, *rel;
    gboolean paid;
  } rows[] = {
    { "https://shop.example/lamp", "nofollow sponsored", TRUE },
    { "https://go.shop.example/?aff_id=771", NULL, TRUE },
    { "https://shop.example/plan?coupon=VALLEY", NULL, TRUE },
    { "https://amzn.to/3xyz", NULL, TRUE },
    { "https://www.amazon.example/dp/B0/?tag=valley-20", NULL, TRUE },
    { "https://blog.example/recommends/lamp", NULL, TRUE },
    { "https://blog.example/?tag=valley-floods", NULL, FALSE },
    { "https://a.example/x?ref=home&affair=1", "nofollow", FALSE },
    { "https://a.example/affidavit", NULL, FALSE },
    { NULL, NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].url != NULL ? rows[i].url : "none");
      g_assert_cmpint (siyaq_links_is_affiliate (rows[i].url, rows[i].rel), ==, rows[i].paid);
    }
}

int
main (int argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clean/links/rows", test_links);
  g_test_add_func ("/clean/links/limit", test_loop);
  g_test_add_func ("/clean/links/affiliate", test_affiliate);
  return g_test_run ();
}
