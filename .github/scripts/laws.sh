#!/usr/bin/env bash
# Runs a command, given as arguments, that prints a line for each article revised; opens an issue with these lines, or writes into the
# open one where they are others. Prints it nothing, nothing is done. Called by workflows/laws.yml.
set -euo pipefail
TITLE='法令の改正 (Laws revised)'

said=$("$@")
if [ -z "$said" ]; then
    exit 0
fi
body=$(printf '%s\n' '一覧の条文が、確かめた後に改正されています。これは法的な助言ではありません。' \
    'Articles in the lists were revised after they were checked. This is no legal advice.' '' "$said")
open=$(gh api --paginate "repos/$GITHUB_REPOSITORY/issues?state=open&per_page=100" \
    --jq ".[] | select(.title == \"$TITLE\") | .number" | head -n 1)
if [ -z "$open" ]; then
    gh api "repos/$GITHUB_REPOSITORY/issues" --raw-field title="$TITLE" --raw-field body="$body" --jq .html_url
elif [ "$(gh api "repos/$GITHUB_REPOSITORY/issues/$open" --jq .body)" != "$body" ]; then
    gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/$open" --raw-field body="$body" --jq .html_url
fi
