#!/usr/bin/env bash
# Does what one of the forms asks for ($1: revise, repeal, add or fact) and opens its pull request. Called by the workflows of these
# names, with what the editor typed in the environment. Nothing of it is ever read as code: each is one quoted argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

told() { # what the editor sees on the page of the run
    printf '%s\n' "$@" | tee -a "$GITHUB_STEP_SUMMARY"
}

speak() { # one of two texts, in the language of messages
    if [ "${KAITEI_LANG:-ja}" = en ]; then printf '%s' "$2"; else printf '%s' "$1"; fi
}

options=()
with() { # an option, where something was typed or chosen; of a choice, what stands before its explanation
    local typed=${2%%（*}
    case $1 in --users | --basis) ;; *) typed=$2 ;; esac
    if [ -n "${typed//[[:space:]]/}" ]; then options+=("$1=$typed"); fi
}

given=()
change() { # a fact with its new value, where one was typed
    if [ -n "${2//[[:space:]]/}" ]; then given+=("$1=$2"); fi
}

policy=${POLICY:-} # of a fact there is none
policy=${policy#docs/}
policy=${policy%.md}
case $1 in
revise)
    for field in ANNOUNCED ADOPTED SUMMARY REASON TRANSITION USERS BASIS DECIDED_BY; do
        name=${field,,}
        with "--${name//_/-}" "${!field:-}"
    done
    command=(kaitei revise "${options[@]}" -- "$policy" "$DATE")
    ;;
repeal)
    for field in ANNOUNCED ADOPTED SUMMARY REASON TRANSITION SUCCESSOR DECIDED_BY; do
        name=${field,,}
        with "--${name//_/-}" "${!field:-}"
    done
    command=(kaitei revise --repeal "${options[@]}" -- "$policy" "$DATE")
    ;;
add)
    if [[ ! "$policy" =~ ^[a-z0-9]+([-/][a-z0-9]+)*$ || -e "docs/$policy.md" ]]; then
        told "### $(speak "何も書いていません" "Nothing was written")" "" "$(speak "アドレスの名前は、まだないものを、半角の英小文字、数字、ハイフンで書いてください。" "Write an address that is not taken yet, in lower-case letters, digits and hyphens.")"
        exit 1
    fi
    text=$(mktemp -d)/new.md
    printf '# %s\n\n%s\n' "$(tr '\r\n' '  ' <<<"$TITLE")" "$(speak 'ここに本文を書きます。' 'Write the text here.')" >"$text"
    command=(kaitei import --yes "--title=$TITLE" "--kind=${KIND%%（*}" -- "$policy" "$DATE=$text")
    ;;
fact)
    fact=${FACT##*（}
    fact=${fact%）}
    change "$fact" "$VALUE"
    change "$fact.en" "${ENGLISH:-}"
    change "${fact%.*}.title" "${JOB:-}"
    change "${fact%.*}.title.en" "${JOB_ENGLISH:-}"
    SUMMARY=$VALUE
    command=(kaitei fact "--from=$DATE" -- "${given[@]}")
    ;;
esac

said=$("${command[@]}" 2>&1) || {
    told "### $(speak '始められませんでした。何も書いていません' 'It could not be done. Nothing was written')" '' '```' "$said" '```'
    exit 1
}

for folder in docs record; do
    if [ -d "$folder" ]; then git add --all "$folder"; fi # there is no record of what is not public yet
done
if [ "$1" = fact ]; then
    policy=$fact
    git add --update
    text=$(git diff --cached --name-only | head -n 1)
    [[ "$said" =~ [0-9]{4}-[0-9]{2}-[0-9]{2} ]] && date=${BASH_REMATCH[0]} # the command begins with the day
    branch="fact/${fact//[^A-Za-z0-9._-]/-}-$date"
else
    kind=M
    if [ "$1" = add ]; then kind=A; fi
    living=$(git diff --cached --name-only --diff-filter="$kind" -- docs | head -n 1) # a title and other forms of a date may have been typed
    policy=${living#docs/}
    policy=${policy%.md}
    date=$(git diff --cached --unified=0 -- "$living" | sed -n 's/^+ *- date: //p')
    text="docs/$policy/$date.md" # of a revision that comes before one announced already
    [ -f "$text" ] || text=$living
    branch="revise/$policy-$date"
fi
edit="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/edit/$branch/$text"

others=
ours='.[] | select(.isCrossRepository | not) | .headRefName + " " + .url' # a fork may have a branch of this name
while read -r head url; do
    if [[ "$head" =~ ^revise/"$policy"-[0-9]{4}-[0-9]{2}-[0-9]{2}$ && "$head" != "$branch" ]]; then others+="- $url"$'\n'; fi
done < <(gh pr list --state open --limit 200 --json headRefName,url,isCrossRepository --jq "$ours" || true)
if [ -n "$others" ]; then
    others="**$(speak 'この規約・ポリシーの改定が、ほかにも進んでいます。先に採用した方と、後の案は衝突します。どちらを先にするかを決め、後の案は、先の案を採用した後に始め直してください。' \
        'Another revision of this policy is under way. Once one is merged, the other conflicts: decide which comes first, and start the later one anew when the first is merged.')**"$'\n\n'"$others"$'\n'
fi

body=$(<".github/$1.md")
body=$others${body//'{edit}'/"$edit"}
body=${body//'{said}'/"$said"}

git switch --quiet --create "$branch"
git -c user.name="$GITHUB_ACTOR" -c user.email="$GITHUB_ACTOR_ID+$GITHUB_ACTOR@users.noreply.github.com" \
    commit --quiet --message "$policy: $(if [ "$1" = fact ]; then speak 変更 change; else speak 改定 revision; fi) $date"
gh auth setup-git
git push --quiet origin "HEAD:refs/heads/$branch" || {
    told "### $(speak '同じものがもう始まっています' 'This has been started already')" '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/pulls"
    exit 1
}
opened=$(gh pr create --base "$GITHUB_REF_NAME" --head "$branch" --title "$policy: $date ${SUMMARY:-${TITLE:-}}" --body "$body") || {
    told "### $(speak 'プルリクエストを作れませんでした' 'The pull request could not be opened')" '' \
        "$(speak '管理者の方へ：Settings → Actions → General の「Allow GitHub Actions to create and approve pull requests」を有効にしてください。' \
            'Administrators: turn on “Allow GitHub Actions to create and approve pull requests”, under Settings → Actions → General.')" '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/$branch?expand=1"
    exit 1
}
told "### $(speak '案を作りました。次はこのページです' 'The pull request is here')" '' "$opened" '' "$others"
