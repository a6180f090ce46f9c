package connector

import (
	_ "embed" // the findings
	"slices"
	"strings"
	"sync"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/internal/tsv"
)

// lintTSV lists every finding of lint: its code, how severe it is, the parameter
// that it concerns, and where the fact behind it is written down.
//
//go:embed lint.tsv
var lintTSV string

// Finding is a remark about a setup, by code. The sentence stands in the
// catalogue of package lang, under "lint." and the code, or, of an [Answer], under
// "check.". The codes of Lint are the rows of lint.tsv.
type Finding struct {
	Code     string
	Severity hops.Severity
	// Connector is the name of the connector; empty: the setup as a whole.
	Connector string
	Parameter string // the parameter concerned; empty: none
	Args      []header.Arg
}

type remark struct {
	severity  hops.Severity
	parameter string
}

var remarks = sync.OnceValue(func() map[string]remark {
	severities := []string{hops.Info.String(), hops.Warning.String(), hops.Error.String()}
	all := map[string]remark{}
	for _, cells := range tsv.Rows(lintTSV) {
		all[cells[0]] = remark{hops.Severity(max(0, slices.Index(severities, cells[1]))), cells[2]}
	}
	return all
})

// finding makes a finding of a code. args are names and values in turn; the
// argument "parameter" is the parameter concerned, where a code has several.
func finding(code, connector string, args ...string) Finding {
	r := remarks()[code]
	f := Finding{Code: code, Severity: r.severity, Connector: connector, Parameter: r.parameter}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args = append(f.Args, header.Arg{Name: args[i], Value: args[i+1]})
		if args[i] == "parameter" {
			f.Parameter = args[i+1]
		}
	}
	return f
}

func list(items []string) string { return strings.Join(items, ", ") }
