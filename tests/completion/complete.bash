#!/usr/bin/env bash
# What bash would offer behind a line: complete.bash SCRIPT PROGRAM WORD...   (the last word is the one being typed)
# Prints the offers, sorted, one a line. The script's `docmill` is PROGRAM.
script=$1 program=$2
shift 2
compopt() { :; } # only within a real completion
# shellcheck source=/dev/null
source "$script"
COMP_WORDS=("$program" "$@")
COMP_CWORD=$#
COMPREPLY=()
_docmill
printf '%s\n' "${COMPREPLY[@]}" | grep . | sort
exit 0
