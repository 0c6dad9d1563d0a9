/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The preferences. The same page stands in the reader's plugin dialog and in a window of its own, which
   the Tools menu opens: the plugin dialog of 1.14 downloads a list first and does not appear where
   that fails. Rows are bound to the settings; nothing has to be applied. */
#define G_LOG_DOMAIN "siyaq-host"

#include "config.h"

#include "siyaq-preferences-page.h"

#include "siyaq-held-dialog.h"
#include "siyaq-host-widgets.h"
#include "siyaq-preferences-translation.h"
#include "siyaq-tag-list.h"

#include <glib/gi18n-lib.h>

#define WIDTH 640
#define HEIGHT 720
/* Below a half it would hold news. */
#define MIN_THRESHOLD 0.5

static GtkWidget *window;

/**
 * siyaq_preferences_section_new:
 * @page: the page
 * @title: the section's heading
 *
 * Returns: (transfer none): a section at the end of @page
 */
GtkWidget *
siyaq_preferences_section_new (GtkWidget *page,
                               const char *title)
{
  GtkWidget *label = siyaq_host_label_new (NULL, NULL);
  GtkWidget *frame = gtk_frame_new (NULL);
  GtkWidget *list = siyaq_host_list_new ();
  g_autofree char *markup = g_markup_printf_escaped ("<b>%s</b>", title);

  gtk_label_set_markup (GTK_LABEL (label), markup);
  gtk_widget_set_margin_top (label, 12);
  gtk_container_add (GTK_CONTAINER (frame), list);
  gtk_container_add (GTK_CONTAINER (page), label);
  gtk_container_add (GTK_CONTAINER (page), frame);
  return list;
}

static void
add_row (GtkWidget *section,
         const char *title,
         const char *subtitle,
         GtkWidget *widget,
         GtkOrientation orientation)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (orientation, orientation == GTK_ORIENTATION_HORIZONTAL ? 18 : 6);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *label = siyaq_host_label_new (NULL, NULL);

  gtk_label_set_text_with_mnemonic (GTK_LABEL (label), title);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_can_focus (row, FALSE);
  gtk_container_set_border_width (GTK_CONTAINER (box), 10);
  gtk_container_add (GTK_CONTAINER (texts), label);
  if (subtitle != NULL)
    {
      GtkWidget *small = siyaq_host_label_new (subtitle, "dim-label");
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
      gtk_label_set_attributes (GTK_LABEL (small), attributes);
      pango_attr_list_unref (attributes);
      gtk_container_add (GTK_CONTAINER (texts), small);
    }
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_container_add (GTK_CONTAINER (box), texts);
  if (widget != NULL)
    {
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
      gtk_label_set_mnemonic_widget (GTK_LABEL (label), widget);
      gtk_container_add (GTK_CONTAINER (box), widget);
    }
  g_object_set_data (G_OBJECT (row), "siyaq-title", label);
  gtk_container_add (GTK_CONTAINER (row), box);
  gtk_container_add (GTK_CONTAINER (section), row);
}

/**
 * siyaq_preferences_add_row:
 * @section: a section
 * @title: what the row is about, with a mnemonic for @widget
 * @subtitle: (nullable): a sentence more
 * @widget: (nullable): what stands at its end
 */
void
siyaq_preferences_add_row (GtkWidget *section,
                           const char *title,
                           const char *subtitle,
                           GtkWidget *widget)
{
  add_row (section, title, subtitle, widget, GTK_ORIENTATION_HORIZONTAL);
}

/**
 * siyaq_preferences_add_wide_row:
 * @section: a section
 * @title: what the row is about, with a mnemonic for @widget
 * @subtitle: (nullable): a sentence more
 * @widget: what stands below
 */
void
siyaq_preferences_add_wide_row (GtkWidget *section,
                                const char *title,
                                const char *subtitle,
                                GtkWidget *widget)
{
  add_row (section, title, subtitle, widget, GTK_ORIENTATION_VERTICAL);
}

/**
 * siyaq_preferences_row_get_label:
 * @row: a row of a section
 *
 * Returns: (transfer none): the label with its title
 */
GtkWidget *
siyaq_preferences_row_get_label (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "siyaq-title");
}

/**
 * siyaq_preferences_add_switch:
 * @section: a section
 * @settings: the settings
 * @key: a boolean setting
 * @title: what the row is about, with a mnemonic
 * @subtitle: (nullable): a sentence more
 */
void
siyaq_preferences_add_switch (GtkWidget *section,
                              GSettings *settings,
                              const char *key,
                              const char *title,
                              const char *subtitle)
{
  GtkWidget *widget = gtk_switch_new ();

  gtk_widget_set_name (widget, key);
  g_settings_bind (settings, key, widget, "active", G_SETTINGS_BIND_DEFAULT);
  siyaq_preferences_add_row (section, title, subtitle, widget);
}

static char *
format_threshold_cb (GtkScale *scale,
                     double value,
                     gpointer data)
{
  return g_strdup_printf ("%.0f %%", value * 100);
}

static void
add_threshold (GtkWidget *section,
               GSettings *settings)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, MIN_THRESHOLD, 1, 0.05);

  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_LEFT);
  gtk_widget_set_size_request (scale, 220, -1);
  g_signal_connect (scale, "format-value", G_CALLBACK (format_threshold_cb), NULL);
  g_settings_bind (settings, "hold-threshold", gtk_range_get_adjustment (GTK_RANGE (scale)), "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "hold", scale, "sensitive", G_SETTINGS_BIND_GET);
  siyaq_preferences_add_row (section, _ ("How s_ure it must be"),
                             _ ("The lower, the more is held; as it comes, only what is certain"), scale);
}

static void
held_clicked_cb (GtkWidget *button,
                 GSettings *settings)
{
  GtkWidget *top = gtk_widget_get_toplevel (button);

  siyaq_held_dialog_present (GTK_IS_WINDOW (top) ? GTK_WINDOW (top) : NULL, settings);
}

static void
add_language (GtkWidget *section,
              GSettings *settings)
{
  GtkWidget *combo = gtk_combo_box_text_new ();

  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), "auto", _ ("That of the session"));
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), "en", "English");
  gtk_combo_box_text_append (GTK_COMBO_BOX_TEXT (combo), "ar", "العربية");
  g_settings_bind (settings, "language", combo, "active-id", G_SETTINGS_BIND_DEFAULT);
  siyaq_preferences_add_row (section, _ ("Your _language"), _ ("Summaries and foreign headlines are shown in it"), combo);
}

static void
add_tags (GtkWidget *page,
          GSettings *settings)
{
  GtkWidget *section = siyaq_preferences_section_new (page, _ ("Regions and events"));

  siyaq_preferences_add_switch (section, settings, "tag", _ ("_Tag items"),
              _ ("Categories such as region:Syria or event:airstrike, for search and search folders"));
  siyaq_preferences_add_wide_row (section, _ ("Follow these regions"), _ ("Their items are never muted and have the category siyaq:followed, for one search folder"),
                                  siyaq_tag_list_new (settings, "watched-regions", SIYAQ_TAG_REGION));
  siyaq_preferences_add_wide_row (section, _ ("Follow these events"), NULL,
                                  siyaq_tag_list_new (settings, "watched-events", SIYAQ_TAG_EVENT));
  siyaq_preferences_add_wide_row (section, _ ("Mute these regions"), _ ("Items that are mainly about them are held"),
                                  siyaq_tag_list_new (settings, "muted-regions", SIYAQ_TAG_REGION));
  siyaq_preferences_add_wide_row (section, _ ("Mute these events"), NULL,
                                  siyaq_tag_list_new (settings, "muted-events", SIYAQ_TAG_EVENT));
}

/* A page of the book: its content scrolls. Returns where the sections go. */
static GtkWidget *
add_page (GtkWidget *book,
          const char *title)
{
  GtkWidget *scrolled = gtk_scrolled_window_new (NULL, NULL);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_container_set_border_width (GTK_CONTAINER (page), 18);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, WIDTH, HEIGHT * 2 / 3);
  gtk_container_add (GTK_CONTAINER (scrolled), page);
  gtk_notebook_append_page (GTK_NOTEBOOK (book), scrolled, gtk_label_new_with_mnemonic (title));
  return page;
}

/**
 * siyaq_preferences_page_new:
 * @settings: (nullable): the settings
 *
 * Returns: (transfer floating): the preferences
 */
GtkWidget *
siyaq_preferences_page_new (GSettings *settings)
{
  GtkWidget *book = gtk_notebook_new ();
  GtkWidget *page = add_page (book, _ ("Rea_ding"));
  GtkWidget *section, *button;

  if (settings == NULL)
    {
      gtk_container_add (GTK_CONTAINER (page), siyaq_host_label_new (_ ("The settings of Siyaq are not installed; it works with its defaults."), NULL));
      gtk_widget_show_all (book);
      return book;
    }

  section = siyaq_preferences_section_new (page, _ ("Reading"));
  add_language (section, settings);
  siyaq_preferences_add_switch (section, settings, "clean", _ ("_Clean items"),
              _ ("Share rows, related lists, app boxes and pixels go; the card shows what went and why"));
  siyaq_preferences_add_switch (section, settings, "strip-tracking", _ ("Take trac_king out of links"), _ ("Without asking any server"));

  section = siyaq_preferences_section_new (page, _ ("Stories"));
  siyaq_preferences_add_switch (section, settings, "read-siblings", _ ("_Read one, read all"),
              _ ("Opening an item marks the others of its story read"));
  siyaq_preferences_add_switch (section, settings, "fold-stories", _ ("_Fold stories"),
              _ ("The list shows one item of each story; its card leads to the others"));

  section = siyaq_preferences_section_new (page, _ ("Adverts"));
  siyaq_preferences_add_switch (section, settings, "hold", _ ("_Hold adverts"), _ ("They are kept out of the list, not deleted"));
  add_threshold (section, settings);
  button = gtk_button_new_with_mnemonic (_ ("_Show…"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (held_clicked_cb), settings, 0);
  siyaq_preferences_add_row (section, _ ("Held items"), _ ("Each with its reason; one click brings one back"), button);

  add_tags (page, settings);
  siyaq_preferences_add_service (page, settings);
  siyaq_preferences_add_translation (add_page (book, _ ("Tra_nslation")), settings);

  gtk_widget_show_all (book);
  return book;
}

/**
 * siyaq_preferences_present:
 * @parent: (nullable): the reader's window
 * @settings: (nullable): the settings
 *
 * Opens the preferences in a window of their own, or brings it to the front.
 */
void
siyaq_preferences_present (GtkWindow *parent,
                           GSettings *settings)
{
  if (window == NULL)
    {
      window = siyaq_host_window_new (parent, _ ("Siyaq"), _ ("Context for what you read"), WIDTH, HEIGHT);
      gtk_container_add (GTK_CONTAINER (window), siyaq_preferences_page_new (settings));
      g_signal_connect (window, "destroy", G_CALLBACK (gtk_widget_destroyed), &window);
      gtk_widget_show_all (window);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/**
 * siyaq_preferences_close:
 *
 * Closes the window if it is open.
 */
void
siyaq_preferences_close (void)
{
  if (window != NULL)
    gtk_widget_destroy (window);
}
