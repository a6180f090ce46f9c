package report

import "slices"

// messageRows are what identifies the message. The names are field names and
// not translated.
func messageRows(m *Message) [][2]string {
	rows := [][2]string{
		{"From", firstTwo(m.HeaderFrom)}, {"To", firstTwo(m.To)}, {"Subject", m.Subject},
		{"Date", m.Date}, {"Message-ID", m.MessageID}, {"Return-Path", m.MailFrom},
	}
	return slices.DeleteFunc(rows, func(row [2]string) bool { return row[1] == "" })
}

// firstTwo shows the first two addresses and how many more there are.
func firstTwo(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		return items[0] + ", " + items[1]
	}
	return items[0] + ", " + items[1] + ", +" + number(uint64(len(items)-2))
}

// source names the program and what it read.
func (t *teller) source() []string {
	in := &t.d.Input
	all := []string{t.d.Generator, in.Name, t.label("fields", Pairs{{Name: "fields", Value: ordinal(in.Fields)}})}
	return slices.DeleteFunc(all, func(text string) bool { return text == "" })
}
