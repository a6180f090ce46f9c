package operator

import (
	"bytes"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// A pattern is a host name in lower case, whose first labels may be shapes:
//
//	**        one label or more, whatever they are (first label only)
//	{region}  three letters, "prd" or "p", two or three digits: eurprd04
//
// and inside a label
//
//	#  one digit           ^  one letter
//	~  letters or digits   +  hexadecimal digits   *  anything but a dot
//
// where the last three stand for one character or more. Everything else
// stands for itself, without case.
const (
	anyLabels   = "**"
	regionLabel = "{region}"
	shapeBytes  = "#^~+*{"
)

// head is the part of a pattern before its fixed end: nil for a full name.
type head []string

// splitPattern parts a pattern into its shapes and its fixed end.
func splitPattern(pattern string) (head, string) {
	var shapes head
	for end := pattern; ; {
		label, rest, more := strings.Cut(end, ".")
		if !more || !strings.ContainsAny(end, shapeBytes) {
			return shapes, end
		}
		if !strings.HasPrefix(label, "**") && !strings.Contains(label, regionLabel) {
			label = ascii.ToLower(label)
		}
		shapes = append(shapes, label)
		end = rest
	}
}

// rank orders patterns of one end: the more fixed characters, the earlier;
// those for any label last.
func (h head) rank() int {
	rank := 0
	for _, label := range h {
		if label == anyLabels {
			return -1
		}
		for i := range len(label) {
			if strings.IndexByte("~+*", label[i]) < 0 {
				rank++
			}
		}
	}
	return rank
}

// match reports whether the labels before the fixed end, each with its dot,
// fit the shapes.
func (h head) match(labels []byte) bool {
	for _, shape := range h {
		if shape == anyLabels {
			return len(labels) > 1
		}
		dot := bytes.IndexByte(labels, '.')
		if dot < 1 || dot > maxLabel || !matchLabel(shape, labels[:dot]) {
			return false
		}
		labels = labels[dot+1:]
	}
	return len(labels) == 0
}

func matchLabel(shape string, label []byte) bool {
	if shape == regionLabel {
		return isRegionLabel(label)
	}
	return matchShape(shape, label)
}

// matchShape fits one label to a shape. It calls itself once for every run in
// the shape; a label has at most 63 bytes.
func matchShape(shape string, label []byte) bool {
	for i := range len(shape) {
		class := shape[i]
		if class == '~' || class == '+' || class == '*' {
			return matchRun(class, shape[i+1:], label[i:])
		}
		if i >= len(label) || !fits(class, label[i]) {
			return false
		}
	}
	return len(label) == len(shape)
}

// matchRun fits a run of one byte or more, then the rest of the shape.
func matchRun(class byte, rest string, label []byte) bool {
	for n := 1; n <= len(label) && fits(class, label[n-1]); n++ {
		// Most places fail at their next byte: look at it before the call.
		if n < len(label) && (rest == "" || !fits(rest[0], label[n])) {
			continue
		}
		if matchShape(rest, label[n:]) {
			return true
		}
	}
	return false
}

// fits reports whether c, in lower case, is of a class, or is the letter
// itself.
func fits(class, c byte) bool {
	if kinds := classes[class]; kinds != 0 {
		return kinds&kindsOf[c] != 0
	}
	return c == class
}

// The kinds of bytes in a label, a bit for each.
const (
	isDigit = 1 << iota
	isLetter
	isHex
	isByte
)

// classes are the kinds that the bytes of a shape stand for.
var classes = [256]uint8{'#': isDigit, '^': isLetter, '~': isDigit | isLetter, '+': isHex, '*': isByte}

// kindsOf are the kinds of each byte.
var kindsOf = func() (table [256]uint8) {
	for c := range table {
		table[c] = isByte
		switch {
		case '0' <= c && c <= '9':
			table[c] |= isDigit | isHex
		case 'a' <= c && c <= 'f':
			table[c] |= isLetter | isHex
		case 'g' <= c && c <= 'z':
			table[c] |= isLetter
		}
	}
	return table
}()
