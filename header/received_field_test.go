package header

import "testing"

// TestReceivedReader: what was read stays as it was when the next fields are read,
// and is what a reader of its own gives.
func TestReceivedReader(t *testing.T) {
	var reader ReceivedReader
	all := make([]Received, 3*len(receivedForms))
	for i := range all {
		reader.read(receivedForms[i%len(receivedForms)].text, 7, &all[i])
	}
	for i := range all {
		text := receivedForms[i%len(receivedForms)].text
		if want := ParseReceived(text, 7); summary(&all[i]) != summary(&want) || len(all[i].Comments) != len(want.Comments) {
			t.Errorf("%q:\n%s\nalone\n%s", text, summary(&all[i]), summary(&want))
		}
	}
}
