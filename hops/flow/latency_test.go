package flow_test

import (
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/exchange"
	"github.com/hopproof/hopproof/hops"
	"github.com/hopproof/hopproof/hops/flow"
	"github.com/hopproof/hopproof/internal/testcorpus"
	gen "github.com/hopproof/hopproof/internal/tracegen"
)

func latency(data []byte) []hops.Finding {
	s := header.Parse(data)
	f := exchange.Parse(&s)
	return flow.LatencyFinding(hops.Build(&s, hops.Options{}), &f)
}

func TestLatency(t *testing.T) {
	message := func(field string) []byte {
		return gen.Section(gen.Join([]string{gen.DeliveryLine(gen.First, 8)},
			gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 3), gen.Message(), []string{field})...)
	}
	for field, want := range map[string]int{
		"X-MS-Exchange-Transport-EndToEndLatency: 00:00:05.1234567": 0,
		"X-MS-Exchange-Transport-EndToEndLatency: 00:00:09.0000000": 0,
		"X-MS-Exchange-Transport-EndToEndLatency: 00:00:10.0000000": 1,
		"X-MS-Exchange-Transport-EndToEndLatency: 00:00:01.0000000": 0,
		"X-MS-Exchange-Transport-EndToEndLatency: 00:00:00.0000000": 1,
		"X-MS-Exchange-Transport-EndToEndLatency: 00:10:00.0000000": 1,
		"X-Other: x": 0,
	} {
		if got := latency(message(field)); len(got) != want {
			t.Errorf("%s: %d findings, want %d", field, len(got), want)
		}
	}
}

// TestLatencyElsewhere: outside Microsoft nothing says when the mailbox had the
// message, and anybody can write the field.
func TestLatencyElsewhere(t *testing.T) {
	lines := gen.Join(atGmail(), gen.Traversal(gen.First, "relay.contoso.example", "203.0.113.25", 3), gen.Message())
	if got := latency(gen.Section(append(lines, "X-MS-Exchange-Transport-EndToEndLatency: 00:10:00.0000000")...)); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// TestCorpusLatency: real deliveries agree with their stamps.
func TestCorpusLatency(t *testing.T) {
	said, differ := 0, 0
	for _, m := range testcorpus.Messages(t) {
		s := header.Parse(m.Data)
		f := exchange.Parse(&s)
		if _, ok := f.EndToEndLatency(); ok {
			said++
		}
		differ += len(flow.LatencyFinding(hops.Build(&s, hops.Options{}), &f))
	}
	t.Logf("%d messages state their latency, %d differ from the stamps", said, differ)
	if differ*20 > said {
		t.Errorf("%d of %d differ", differ, said)
	}
}
