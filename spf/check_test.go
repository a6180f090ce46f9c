package spf

import (
	"context"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// contoso is a relay beside Microsoft 365, as administrators set it up.
func contoso() *zone {
	z := newZone()
	z.txt["contoso.example"] = []string{"MS=ms1", "v=spf1 ip4:203.0.113.25 mx include:spf.protection.outlook.com -all exp=why.%{d}"}
	z.txt["spf.protection.outlook.com"] = []string{"v=spf1 ip4:40.92.0.0/15 ip4:40.107.0.0/16 -all"}
	z.txt["why.contoso.example"] = []string{"%{i} sends no mail for %{o}; asked by %{r}"}
	z.txt["helo.contoso.example"] = []string{"v=spf1 a -all"}
	z.mx["contoso.example"] = []string{"mx1.contoso.example", "mx2.contoso.example"}
	z.a["mx1.contoso.example"] = []string{"198.51.100.1", "2001:db8::1"}
	z.a["mx2.contoso.example"] = []string{"198.51.100.2"}
	z.a["helo.contoso.example"] = []string{"203.0.113.25"}
	return z
}

func check(z *zone, ip string, q Query) Result {
	q.IP = netip.MustParseAddr(ip)
	return (&Checker{Resolver: z}).Check(context.Background(), q)
}

func TestCheck(t *testing.T) {
	en := catalogue(t, "en")
	for _, c := range []struct {
		name, ip string
		query    Query
		status   Status
		code     string
		term     string
	}{
		{"relay", "203.0.113.25", Query{MailFrom: "a@contoso.example"}, Pass, ReasonPass, "ip4:203.0.113.25"},
		{"mapped", "::ffff:203.0.113.25", Query{MailFrom: "a@contoso.example"}, Pass, ReasonPass, "ip4:203.0.113.25"},
		{"final dot", "203.0.113.25", Query{MailFrom: "a@contoso.example."}, Pass, ReasonPass, "ip4:203.0.113.25"},
		{"zone", "2001:db8::1%eth0", Query{MailFrom: "a@contoso.example"}, Pass, ReasonPass, "mx"},
		{"exchanger", "198.51.100.2", Query{MailFrom: "a@contoso.example"}, Pass, ReasonPass, "mx"},
		{"cloud", "40.107.1.1", Query{MailFrom: "a@contoso.example"}, Pass, ReasonPass, "include:spf.protection.outlook.com"},
		{"foreign", "192.0.2.1", Query{MailFrom: "a@contoso.example"}, Fail, ReasonFail, "-all"},
		{"null path", "203.0.113.25", Query{Helo: "helo.contoso.example"}, Pass, ReasonPass, "a"},
		{"helo", "192.0.2.1", Query{MailFrom: "a@contoso.example", Helo: "helo.contoso.example", Identity: Helo}, Fail, ReasonFail, "-all"},
		{"no record", "192.0.2.1", Query{MailFrom: "a@fabrikam.example"}, None, ReasonNoRecord, ""},
		{"address literal", "192.0.2.1", Query{Helo: "[192.0.2.1]"}, None, ReasonDomain, ""},
		{"one label", "192.0.2.1", Query{Helo: "scanner"}, None, ReasonDomain, ""},
	} {
		r := check(contoso(), c.ip, c.query)
		if r.Status != c.status || r.Reason.Code != c.code || r.Reason.Term.In(r.Reason.Record) != c.term {
			t.Errorf("%s: %s, %+v", c.name, r.Status, r.Reason)
		}
		speaks(t, en, "spf.reason."+r.Reason.Code, r.Reason.Args)
	}
}

func TestExplanation(t *testing.T) {
	q := Query{MailFrom: "a@contoso.example", Receiver: "mx.fabrikam.example"}
	r := check(contoso(), "192.0.2.1", q)
	if want := "192.0.2.1 sends no mail for contoso.example; asked by mx.fabrikam.example"; r.Explanation != want {
		t.Errorf("got %q", r.Explanation)
	}
	for why, texts := range map[string][]string{
		"two texts": {"a", "b"}, "a line end": {"a\r\nb"}, "no ASCII": {"caf\u00e9"}, "a broken macro": {"%{"},
		"too long": {strings.Repeat("x", maxExplanation+1)},
	} {
		z := contoso()
		z.txt["why.contoso.example"] = texts
		if r := check(z, "192.0.2.1", q); r.Status != Fail || r.Explanation != "" {
			t.Errorf("%s: %s, %q", why, r.Status, r.Explanation)
		}
	}
	z := contoso()
	z.txt["why.contoso.example"] = []string{strings.Repeat("x", maxExplanation)}
	if r := check(z, "192.0.2.1", q); len(r.Explanation) != maxExplanation {
		t.Errorf("the longest: %q", r.Explanation)
	}
	c := Checker{Resolver: z, NoExplanation: true}
	q.IP = netip.MustParseAddr("192.0.2.1")
	before := z.asked
	if r := c.Check(context.Background(), q); r.Explanation != "" || z.asked-before != 5 {
		t.Errorf("%q after %d questions", r.Explanation, z.asked-before)
	}
}

// TestReasons: each way to stop names its term.
func TestReasons(t *testing.T) {
	en := catalogue(t, "en")
	for _, c := range []struct {
		records []string
		status  Status
		code    string
		term    string
	}{
		{[]string{"v=spf1 a:broken.example.com -all"}, TempError, ReasonDNS, "a:broken.example.com"},
		{[]string{"v=spf1 include:broken.example.com -all"}, TempError, ReasonDNS, ""},
		{[]string{"v=spf1 a -foo -all"}, PermError, ReasonSyntax, "foo"},
		{[]string{"v=spf1 include:n1.example.com", "v=spf1 ip4:1.2.3"}, PermError, ReasonSyntax, "1.2.3"},
		{[]string{"v=spf1 include:nothing.example.com -all"}, PermError, ReasonIncludeNone, "include:nothing.example.com"},
		{[]string{"v=spf1 redirect=nothing.example.com"}, PermError, ReasonRedirectNone, "redirect=nothing.example.com"},
		{[]string{"v=spf1 include:%{l}..example.com"}, PermError, ReasonIncludeNone, "include:%{l}..example.com"},
		{[]string{"v=spf1 include:n0.example.com"}, PermError, ReasonLookups, "include:n0.example.com"},
		{[]string{"v=spf1 a:x.example.com a:y.example.com a:z.example.com"}, PermError, ReasonVoids, "a:z.example.com"},
		{[]string{"v=spf1 mx:many.example.com"}, PermError, ReasonVoids, "mx:many.example.com"},
		{[]string{"v=spf1 mx:wide.example.com"}, PermError, ReasonMX, "mx:wide.example.com"},
		{[]string{"v=spf1 ?ip4:192.0.2.1"}, Neutral, ReasonNeutral, "?ip4:192.0.2.1"},
		{[]string{"v=spf1 ~all"}, Softfail, ReasonSoftfail, "~all"},
		{[]string{"v=spf1"}, Neutral, ReasonDefault, ""},
		{[]string{"v=spf1 redirect=n1.example.com", "v=spf1 -all"}, Fail, ReasonFail, "-all"},
	} {
		z := hostile(c.records)
		for i := range 11 {
			host := "w" + number(i) + ".example.com"
			z.mx["wide.example.com"] = append(z.mx["wide.example.com"], host)
			z.a[host] = []string{"198.51.100.1"}
		}
		r := check(z, "192.0.2.1", Query{MailFrom: "a@n0.example.com"})
		if r.Status != c.status || r.Reason.Code != c.code || r.Reason.Term.In(r.Reason.Record) != c.term {
			t.Errorf("%v: %s, %+v", c.records, r.Status, r.Reason)
		}
		speaks(t, en, "spf.reason."+r.Reason.Code, r.Reason.Args)
	}
	z := hostile(nil)
	z.txt["n0.example.com"] = []string{"v=spf1 -all", "v=spf1 +all"}
	if r := check(z, "192.0.2.1", Query{MailFrom: "a@n0.example.com"}); r.Status != PermError || r.Reason.Code != ReasonSeveral {
		t.Errorf("two records: %s, %+v", r.Status, r.Reason)
	}
	if r := (&Checker{Resolver: z}).Check(context.Background(), Query{MailFrom: "a@n0.example.com"}); r.Status != None || r.Reason.Code != ReasonAddress {
		t.Errorf("no address: %s, %+v", r.Status, r.Reason)
	}
}

// TestLimits: fields set the limits, and a negative one allows nothing.
func TestLimits(t *testing.T) {
	q := Query{IP: netip.MustParseAddr("192.0.2.1"), MailFrom: "a@n0.example.com"}
	status := func(record string, l Limits) (Status, string) {
		z := hostile([]string{record, "v=spf1 include:n2.example.com", "v=spf1 +all"})
		for i := range 20 {
			z.a["h"+number(i)+".example.com"] = []string{"198.51.100.1"}
		}
		r := (&Checker{Resolver: z, Limits: l}).Check(context.Background(), q)
		return r.Status, r.Reason.Code
	}
	for _, c := range []struct {
		record string
		limits Limits
		status Status
		code   string
	}{
		{"v=spf1 a:x.example.com -all", Limits{Voids: -1}, PermError, ReasonVoids},
		{"v=spf1 a:x.example.com a:y.example.com a:z.example.com -all", Limits{Voids: 3}, Fail, ReasonFail},
		{"v=spf1 ip4:192.0.2.1", Limits{Lookups: -1}, Pass, ReasonPass},
		{"v=spf1 include:n1.example.com", Limits{Lookups: 2}, Pass, ReasonPass},
		{"v=spf1 include:n1.example.com", Limits{Lookups: 1}, PermError, ReasonLookups},
		{"v=spf1 include:n1.example.com", Limits{Depth: 1}, PermError, ReasonDepth},
		{"v=spf1 include:n1.example.com", Limits{Depth: 2}, Pass, ReasonPass},
		{"v=spf1 redirect=n1.example.com", Limits{Depth: 1}, PermError, ReasonDepth},
		{"v=spf1 redirect=n1.example.com", Limits{Depth: 2}, Pass, ReasonPass},
		{"v=spf1 mx:many.example.com -all", Limits{MX: 20}, PermError, ReasonMX},
		{"v=spf1 ptr:example.com -all", Limits{}, Fail, ReasonFail},
		{"v=spf1 ptr:example.com -all", Limits{PTR: 1000}, Pass, ReasonPass},
		{"v=spf1 ptr:h999.example.com -all", Limits{PTR: 1000}, Pass, ReasonPass},
		{"v=spf1 ptr:xample.com -all", Limits{PTR: 1000}, Fail, ReasonFail},
	} {
		if s, code := status(c.record, c.limits); s != c.status || code != c.code {
			t.Errorf("%s with %+v: %s, %s", c.record, c.limits, s, code)
		}
	}
}

// TestPTR: an address without a name is a void lookup, and a name that cannot
// be looked up is passed over (RFC 7208 sections 4.6.4 and 5.5).
func TestPTR(t *testing.T) {
	z := newZone()
	z.txt["contoso.example"] = []string{"v=spf1 ptr a:x.contoso.example ?all"}
	q := Query{MailFrom: "a@contoso.example"}
	voids := func(ip string) int { return check(z, ip, q).Voids }
	if got := voids("192.0.2.1"); got != 2 {
		t.Errorf("%d void lookups, want 2", got)
	}
	z.txt["contoso.example"] = []string{"v=spf1 ptr ptr a:x.contoso.example a:y.contoso.example ?all"}
	if r := check(z, "192.0.2.1", q); r.Status != PermError || r.Reason.Code != ReasonVoids || r.Reason.Term.In(r.Reason.Record) != "a:y.contoso.example" {
		t.Errorf("three void lookups: %s, %+v", r.Status, r.Reason)
	}
	z.txt["contoso.example"] = []string{"v=spf1 a:x.contoso.example a:y.contoso.example ptr ?all"}
	if r := check(z, "192.0.2.1", q); r.Status != PermError || r.Reason.Code != ReasonVoids || r.Reason.Term.In(r.Reason.Record) != "ptr" {
		t.Errorf("three void lookups: %s, %+v", r.Status, r.Reason)
	}
	z.txt["contoso.example"] = []string{"v=spf1 ptr -all"}
	z.ptr["2001:db8::1"] = []string{"broken.contoso.example.", "relay.contoso.example."}
	z.fail["broken.contoso.example"] = true
	z.a["relay.contoso.example"] = []string{"2001:db8::1"}
	if r := check(z, "2001:db8::1", q); r.Status != Pass {
		t.Errorf("the second name counts: %s, %+v", r.Status, r.Reason)
	}
	z.fail[strings.ToLower(reverseName(netip.MustParseAddr("2001:db8::1")))] = true
	if r := check(z, "2001:db8::1", q); r.Status != Fail {
		t.Errorf("no answer is no name: %s, %+v", r.Status, r.Reason)
	}
}

// TestTrace: the steps of a check, in the order of doing.
func TestTrace(t *testing.T) {
	z := contoso()
	q := Query{IP: netip.MustParseAddr("40.107.1.1"), MailFrom: "a@contoso.example"}
	r := (&Checker{Resolver: z, Trace: true}).Check(context.Background(), q)
	var got []string
	en := catalogue(t, "en")
	for i := range r.Trace {
		s := &r.Trace[i]
		line := strings.Repeat(" ", s.Depth) + s.Code + " " + s.Domain + " " + s.Term + " " + s.Result.String()
		for _, question := range s.Questions {
			line += " " + question.Name + "/" + question.Type.String()
		}
		got = append(got, line+" "+number(s.Lookups)+"+"+number(s.Voids))
		speaks(t, en, "spf.step."+s.Code, s.Args())
		if s.Span.In("") != "" || s.Term != "" && !strings.Contains(z.txt[s.Domain][len(z.txt[s.Domain])-1], s.Term) {
			t.Errorf("%+v", s)
		}
	}
	want := []string{
		"record contoso.example  none contoso.example/TXT 0+0",
		"no-match contoso.example ip4:203.0.113.25 none 0+0",
		"no-match contoso.example mx none contoso.example/MX mx1.contoso.example/A mx2.contoso.example/A 1+0",
		"match contoso.example include:spf.protection.outlook.com pass 2+0",
		" record spf.protection.outlook.com  none spf.protection.outlook.com/TXT 2+0",
		" no-match spf.protection.outlook.com ip4:40.92.0.0/15 none 2+0",
		" match spf.protection.outlook.com ip4:40.107.0.0/16 pass 2+0",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if len(r.Trace[0].Questions) == 1 && len(r.Trace[0].Questions[0].Answer.Texts) != 2 {
		t.Errorf("the answer is not in the trace: %+v", r.Trace[0].Questions)
	}
}

// TestTraceOfTheSuite: a trace changes no result, and each question is in it.
func TestTraceOfTheSuite(t *testing.T) {
	for _, c := range loadSuite(t, "rfc7208-tests.yml") {
		c.zone.asked = 0
		plain := (&Checker{Resolver: c.zone}).Check(context.Background(), c.query)
		asked := c.zone.asked
		traced := (&Checker{Resolver: c.zone, Trace: true}).Check(context.Background(), c.query)
		questions := 0
		for _, s := range traced.Trace {
			questions += len(s.Questions)
			if s.Code == StepStop && s.Result != TempError && s.Result != PermError {
				t.Errorf("%s: %+v", c.name, s)
			}
		}
		if questions != asked {
			t.Errorf("%s: %d questions, %d of them in the trace", c.name, asked, questions)
		}
		traced.Trace = nil
		if !reflect.DeepEqual(plain, traced) {
			t.Errorf("%s: %+v, traced %+v", c.name, plain, traced)
		}
	}
}

// TestHostileDNS: bounded work and the right result, whatever DNS says.
func TestHostileDNS(t *testing.T) {
	huge := "v=spf1 " + strings.Repeat("ip4:198.51.100.1 ", 4000) + "-all"
	macros := "v=spf1 exists:" + strings.Repeat("%{s}", 20000) + ".example.com -all"
	for _, c := range []struct {
		records []string
		status  Status
		most    int
	}{
		{[]string{"v=spf1 include:n0.example.com"}, PermError, 11},
		{[]string{"v=spf1 redirect=n0.example.com"}, PermError, 11},
		{[]string{"v=spf1 include:n1.example.com", "v=spf1 redirect=n0.example.com"}, PermError, 11},
		{[]string{"v=spf1 mx:many.example.com -all"}, PermError, 5},
		{[]string{"v=spf1 mx:bad.example.com -all"}, Fail, 4},
		{[]string{"v=spf1 ptr:example.com ptr:example.com -all"}, Fail, 13},
		{[]string{"v=spf1 a:loop.example.com -all"}, TempError, 2},
		{[]string{huge}, Fail, 1},
		{[]string{macros}, Fail, 2},
		{[]string{"v=spf1 a:" + strings.Repeat("x", 64) + ".example.com a:%{l}..example.com -all"}, Fail, 1},
		{[]string{"v=spf1 " + strings.Repeat("a ", 30000)}, PermError, 4},
	} {
		z := hostile(c.records)
		r := check(z, "192.0.2.1", Query{MailFrom: "a@n0.example.com"})
		if r.Status != c.status || z.asked > c.most {
			t.Errorf("%.60q: %s (%s) after %d questions", c.records, r.Status, r.Reason.Code, z.asked)
		}
	}
}

// TestCanceled: a caller that gives up gets no further question asked.
func TestCanceled(t *testing.T) {
	z := contoso()
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := (&Checker{Resolver: z}).Check(ctx, Query{IP: netip.MustParseAddr("192.0.2.1"), MailFrom: "a@contoso.example"})
	if r.Status != TempError || z.asked != 0 {
		t.Errorf("%s after %d questions", r.Status, z.asked)
	}
}

// TestNoResolver: who brings no resolver is told so, and gets no other answer.
func TestNoResolver(t *testing.T) {
	r := new(Checker).Check(context.Background(), Query{IP: netip.MustParseAddr("192.0.2.1"), MailFrom: "a@contoso.example"})
	why := Arg{"error", ErrNoResolver.Error()}
	if r.Status != TempError || r.Reason.Code != ReasonDNS || !slices.Contains(r.Reason.Args, why) {
		t.Errorf("check: %s, %s: %v", r.Status, r.Reason.Code, r.Reason.Args)
	}
	n := Tree(context.Background(), nil, "contoso.example", Limits{})
	if n.Code != ReasonDNS || !slices.Contains(n.Args, why) {
		t.Errorf("tree: %s: %v", n.Code, n.Args)
	}
}
