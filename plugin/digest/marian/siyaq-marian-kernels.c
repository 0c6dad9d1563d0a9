/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which arithmetic this processor can have. */
#define G_LOG_DOMAIN "siyaq-marian"

#include "config.h"

#include "siyaq-marian-kernels.h"

#ifdef HAVE_X86_KERNELS
#include <cpuid.h>

/* GCC 12 has no name for AVX-VNNI: CPUID leaf 7, subleaf 1, EAX bit 4. */
static gboolean
has_avx_vnni (void)
{
  unsigned int a = 0, b = 0, c = 0, d = 0;

  return __get_cpuid_count (7, 1, &a, &b, &c, &d) && (a & (1u << 4)) != 0;
}
#endif

/**
 * siyaq_marian_kernels_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): what this processor can run, the best first
 */
const SiyaqMarianKernels *const *
siyaq_marian_kernels_list (void)
{
  static const SiyaqMarianKernels *list[5];
  static gsize ready;

  if (g_once_init_enter (&ready))
    {
      guint n = 0;

#ifdef HAVE_X86_KERNELS
      __builtin_cpu_init ();
      if (__builtin_cpu_supports ("avx512f") && __builtin_cpu_supports ("avx512bw") && __builtin_cpu_supports ("avx512vl") &&
          __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("avx512vnni"))
        list[n++] = &siyaq_marian_kernels_avx512_vnni;
      if (__builtin_cpu_supports ("avx2"))
        {
          if (has_avx_vnni ())
            list[n++] = &siyaq_marian_kernels_avx_vnni;
          list[n++] = &siyaq_marian_kernels_avx2;
        }
#endif
      list[n++] = &siyaq_marian_kernels_portable;
      list[n] = NULL;
      g_once_init_leave (&ready, 1);
    }
  return list;
}

/**
 * siyaq_marian_kernels_get:
 * @name: (nullable): "portable", "avx2", "avx-vnni" or "avx512-vnni"; %NULL for the best
 *
 * Returns: (transfer none) (nullable): the arithmetic, or %NULL where this processor has not got it
 */
const SiyaqMarianKernels *
siyaq_marian_kernels_get (const char *name)
{
  const SiyaqMarianKernels *const *list = siyaq_marian_kernels_list ();

  if (name == NULL)
    return list[0];
  for (; *list != NULL; list++)
    if (g_str_equal ((*list)->name, name))
      return *list;
  return NULL;
}
