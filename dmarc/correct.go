package dmarc

import (
	"cmp"
	"strings"

	"github.com/hopproof/hopproof/internal/ascii"
)

// Corrected is the record without its problems, the tags in their usual order.
// What is written in capitals is taken for what is meant.
func (r *Record) Corrected() string {
	value := func(name string) string { return cmp.Or(r.values[name], r.meant[name]) }
	text := "v=DMARC1; p=" + cmp.Or(value("p"), string(PolicyNone))
	for _, name := range []string{"sp", "np", "psd", "t", "adkim", "aspf", "fo"} {
		if v := value(name); v != "" {
			text += "; " + name + "=" + v
		}
	}
	for _, name := range []string{"rua", "ruf"} {
		if list := goodURIs(value(name)); list != "" {
			text += "; " + name + "=" + list
		}
	}
	return text
}

// Nearly reports whether somebody meant text as a DMARC record though it is
// none, and how it should be written.
func Nearly(text string) (wanted string, ok bool) {
	const version = "DMARC1"
	body := strings.Trim(ascii.TrimSpace(text), `"'`)
	at := ascii.IndexFold(body, version)
	if at < 0 || IsRecord(text) {
		return "", false
	}
	r := Parse("v=DMARC1;" + body[at+len(version):])
	return r.Corrected(), true
}
