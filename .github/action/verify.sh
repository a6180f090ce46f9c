#!/usr/bin/env bash
# Verifies messages and writes the report to the log, the summary of the job and
# a file in JUnit's form. Its inputs are variables HOPPROOF_*.
set -euo pipefail
shopt -s nullglob
shopt -s globstar 2> /dev/null || true # bash 3 of macOS has none: ** is * there

case $HOPPROOF_FAIL_ON in
  unknown | broken | never) ;;
  *) echo "fail-on is $HOPPROOF_FAIL_ON: use unknown, broken or never" >&2; exit 2 ;;
esac

# A line is one pattern, whatever blanks are in it.
files=()
IFS=
while read -r pattern; do
  if [ -n "$pattern" ]; then
    # shellcheck disable=SC2206 # patterns are to be expanded
    found=($pattern)
    if [ ${#found[@]} = 0 ]; then
      echo "no file matches $pattern" >&2
      exit 2
    fi
    files+=("${found[@]}")
  fi
done <<< "$HOPPROOF_FILES"
if [ ${#files[@]} = 0 ]; then
  echo "files names no message" >&2
  exit 2
fi

arguments=(--lang en --color never)
declare_flag() {
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}
declare_flag --route "$HOPPROOF_ROUTE"
declare_flag --relay-ip "$HOPPROOF_RELAY_IP"
declare_flag --relay-host "$HOPPROOF_RELAY_HOST"
declare_flag --device-ip "$HOPPROOF_DEVICE_IP"
declare_flag --domain "$HOPPROOF_DOMAIN"
declare_flag --tenant "$HOPPROOF_TENANT"
declare_flag --destination "$HOPPROOF_DESTINATION"
declare_flag --token "$HOPPROOF_TOKEN"
while read -r argument; do
  if [ -n "$argument" ]; then arguments+=("$argument"); fi
done <<< "$HOPPROOF_ARGUMENTS"

code=0
hopproof verify "${arguments[@]}" --format junit --output "$HOPPROOF_JUNIT" -- "${files[@]}" || code=$?
case $code in
  0) outcome=held ;;
  1) outcome=broken ;;
  3) outcome=unknown ;;
  *) exit "$code" ;; # unreadable or misused: hopproof has said so
esac

# A message may hold what the runner takes for a command: it is told to stop
# reading them, until it sees a word that no message can know.
report=$(hopproof verify "${arguments[@]}" -- "${files[@]}") || true # the code is known
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$word"
printf '%s\n' "$report"
echo "::$word::"

# Markdown of hopproof is escaped: nothing of a message becomes markup.
{
  echo "### hopproof: $outcome"
  hopproof verify "${arguments[@]}" --format markdown -- "${files[@]}" || true
} >> "$GITHUB_STEP_SUMMARY"

{
  echo "outcome=$outcome"
  echo "junit=$HOPPROOF_JUNIT"
} >> "$GITHUB_OUTPUT"

case $HOPPROOF_FAIL_ON:$outcome in
  unknown:unknown | unknown:broken | broken:broken) exit "$code" ;;
esac
