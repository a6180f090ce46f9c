package flow

import (
	"strings"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/ascii"
)

// Why a forwarded message can be taken as if it had come directly, or not.
const (
	ReasonKept          = "sender-kept"      // From and Message-ID are the author's
	ReasonKeptMicrosoft = "microsoft-kept"   // so, and Microsoft 365 forwarded it
	ReasonKeptList      = "list-kept"        // so, but a list may have changed subject and body
	ReasonNewMessage    = "new-message"      // the author of this message forwarded another as text
	ReasonRewrittenFrom = "sender-rewritten" // the forwarder put itself into From
	ReasonNoMessageID   = "no-message-id"    // nothing identifies the original
	ReasonNoAuthor      = "no-author"        // From names no address
)

// judge fills in Usable and Reason.
func (r *reader) judge() {
	if len(r.out) == 0 {
		return
	}
	from := addressIn(r.body(markFrom))
	for i := range r.out {
		f := &r.out[i]
		f.Usable, f.Reason = header.Yes, reasonKept(f)
		switch {
		case f.Kind == Text:
			f.Usable, f.Reason = header.No, ReasonNewMessage
		case r.rewroteFrom(f, from):
			f.Usable, f.Reason = header.No, ReasonRewrittenFrom
		case strings.IndexByte(r.body(markFrom), '@') < 0:
			f.Usable, f.Reason = header.No, ReasonNoAuthor
		case !r.has(markMessageID):
			f.Usable, f.Reason = header.No, ReasonNoMessageID
		}
	}
}

func reasonKept(f *Forwarding) string {
	if f.Kind == List {
		return ReasonKeptList
	}
	for _, code := range f.Because {
		if code == becauseForwardingLoop || code == becauseInboxRule || code == becauseSRS && f.Kind == AutoForward && strings.IndexByte(f.From, '@') > 0 {
			return ReasonKeptMicrosoft
		}
	}
	return ReasonKept
}

// rewroteFrom: lists do so for senders whose DMARC policy forbids the change
// of the body, alias services to hide the mailbox. The author then stands in
// Reply-To or X-Original-From.
func (r *reader) rewroteFrom(f *Forwarding, from string) bool {
	switch f.Kind {
	case List:
		return r.has(markOriginalFrom) || from != "" && ascii.EqualFold(from, f.From)
	case AutoForward:
		return f.Because[0] == becauseService && (r.has(markSimpleLogin) || r.has(markAnonAddy))
	}
	return false
}
