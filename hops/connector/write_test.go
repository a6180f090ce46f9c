package connector

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// hostile are values that would break out of a careless quote.
var hostile = []string{
	"plain", "it's", "''", "a'; Remove-InboundConnector -Identity * #", "‘smart’ ‚low‛", "“double” \" quotes",
	"$(Get-Date) $env:PATH ${x}", "back`tick`n", "line\nbreak\r\n", "tab\tnul\x00bell\aescape\x1b[31m", "\u202egnp.exe",
	"@{a='b'}", "@(1)", "-Name", "--%", "#", "<# c #>", "a,b", "a;b", "a|b", "{}", "é 漢 \U0001F600 \U0010FFFD",
	"\u2028\u2029\u0085\u00a0\ufeff", "%TEMP%", "\\", "'", " leading and trailing ", "[char]65", "' + 'x", "5", "$true", "\uFFFD",
}

// TestEveryParameterSurvives: no parameter and no character is lost or gets a
// meaning.
func TestEveryParameterSurvives(t *testing.T) {
	for i := range parameters {
		p := &parameters[i]
		for _, value := range hostile {
			c := Connector{Name: "A", Type: Partner}
			switch {
			case p.text != nil:
				*p.text(&c) = value
			case p.list != nil:
				*p.list(&c) = []string{value, "second", value}
			default:
				*p.on(&c) = On
				sameWhenWritten(t, &c)
				*p.on(&c) = Off
			}
			sameWhenWritten(t, &c)
			c.Partial = true
			if p.name != "Name" {
				sameWhenWritten(t, &c)
			}
		}
	}
}

// TestClearedListsSurvive: Set-InboundConnector with $null clears a list, and
// does not leave it as it was.
func TestClearedListsSurvive(t *testing.T) {
	sameWhenWritten(t, &Connector{Name: "A", Partial: true, SenderIPAddresses: []string{}, Enabled: Off})
}

// TestWrittenText: what reaches a terminal has no character that acts on it.
func TestWrittenText(t *testing.T) {
	for _, value := range hostile {
		c := Connector{Name: value, Type: OnPremises, Other: []Property{{value, value}, {"New", value}, {"Guid", value}}}
		text := string(AppendPowerShell(nil, &c))
		for _, r := range text {
			if r != '\n' && (r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x202e || r == 0x2028) {
				t.Errorf("%q writes %q", value, text)
			}
		}
		if strings.Count(text, "\n") != strings.Count(text, "# not written")+1 {
			t.Errorf("%q breaks a line: %q", value, text)
		}
		if strings.Contains(text, "Guid") {
			t.Errorf("a property of every object is written: %q", text)
		}
	}
}

func TestWrittenForm(t *testing.T) {
	c := Connector{Name: "O'Neill’s", Type: Partner, Enabled: On, SenderDomains: []string{"*"}, RequireTLS: On, RestrictDomainsToIPAddresses: Off,
		SenderIPAddresses: []string{"203.0.113.25", "198.51.100.0/24"}, Comment: "two\nlines"}
	const line = `New-InboundConnector -Name 'O''Neill’’s' -ConnectorType 'Partner' -Enabled $true -SenderDomains '*'` +
		` -SenderIPAddresses '203.0.113.25','198.51.100.0/24' -RequireTls $true -Comment ('two' + [char]0x000a + 'lines')` + "\n"
	if got := string(AppendPowerShell(nil, &c)); got != line {
		t.Errorf("got  %s\nwant %s", got, line)
	}
	c = Connector{Name: "A", Partial: true, SenderIPAddresses: []string{}, Enabled: Off}
	const set = "Set-InboundConnector -Identity 'A' -Enabled $false -SenderIPAddresses $null\n"
	if got := string(AppendPowerShell(nil, &c)); got != set {
		t.Errorf("got  %s\nwant %s", got, set)
	}
	const splat = "$parameters = @{\n    Identity = 'A'\n    Enabled = $false\n    SenderIPAddresses = $null\n}\nSet-InboundConnector @parameters\n"
	if got := string(AppendSplat(nil, &c)); got != splat {
		t.Errorf("got  %s\nwant %s", got, splat)
	}
}

// TestPowerShellParses lets PowerShell itself parse what is printed, where it is
// installed; our own reader does in the tests above.
func TestPowerShellParses(t *testing.T) {
	pwsh, err := exec.LookPath("pwsh")
	if err != nil {
		t.Skip("skipped: pwsh is not installed")
	}
	var script []byte
	for _, value := range hostile {
		c := Connector{Name: value, Type: OnPremises, SenderIPAddresses: []string{value, value}, Comment: value}
		script = AppendSplat(AppendPowerShell(script, &c), &c)
	}
	file := filepath.Join(t.TempDir(), "written.ps1")
	if err := os.WriteFile(file, append([]byte("\uFEFF"), append(script, ExportScript()...)...), 0o600); err != nil {
		t.Fatal(err)
	}
	const parse = "$e = $null; [void][System.Management.Automation.Language.Parser]::ParseFile($args[0], [ref]$null, [ref]$e); $e; exit $e.Count"
	if out, err := exec.Command(pwsh, "-NoProfile", "-Command", "& { "+parse+" } '"+file+"'").CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// FuzzWritten: whatever a connector holds, the command that creates it is one
// command and reads back the same.
func FuzzWritten(f *testing.F) {
	for _, value := range hostile {
		f.Add(value, value, value, true)
	}
	f.Fuzz(func(t *testing.T, name, item, comment string, on bool) {
		if !utf8.ValidString(name) || !utf8.ValidString(item) || !utf8.ValidString(comment) || name == "" || item == "" {
			return // readers hand over valid text only
		}
		c := Connector{Name: name, Type: OnPremises, SenderIPAddresses: []string{item, "x", item}, Comment: comment,
			RequireTLS: switchOf(on), TLSSenderCertificateName: item}
		sameWhenWritten(t, &c)
		c.Type = Type(item)
		c.Partial = true
		sameWhenWritten(t, &c)
	})
}
