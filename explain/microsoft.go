package explain

import (
	"slices"
	"strings"

	"github.com/hopproof/hopproof/header/exchange"
)

// microsoft explains what the glossary of package exchange knows. Where the
// word is known otherwise, only one that the glossary has under that very name
// is meant, not a field that merely ends in it.
func (a asker) microsoft(word string, known bool) []Answer {
	entries := exchange.Lookup(word, a.catalogue.Lang())
	if known {
		entries = slices.DeleteFunc(entries, func(e exchange.Entry) bool {
			return !strings.EqualFold(e.Key, word) && !strings.EqualFold(e.Value, word)
		})
	}
	if len(entries) == 0 {
		return nil
	}
	end := strings.IndexAny(word, ":=; \t\r\n")
	if end < 0 && entries[0].Value == "" {
		return a.keys(entries)
	}
	var list []Answer
	for i := range entries {
		next := a.entry(&entries[i])
		if !slices.ContainsFunc(list, next.repeats) {
			list = append(list, next)
		}
	}
	if len(list) == 1 && list[0].Kind != Value && end >= 0 {
		a.incomplete(&list[0], entries[0].Path, word[end:])
	}
	return list
}

// repeats reports whether a reader would take two answers for one: a key has
// the same values in several fields.
func (a *Answer) repeats(other Answer) bool {
	return a.Subject == other.Subject && a.Meaning == other.Meaning
}

// keys makes answers of entries in which each field or key is followed by its
// values. Values that an answer before has are not said again.
func (a asker) keys(entries []exchange.Entry) []Answer {
	var list []Answer
	for i := range entries {
		e := &entries[i]
		if e.Value == "" {
			list = append(list, a.entry(e))
			continue
		}
		last := &list[len(list)-1]
		last.Values = append(last.Values, ValueMeaning{e.Value, e.Text, Confidence(e.Confidence)})
	}
	for i := range list {
		for j := range i {
			if slices.Equal(list[i].Values, list[j].Values) {
				list[i].Values = nil
			}
		}
	}
	return list
}

// incomplete notes what stood behind a known name without being a known value
// of it: an error where the name has a table of values, and where only a blank
// parted the two.
func (a asker) incomplete(answer *Answer, path, rest string) {
	if about := exchange.Lookup(path, a.catalogue.Lang()); len(about) > 1 {
		answer.Values = a.keys(about)[0].Values
	}
	value := strings.Trim(rest, ":=; \t\r\n")
	if _, _, free := exchange.Meaning(path, value, a.catalogue.Lang()); free {
		return
	}
	if answer.Values != nil || rest[0] != ':' && rest[0] != '=' {
		answer.Unknown = value
	}
}

func (a asker) entry(e *exchange.Entry) Answer {
	answer := Answer{Kind: kindOf(e.Path), Subject: e.Key, Meaning: e.Text, Source: strings.Join(e.Sources, separators[a.lang]),
		Confidence: Confidence(e.Confidence), Seen: e.Seen, Checked: e.Checked, Related: relatedOf(e)}
	if e.Value != "" {
		answer.Kind = Value
		answer.Subject += separator(e.Path) + e.Value
		if about := exchange.Lookup(e.Path, a.catalogue.Lang()); len(about) > 0 && about[0].Value == "" {
			answer.Of = about[0].Text
		}
	}
	return answer
}

// scopes are the fields in which the keys of the glossary stand.
var scopes = [...][2]string{
	{"report.", "X-Forefront-Antispam-Report"},
	{"antispam.", "X-Microsoft-Antispam"},
	{"delivery.", "X-Microsoft-Antispam-Mailbox-Delivery"},
	{"onprem.", "X-MS-Exchange-Organization-Antispam-Report"},
}

func scopeOf(path string) string {
	for _, scope := range scopes {
		if strings.HasPrefix(path, scope[0]) {
			return scope[1]
		}
	}
	return ""
}

// isResult: the words of Authentication-Results are the only paths in lower
// case.
func isResult(path string) bool { return path == strings.ToLower(path) }

func kindOf(path string) Kind {
	switch {
	case scopeOf(path) != "":
		return Key
	case path == "situation" || path == "flag":
		return Term
	case isResult(path):
		return Method
	}
	return Field
}

func separator(path string) string {
	if kindOf(path) == Method {
		return "="
	}
	return ":"
}

// relatedOf names the field around a key, and the key of a value.
func relatedOf(e *exchange.Entry) []string {
	var list []string
	if e.Value != "" {
		list = append(list, e.Key)
	}
	switch scope := scopeOf(e.Path); {
	case scope != "":
		list = append(list, scope)
	case e.Path == "compauth":
		list = append(list, "reason", "Authentication-Results")
	case e.Path == "reason":
		list = append(list, "compauth", "Authentication-Results")
	case kindOf(e.Path) == Method:
		list = append(list, "Authentication-Results")
	case e.Path == "MailboxType":
		list = append(list, "X-MS-Exchange-CrossTenant-MailboxType")
	case !strings.Contains(e.Path, "-"):
		list = append(list, "X-MS-Exchange-Organization-"+e.Path)
	}
	return list
}
