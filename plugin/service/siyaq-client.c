/* SPDX-License-Identifier: GPL-2.0-or-later */
#define G_LOG_DOMAIN "siyaq-service"

#include "config.h"

#include "siyaq-client.h"
