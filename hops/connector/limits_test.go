package connector

import (
	"strconv"
	"strings"
	"testing"
)

// TestLimits: a file that holds more than an organization can have is refused
// with the place.
func TestLimits(t *testing.T) {
	domains := func(n int) string {
		return "[" + strings.Repeat(`{"DomainName":"contoso.example"},`, n-1) + `{"DomainName":"contoso.example"}]`
	}
	if _, err := Read("f", []byte(domains(maxObjects))); err != nil && strings.Contains(err.Error(), "more connectors") {
		t.Error(err)
	}
	if _, err := Read("f", []byte(domains(maxObjects+1))); err == nil || !strings.Contains(err.Error(), "f:1:") || !strings.Contains(err.Error(), "more connectors and domains than any organization has") {
		t.Errorf("%d objects: %v", maxObjects+1, err)
	}
	wrong := "[" + strings.Repeat(`{"Name":"a","ConnectorType":"OnPremises","RequireTls":"maybe"},`, 3*maxErrors) + `{}]`
	if _, err := Read("f", []byte(wrong)); err == nil || strings.Count(err.Error(), "f:1:") != maxErrors {
		t.Errorf("%d mistakes: %v", 3*maxErrors, err)
	}
	var b strings.Builder
	for i := range maxParameters + 1 {
		b.WriteString(" -Odd" + strconv.Itoa(i) + " 1")
	}
	if _, err := Read("f", []byte("New-InboundConnector"+b.String())); err == nil || !strings.Contains(err.Error(), "more parameters than any command has") {
		t.Errorf("%d parameters: %v", maxParameters+1, err)
	}
}
