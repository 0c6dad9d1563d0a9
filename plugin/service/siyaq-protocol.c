/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-protocol.h"

G_DEFINE_QUARK (siyaq-protocol-error-quark, siyaq_protocol_error)
