extension CompletionScript {
    /// For bash 4.4 and newer, with the package bash-completion or without it.
    static let bash = #"""
        # Completion of PROGRAM for bash: the program itself says how a command line goes on.

        _PROGRAM() {
            local line=${COMP_LINE:0:COMP_POINT} piece index words=() starts=()
            # Readline cuts words at "=" and ":" too: what no blank separates is one word.
            for ((index = 0; index <= COMP_CWORD; index++)); do
                if ((index == 0)) || [[ $line == [[:blank:]]* ]]; then
                    line=${line#"${line%%[![:blank:]]*}"}
                    words+=("") starts+=("$index")
                fi
                piece=${COMP_WORDS[index]}
                [[ $line == "$piece"* ]] || piece=$line
                words[-1]+=$piece
                line=${line#"$piece"}
            done

            local current=${words[-1]} quote=
            if [[ $current == [\'\"]* ]]; then
                quote=${current:0:1} current=${current:1}
            fi
            words[-1]=$current

            local answer manner what candidate
            mapfile -t answer < <("$1" complete -- "${words[@]:1}" 2>/dev/null)
            IFS=$'\t' read -r manner what <<<"${answer[0]}"
            if [[ $manner == command ]]; then
                if declare -F _command_offset >/dev/null; then
                    _command_offset "${starts[what + 1]}"
                elif ((what + 2 == ${#words[@]})); then
                    mapfile -t COMPREPLY < <(compgen -c -- "$current")
                else
                    compopt -o filenames
                    mapfile -t COMPREPLY < <(compgen -f -- "$current")
                fi
                return
            fi

            # What Readline holds to be the word begins behind the last place where it cuts.
            local breaks=${COMP_WORDBREAKS//[^=:]/} done=
            if [[ -z $quote && -n $breaks && $current == *["$breaks"]* ]]; then
                done=${current%"${current##*["$breaks"]}"}
            fi
            COMPREPLY=()
            for candidate in "${answer[@]:1}"; do
                candidate=${candidate%%$'\t'*}
                [[ $candidate == "$current"* ]] && COMPREPLY+=("${candidate#"$done"}")
            done
            compopt -o nosort
            case $manner in
                parts) compopt -o nospace ;;
                files)
                    compopt -o filenames
                    mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "${current#"$what"}")
                    ;;
            esac
        }

        complete -F _PROGRAM PROGRAM
        """#
}
