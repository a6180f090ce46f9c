package flow

import (
	"strconv"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
)

// latencyTolerance in seconds: stamps are whole seconds, and clocks inside
// Exchange Online differ by up to two.
const latencyTolerance = 4

// LatencyFinding compares the time that Exchange Online says the message spent
// in the receiving tenant with the stamps of its lines. A difference means
// that a stamp, a line or the field is not of this delivery.
func LatencyFinding(t *hops.Timeline, f *exchange.Fields) []hops.Finding {
	said, ok := f.EndToEndLatency()
	border := newestBorder(t)
	if !ok || border == nil || !border.Basis.Believed() || !t.AtMicrosoft() {
		return nil
	}
	top := t.Hop(len(t.Hops))
	measured, ok := border.Until(top)
	if !ok {
		return nil
	}
	if difference := said.Seconds - measured; difference >= -latencyTolerance && difference <= latencyTolerance {
		return nil
	}
	return []hops.Finding{{
		Code: "latency-differs", Severity: hops.Info,
		Args: []header.Arg{
			{Name: "said_s", Value: strconv.FormatInt(said.Seconds, 10)},
			{Name: "measured_s", Value: strconv.FormatInt(measured, 10)},
		},
		Evidence: []hops.Evidence{{Field: f.Get(exchange.TransportLatency).Field}, border.Evidence(border.Spans.Date), top.Evidence(top.Spans.Date)},
	}}
}
