package mailscan

import (
	"bytes"
	"context"
	"encoding/gob"
	"fmt"

	"github.com/hopproof/hopproof/scan/source"
)

// Sizes of a unit. What a unit costs beside its messages is a few milliseconds,
// and a runner that tries again does a whole one. Tests want smaller ones.
var (
	unitBytes int64 = 16 << 20
	unitFiles       = 1024
)

// Unit is work for one worker. Units in the order of Number and Part hold the
// messages in the order in which scan finds them.
type Unit struct {
	Number, Part int
	Items        []Item
}

// Item is a file or a part of one, or the Problem in its place.
type Item struct {
	Part    source.Part
	Problem *source.Problem
}

// name is that of a file that the unit makes.
func (u *Unit) name(kind string) string {
	return fmt.Sprintf("%s-%08d-%06d.ndjson", kind, u.Number, u.Part)
}

// encodeUnit keeps names of files byte by byte, whatever they are.
func encodeUnit(u Unit) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(u)
	return b.Bytes(), err
}

func decodeUnit(data []byte) (u Unit, err error) {
	err = gob.NewDecoder(bytes.NewReader(data)).Decode(&u)
	return u, err
}

// splitFn cuts a unit of one large mailbox into several.
type splitFn struct{}

func (*splitFn) ProcessElement(ctx context.Context, u Unit, emit func(Unit)) error {
	if len(u.Items) != 1 || u.Items[0].Problem != nil || remote(u.Items[0].Part.Path) {
		emit(u)
		return nil
	}
	n := 0
	source.Split(ctx, u.Items[0].Part.Path, unitBytes, func(p source.Part) {
		if n == 0 && p.Count == 0 {
			p = u.Items[0].Part // all of it
		}
		emit(Unit{Number: u.Number, Part: n, Items: []Item{{Part: p}}})
		n++
	})
	return ctx.Err()
}

// branchFn lets one of several branches have its share of the units.
type branchFn struct{ Branch, Branches int }

func (f *branchFn) ProcessElement(u Unit, emit func(Unit)) {
	if (u.Number+u.Part)%f.Branches == f.Branch {
		emit(u)
	}
}
