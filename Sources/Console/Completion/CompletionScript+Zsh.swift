extension CompletionScript {
    /// For zsh 5, as a file in a folder of `$fpath` or sourced.
    static let zsh = #"""
        #compdef PROGRAM
        # Completion of PROGRAM for zsh: the program itself says how a command line goes on.

        _PROGRAM() {
            local -a answer before candidates
            local head manner what row
            (( CURRENT > 2 )) && before=("${(@Q)words[2,CURRENT-1]}")
            answer=("${(@f)$("${(Q)words[1]}" complete -- "${before[@]}" "${(Q)PREFIX}" 2>/dev/null)}")
            head=$answer[1]
            manner=${head%%$'\t'*} what=${head#*$'\t'}

            if [[ $manner == command ]]; then
                (( CURRENT -= what + 1 ))
                shift $(( what + 1 )) words
                _normal
                return
            fi
            for row in "${(@)answer[2,-1]}"; do
                candidates+=("${${row%%$'\t'*}//:/\\:}:${row#*$'\t'}")
            done
            case $manner in
                parts) _describe -V value candidates -S '' ;;
                files)
                    (( $#candidates )) && _describe -V value candidates
                    compset -p ${#what}
                    _files
                    ;;
                *) _describe -V value candidates ;;
            esac
        }

        # Autoloaded, this file is the function's body at its first call.
        if [[ $funcstack[1] == _PROGRAM ]]; then
            _PROGRAM "$@"
        else
            compdef _PROGRAM PROGRAM
        fi
        """#
}
