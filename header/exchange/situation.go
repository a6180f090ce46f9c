package exchange

import "github.com/hopproof/hopproof/internal/ascii"

// Situation is how the message came into the tenant, as far as direction,
// AuthAs, AuthMechanism and entity tell. The glossary has a sentence for each
// under "situation".
type Situation string

// The situations.
const (
	SituationUnsaid          Situation = ""
	SituationIncoming        Situation = "incoming"
	SituationMailbox         Situation = "mailbox"
	SituationLogin           Situation = "smtp-auth"
	SituationHosted          Situation = "hosted"
	SituationConnector       Situation = "connector"
	SituationTreated         Situation = "connector-as-internal"
	SituationHybrid          Situation = "hybrid"
	SituationHybridAnonymous Situation = "hybrid-anonymous"
)

// treatedAsInternal begins AuthSource where the connector has the setting
// TreatMessagesAsInternal.
const treatedAsInternal = "TreatMessagesAsInternal-"

// Situation reads the attribution matrix. The fields may be a sender's.
func (f *Fields) Situation() Situation {
	internal := ascii.EqualFold(f.AuthAs().Text, "Internal")
	switch {
	case ascii.EqualFold(f.Direction().Text, "Incoming"):
		return SituationIncoming
	case ascii.HasPrefixFold(f.AuthSource().Text, treatedAsInternal):
		return SituationTreated
	case ascii.EqualFold(f.Direction().Text, "Originating") || ascii.EqualFold(f.Entity().Text, "HybridOnPrem"):
		return f.originating(internal)
	case ascii.EqualFold(f.Entity().Text, "Hosted") && internal:
		return f.submitted(SituationHosted)
	case ascii.EqualFold(f.Entity().Text, "Internet"):
		return SituationIncoming
	}
	return SituationUnsaid
}

// originating: EOP took the message for the tenant's own.
func (f *Fields) originating(internal bool) Situation {
	promoted := f.Get(HeadersPromoted).Count > 0
	switch {
	case internal:
		return f.submitted(SituationUnsaid)
	case !ascii.EqualFold(f.AuthAs().Text, "Anonymous"):
		return SituationUnsaid
	case promoted:
		return SituationHybridAnonymous
	}
	return SituationConnector
}

// submitted tells the internal ways in apart by their mechanism.
func (f *Fields) submitted(otherwise Situation) Situation {
	m, _, ok := f.AuthMechanism()
	switch {
	case !ok:
		return otherwise
	case m == MechanismMailbox:
		return SituationMailbox
	case m == MechanismLogin:
		return SituationLogin
	case m == MechanismExternal:
		return SituationHybrid
	}
	return otherwise
}
