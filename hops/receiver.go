package hops

// ReceiverHost is the receiver that a verdict assumes: the host that stored
// the message and so wrote the newest line.
type ReceiverHost struct {
	Name string
	// Assumed: nothing in the text marks it as the receiver, and nobody named
	// it. The verdict then says whom it assumes (P0).
	Assumed bool
	// Inner: the message came inside another one, so that the receiver's line is
	// the word of whoever sent that.
	Inner bool
}

// nameReceiver names the receiver by the newest line that bears a host name:
// Gmail's store signs with an address only.
func nameReceiver(t *Timeline, o Options) {
	top := t.top()
	host := top
	if below := t.below(top); below != nil && isGoogleStore(top) && googleName(below) {
		host = below
	}
	t.Receiver = ReceiverHost{Name: host.Name(), Assumed: true, Inner: o.Inner}
	if MatchAny(o.Destination, host.By.Name) || o.Trust.domain(host.By.Name) {
		t.Receiver.Assumed = false
	}
	if !o.Inner && (top.Kind == KindDelivery || t.markedAbove(top.Field)) {
		t.Receiver.Assumed = false
	}
}

// AtMicrosoft reports whether the receiver is a believable mailbox of Microsoft
// 365, whose EOP removes a sender's copies of Microsoft's own fields (P8).
func (t *Timeline) AtMicrosoft() bool {
	top := t.top()
	return top != nil && top.Basis.Believed() && top.Kind.Microsoft()
}

func googleName(h *Hop) bool { return sameHost(h.By.Name, "mx.google.com") }

// markedAbove reports whether a delivery mark stands above the first Received
// field: Return-Path is added by the final delivery (RFC 5321 section 4.4),
// Delivered-To by the mailbox host (RFC 9228).
func (t *Timeline) markedAbove(field int) bool {
	for i, f := range t.Section.All("Return-Path") {
		if i < field && !f.Mend.Guessed() {
			return true
		}
	}
	for i, f := range t.Section.All("Delivered-To") {
		if i < field && !f.Mend.Guessed() {
			return true
		}
	}
	return false
}
