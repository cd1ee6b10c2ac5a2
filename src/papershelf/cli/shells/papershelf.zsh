#compdef papershelf
# Completion of papershelf for zsh. Add to ~/.zshrc, after compinit:  source <(papershelf completion zsh)
# Or save it as a file named _papershelf in a folder of $fpath.
_papershelf() {
    local line
    local -a whole open
    while IFS= read -r line; do
        case $line in
            :files) _files ;;
            :folders) _files -/ ;;
            open$'\t'*) open+=("${line#*$'\t'}") ;;
            whole$'\t'*) whole+=("${line#*$'\t'}") ;;
        esac
    done < <(papershelf complete zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)
    # What is to be typed on gets no blank: is:, +
    (( $#open )) && _describe -V papershelf open -S ''
    (( $#whole )) && _describe -V papershelf whole
}
if [[ $funcstack[1] == _papershelf ]]; then
    _papershelf "$@"
else
    compdef _papershelf papershelf
fi
