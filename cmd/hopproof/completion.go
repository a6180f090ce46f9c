package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// completions write the script of a shell.
var completions = map[string]func(root *cobra.Command, w io.Writer) error{
	"bash":       func(c *cobra.Command, w io.Writer) error { return c.GenBashCompletionV2(w, true) },
	"zsh":        (*cobra.Command).GenZshCompletion,
	"fish":       func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) },
	"powershell": (*cobra.Command).GenPowerShellCompletionWithDesc,
}

var shells = []string{"bash", "zsh", "fish", "powershell"}

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "completion bash|zsh|fish|powershell",
		Short: "Print the script that completes command lines in a shell",
		Long: `completion prints a script for a shell. Once the shell has read it, the
Tab key completes commands, flags, the values of flags and the words that
explain knows. Have the shell read it whenever it starts:

  bash        source <(hopproof completion bash)      in ~/.bashrc; needs bash-completion
  zsh         source <(hopproof completion zsh)       in ~/.zshrc, behind compinit
  fish        hopproof completion fish | source       in ~/.config/fish/config.fish
  PowerShell  hopproof completion powershell | Out-String | Invoke-Expression
                                                      in the file named by $PROFILE`,
		Example: `  hopproof completion bash > hopproof.bash
  hopproof completion zsh > _hopproof`,
		ValidArgsFunction: cobra.FixedCompletions(shells, cobra.ShellCompDirectiveNoFileComp),
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return hint(errors.New("completion needs the name of a shell"), "bash, zsh, fish or powershell")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			script, known := completions[args[0]]
			if !known {
				return hint(fmt.Errorf("no completion for %q", args[0]), "use bash, zsh, fish or powershell")
			}
			return script(c.Root(), a.out)
		},
	}
}
