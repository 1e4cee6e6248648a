/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a worker says while it reads a document. */
#ifndef STEPWELL_CHILD_FRAMES_H
#define STEPWELL_CHILD_FRAMES_H

#include "child.h"

/* Takes all whole frames at the front of the input; the state says whether there will be more,
 * and whether they made sense. */
void child_take_frames(struct child *worker);

#endif
