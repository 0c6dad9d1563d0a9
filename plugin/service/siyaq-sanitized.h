/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the address sanitizer is built in. Its run-time part reserves terabytes of addresses, which no
   limit may forbid, and opens files and starts a program to name the lines of a report. */
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#define SIYAQ_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIYAQ_SANITIZED 1
#endif
#endif
#ifndef SIYAQ_SANITIZED
#define SIYAQ_SANITIZED 0
#endif
