#!/usr/bin/env bash
# Has the record stamped with the time, pushes the stamp to the branch `record` and opens its pull request. Called by
# workflows/stamp.yml. What waits on that branch to be merged is built upon, so that nothing on it is lost.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

told() { # what is seen on the page of the run
    printf '%s\n' "$@" | tee -a "$GITHUB_STEP_SUMMARY"
}
as_bot() {
    git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' "$@"
}

main=$(git rev-parse HEAD)
there=$(git rev-parse --quiet --verify origin/record || true) # empty where there is no such branch
if [ -n "$there" ]; then
    as_bot merge --quiet --no-edit "$there" || {
        told '### ブランチ `record` を main に合わせられません / The branch `record` does not go together with main' '' \
            "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/record?expand=1"
        exit 1
    }
    if git diff --quiet "$main" HEAD; then
        git reset --quiet --hard "$main" # all of it is merged: begin anew
    fi
fi

said=$(kaitei stamp --if-named 2>&1) || {
    told '### タイムスタンプを受け取れませんでした / There is no time stamp' '' '```' "$said" '```'
    exit 1
}
told '```' "$said" '```'
[ ! -d record/stamps ] || git add --all record/stamps
git diff --cached --quiet || as_bot commit --quiet --message 'タイムスタンプ (Time stamp)'
if git diff --quiet "$main" HEAD; then
    exit 0 # all that was on the branch is merged
fi

gh auth setup-git
git push --quiet --force-with-lease="refs/heads/record:$there" origin HEAD:refs/heads/record
of_ours='map(select(.isCrossRepository | not)) | .[0].url // empty' # a fork may have a branch of this name
opened=$(gh pr list --head record --base "$GITHUB_REF_NAME" --state open --json url,isCrossRepository --jq "$of_ours")
if [ -n "$opened" ]; then
    told '' "$opened"
    exit 0
fi
opened=$(gh pr create --base "$GITHUB_REF_NAME" --head record --title '記録 (Record)' --body-file .github/record.md) || {
    told '### プルリクエストを作れませんでした / The pull request could not be opened' '' \
        '管理者の方へ：Settings → Actions → General の「Allow GitHub Actions to create and approve pull requests」を有効にしてください。' \
        'Administrators: allow GitHub Actions to create pull requests, under Settings → Actions → General.' '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/record?expand=1"
    exit 1
}
told '' "$opened"
