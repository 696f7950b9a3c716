using System.CommandLine;

namespace Postern.Cli.Completion;

/// <summary><c>completion SHELL</c>: the script that makes a shell complete <c>postern</c>.</summary>
internal static class CompletionCommand
{
    public static Command Create(CliContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = "Shell: bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print what makes a shell complete commands and the names of your services") { shell };
        command.SetAction(parse =>
        {
            var (script, use) = parse.GetValue(shell) switch
            {
                "bash" => (Bash, ". <(postern completion bash)"),
                "zsh" => (Zsh, ". <(postern completion zsh), after compinit"),
                _ => (Fish, "postern completion fish | source"),
            };
            context.Out.Write(script);
            context.NextOnTerminal(use);
        });
        return command;
    }

    private const string Bash = """
        # Completion of postern for bash: . <(postern completion bash)
        _postern() {
          local line
          COMPREPLY=()
          while IFS= read -r line; do
            COMPREPLY+=("${line%%$'\t'*}")
          done < <("$1" complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
        }
        complete -o default -F _postern postern

        """;

    private const string Zsh = """
        #compdef postern
        # Completion of postern for zsh: . <(postern completion zsh), after compinit; or a file _postern in a folder of $fpath.
        _postern() {
          local line
          local -a values
          for line in "${(@f)$("$words[1]" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
            [[ -n $line ]] || continue
            if [[ $line == *$'\t'* ]]; then
              values+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
            else
              values+=("${line//:/\\:}")
            fi
          done
          if (( $#values )); then _describe postern values; else _files; fi
        }
        if [[ $funcstack[1] == _postern ]]; then _postern "$@"; else compdef _postern postern; fi

        """;

    private const string Fish = """
        # Completion of postern for fish: postern completion fish | source
        function __postern_complete
          set -l words (commandline -opc)
          $words[1] complete -- $words[2..] "$(commandline -ct)" 2>/dev/null
        end
        complete -c postern -f -a '(__postern_complete)'
        complete -c postern -n '__fish_seen_subcommand_from check' -F

        """;
}
