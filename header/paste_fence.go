package header

import "strings"

// fenceIn is the run of characters with which a line opens a block of code, as
// tickets and chats take it from Markdown (CommonMark 0.31.2 section 4.5), where
// headers are pasted to be shown as they are; empty if the line opens none.
func fenceIn(line string) string {
	line = strings.TrimLeft(line, quoting)
	run := fenceRun(line)
	if len(run) < 3 || run[0] == '`' && strings.Contains(line[len(run):], "`") {
		return ""
	}
	return run
}

// closes reports whether a line closes the block: a run of the same characters,
// at least as long, and nothing else. No line of a section is like that: a folded one
// begins with white space.
func closes(fence, line string) bool {
	line = strings.TrimRight(line, " \t")
	return strings.HasPrefix(line, fence) && fenceRun(line) == line
}

// fenceRun is the run of grave accents or tildes at the beginning of a text.
func fenceRun(s string) string {
	i := 0
	for i < len(s) && (s[i] == '`' || s[i] == '~') && s[i] == s[0] {
		i++
	}
	return s[:i]
}
