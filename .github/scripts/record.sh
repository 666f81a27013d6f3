#!/usr/bin/env bash
# Runs commands that add to the record, each given as one argument, and brings what they write as a pull request from the branch
# `record`. Called by workflows/publish.yml and stamp.yml. The branch is made anew on what is published; what waited on it to be merged and cannot
# be made again, first sightings and time stamps, is taken over. A command that fails is told in the end: what the others wrote is kept.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=0

told() { # what is seen on the page of the run
    printf '%s\n' "$@" | tee -a "$GITHUB_STEP_SUMMARY"
}

there=$(git rev-parse --quiet --verify origin/record) || there= # where there is no such branch
if [ -n "$there" ]; then
    mkdir -p record
    if git cat-file -e "$there:record/published.tsv" 2>/dev/null; then
        touch record/published.tsv
        git show "$there:record/published.tsv" | # by time, then by address
            LC_ALL=C sort --unique --output=record/published.tsv record/published.tsv -
    fi
    git checkout --quiet "$there" -- record/stamps 2>/dev/null || true # there may be none
fi

for command in "$@"; do
    read -ra words <<<"$command"
    said=$("${words[@]}" 2>&1) || {
        failed=1
        told "### ${command}: 問題があります / There is a problem"
    }
    told '```' "$said" '```'
done

git add --all
if git diff --cached --quiet; then
    exit "$failed" # all is merged
fi
if [ -z "$there" ] || ! git diff --cached --quiet "$there" -- record; then
    git switch --quiet --force-create record
    git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
        commit --quiet --message '記録 (Record)'
    gh auth setup-git
    git push --quiet --force-with-lease="refs/heads/record:$there" origin HEAD:refs/heads/record
fi
of_ours='map(select(.isCrossRepository | not)) | .[0].url // empty' # a fork may have a branch of this name
opened=$(gh pr list --head record --base "$GITHUB_REF_NAME" --state open --json url,isCrossRepository --jq "$of_ours")
if [ -z "$opened" ]; then
    opened=$(gh pr create --base "$GITHUB_REF_NAME" --head record --title '記録 (Record)' --body-file .github/record.md) || {
        told '### プルリクエストを作れませんでした / The pull request could not be opened' '' \
            '管理者の方へ：Settings → Actions → General の「Allow GitHub Actions to create and approve pull requests」を有効にしてください。' \
            'Administrators: allow GitHub Actions to create pull requests, under Settings → Actions → General.' '' \
            "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/record?expand=1"
        exit 1
    }
fi
told '' "$opened"
exit "$failed"
