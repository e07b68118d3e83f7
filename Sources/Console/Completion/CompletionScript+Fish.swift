extension CompletionScript {
    /// For fish 3.
    static let fish = #"""
        # Completion of PROGRAM for fish: the program itself says how a command line goes on.

        function __PROGRAM_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l answer ($words[1] complete -- $words[2..] "$current" 2>/dev/null)
            set -q answer[1]; or return
            set -l head (string split \t -- $answer[1])
            switch $head[1]
                case command
                    # What fish offers for that command line by itself.
                    set -l inner (string escape -- $words[(math $head[2] + 2)..])
                    complete -C (string join ' ' -- $inner "$current")
                    return
                case files
                    set -l typed (string sub -s (math (string length -- "$head[2]") + 1) -- "$current")
                    for path in (__fish_complete_path "$typed")
                        printf '%s%s\n' "$head[2]" $path
                    end
            end
            set -q answer[2]; and printf '%s\n' $answer[2..]
        end

        complete -c PROGRAM -f -k -a '(__PROGRAM_complete)'
        """#
}
