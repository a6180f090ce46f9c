package send

import "strings"

// Shell quotes an argument for a POSIX shell (POSIX.1-2017, Shell Command
// Language, section 2.2.2), if it needs that.
func Shell(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./-_") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// PowerShell quotes a string. PowerShell takes typographic single quotes for
// single quotes, so that each has to be doubled.
func PowerShell(s string) string {
	return "'" + powerShellQuotes.Replace(s) + "'"
}

var powerShellQuotes = strings.NewReplacer("'", "''", "‘", "‘‘", "’", "’’", "‚", "‚‚", "‛", "‛‛")
