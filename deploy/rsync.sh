#!/bin/sh
# Copy a built site to a web server so that no page is ever there before what it needs:
#
#   chithi build && sh deploy/rsync.sh site web@luu-tru.example.vn:/srv/kho/site
#
# First what pages stand on (styles, scripts, data), then the pages, and only then is what is gone removed.
# Files are compared by their content: one that did not change keeps its time there, so that browsers that
# have it are answered with 304. RSYNC_OPTIONS can add, e.g., `--rsh "ssh -p 2222"`.
set -eu
if [ $# -ne 2 ] || [ ! -f "$1/index.html" ]; then
  echo "usage: sh deploy/rsync.sh SITE [USER@HOST:]FOLDER   (SITE: what chithi build made)" >&2
  exit 2
fi
from=${1%/}/ to=${2%/}/
# shellcheck disable=SC2086  # several options, split on purpose
copy() { rsync --recursive --links --checksum --chmod=D755,F644 ${RSYNC_OPTIONS-} "$@" "$from" "$to"; }
copy --exclude='*.html' --exclude='*.html.gz' --exclude='sitemap*'
copy --delay-updates --exclude='sitemap*'
copy --delay-updates --delete-after
