package operator

import (
	"net/mail"
	"net/netip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const samples = "../../testdata"

// eachSample calls seen for every made-up message, line endings made LF.
func eachSample(t *testing.T, glob string, seen func(t *testing.T, text string)) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(samples, glob))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(path), func(t *testing.T) {
			seen(t, strings.ReplaceAll(string(data), "\r\n", "\n"))
		})
	}
}

var (
	dotted = regexp.MustCompile(`[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+`)
	ended  = regexp.MustCompile(`^[A-Za-z]{2,}$`)
	// property is ptype.property of RFC 8601, which looks like a host.
	property = regexp.MustCompile(`^(smtp|header)\.[a-z]+$`)
	build    = regexp.MustCompile(`\bid\s+[0-9.]+`)
	address  = regexp.MustCompile(`[0-9a-fA-F:.]*[.:][0-9a-fA-F:.]+`)
)

// No real domain may slip in: a name is reserved by RFC 2606, or an
// operator's.
func TestSamplesNameNobody(t *testing.T) {
	eachSample(t, "*.*", func(t *testing.T, text string) {
		for _, name := range dotted.FindAllString(text, -1) {
			top := name[strings.LastIndexByte(name, '.')+1:]
			if !ended.MatchString(top) || property.MatchString(name) || reserved(name) || isFile(name) {
				continue
			}
			if Host(name).Operator == "" && Host("x."+name).Operator == "" {
				t.Errorf("%q is neither reserved nor an operator's", name)
			}
		}
	})
}

func reserved(name string) bool {
	for _, end := range []string{"example", "example.com", "example.org", "example.net"} {
		if rest, ok := strings.CutSuffix(strings.ToLower(name), end); ok && (rest == "" || rest[len(rest)-1] == '.') {
			return true
		}
	}
	return false
}

// isFile spares the names of the files in README.md.
func isFile(name string) bool {
	return strings.HasSuffix(name, ".eml") || strings.HasSuffix(name, ".txt") || strings.HasSuffix(name, ".zone")
}

// No real address may slip in: one is for documentation or private use, or an
// operator's.
func TestSamplesAddressNobody(t *testing.T) {
	eachSample(t, "*.*", func(t *testing.T, text string) {
		text = strings.ReplaceAll(build.ReplaceAllString(text, ""), "IPv6:", "")
		for _, word := range address.FindAllString(text, -1) {
			ip, err := netip.ParseAddr(strings.TrimRight(word, "."))
			if err != nil {
				continue
			}
			if class := Addr(ip); class.Use == UsePublic {
				t.Errorf("%s is a public address of nobody known", ip)
			}
		}
	})
}

var (
	sampleReceived = regexp.MustCompile(`(?m)^Received:((?:.*\n[ \t]+)*.*)$`)
	diagnostic     = regexp.MustCompile(`(?m)^X-MS-TrafficTypeDiagnostic: (.*)$`)
	byHost         = regexp.MustCompile(`\bby\s+(\S+)`)
)

// Exchange Online lists its border and mailbox servers, and each of them has
// written a line: so must it be here, but where lines are missing on purpose.
func TestSamplesDiagnostic(t *testing.T) {
	eachSample(t, "*.eml", func(t *testing.T, text string) {
		var listed, wrote []string
		for _, m := range diagnostic.FindAllStringSubmatch(text, -1) {
			for _, node := range strings.Split(m[1], "|") {
				listed = append(listed, strings.TrimSuffix(node, ":EE_"))
			}
		}
		for _, line := range sampleReceived.FindAllStringSubmatch(text, -1) {
			for _, m := range byHost.FindAllStringSubmatch(line[1], -1) {
				if kind := Host(m[1]).Kind; kind == KindBorder || kind == KindHub {
					wrote = append(wrote, Node(m[1]))
				}
			}
		}
		slices.Sort(listed)
		slices.Sort(wrote)
		listed, wrote = slices.Compact(listed), slices.Compact(wrote)
		removed := strings.HasSuffix(t.Name(), "/lines-removed.eml")
		if same := slices.Equal(listed, wrote); same == removed {
			t.Errorf("listed %q, with a line %q", listed, wrote)
		}
		if removed && len(wrote) != 0 {
			t.Errorf("lines of %q are left", wrote)
		}
	})
}

// Stamps fall from the top to the bottom, and every line has one.
func TestSamplesTimes(t *testing.T) {
	eachSample(t, "*.eml", func(t *testing.T, text string) {
		var newer time.Time
		for _, line := range sampleReceived.FindAllStringSubmatch(text, -1) {
			_, date, _ := strings.Cut(line[1], ";")
			stamp, err := mail.ParseDate(strings.Join(strings.Fields(date), " "))
			if err != nil {
				t.Errorf("a line has no date: %v", err)
			}
			if !newer.IsZero() && stamp.After(newer) {
				t.Errorf("%v stands below %v", stamp, newer)
			}
			newer = stamp
		}
		if newer.IsZero() != strings.HasSuffix(t.Name(), "/no-received.eml") {
			t.Error("lines with a date: not as expected")
		}
		message, err := mail.ReadMessage(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		date, err := message.Header.Date()
		if err != nil || !newer.IsZero() && date.After(newer) {
			t.Errorf("written %v, taken %v: %v", date, newer, err)
		}
	})
}

// The table of README.md names every file, and no other.
func TestSamplesReadme(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join(samples, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for _, m := range regexp.MustCompile("(?m)^\\| `([^`]+)`").FindAllStringSubmatch(string(readme), -1) {
		named = append(named, m[1])
	}
	var files []string
	for _, glob := range []string{"*.eml", "*.txt"} {
		paths, err := filepath.Glob(filepath.Join(samples, glob))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			files = append(files, filepath.Base(path))
		}
	}
	slices.Sort(named)
	slices.Sort(files)
	if !slices.Equal(named, files) {
		t.Errorf("README.md names %q, there are %q", named, files)
	}
}
