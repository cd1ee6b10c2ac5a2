# Completion of papershelf for fish. Save it:  papershelf completion fish > ~/.config/fish/completions/papershelf.fish
function __papershelf_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    for offer in (papershelf complete fish -- $words[2..-1] "$current" 2>/dev/null)
        switch $offer
            case :files
                __fish_complete_path "$current"
            case :folders
                __fish_complete_directories "$current"
            case '*'
                printf '%s\n' "$offer"
        end
    end
end
complete -c papershelf -f -k -a '(__papershelf_complete)'
