package signature

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/internal/testcorpus"
)

// arcField writes a field of a made-up set.
func arcField(kind string, instance int, cv string) string {
	i := "i=" + strconv.Itoa(instance)
	switch kind {
	case "R":
		return "ARC-Authentication-Results: " + i + "; mx.example; spf=pass smtp.mailfrom=a.example\r\n"
	case "M":
		return "arc-message-signature: " + i + "; a=rsa-sha256; d=mx.example; s=x; h=From; bh=YQ==; b=YQ==\r\n"
	}
	return "ARC-Seal: " + i + "; a=rsa-sha256; d=mx.example; s=x; cv=" + cv + "; b=YQ==\r\n"
}

// arcSection writes fields given as "S2pass M2 R2", from top to bottom.
func arcSection(words string) string {
	var b strings.Builder
	b.WriteString("From: ann@a.example\r\n")
	for _, word := range strings.Fields(words) {
		digits := strings.TrimRight(word[1:], "abcdefghijklmnopqrstuvwxyz")
		instance, _ := strconv.Atoi(digits)
		b.WriteString(arcField(word[:1], instance, word[1+len(digits):]))
	}
	return b.String()
}

func TestSets(t *testing.T) {
	for _, x := range []struct{ fields, sets, want string }{
		{"", "", ""},
		{"S1none M1 R1", "1", ""},
		{"S2pass M2 R2 S1none M1 R1", "1 2", ""},
		{"R1 S1none R2 M1 M2 S2pass", "1 2", ""},
		{"S1pass M1 R1", "1", "arc-chain-status:1:pass"},
		{"S1 M1 R1", "1", "arc-chain-status:1:"},
		{"S2none M2 R2 S1none M1 R1", "1 2", "arc-chain-status:2:none"},
		{"S2fail M2 R2 S1none M1 R1", "1 2", "arc-chain-failed:2"},
		{"S3pass M3 R3 S2fail M2 R2 S1none M1 R1", "1 2 3", "arc-chain-status:2:fail"},
		{"S3pass M3 R3 S1none M1 R1", "1 3", "arc-set-missing:2"},
		{"S2pass M2 R2", "2", "arc-set-missing:1"},
		{"S1none M1", "1", "arc-part-missing:1:ARC-Authentication-Results"},
		{"R1", "1", "arc-part-missing:1:ARC-Message-Signature arc-part-missing:1:ARC-Seal"},
		{"S1none M1 R1 S1none M1", "1", "arc-part-twice:1:ARC-Seal arc-part-twice:1:arc-message-signature"},
		{"S0none M1 R1 S1none R51", "1", "arc-instance:ARC-Authentication-Results arc-instance:ARC-Seal"},
		{"S50none", "50", ""},
	} {
		section := header.Parse([]byte(arcSection(x.fields)))
		chain := Sets(section.Fields)
		var sets []string
		for _, s := range chain.Sets {
			sets = append(sets, strconv.Itoa(s.Instance))
			checkSet(t, section.Fields, &s)
		}
		if got := strings.Join(sets, " "); got != x.sets {
			t.Errorf("%s: sets %s, want %s", x.fields, got, x.sets)
		}
		if x.sets == "50" {
			if len(chain.Problems) != 49+3 {
				t.Errorf("%s: %d problems", x.fields, len(chain.Problems))
			}
			continue
		}
		if got := codes(chain.Problems); got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.fields, got, x.want)
		}
		if sound := x.sets != "" && x.want == ""; chain.Sound() != sound {
			t.Errorf("%s: sound is %v", x.fields, chain.Sound())
		}
		for _, p := range chain.Problems {
			if p.Span.IsZero() != (p.Code == ProblemSetMissing) {
				t.Errorf("%s: %s has the place %v", x.fields, p.Code, p.Span)
			}
		}
	}
}

// checkSet asserts that the parts of a set are those of its fields.
func checkSet(t *testing.T, fields []header.Field, s *Set) {
	t.Helper()
	for _, part := range []struct {
		name         string
		field, found int
	}{
		{FieldSeal, s.SealField, s.Seal.Instance},
		{FieldMessageSignature, s.MessageSignatureField, s.MessageSignature.Instance},
		{FieldAuthResults, s.AuthResultsField, s.AuthResults.Instance},
	} {
		if part.field < 0 {
			if part.found != 0 {
				t.Errorf("set %d has no %s, but it was read", s.Instance, part.name)
			}
			continue
		}
		if !strings.EqualFold(fields[part.field].Name, part.name) || part.found != s.Instance {
			t.Errorf("set %d: field %d is no %s of it", s.Instance, part.field, part.name)
		}
	}
}

// TestARCSuite runs ValiMail's validation tests as far as structure goes: a
// chain that passes is sound, and where there is none there is no set. Of those
// that fail, many do so by cryptography alone.
func TestARCSuite(t *testing.T) {
	f, err := os.Open(testcorpus.Path(t, "suites", "arc", "arc-draft-validation-tests.yml"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var name string
	var message strings.Builder
	count := map[string]int{}
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := lines.Text()
		body, isMessage := strings.CutPrefix(line, "      ")
		key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		switch {
		case isMessage:
			message.WriteString(body + "\r\n")
		case line == "":
			message.WriteString("\r\n")
		case strings.HasPrefix(line, "  ") && !strings.HasPrefix(line, "   "):
			name = key
			message.Reset()
		case key == "message":
			message.Reset()
		case key == "cv":
			section := header.Parse([]byte(strings.TrimLeft(message.String(), "\r\n")))
			chain := Sets(section.Fields)
			want := strings.TrimSpace(value)
			count[want]++
			switch {
			case want == "Pass" && !chain.Sound():
				t.Errorf("%s passes, but is not sound: %s", name, codes(chain.Problems))
			case want == "None" && len(chain.Sets) > 0:
				t.Errorf("%s has no chain, but %d sets", name, len(chain.Sets))
			case want == "Fail" && !chain.Sound():
				count["Fail by structure"]++
			}
		}
	}
	if count["Pass"] < 40 || count["Fail"] < 80 || count["Fail by structure"] < 20 {
		t.Errorf("too few cases: %v", count)
	}
	t.Logf("%v", count)
}
