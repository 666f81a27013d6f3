#!/usr/bin/env bash
# Does what one of the forms asks for ($1: revise, repeal, add, correct or fact) and opens its pull request. Called by the workflows of
# these names, with what the editor typed in the environment. Nothing of it is ever read as code: each is one quoted argument.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

told() { # what the editor sees on the page of the run
    printf '%s\n' "$@" | tee -a "$GITHUB_STEP_SUMMARY"
}

speak() { # one of two texts, in the language of messages
    if [ "${KAITEI_LANG:-ja}" = en ]; then printf '%s' "$2"; else printf '%s' "$1"; fi
}

options=()
given() { # options of the names of fields, where something was typed or chosen; SUMMARY_EN is a --summary in English
    local field name typed
    for field in "$@"; do
        name=${field,,}
        typed=${!field:-}
        case $field in USERS | BASIS) typed=${typed%%（*} ;; esac # of a choice, what stands before its explanation
        if [ -z "${typed//[[:space:]]/}" ]; then continue; fi
        case $field in *_EN) name=${name%_en} typed="en=$typed" ;; esac
        options+=("--${name//_/-}=$typed")
    done
}

changes=()
change() { # a fact with its new value, where one was typed
    if [ -n "${2//[[:space:]]/}" ]; then changes+=("$1=$2"); fi
}

policy=${POLICY:-} # of a fact there is none
policy=${policy#docs/}
policy=${policy%.md}
case $1 in
revise)
    given ANNOUNCED ADOPTED SUMMARY SUMMARY_EN REASON REASON_EN TRANSITION TRANSITION_EN USERS BASIS DECIDED_BY DECIDED_REF
    given REMARK REPLACES RECORDED SOURCE
    command=(kaitei revise "${options[@]}" -- "$policy" "$DATE")
    ;;
repeal)
    given ANNOUNCED ADOPTED SUMMARY REASON TRANSITION SUCCESSOR DECIDED_BY DECIDED_REF
    command=(kaitei revise --repeal "${options[@]}" -- "$policy" "$DATE")
    ;;
correct)
    given BEFORE AFTER COUNT SUMMARY SUMMARY_EN LOCALE
    command=(kaitei correct "${options[@]}" -- "$policy")
    if [ -n "${DATE//[[:space:]]/}" ]; then command+=("$DATE"); fi
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
    command=(kaitei fact "--from=$DATE" -- "${changes[@]}")
    ;;
esac

said=$("${command[@]}" 2>&1) || {
    told "### $(speak '始められませんでした。何も書いていません' 'It could not be done. Nothing was written')" '' '```' "$said" '```'
    exit 1
}

for folder in docs record; do
    if [ -d "$folder" ]; then git add --all "$folder"; fi # there is no record of what is not public yet
done
listed=() of='s/^+ *- date: //p' branch=revise what=$(speak 改定 revision) number=
case $1 in
add) listed=(--diff-filter=A) ;;
revise | repeal) listed=(--diff-filter=M) ;;
correct)
    listed=(-G'[{]date: .*, summary: .*, before: ')
    of='s/^+.*[{]date: \([0-9-]*\), summary: .*, before: .*/\1/p'
    branch=correct what=$(speak 訂正 correction) number=-$GITHUB_RUN_NUMBER # there may be several a day
    ;;
fact) branch=fact what=$(speak 変更 change) ;;
esac
if [ "$1" = fact ]; then
    policy=$fact
    beside='fact/.+' # all facts are in one file
    what_else=$(speak 会社情報の変更 "Another change of the company's details")
    git add --update
    text=$(git diff --cached --name-only | head -n 1)
    [[ "$said" =~ [0-9]{4}-[0-9]{2}-[0-9]{2} ]] && date=${BASH_REMATCH[0]} # the command begins with the day
else
    living=$(git diff --cached --name-only "${listed[@]}" -- docs | head -n 1) # a title and other forms of a date may have been typed
    policy=${living#docs/}
    policy=${policy%.md}
    date=$(git diff --cached --unified=0 -- "$living" | sed -n "$of")
    beside="(revise|correct)/$policy-[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]+)?"
    what_else=$(speak この規約・ポリシーの改定や訂正 'Another revision or correction of this policy')
    text="docs/$policy/$date.md" # of a revision that comes before one announced already
    [ -f "$text" ] || text=$living
fi
branch="$branch/${policy//[^A-Za-z0-9._\/-]/-}-$date$number"
edit="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/edit/$branch/$text"

others=
ours='.[] | select(.isCrossRepository | not) | .headRefName + " " + .url' # a fork may have a branch of this name
while read -r head url; do
    if [[ "$head" =~ ^$beside$ && "$head" != "$branch" ]]; then others+="- $url"$'\n'; fi
done < <(gh pr list --state open --limit 200 --json headRefName,url,isCrossRepository --jq "$ours" || true)
if [ -n "$others" ]; then
    others="**$what_else$(speak 'が、ほかにも進んでいます。先に採用した方と、後の案は衝突することがあります。どちらを先にするかを決め、後の案は、先の案を採用した後に始め直してください。' \
        ' is under way. Once one is merged, the other may conflict: decide which comes first, and start the later one anew when the first is merged.')**"$'\n\n'"$others"$'\n'
fi

body=$(<".github/$1.md")
body=$others${body//'{edit}'/"$edit"}
body=${body//'{said}'/"$said"}

git switch --quiet --create "$branch"
git -c user.name="$GITHUB_ACTOR" -c user.email="$GITHUB_ACTOR_ID+$GITHUB_ACTOR@users.noreply.github.com" \
    commit --quiet --message "$policy: $what $date"
gh auth setup-git
git push --quiet origin "HEAD:refs/heads/$branch" || {
    told "### $(speak '同じものがもう始まっています' 'This has been started already')" '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/pulls"
    exit 1
}
opened=$(gh pr create --base "$GITHUB_REF_NAME" --head "$branch" --title "$policy: $what $date ${SUMMARY:-${TITLE:-}}" --body "$body") || {
    told "### $(speak 'プルリクエストを作れませんでした' 'The pull request could not be opened')" '' \
        "$(speak '管理者の方へ：Settings → Actions → General の「Allow GitHub Actions to create and approve pull requests」を有効にしてください。' \
            'Administrators: turn on “Allow GitHub Actions to create and approve pull requests”, under Settings → Actions → General.')" '' \
        "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/compare/$branch?expand=1"
    exit 1
}
told "### $(speak '案を作りました。次はこのページです' 'The pull request is here')" '' "$opened" '' "$others"
