/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each method of the protocol does with the engine. */
#pragma once

#include "siyaq-engine.h"
#include "siyaq-protocol.h"

G_BEGIN_DECLS

/* NULL where there is no such method; an error is an answer. */
SiyaqMessage *siyaq_methods_run (SiyaqEngine *engine, const SiyaqMessage *request);
SiyaqMessage *siyaq_methods_run_reading (SiyaqEngine *engine, const SiyaqMessage *request);
SiyaqMessage *siyaq_methods_run_held (SiyaqEngine *engine, const SiyaqMessage *request);

G_END_DECLS
