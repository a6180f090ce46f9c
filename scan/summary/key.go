package summary

import "strings"

// A key of a table is one or several parts with tabs between; a way is several
// such keys with line ends between.

// part makes a text of a stranger a part of a key.
func part(s string) string {
	s = cut(s)
	if strings.ContainsAny(s, "\t\n") {
		return separators.Replace(s)
	}
	return s
}

var separators = strings.NewReplacer("\t", " ", "\n", " ")

// claimedKey marks a key that rests on lines nobody vouches for.
func claimedKey(key string, claimed bool) string {
	if claimed {
		return key + "?"
	}
	return key + "!"
}

func claimedOf(key string) (string, bool) {
	if key == "" {
		return "", false
	}
	return key[:len(key)-1], key[len(key)-1] == '?'
}
