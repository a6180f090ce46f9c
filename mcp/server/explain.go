package server

import (
	"context"
	"fmt"
	"strings"

	"github.com/hopproof/hopproof/explain"
)

// maxQuestion bounds in bytes what is asked, as in the command.
const maxQuestion = 1 << 20

// Explain are the arguments of tool explain.
type Explain struct {
	Words []string `json:"words" jsonschema:"what is asked, each a word such as 5.7.64, SFV:SKI or compauth; or one element with the whole text of an error or bounce"`
	Lang  string   `json:"lang,omitempty" jsonschema:"language of the sentences: en (default) or fr"`
}

func (s *service) explain(_ context.Context, q Explain) ([]byte, error) {
	lang, err := language(q.Lang)
	if err != nil {
		return nil, err
	}
	size := 0
	for _, word := range q.Words {
		if size += len(word); size > maxQuestion {
			return nil, fmt.Errorf("the question is larger than %d MiB", maxQuestion>>20)
		}
	}
	if strings.TrimSpace(strings.Join(q.Words, "")) == "" {
		return nil, refuse("the question is empty", "for example 5.7.64")
	}
	e := explain.Ask(q.Words, lang)
	e.Generator = s.generator()
	return e.AppendJSON(nil, ""), nil
}
