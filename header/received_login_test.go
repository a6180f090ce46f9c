package header

import "testing"

// TestLoginOfAnyName: a login is read whatever letter the name of the program or
// of the user begins with, though other comments are told apart by theirs.
func TestLoginOfAnyName(t *testing.T) {
	for letter := 'a'; letter <= 'z'; letter++ {
		name := string(letter) + "ebmail"
		for _, c := range []struct{ comment, user string }{
			{name + " authenticated user jane", "jane"},
			{name + "@192.0.2.1 with login", name},
			{name + " mech=LOGIN bits=0", name},
		} {
			r := ParseReceived("from 192.0.2.1 ("+c.comment+") by mx.contoso.example with HTTP; 14 Oct 2026 08:15:05 -0000", 0)
			if r.Login.Used != Yes || r.Login.User != c.user {
				t.Errorf("(%s): %+v", c.comment, r.Login)
			}
		}
	}
}

// TestNoLogin: words that only look like one are none.
func TestNoLogin(t *testing.T) {
	for _, comment := range []string{"u with login", "@192.0.2.1 with login", `"u"@192.0.2.1 with login`, "u@192.0.2.1 without login", "u with", "with login"} {
		if r := ParseReceived("from 192.0.2.1 ("+comment+") by mx.contoso.example with HTTP; 14 Oct 2026 08:15:05 -0000", 0); r.Login.Used == Yes {
			t.Errorf("(%s): %+v", comment, r.Login)
		}
	}
}
