// Package hostile spoils messages at random, and says what must hold of the
// report on any of them. It is for tests.
package hostile

import (
	"bytes"
	"math/rand/v2"
)

// tokens are what parsers trip over: ends of lines, quotes and comments that
// are never closed, terminal controls, markup, formulas, words of the grammar.
var tokens = []string{
	"\r\n\r\n", "\n\n", "\r", "\n ", "\r\n\t", "\x00", "\x1b[2J", "\x1b]0;x\x07", "\u202e", "\u2028", "\xff\xfe", "\xc3", "\ufeff",
	"(", ")", "((((((((", `"`, `\`, `"\`, "<", ">", "[", "]", ";", ",", ":", "=", "=?utf-8?q?=0a=1b?=", "=?utf-8?b?////?=", "=?x-no?q?a?=",
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "=cmd|'/c calc'!A0", "@SUM(1)", "{ip}", "%s%n", "${x}",
	"Received: from x ([203.0.113.25]) by y; Wed, 14 Oct 2026 08:15:08 +0000\r\n", "Received:\r\n",
	"Received: from a (a [203.0.113.25]) by AM2PEPF0001C70A.mail.protection.outlook.com (10.167.16.1) with Microsoft SMTP Server id 15.20.1 via Frontend Transport; Wed, 14 Oct 2026 08:15:08 +0000\r\n",
	"Authentication-Results: x; dkim=pass header.d=contoso.example\r\n", "DKIM-Signature: v=1; d=contoso.example; b=\r\n", "ARC-Seal: i=51; cv=pass\r\n",
	"X-MS-Exchange-Organization-AuthAs: Internal\r\n", "Content-Type: multipart/mixed; boundary=\"\"\r\n", "From x\n", ">", "> ", "--",
	"Wed, 99 Foo 99999999999999999999 99:99:99 +9999", "0000-00-00T00:00:00Z", "999999999999999999999999", "-1", "::ffff:203.0.113.25", "[IPv6:", "::%eth0", "127.0.0.1",
}

// Edit spoils data in one to four places and returns the result; data is left as
// it is. The result is at most four times as long as data, and some bytes.
func Edit(r *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	for range 1 + r.IntN(4) {
		out = edits[r.IntN(len(edits))](r, out, len(data))
	}
	return out
}

// edits are the kinds of damage. size is that of the message before any.
var edits = []func(r *rand.Rand, data []byte, size int) []byte{
	flip, flip, cutOut, cutEnd, cutStart, insert, insert, swapLines, repeatField, repeatPiece, newEnds,
}

// piece is a random range of data, mostly a short one.
func piece(r *rand.Rand, data []byte) (start, end int) {
	if len(data) == 0 {
		return 0, 0
	}
	start = r.IntN(len(data))
	most := len(data) - start
	if r.IntN(4) > 0 {
		most = min(most, 40)
	}
	return start, start + 1 + r.IntN(most)
}

func flip(r *rand.Rand, data []byte, _ int) []byte {
	for range 1 + r.IntN(3) {
		if len(data) > 0 {
			data[r.IntN(len(data))] ^= byte(1 << r.IntN(8))
		}
	}
	return data
}

func cutOut(r *rand.Rand, data []byte, _ int) []byte {
	start, end := piece(r, data)
	return append(data[:start], data[end:]...)
}

func cutEnd(r *rand.Rand, data []byte, _ int) []byte { return data[:r.IntN(len(data)+1)] }

func cutStart(r *rand.Rand, data []byte, _ int) []byte { return data[r.IntN(len(data)+1):] }

func insert(r *rand.Rand, data []byte, _ int) []byte {
	at := r.IntN(len(data) + 1)
	token := tokens[r.IntN(len(tokens))]
	return append(data[:at:at], append([]byte(token), data[at:]...)...)
}

func swapLines(r *rand.Rand, data []byte, _ int) []byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	a, b := r.IntN(len(lines)), r.IntN(len(lines))
	lines[a], lines[b] = lines[b], lines[a]
	return bytes.Join(lines, nil)
}

// repeatField puts a line and what is folded under it in again, elsewhere.
func repeatField(r *rand.Rand, data []byte, size int) []byte {
	lines := bytes.SplitAfter(data, []byte("\n"))
	first := r.IntN(len(lines))
	last := first + 1
	for last < len(lines) && len(lines[last]) > 0 && (lines[last][0] == ' ' || lines[last][0] == '\t') {
		last++
	}
	field := bytes.Join(lines[first:last], nil)
	at := r.IntN(len(lines) + 1)
	rest := bytes.Join(lines[at:], nil)
	out := bytes.Join(lines[:at:at], nil)
	for range 1 + r.IntN(3) {
		if len(out)+len(field)+len(rest) < 4*size {
			out = append(out, field...)
		}
	}
	return append(out, rest...)
}

// repeatPiece puts a piece in many times at one place.
func repeatPiece(r *rand.Rand, data []byte, size int) []byte {
	start, end := piece(r, data)
	times := min(1+r.IntN(200), max(0, 4*size-len(data))/max(1, end-start))
	return append(data[:end:end], append(bytes.Repeat(data[start:end], times), data[end:]...)...)
}

// newEnds gives every line another end.
func newEnds(r *rand.Rand, data []byte, size int) []byte {
	ends := []string{"\r\n", "\n", "\r", "\n\n", "\r\r\n"}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\n"), []byte(ends[r.IntN(len(ends))]))
}
