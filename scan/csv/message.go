package csv

import (
	"strings"

	"github.com/hopproof/hopproof/internal/csvtext"
	"github.com/hopproof/hopproof/report"
)

// text is a cell of text.
func text(get func(*report.Document) string) cell {
	return func(r *csvtext.Row, d *report.Document) { r.Text(get(d)) }
}

func number(get func(*report.Document) int) cell {
	return func(r *csvtext.Row, d *report.Document) { r.Number(int64(get(d))) }
}

// truth is a cell of true or false, empty where that is not known.
func truth(get func(*report.Document) *bool) cell {
	return func(r *csvtext.Row, d *report.Document) {
		if v := get(d); v != nil {
			r.Bool(*v)
			return
		}
		r.Empty()
	}
}

// byName fills the columns of a message.
var byName = map[string]cell{
	"name":         text(func(d *report.Document) string { return d.Input.Name }),
	"bytes":        number(func(d *report.Document) int { return d.Input.Bytes }),
	"header_bytes": number(func(d *report.Document) int { return d.Input.HeaderBytes }),
	"fields":       number(func(d *report.Document) int { return d.Input.Fields }),
	"kind":         text(func(d *report.Document) string { return string(d.Input.Kind) }),
	"problems": text(func(d *report.Document) string {
		return joined(d.Problems, func(p *report.Problem) string { return p.Code }, " ")
	}),
	"message_id":  text(func(d *report.Document) string { return d.Message.MessageID }),
	"date":        text(func(d *report.Document) string { return d.Message.Date }),
	"subject":     text(func(d *report.Document) string { return d.Message.Subject }),
	"mail_from":   text(func(d *report.Document) string { return d.Message.MailFrom }),
	"header_from": text(func(d *report.Document) string { return strings.Join(d.Message.HeaderFrom, ", ") }),
	"to":          text(func(d *report.Document) string { return strings.Join(d.Message.To, ", ") }),
	"receiver":    text(func(d *report.Document) string { return d.Receiver.Name }),
	"receiver_assumed": truth(func(d *report.Document) *bool {
		if d.Receiver.Name == "" {
			return nil
		}
		return &d.Receiver.Assumed
	}),
	"hops": number(func(d *report.Document) int { return len(d.Hops) }),
	"total_s": func(r *csvtext.Row, d *report.Document) {
		if d.TotalSeconds == nil {
			r.Empty()
			return
		}
		r.Number(*d.TotalSeconds)
	},
	"sending": text(func(d *report.Document) string {
		if d.Sending == nil {
			return ""
		}
		return string(d.Sending.Mode)
	}),
	"sending_believed": truth(func(d *report.Document) *bool {
		if d.Sending == nil {
			return nil
		}
		return &d.Sending.Believed
	}),
	"entry_ip":    text(func(d *report.Document) string { return entry(d).IP }),
	"entry_helo":  text(func(d *report.Document) string { return entry(d).Helo }),
	"entry_tls":   truth(func(d *report.Document) *bool { return entry(d).TLS }),
	"entry_basis": text(func(d *report.Document) string { return string(entry(d).Basis) }),
	"entries":     number(func(d *report.Document) int { return len(d.Entries) }),
	"filters": text(func(d *report.Document) string {
		return joined(d.Filters, func(f *report.Filter) string { return f.Product }, ", ")
	}),
	"forwarding": text(func(d *report.Document) string {
		return joined(d.Forwarding, func(f *report.Forwarding) string { return string(f.Kind) }, " ")
	}),
	"spf":       text(func(d *report.Document) string { return result(d, "spf") }),
	"dkim":      text(func(d *report.Document) string { return result(d, "dkim") }),
	"dmarc":     text(func(d *report.Document) string { return result(d, "dmarc") }),
	"tenant_id": text(func(d *report.Document) string { return microsoft(d).TenantID }),
	"direction": text(func(d *report.Document) string { return string(microsoft(d).Direction) }),
	"auth_as":   text(func(d *report.Document) string { return microsoft(d).AuthAs }),
	"outcome":   text(outcome),
	"leg":       text(func(d *report.Document) string { leg, _ := decided(d.Route); return leg }),
	"reason":    text(func(d *report.Document) string { _, reason := decided(d.Route); return reason }),
	"verdict": text(func(d *report.Document) string {
		if d.Route == nil {
			return ""
		}
		return d.Route.Sentence
	}),
	"what_if": text(func(d *report.Document) string {
		return joined(d.WhatIf, func(w *report.WhatIf) string { return string(w.Question) + ":" + string(w.Outcome) }, " ")
	}),
	"if_reject_direct_send":        answers(report.IfRejectDirectSend, func(w *report.WhatIf) string { return string(w.Outcome) }),
	"if_reject_direct_send_reason": answers(report.IfRejectDirectSend, func(w *report.WhatIf) string { return w.Reason }),
	"if_connector":                 answers(report.IfConnector, func(w *report.WhatIf) string { return string(w.Outcome) }),
	"if_connector_reason":          answers(report.IfConnector, func(w *report.WhatIf) string { return w.Reason }),
	"what_if_reply": text(func(d *report.Document) string {
		return joined(d.WhatIf, func(w *report.WhatIf) string { return w.Reply }, "; ")
	}),
	"what_if_text": text(func(d *report.Document) string {
		return joined(d.WhatIf, func(w *report.WhatIf) string { return w.Text }, " ")
	}),
	"findings": text(func(d *report.Document) string {
		return joined(d.Findings, func(f *report.Finding) string { return f.Code }, " ")
	}),
}

// answers are what the answers to a question say, in the order in which it was
// asked of several setups.
func answers(q report.WhatIfQuestion, get func(*report.WhatIf) string) cell {
	return text(func(d *report.Document) string {
		return joined(d.WhatIf, func(w *report.WhatIf) string {
			if w.Question != q {
				return ""
			}
			return get(w)
		}, " ")
	})
}

// joined joins what is in a list; what has none is left out.
func joined[T any](list []T, get func(*T) string, by string) string {
	var words []string
	for i := range list {
		if word := get(&list[i]); word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, by)
}

// entry is the oldest believed entry, else the oldest claimed one, else empty.
func entry(d *report.Document) (e report.Entry) {
	for i := range d.Entries {
		if d.Entries[i].Basis != report.BasisClaimed {
			return d.Entries[i]
		}
	}
	if len(d.Entries) > 0 {
		return d.Entries[0]
	}
	return e
}

// result is the newest believed result of a method.
func result(d *report.Document, method string) string {
	if d.Authentication != nil {
		for i := range d.Authentication.Results {
			if r := &d.Authentication.Results[i]; r.Believed && r.Method == method {
				return r.Result
			}
		}
	}
	return ""
}

func microsoft(d *report.Document) (m report.Microsoft) {
	if d.Microsoft != nil {
		return *d.Microsoft
	}
	return m
}

func outcome(d *report.Document) string {
	if d.Route == nil {
		return ""
	}
	return string(d.Route.Outcome)
}

// decided is the leg or condition that decided against a route, and why.
func decided(r *report.Route) (leg, reason string) {
	if r == nil || r.Outcome == report.Held {
		return "", ""
	}
	for i := range r.Legs {
		if l := &r.Legs[i]; l.Required && l.Outcome == r.Outcome {
			return l.Leg, because(l.Reason, l.Conditions, r.Outcome)
		}
	}
	for i := range r.Conditions {
		if k := &r.Conditions[i]; k.Outcome == r.Outcome {
			return k.Title(), k.Reason
		}
	}
	return "", ""
}

// because is the reason of a leg, or that of the first of its conditions with the
// same outcome.
func because(reason string, conditions []report.Condition, o report.Outcome) string {
	for i := 0; reason == "" && i < len(conditions); i++ {
		if conditions[i].Outcome == o {
			reason = conditions[i].Reason
		}
	}
	return reason
}
