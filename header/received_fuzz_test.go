package header

import "testing"

// FuzzReceived: places are faithful and nothing is lost (checkReceived), and
// folding means nothing: the text on one line gives the same parts.
func FuzzReceived(f *testing.F) {
	for _, c := range receivedForms {
		f.Add(c.text)
	}
	for _, line := range typicalReceived {
		f.Add(line.text)
	}
	for _, seed := range []string{
		"from a (b [192.0.2.1] (may be forged)) (HELO \"x) by y\") by c with;ESMTP id <a b> for <\"a by b\"@c.example>; 1 Oct 2026 1:2 Z",
		"(((((( from [x (y] by ) ; ; 14 Oct 2026 08:15:05 +0000 by z from <> \\", "from by with id for via tls envelope-from",
		"from a\u00a0(\u00a0b\u00a0[192.0.2.1]) by \"c\u00a0d\" for <@\u00a00>\u00a0x; Wed,\u00a014 Oct 2026 08:15:05 +0000 (\u00a0)",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := checkReceived(t, text, 29)
		unfolded := rcvCollapse(rcvTrim(blanked(text)))
		if len(unfolded) > 100 { // a bracket that spans folds is measured in bytes
			return
		}
		once := ParseReceived(unfolded, -1)
		whole := ParseReceived(text, -1)
		if got, want := summary(&once), summary(&whole); rcvCollapse(blanked(got)) != rcvCollapse(blanked(want)) {
			t.Fatalf("%q\n folded   %s\n unfolded %s", text, want, got)
		}
		if len(once.Comments) != len(r.Comments) && len(whole.Problems) == len(r.Problems) {
			t.Fatalf("%q: %d comments, unfolded %d", text, len(r.Comments), len(once.Comments))
		}
	})
}
