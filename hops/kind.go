package hops

import (
	"github.com/hopproof/hopproof/hops/operator"
	"github.com/hopproof/hopproof/internal/ascii"
)

// kindOf classifies a line by the host that signs it and by its strict form.
// A line that bears a Microsoft host but not the exact form is KindOther: see
// misshapen.
func kindOf(h *Hop) Kind {
	if h.Host.Operator != operatorMicrosoft || !h.StrictExchange() {
		return KindOther
	}
	switch {
	case h.Host.Kind == operator.KindBorder && h.Via == frontend && signsAs(h, ".mail.protection."):
		return KindBorder
	case h.Host.Kind == operator.KindProxy && h.Via == frontend && signsAs(h, ".office365."):
		return KindProxy
	case h.Host.Kind != operator.KindHub:
		return KindOther
	case h.With == "HTTPS" && (h.Via == "" || operator.Host(h.Via).Operator == operatorMicrosoft):
		return KindDelivery
	case h.Via != "":
		return KindOther
	case h.With == "mapi":
		return KindMapi
	}
	return KindHub
}

const (
	operatorMicrosoft = operator.Microsoft
	frontend          = "Frontend Transport"
)

// signsAs reports the suffix family under which a front end writes its own
// lines. In the from clause of the next line the same node bears another.
func signsAs(h *Hop, family string) bool {
	return ascii.IndexFold(h.By.Name, family) >= 0
}

// resubmission is what Exchange Online writes behind "with" of a message that its
// filter held or took back, and that comes in again.
const resubmission = "MailboxResubmission by AntispamTT"

// misshapen reports a line that claims a host of Microsoft's cloud but is off
// every form that cloud writes.
func misshapen(h *Hop) bool {
	switch h.Host.Kind {
	case operator.KindBorder, operator.KindProxy, operator.KindHub:
		return h.Kind == KindOther
	}
	return false
}
