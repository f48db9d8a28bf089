#!/usr/bin/env zsh
# What zsh would offer behind a line, asked of a real zsh on a pseudo-terminal: complete.zsh SCRIPT LINE
# Prints what the terminal shows after a tab, with the terminal's own control sequences taken out.
setopt extended_glob
zmodload zsh/zpty || exit 77
export TERM=xterm
zpty -b shell "zsh -f -i"
# Reads until the text has been shown; gives up after ten seconds.
wait_for() {
  local chunk
  integer tries=0
  seen=""
  until [[ $seen == *$1* ]]; do
    if zpty -r -t shell chunk; then
      seen+=$chunk
    else
      sleep 0.02
      (( ++tries < 500 )) || { print -r -- "no $1 in: $seen"; exit 1 }
    fi
  done
}
zpty -w shell "PROMPT=; RPROMPT=; stty -echo; unset zle_bracketed_paste; autoload -Uz compinit; compinit -u -d ${(q)TMPDIR}/zcompdump; source ${(q)1}"
# The prompt is there when the line editor is; what is typed earlier would be lost.
zpty -w shell 'LISTMAX=10000; COLUMNS=200; bindkey "^I" list-choices; PROMPT="the-mill"">"'
wait_for 'the-mill>'
# Typed in one go: the line, a tab, then the line thrown away and an end mark.
zpty -w -n shell "$2"$'\t\x15print -r -- the-end-$((40+2))\n'
wait_for the-end-42
zpty -d shell
seen=${seen//$'\r'/}
print -r -- ${seen//$'\e['[0-9;?]#[A-Za-z]/}
