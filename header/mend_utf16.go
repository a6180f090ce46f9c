package header

import (
	"sort"
	"unicode/utf8"
)

// isUTF16 recognises the byte order marks of UTF-16, in which some Windows
// tools save text. A message on the wire is never UTF-16.
func isUTF16(input []byte) bool {
	return len(input) >= 2 && (input[0] == 0xff && input[1] == 0xfe || input[0] == 0xfe && input[1] == 0xff)
}

// parseUTF16 reads the text as UTF-8 and then takes all places back to the
// bytes of the input. Raw and Value are the converted text; Value says at = -1.
func parseUTF16(input []byte, lim limits) Section {
	cut := input[:min(len(input), lim.section)&^1]
	text, places := fromUTF16(cut)
	total := len(text) + (len(input)-len(cut))/2
	s := read(text, total, lim).finish(len(text))
	s.Kind = KindPaste
	back := func(at Span) Span {
		return Span{places.back(text, at.Start), min(places.back(text, at.End), len(input))}
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		f.mended, _ = f.Value()
		f.value = Span{}
		f.Mend |= MendUTF16
		f.Span = back(f.Span)
	}
	for i := range s.Problems {
		s.Problems[i].Span = back(s.Problems[i].Span)
	}
	s.Span = back(s.Span)
	if s.Body >= 0 {
		s.Body = places.back(text, s.Body)
	}
	s.Problems = append([]Problem{{Code: ProblemUTF16, Span: Span{0, len(input)}}}, s.Problems...)
	return s
}

// places maps offsets of the converted text to the input: one entry for about
// every placeStep bytes, so that the table is a fraction of the text.
type places []struct{ text, input int }

const placeStep = 64

// back returns the place in the input of an offset in text.
func (ps places) back(text string, at int) int {
	i := sort.Search(len(ps), func(i int) bool { return ps[i].text > at }) - 1
	pos, in := ps[i].text, ps[i].input
	for pos < at && pos < len(text) {
		r, n := utf8.DecodeRuneInString(text[pos:])
		pos += n
		in += 2
		if r > 0xffff {
			in += 2
		}
	}
	return in + 2*(at-pos) // beyond the text: what a limit left out
}

// fromUTF16 converts text behind its byte order mark. Half a surrogate pair
// becomes U+FFFD, which is two bytes of UTF-16 as well.
func fromUTF16(input []byte) (string, places) {
	high := 0
	if input[0] == 0xff {
		high = 1
	}
	unit := func(i int) rune { return rune(input[i+high])<<8 | rune(input[i+1-high]) }
	out := make([]byte, 0, len(input)/2+len(input)/16)
	ps := places{{0, 2}}
	for i := 2; i+1 < len(input); i += 2 {
		if len(out)-ps[len(ps)-1].text >= placeStep {
			ps = append(ps, struct{ text, input int }{len(out), i})
		}
		r := unit(i)
		if r >= 0xd800 && r < 0xe000 {
			pair := rune(0xfffd)
			if r < 0xdc00 && i+3 < len(input) {
				if low := unit(i + 2); low >= 0xdc00 && low < 0xe000 {
					pair = 0x10000 + (r-0xd800)<<10 + (low - 0xdc00)
					i += 2
				}
			}
			r = pair
		}
		out = utf8.AppendRune(out, r)
	}
	return string(out), ps
}
