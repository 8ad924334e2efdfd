# Prints what an interactive zsh offers for each further line: zsh -f capture-completion.zsh <file> <line> …
if [[ -o interactive ]]; then
  PROMPT=
  zle_bracketed_paste=()
  autoload -Uz compinit && compinit -u -d $1.zcompdump
  source $1
  bindkey '^I' complete-word
  compprefuncs=(begin_offers)
  comppostfuncs=(end_offers)
  begin_offers() { print -r -- '<begin>' }
  end_offers() { print -r -- '<end>'; exit }
  compadd() {
    local -a offered
    # Asked by another function for what would match; not yet an offer.
    if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
      builtin compadd -A offered "$@"
      (( $#offered )) && print -rl -- '<offer>'${^offered}'</offer>'
    fi
    builtin compadd "$@"
  }
  print -r -- '<ready>'
  return
fi
zmodload zsh/zpty || exit 1
until_said() {
  local chunk
  text=
  until [[ $text == *$1* ]]; do
    zpty -r shell chunk || break
    text+=$chunk
  done
}
here=${0:A}
file=$1
shift
for line in "$@"; do
  print -r -- "<line>$line</line>"
  zpty shell zsh -f -i
  zpty -w shell " source ${(q)here} ${(q)file}"
  until_said $'\n<ready>'
  zpty -w -n shell "$line"$'\t'
  until_said '<end>'
  zpty -d shell
  print -r -- "$text"
done
