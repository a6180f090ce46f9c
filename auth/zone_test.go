package auth

import (
	"context"
	"errors"
	"strings"

	"github.com/hopproof/hopproof/spf"
)

// zone is a made-up DNS: TXT records by name in lower case. A name exists if it
// or one below it has a record. It counts what it is asked.
type zone struct {
	texts  map[string][]string
	exists map[string]bool // names with records of other types
	broken map[string]bool // names without an answer; "*" is all
	asked  []string
}

var errBroken = errors.New("no answer")

func (z *zone) Resolve(ctx context.Context, name string, t spf.Type) (spf.Answer, error) {
	if err := ctx.Err(); err != nil {
		return spf.Answer{}, err
	}
	name = strings.ToLower(name)
	z.asked = append(z.asked, name)
	if z.broken[name] || z.broken["*"] {
		return spf.Answer{}, errBroken
	}
	if t != spf.TypeTXT || z.texts[name] == nil {
		return spf.Answer{Missing: !z.has(name)}, nil
	}
	return spf.Answer{Texts: z.texts[name]}, nil
}

func (z *zone) has(name string) bool {
	for other := range z.texts {
		if other == name || strings.HasSuffix(other, "."+name) {
			return true
		}
	}
	for other := range z.exists {
		if other == name || strings.HasSuffix(other, "."+name) {
			return true
		}
	}
	return false
}

// texts makes a zone of TXT records: name, text, name, text.
func texts(pairs ...string) *zone {
	z := &zone{texts: map[string][]string{}}
	for i := 0; i < len(pairs); i += 2 {
		z.texts[pairs[i]] = append(z.texts[pairs[i]], pairs[i+1])
	}
	return z
}
