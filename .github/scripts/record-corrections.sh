#!/usr/bin/env bash
# Records what a pull request puts right ($WHAT: corrections, or reread after an upgrade) and pushes the record onto its branch, which
# is checked out. Called by workflows/record-corrections.yml. Never on $DEFAULT: what is published changes by pull request alone.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

told() { # what the editor sees on the page of the run
    printf '%s\n' "$@" | tee -a "$GITHUB_STEP_SUMMARY"
}

if [ "$GITHUB_REF_TYPE" != branch ] || [ "$GITHUB_REF_NAME" = "$DEFAULT" ]; then
    told '### 案のブランチを選んでください / Choose the branch of the pull request' '' \
        'Run workflow の「Use workflow from」で、案（Pull request）の題名の下にあるブランチの名前を選びます。' \
        'Under Run workflow, “Use workflow from” is to be the branch whose name stands below the title of the pull request.'
    exit 1
fi
said=$(kaitei lock "--$WHAT" 2>&1) || {
    told '### 記録できませんでした / It could not be recorded' '' '```' "$said" '```'
    exit 1
}
git add --all
if git diff --cached --quiet; then
    told '### 記録するものはありません / There is nothing to record' '' '```' "$said" '```'
    exit 0
fi
git -c user.name="$GITHUB_ACTOR" -c user.email="$GITHUB_ACTOR_ID+$GITHUB_ACTOR@users.noreply.github.com" \
    commit --quiet --message '訂正の記録 (Record a correction)'
gh auth setup-git
git push --quiet origin "HEAD:refs/heads/$GITHUB_REF_NAME" || {
    told '### 案がその間に変わりました。もう一度実行してください / The pull request has changed meanwhile: run this again'
    exit 1
}
told '### 記録しました / Recorded' '' '```' "$said" '```' '' \
    '案のページに戻ってください。検査が始まらないときは、そこで「Approve workflows to run」を押します。' \
    'Go back to the pull request. Where its checks do not start, press “Approve workflows to run” there.' '' \
    "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/pulls?q=is:pr+is:open+head:$GITHUB_REF_NAME"
