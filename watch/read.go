package watch

import (
	"context"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/report"
	"github.com/hopproof/hopproof/scan"
)

// reading is one message as it was read: a file may hold several.
type reading struct {
	document *report.Document
	problem  string // why it is unreadable
}

// read reads a message of a source.
func read(ctx context.Context, m *Message, o report.Options) ([]reading, error) {
	if m.Path == "" {
		section, _ := header.ParseHead(m.Head, max(m.Size, len(m.Head)))
		d := report.OfSection(&section, max(m.Size, len(m.Head)), o)
		r := reading{document: &d}
		if d.Input.Fields == 0 && len(d.Problems) > 0 {
			r.problem = d.Problems[0].Text
		}
		return []reading{r}, nil
	}
	path := m.Path
	for try := 1; ; try++ {
		list, err := readFile(ctx, path, o)
		if err != nil || len(list) != 1 || list[0].problem == "" || try == renames {
			return list, err
		}
		switch now := m.find(); now {
		case path:
			return list, nil
		case "":
			return nil, nil // it was taken away: there is nothing to verify
		default:
			path = now
		}
	}
}

// renames is how often a message is looked for that is renamed just as it is read.
const renames = 5

// readFile reads a file as a scan does: as a mailbox or an archive, too.
func readFile(ctx context.Context, path string, o report.Options) (list []reading, err error) {
	so := scan.Options{Report: o, Workers: 1, Keep: true}
	err = scan.Run(ctx, []string{path}, so, func(b *scan.Batch) error {
		for _, r := range b.Results {
			list = append(list, reading{r.Document, r.Problem})
		}
		return nil
	})
	return list, err
}

// outcome is what the event of a message says of it. Without a route it is
// unknown.
func (r *reading) outcome() report.Outcome {
	switch {
	case r.document.Input.Fields == 0:
		return Unreadable
	case r.document.Route == nil:
		return report.Unknown
	}
	return r.document.Route.Outcome
}
