/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the control words of RTF do to the text that follows. */
#ifndef STEPWELL_EXTRACT_RTF_CONTROL_H
#define STEPWELL_EXTRACT_RTF_CONTROL_H

#include "rtf_text.h"

/* has: a number was given. */
void rtf_control_take(struct rtf_reading *reading, const char *name, long value,
                      bool has);

#endif
