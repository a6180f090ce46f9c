package verdict

import "github.com/hopproof/hopproof/header"

// Word is a verdict in the words of this package.
type Word string

// The verdicts.
const (
	Spam       Word = "spam"
	NotSpam    Word = "not-spam"
	Suspect    Word = "suspect" // the filter is not sure
	Bulk       Word = "bulk"    // wanted by some: newsletters, advertising
	Phishing   Word = "phishing"
	Malware    Word = "malware"
	NotScanned Word = "not-scanned"
)

// Verdict is what one field says.
type Verdict struct {
	Field   int    // index of the field
	Name    string // its name as written
	Product string
	Word    Word // empty if the field gives none, or in words that are not known
	// Score and Threshold are numbers as written; empty if there is none.
	// Products count in units of their own.
	Score, Threshold string
	// Detail is the text that is in none of the above.
	Detail string
	Span   header.Span // the place of the value
}

// Parse reads the verdict fields of s, topmost first.
func Parse(s *header.Section) []Verdict {
	var list []Verdict
	t := fieldTable()
	for i := range s.Fields {
		f := &s.Fields[i]
		if t.names.Index(f) < 0 && !t.mayBegin(f.Name) {
			continue // as nearly all
		}
		if r := t.find(f); r != nil && r.read != nil {
			list = append(list, r.verdict(f, i))
		}
	}
	return list
}

func (r *row) verdict(f *header.Field, index int) Verdict {
	v := Verdict{Field: index, Name: f.Name, Product: r.product}
	if text, at := f.Value(); at >= 0 {
		v.Span = header.Span{Start: at, End: at + len(text)}
	}
	r.read(&v, f.Body())
	return v
}
