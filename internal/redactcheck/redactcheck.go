// Package redactcheck compares what is said of a message with what is said of it
// under pseudonyms.
package redactcheck

import (
	"slices"

	"github.com/hopproof/hopproof/report"
)

// Same reports whether two Documents agree but for names: findings and hops.
func Same(a, b *report.Document) bool {
	return slices.EqualFunc(a.Findings, b.Findings, func(a, b report.Finding) bool {
		return a.Code == b.Code && a.Severity == b.Severity && len(a.Evidence) == len(b.Evidence)
	}) && slices.EqualFunc(a.Hops, b.Hops, func(a, b report.Hop) bool {
		return a.Basis == b.Basis && a.Link == b.Link && a.Role == b.Role
	})
}

// SameOutcome reports whether two Documents agree on the route: its outcome, and
// that of each leg.
func SameOutcome(a, b *report.Document) bool {
	if a.Route == nil || b.Route == nil {
		return a.Route == b.Route
	}
	return a.Route.Outcome == b.Route.Outcome && slices.EqualFunc(a.Route.Legs, b.Route.Legs, func(a, b report.Leg) bool {
		return a.Leg == b.Leg && a.Outcome == b.Outcome
	})
}
