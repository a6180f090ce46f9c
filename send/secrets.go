package send

import (
	"encoding/base64"
	"slices"
	"strings"
)

// hidden stands for a secret.
const hidden = "********"

// scrubber removes secrets from what is shown. A server may say back what it
// was told.
type scrubber struct{ secrets []string }

// add hides a secret in plain and in the encodings of SMTP.
func (s *scrubber) add(secret string) {
	if secret == "" {
		return
	}
	s.secrets = append(s.secrets, secret, base64.StdEncoding.EncodeToString([]byte(secret)))
	// The longest first: one may be part of another.
	slices.SortFunc(s.secrets, func(a, b string) int { return len(b) - len(a) })
}

func (s *scrubber) clean(text string) string {
	for _, secret := range s.secrets {
		text = strings.ReplaceAll(text, secret, hidden)
	}
	return text
}
