package send

import (
	"encoding/base64"
	"slices"
	"strings"
)

// speech is what a mechanism has the client say: with the command, where that
// is usual, and to each challenge.
type speech struct {
	first   string
	answers []string
}

func (p *Plan) speech(m Mechanism) speech {
	switch m {
	case XOAuth2:
		// The challenge describes an error; after nothing, the server refuses.
		return speech{"user=" + p.User + "\x01auth=Bearer " + p.Secret + "\x01\x01", []string{""}}
	case Login:
		return speech{answers: []string{p.User, p.Secret}}
	}
	return speech{first: "\x00" + p.User + "\x00" + p.Secret} // RFC 4616 section 2
}

// login is RFC 4954 section 4. What the client says is not shown, what the
// server asks is shown decoded.
func (s *session) login() *Failure {
	offered, ok := s.r.offers("AUTH")
	if !ok {
		return s.failure(StepAuth, "auth-not-offered", nil)
	}
	mechanism, ok := s.p.Mechanism.among(offered)
	if !ok {
		return s.failure(StepAuth, "mechanism-not-offered", map[string]string{"mechanism": string(mechanism), "offered": offered})
	}
	said := s.p.speech(mechanism)
	command := "AUTH " + string(mechanism)
	shown := command
	if said.first != "" {
		command, shown = command+" "+s.encode(said.first), command+" "+hidden
	}
	reply, err := s.w.askHidden(s.p.Timeout, command, shown)
	for _, answer := range said.answers {
		if err != nil || reply.Code != 334 {
			break
		}
		if challenge, err := base64.StdEncoding.DecodeString(reply.Lines[0]); err == nil && len(challenge) > 0 {
			s.w.note(Note, string(challenge))
		}
		reply, err = s.w.askHidden(s.p.Timeout, s.encode(answer), hidden)
	}
	return s.judge(StepAuth, reply, err, 235)
}

// among is the mechanism to use of those that a server offers; else the one that
// is missing.
func (m Mechanism) among(offered string) (use Mechanism, ok bool) {
	list := strings.Fields(strings.ToUpper(offered))
	if m == ByPassword {
		if m = Plain; !slices.Contains(list, string(m)) {
			m = Login
		}
	}
	return m, slices.Contains(list, string(m))
}

// encode is the form that SMTP gives an answer, which is not shown even where a
// server says it back.
func (s *session) encode(answer string) string {
	if answer != s.p.User {
		s.w.scrub.add(answer)
	}
	return base64.StdEncoding.EncodeToString([]byte(answer))
}
