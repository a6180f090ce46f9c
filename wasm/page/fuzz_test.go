package page

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// FuzzOptions: whatever a caller passes, the answer is a document or an error
// with a code; a member that is not known is never passed over.
func FuzzOptions(f *testing.F) {
	for _, text := range []string{
		"", "{}", "null", "[]", `{"lang":"fr","name":"a.eml","token":"hp-1","sent_after":"2026-11-03T08:00:00Z","trust":["example.org","10.0.0.0/8"]}`,
		`{"route":"office365-relay","declared":{"relay_ip":["203.0.113.25"],"relay_host":["relay.contoso.example"],"shared":true}}`,
		`{"route":{"legs":[{"role":"relay","ip":"203.0.113.25"},{"role":"eop"}]}}`, `{"text":"{\"legs\":[]}"}`, `{"kind":"msg","inner_number":1,"inner":[{"index":1,"subject":"a","kind":"eml"}]}`,
		`{"declared":{"relay_ip":[1]}}`, `{"unknown":1}`, `{"inner_number":-1}`, `{"dns":"https://dns.example/dns-query"}`,
	} {
		f.Add(text)
	}
	message, err := os.ReadFile("../../testdata/relay-postfix-gmail.eml")
	if err != nil {
		f.Fatal(err)
	}
	codes := []string{OptionsInvalid, DeclaredInvalid, RouteInvalid}
	f.Fuzz(func(t *testing.T, options string) {
		e := &Engine{}
		text, problem := e.Analyze(message, options)
		if problem != nil {
			if text != "" || !slices.Contains(codes, problem.Code) || problem.Message == "" {
				t.Errorf("%q: %+v", options, problem)
			}
			return
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("%q: no JSON", options)
		}
		if route, problem := e.Route(options); problem != nil || !json.Valid([]byte(route)) {
			t.Errorf("%q is analysed, but its route is %s, %+v", options, route, problem)
		}
		var members map[string]json.RawMessage
		if json.Unmarshal([]byte(options), &members) != nil {
			return
		}
		for key, value := range members {
			if string(value) == "null" {
				continue
			}
			members["x-"+key] = value
			more, _ := json.Marshal(members)
			if _, problem := e.Analyze(message, string(more)); problem == nil {
				t.Errorf("%s is passed over", more)
			}
			return
		}
	})
}
