/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cards of items in another language, with everything that was translated for them before in the store:
   what opening an item a second time takes. The translator is one that answers at once, so that nothing
   is measured but our own part. */
#define G_LOG_DOMAIN "siyaq"

#include "config.h"

#include "siyaq-bench-cards.h"

#include "siyaq-engine.h"

#include <string.h>

#define CARDS 60u
/* Nothing waits for more than the thread to be scheduled. */
#define PATIENCE_US (10 * G_USEC_PER_SEC)

/* Gives each text back. */
#define ECHO_TYPE_TRANSLATOR (echo_translator_get_type ())
G_DECLARE_FINAL_TYPE (EchoTranslator, echo_translator, ECHO, TRANSLATOR, GObject)

struct _EchoTranslator
{
  GObject parent_instance;
};

static gboolean
echo_can_translate (SiyaqTranslator *translator,
                    const char *from,
                    const char *to)
{
  return TRUE;
}

static char **
echo_translate (SiyaqTranslator *translator,
                const char *const *texts,
                const char *from,
                const char *to,
                GCancellable *cancellable,
                GError **error)
{
  return g_strdupv ((char **) texts);
}

static const char *
echo_get_kind (SiyaqTranslator *translator)
{
  return "translation";
}

static const char *
echo_get_name (SiyaqTranslator *translator)
{
  return "echo";
}

static void
echo_iface_init (SiyaqTranslatorInterface *iface)
{
  iface->can_translate = echo_can_translate;
  iface->translate = echo_translate;
  iface->get_kind = echo_get_kind;
  iface->get_name = echo_get_name;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EchoTranslator, echo_translator, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SIYAQ_TYPE_TRANSLATOR, echo_iface_init))

static void
echo_translator_class_init (EchoTranslatorClass *klass)
{
}

static void
echo_translator_init (EchoTranslator *self)
{
}

static gboolean
wait_for_translations (SiyaqEngine *engine,
                       GError **error)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;

  while (siyaq_digest_queue_get_n_waiting (siyaq_engine_get_digests (engine)) > 0 && g_get_monotonic_time () < until_us)
    g_usleep (200);
  siyaq_engine_collect (engine);
  if (siyaq_digest_queue_get_n_waiting (siyaq_engine_get_digests (engine)) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "the translations did not come");
  return FALSE;
}

/* The card in the language that the item is not in. */
static gboolean
make_card (SiyaqEngine *engine,
           SiyaqItem *item,
           const char *lang,
           double *ret_ms,
           gboolean *ret_pending,
           GError **error)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autofree char *key = NULL;
  g_autofree char *card = siyaq_engine_card (engine, item, lang, &key, ret_pending, error);

  *ret_ms = (double) (g_get_monotonic_time () - start_us) / 1000;
  return card != NULL;
}

static gboolean
measure_card (SiyaqEngine *engine,
              SiyaqItem *item,
              GArray *cards_ms,
              GError **error)
{
  const char *lang = g_strcmp0 (item->lang, "ar") == 0 ? "en" : "ar";
  gboolean pending = FALSE;
  double ms;

  if (!make_card (engine, item, lang, &ms, &pending, error) || !wait_for_translations (engine, error) ||
      !make_card (engine, item, lang, &ms, &pending, error))
    return FALSE;
  if (pending)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the card is not filled");
      return FALSE;
    }
  g_array_append_val (cards_ms, ms);
  return TRUE;
}

static gboolean
measure_summary (SiyaqEngine *engine,
                 SiyaqItem *item,
                 GArray *summaries_ms,
                 GError **error)
{
  g_autoptr (SiyaqAnnotation) a = siyaq_annotation_new (item);
  gint64 start_us;
  double ms;

  siyaq_cleaner_run (siyaq_engine_get_cleaner (engine), a);
  siyaq_tagger_run (siyaq_engine_get_tagger (engine), a);
  start_us = g_get_monotonic_time ();
  siyaq_digester_run (siyaq_engine_get_digester (engine), a, NULL, NULL, NULL);
  ms = (double) (g_get_monotonic_time () - start_us) / 1000;
  g_array_append_val (summaries_ms, ms);
  return TRUE;
}

/**
 * siyaq_bench_cards:
 * @text: where items come from
 * @store: (type filename): a store with many items
 * @cards_ms: (element-type double): appended to: cards that are filled from what is kept
 * @summaries_ms: (element-type double): appended to: summaries
 * @error: what went wrong
 *
 * Returns: whether it was measured
 */
gboolean
siyaq_bench_cards (SiyaqBenchText *text,
                   const char *store,
                   GArray *cards_ms,
                   GArray *summaries_ms,
                   GError **error)
{
  g_autoptr (SiyaqStore) kept = siyaq_store_new (store, error);
  g_autoptr (SiyaqSettings) settings = siyaq_settings_new ();
  g_autoptr (SiyaqEngine) engine = kept != NULL ? siyaq_engine_new (kept, settings, error) : NULL;
  g_autoptr (SiyaqTranslator) echo = g_object_new (ECHO_TYPE_TRANSLATOR, NULL);
  g_autoptr (GPtrArray) makers = g_ptr_array_new_with_free_func (g_object_unref);

  if (engine == NULL)
    return FALSE;
  g_ptr_array_add (makers, siyaq_maker_new ("echo", echo, NULL, NULL, 0));
  siyaq_engine_set_makers (engine, makers, NULL);
  while (siyaq_engine_load_step (engine))
    ;
  for (guint i = 0; i < CARDS; i++)
    {
      g_autoptr (SiyaqItem) item = siyaq_bench_text_next (text);

      if (!measure_card (engine, item, cards_ms, error) || !measure_summary (engine, item, summaries_ms, error))
        return FALSE;
    }
  return TRUE;
}
