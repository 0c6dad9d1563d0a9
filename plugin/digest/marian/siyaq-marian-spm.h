/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libsentencepiece for C: what the vocabulary needs of it and no more. No exception leaves. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct _SiyaqSpm SiyaqSpm;

SiyaqSpm *siyaq_spm_new (const void *data, size_t length, char **ret_message);
void siyaq_spm_free (SiyaqSpm *self);
int siyaq_spm_get_size (const SiyaqSpm *self);
int siyaq_spm_get_eos (const SiyaqSpm *self);
int siyaq_spm_get_unk (const SiyaqSpm *self);
int siyaq_spm_encode (const SiyaqSpm *self, const char *text, size_t length, int **ret_ids);
char *siyaq_spm_decode (const SiyaqSpm *self, const int *ids, size_t n);

#ifdef __cplusplus
}
#endif
