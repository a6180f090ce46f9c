package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// resents reads the Resent blocks (RFC 5322 section 3.6.6) that neither a
// list nor a redirecting rule put in.
func (r *reader) resents() {
	rule := r.ruleAddress()
	r.each(markResentFrom, func(field int, body string) {
		from := addressIn(body)
		if r.list.owns(from) || rule != "" && (ascii.EqualFold(from, rule) || from == "") {
			return
		}
		r.add(Forwarding{
			Kind: Resent, From: from, To: addressIn(r.body(markResentTo)), Field: field, Because: []string{becauseResentFrom},
		})
	})
}

// forwardWords begin the Subject of a forwarded text, in lower case: English,
// French, German, Spanish, Portuguese, Italian, Swedish, Polish, Dutch,
// Turkish, Chinese, Japanese.
var forwardWords = [...]string{
	"fwd", "fw", "tr", "wg", "rv", "enc", "i", "vb", "pd", "doorst", "ilt", "转发", "轉寄", "轉發", "転送",
}

// texts finds messages that the author wrote to forward another: by the
// Subject, or by the field of Thunderbird.
func (r *reader) texts() {
	f := Forwarding{Kind: Text}
	if r.has(markForwardedMessageID) {
		f.Field, f.Because = r.field(markForwardedMessageID), []string{becauseForwardedID}
	}
	if forwards(beginning(r.body(markSubject))) {
		f.Field, f.Because = r.field(markSubject), appendNew(f.Because, becauseSubject)
	}
	if f.Because != nil {
		f.From = addressIn(r.body(markFrom))
		r.out = append(r.out, f)
	}
}

// beginning decodes a Subject that begins with an encoded-word or with a tag
// that may hold one. Of another the beginning is plain.
func beginning(subject string) string {
	if strings.HasPrefix(subject, "=?") || strings.HasPrefix(subject, "[") {
		return header.DecodeWords(subject, nil)
	}
	return subject
}

// forwards reports whether a Subject begins with a word of forwarding, behind
// the tags of lists. "Re: Fwd:" answers a forwarded message.
func forwards(subject string) bool {
	for {
		subject = strings.TrimLeft(subject, " \t")
		if beginsForward(subject) {
			return true
		}
		if subject == "" || subject[0] != '[' {
			return false
		}
		if beginsForward(subject[1:]) { // [Fwd: ...]
			return true
		}
		end := strings.IndexByte(subject, ']')
		if end < 0 {
			return false
		}
		subject = subject[end+1:]
	}
}

func beginsForward(text string) bool {
	for _, word := range forwardWords {
		if len(text) > len(word) && text[0]|caseBit == word[0]|caseBit && ascii.EqualFold(text[:len(word)], word) {
			rest := strings.TrimLeft(text[len(word):], " \u00a0\u202f")
			if strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "：") {
				return true
			}
		}
	}
	return false
}
