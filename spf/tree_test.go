package spf

import (
	"context"
	"strings"
	"testing"
)

// outline writes a tree as a person would.
func outline(n *Node, indent string) string {
	s := indent + n.Domain + " own " + number(n.Own) + " all " + number(n.Subtree) + " voids " + number(n.Voids4) + "/" + number(n.Voids6)
	if n.Code != "" {
		s += " " + n.Code
	}
	s += "\n"
	for i := range n.Terms {
		t := &n.Terms[i]
		s += indent + "  " + t.Text + " " + number(t.Cost) + " (" + number(t.Running) + ")"
		if t.Unreached {
			s += " unreached"
		}
		if t.Code != "" {
			s += " " + t.Code
		}
		s += "\n"
		if t.Node != nil {
			s += outline(t.Node, indent+"    ")
		}
	}
	return s
}

func TestTree(t *testing.T) {
	z := contoso()
	z.txt["start.example"] = []string{"v=spf1 redirect=contoso.example ip4:192.0.2.1 a:gone.example include:%{l}.example include:loop.example exists:%{d}"}
	z.txt["loop.example"] = []string{"v=spf1 include:start.example -all a redirect=gone.example"}
	want := `start.example own 5 all 8 voids 2/3
  redirect=contoso.example 3 (8)
    contoso.example own 2 all 2 voids 0/1
      ip4:203.0.113.25 0 (6)
      mx 1 (7)
      include:spf.protection.outlook.com 1 (8)
        spf.protection.outlook.com own 0 all 0 voids 0/0
          ip4:40.92.0.0/15 0 (8)
          ip4:40.107.0.0/16 0 (8)
          -all 0 (8)
      -all 0 (8)
      exp=why.%{d} 0 (8)
  ip4:192.0.2.1 0 (0)
  a:gone.example 1 (1)
  include:%{l}.example 1 (2) dynamic
  include:loop.example 2 (4)
    loop.example own 1 all 1 voids 0/0
      include:start.example 1 (4)
        start.example own 0 all 0 voids 0/0 loop
      -all 0 (4)
      a 0 (0) unreached
      redirect=gone.example 0 (0) unreached
  exists:%{d} 1 (5)
`
	if got := outline(Tree(context.Background(), z, "start.example.", Limits{}), ""); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestTreeCodes(t *testing.T) {
	en := catalogue(t, "en")
	z := hostile([]string{"v=spf1 a:x"})
	z.txt["two.example.com"] = []string{"v=spf1", "v=spf1"}
	for domain, want := range map[string]string{
		"n0.example.com": ReasonSyntax, "two.example.com": ReasonSeveral, "broken.example.com": ReasonDNS,
		"gone.example.com": ReasonNoRecord, "nodot": ReasonDomain,
	} {
		n := Tree(context.Background(), z, domain, Limits{})
		if n.Code != want {
			t.Errorf("%s: %s, want %s", domain, n.Code, want)
		}
		speaks(t, en, "spf.reason."+n.Code, n.Args)
	}
	z.txt["terms.example.com"] = []string{"v=spf1 a:broken.example.com mx:many.example.com exists:a..b.example.com -all"}
	n := Tree(context.Background(), z, "terms.example.com", Limits{})
	for i, want := range []string{ReasonDNS, ReasonMX, ReasonDomain, ""} {
		if code := n.Terms[i].Code; code != want {
			t.Errorf("%s: %q, want %q", n.Terms[i].Text, code, want)
		}
		speaks(t, en, "spf.reason."+n.Terms[i].Code, n.Terms[i].Args)
	}
}

// TestTreeIsBounded: a record of a thousand includes of records of a thousand.
func TestTreeIsBounded(t *testing.T) {
	z := hostile(nil)
	var b strings.Builder
	for i := range 1000 {
		b.WriteString(" include:x" + number(i) + ".example.com")
	}
	for i := range 1000 {
		z.txt["x"+number(i)+".example.com"] = []string{"v=spf1" + b.String() + " mx:many.example.com"}
	}
	root := Tree(context.Background(), z, "x0.example.com", Limits{})
	if z.asked > maxNodes || root.Own != 1001 {
		t.Errorf("%d questions, %d terms", z.asked, root.Own)
	}
	addsUp(t, root)
}
