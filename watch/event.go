package watch

import (
	"time"

	"github.com/hopproof/hopproof/internal/jsontext"
	"github.com/hopproof/hopproof/report"
)

// Schema names the form of events.
const Schema = "hopproof-watch/1"

// Kind says what happened.
type Kind string

// The kinds of events.
const (
	Arrived  Kind = "message"  // a message was verified
	Changed  Kind = "changed"  // its outcome is not that of the one before
	Silent   Kind = "silent"   // nothing has arrived for so long
	Lost     Kind = "lost"     // the source cannot be read for now
	Regained Kind = "regained" // it can be read again
)

// Unreadable is the outcome of what is no message, or cannot be read.
const Unreadable report.Outcome = "unreadable"

// Event is one thing that happened.
type Event struct {
	Kind   Kind
	Time   time.Time
	Source string
	// Message is the one that Arrived or Changed speaks of, nil for the others.
	Message  *Message
	Document *report.Document
	// Outcome is that of the message: of its route, or [Unreadable]. Was is that
	// of the message before; empty: it is the first one.
	Outcome, Was report.Outcome
	// Problem says why the source is lost, or the message unreadable.
	Problem string
	// Since is when the last message was seen, of a Silent event.
	Since time.Time
	// Whole is whether the text of the event holds the whole document.
	Whole bool
}

// AppendJSON appends the event as an object of JSON on one line, without the
// newline. What a message wrote is escaped as in a document.
func (e *Event) AppendJSON(b []byte) []byte {
	w := eventWriter{jsontext.Writer{Text: b}}
	w.Open('{')
	w.text("schema", Schema)
	w.text("event", string(e.Kind))
	w.text("time", e.Time.UTC().Format(time.RFC3339))
	w.text("source", e.Source)
	if m := e.Message; m != nil {
		w.text("name", m.Name)
		w.number("uid_validity", m.Validity)
		w.number("uid", m.UID)
	}
	w.text("outcome", string(e.Outcome))
	w.text("was", string(e.Was))
	w.text("problem", e.Problem)
	if !e.Since.IsZero() {
		w.text("since", e.Since.UTC().Format(time.RFC3339))
	}
	w.document(e.Document, e.Whole)
	w.Close('}')
	return w.Text
}

// eventWriter writes the members of an event that are known.
type eventWriter struct{ jsontext.Writer }

func (w *eventWriter) text(key, value string) {
	if value != "" {
		w.AnyKey(key)
		w.String(value)
	}
}

func (w *eventWriter) number(key string, value uint32) {
	if value != 0 {
		w.AnyKey(key)
		w.Int(int64(value))
	}
}

// document writes what identifies the message and why its outcome is what it is.
func (w *eventWriter) document(d *report.Document, whole bool) {
	if d == nil {
		return
	}
	w.text("message_id", d.Message.MessageID)
	w.text("subject", d.Message.Subject)
	if d.Route != nil {
		w.text("route", d.Route.Name)
		w.text("sentence", d.Route.Sentence)
		w.legs(d.Route.Legs)
	}
	if len(d.Entries) > 0 {
		w.entry(&d.Entries[0])
	}
	if whole {
		w.AnyKey("document")
		w.Text = d.AppendJSON(w.Text, "")
	}
}

func (w *eventWriter) legs(legs []report.Leg) {
	w.AnyKey("legs")
	w.Open('[')
	for i := range legs {
		w.Member()
		w.Open('{')
		w.text("leg", legs[i].Leg)
		w.text("outcome", string(legs[i].Outcome))
		w.text("reason", legs[i].Reason)
		w.Close('}')
	}
	w.Close(']')
}

// entry writes where the message entered Microsoft 365, by its oldest border line.
func (w *eventWriter) entry(e *report.Entry) {
	w.AnyKey("entry")
	w.Open('{')
	w.text("ip", e.IP)
	w.text("helo", e.Helo)
	w.text("basis", string(e.Basis))
	w.Close('}')
}
