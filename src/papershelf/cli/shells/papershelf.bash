# Completion of papershelf for bash. Add to ~/.bashrc:  source <(papershelf completion bash)
_papershelf() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            :files) compopt -o default ;;
            :folders) compopt -o dirnames ;;
            *) COMPREPLY+=("$line") ;;
        esac
    done < <(papershelf complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
    # What is to be typed on gets no blank: is:, +
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[:+=] ]]; then
        compopt -o nospace
    fi
}
complete -o nosort -F _papershelf papershelf 2>/dev/null || complete -F _papershelf papershelf
