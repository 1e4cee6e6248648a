/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the readers of HTML share (discover_html, discover_element, discover_head); nobody else
 * includes this. */
#ifndef STEPWELL_DISCOVER_HTML_PARTS_H
#define STEPWELL_DISCOVER_HTML_PARTS_H

#include "discover_page.h"

struct _xmlNode; /* of libxml2 */

/* Is the name in the list, which has a blank on both sides of each? */
bool discover_element_is_one_of(const char *name, const char *list);

const char *discover_element_name(const struct _xmlNode *node);
const char *discover_element_attribute(struct discover_page *page,
                                       const struct _xmlNode *node, const char *name);

/* Does a line end before and after elements of this name? */
bool discover_element_is_block(const char *name);

/* The next node of a walk that stays below top; down: into children too. */
const struct _xmlNode *discover_element_next(const struct _xmlNode *node,
                                             const struct _xmlNode *top, bool down);

/* All text below the node; what stands for a picture when there is none. */
const char *discover_element_text(struct discover_page *page, const struct _xmlNode *top);

/* The head into the page; gives the address at which the page stands: the given one, or the one
 * that a saved page says it has, or "". */
const char *discover_head_read(struct discover_page *page, const struct _xmlNode *top,
                               const char *address);

#endif
