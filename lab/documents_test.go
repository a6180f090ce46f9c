//go:build linux

package lab_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/report"
)

// document is one line of hopproof verify or analyze: about a message, or the
// verdict over several.
type document struct {
	Schema  string
	Outcome report.Outcome
	Code    string
	Inputs  []struct {
		Kind       string
		Recipients []struct{ Action string }
	}
	Entries []struct {
		IP  string
		TLS bool
	}
	Identity   struct{ Login, Outcome string }
	Forwarding []struct{ Kind, From, To string }
	Route      struct {
		Outcome    report.Outcome
		Legs       []verdict
		Conditions []verdict
	}
}

type verdict struct {
	Leg, Condition, Reason string
	Outcome                report.Outcome
	Conditions             []verdict
}

func documents(t *testing.T, out string) []document {
	t.Helper()
	var list []document
	for line := range strings.Lines(out) {
		var d document
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		list = append(list, d)
	}
	return list
}

// leg is the verdict on a leg, and condition that on a condition of the route.
func (d *document) leg(name string) verdict { return named(d.Route.Legs, name) }

func (d *document) condition(name string) verdict { return named(d.Route.Conditions, name) }

func named(list []verdict, name string) verdict {
	i := slices.IndexFunc(list, func(v verdict) bool { return v.Leg+v.Condition == name })
	if i < 0 {
		return verdict{}
	}
	return list[i]
}
