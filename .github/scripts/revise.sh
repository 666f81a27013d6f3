#!/usr/bin/env bash
# Starts a revision and opens its pull request. Called by workflows/revise.yml, with what the editor typed in $POLICY, $DATE,
# $ANNOUNCED (may be empty) and $SUMMARY. Nothing of it is ever read as code: each is one quoted argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

told() { # what the editor sees on the page of the run
    printf '%s\n' "$@" | tee -a "$GITHUB_STEP_SUMMARY"
}

policy=${POLICY#docs/}
policy=${policy%.md}
options=("--summary=$SUMMARY")
if [ -n "$ANNOUNCED" ]; then
    options+=("--announced=$ANNOUNCED")
fi

said=$(kaitei revise "${options[@]}" -- "$policy" "$DATE" 2>&1) || {
    told '### 改定を始められませんでした / The revision could not be started' '' '```' "$said" '```'
    exit 1
}

living=$(git diff --name-only -- docs) # where the revision was put on the list; a title and other forms of a date may have been typed
policy=${living#docs/}
policy=${policy%.md}
date=$(git diff --unified=0 -- docs | sed -n 's/^+ *- date: //p')
text="docs/$policy/$date.md" # of a revision that comes before one announced already
[ -f "$text" ] || text=$living
branch="revise/$policy-$date"
edit="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/edit/$branch/$text"
body=$(<.github/revise.md)
body=${body//'{edit}'/"$edit"}
body=${body//'{said}'/"$said"}

git switch --quiet --create "$branch"
for folder in docs record; do
    if [ -d "$folder" ]; then git add --all "$folder"; fi # there is no record of what is not public yet
done
git -c user.name="$GITHUB_ACTOR" -c user.email="$GITHUB_ACTOR_ID+$GITHUB_ACTOR@users.noreply.github.com" \
    commit --quiet --message "$policy: 改定 $date"
gh auth setup-git
git push --quiet origin "HEAD:refs/heads/$branch" || {
    told '### この改定はもう始まっています / This revision has been started already' '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/pulls"
    exit 1
}
opened=$(gh pr create --base "$GITHUB_REF_NAME" --head "$branch" --title "$policy: $date $SUMMARY" --body "$body") || {
    told '### プルリクエストを作れませんでした / The pull request could not be opened' '' \
        '管理者の方へ：Settings → Actions → General の「Allow GitHub Actions to create and approve pull requests」を有効にしてください。' \
        'Administrators: allow GitHub Actions to create pull requests, under Settings → Actions → General.' '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/$branch?expand=1"
    exit 1
}
told '### 改定を始めました / The revision has been started' '' "$opened"
