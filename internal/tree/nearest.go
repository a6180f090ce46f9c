package tree

import "strings"

// maxWord is the longest word for which a nearest one is looked for, in bytes.
const maxWord = 32

// Aliases are pairs: what others write, and the word for it.
type Aliases [][2]string

// Nearest is the word of the list that text was most likely meant to be, or
// "": one that the others write for it, one that differs in few letters, or
// the longest one that stands in it between underscores or hyphens.
func Nearest(text string, words []string, others Aliases) string {
	if len(text) > maxWord {
		return ""
	}
	text = strings.ReplaceAll(strings.ToLower(text), "-", "_")
	for _, a := range others {
		if a[0] == text {
			return a[1]
		}
	}
	best, least := "", len(text)/3+2
	for _, w := range words {
		if d := distance(text, strings.ReplaceAll(w, "-", "_")); d < least && d < len(w) {
			best, least = w, d
		}
	}
	if best != "" {
		return best
	}
	return partOf(text, words)
}

func partOf(text string, words []string) string {
	best := ""
	for part := range strings.SplitSeq(text, "_") {
		for _, w := range words {
			if (part == w || part == w+"s") && len(w) > len(best) {
				best = w
			}
		}
	}
	return best
}

// distance counts the letters to insert, delete, change or swap with their
// neighbour to make a into b (optimal string alignment). Cost is
// len(a)*len(b), both at most maxWord.
func distance(a, b string) int {
	if len(b) > maxWord {
		return len(b)
	}
	var rows [3][maxWord + 1]int
	before, last, next := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		next[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			next[j] = min(change, last[j]+1, next[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				next[j] = min(next[j], before[j-2]+1)
			}
		}
		before, last, next = last, next, before
	}
	return last[len(b)]
}
