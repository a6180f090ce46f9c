package report_test

import (
	"context"
	"slices"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// TestInputOptions: what the text itself does not show is taken from the
// options; the text may have to be mended all the same.
func TestInputOptions(t *testing.T) {
	inner := []report.InnerMessage{{Index: 1, Subject: "in", Kind: report.InnerRFC822}}
	o := report.Options{Name: "a.msg", Kind: report.KindMSG, InnerNumber: 2, Inner: inner}
	const stray = "Microsoft Mail Internet Headers Version 2.0\r\n"
	d, err := report.Analyze(context.Background(), []byte(stray+"Received: from a.example\r\n by b.example; Wed, 14 Oct 2026 08:15:00 +0000\r\nSubject: a\r\n"), o)
	if err != nil {
		t.Fatal(err)
	}
	if in := d.Input; in.Kind != report.KindMSG || in.InnerNumber != 2 || !slices.Equal(in.Inner, inner) || in.Fields != 2 {
		t.Errorf("%+v", in)
	}
	if len(d.Problems) != 1 || d.Problems[0].Code != "text-outside-fields" || d.Problems[0].Span != (report.Span{0, len(stray) - 2}) {
		t.Errorf("%+v", d.Problems)
	}
}
