# SPDX-License-Identifier: GPL-2.0-or-later
# What differs between two builds or two runs of the same answer: the style sheet, lengths that
# depend on it, the index's id and age, addresses of pictures, numbers of incidents, times and sizes.
s/<style>.*<\/style>/<style>S<\/style>/
s/^Content-Length: [1-9][0-9]*/Content-Length: N/
s/"id":"[0-9a-f]{16}"/"id":"I"/
s/picture=[0-9a-f]{16}-/picture=K-/
s/"built":"[^"]*"/"built":"T"/
s/"added":"[^"]*"/"added":"T"/g
s/"age_seconds":[0-9]+/"age_seconds":N/
/-01-01T00:00:00Z/!s/<updated>[^<]+</<updated>T</
s/<generator version="[^"]*"/<generator version="V"/
s/"took_ms":[0-9.]+/"took_ms":N/
s/<code>[0-9a-f]{12}<\/code>/<code>I<\/code>/
s/incident [0-9a-f]{12}/incident I/
s/^(Built +).*/\1T/
s/[0-9]+ ms/T ms/
s/ [0-9.]+ [kM]B/ N kB/
/^Reader /d
