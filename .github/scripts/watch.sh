#!/usr/bin/env bash
# Fails where workflows/daily.yml is switched off, or has not succeeded for a day and a half. Called by workflows/watch.yml.
set -euo pipefail
LIMIT=36 # hours: a day, and what GitHub may be late

alarm() {
    echo "::error title=毎日の公開が止まっています / Daily publishing has stopped::$1 guide/hosting.md"
    exit 1
}
asked() { # of the programs' interface, below the workflow's address
    gh api "repos/$GITHUB_REPOSITORY/actions/workflows/daily.yml$1" --jq "$2"
}
hours_since() {
    echo $((($(date +%s) - $(date --date "$1" +%s)) / 3600))
}

state=$(asked '' .state)
if [ "$state" != active ]; then
    alarm "Actions → 毎日の公開 → Enable workflow（state: $state）"
fi
last=$(asked '/runs?status=success&per_page=1' '.workflow_runs[0].updated_at // empty')
since=${last:-$(asked '' .created_at)} # where it has never run: since it was set up
hours=$(hours_since "$since")
if [ "$hours" -ge "$LIMIT" ]; then
    alarm "最後の成功 / last success: ${last:-なし / none}（${hours} h）"
fi
echo "毎日の公開 / daily publishing: ${last:-まだ / not yet} (${hours} h)"
