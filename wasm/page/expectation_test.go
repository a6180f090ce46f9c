package page

import "testing"

// TestWholeRoute: beside a whole route nothing is passed over.
func TestWholeRoute(t *testing.T) {
	for options, key := range map[string]string{
		`{"text":"{\"legs\":[{\"leg\":\"eop\",\"role\":\"eop\"}]}"}`:                                                   "",
		`{"text":"{\"legs\":[{\"leg\":\"eop\",\"role\":\"eop\"}]}","declared":{"relay_ip":["203.0.113.25"]}}`:          "declared",
		`{"text":"{\"legs\":[{\"leg\":\"eop\",\"role\":\"eop\"}]}","route":"direct-send"}`:                             "route",
		`{"route":{"legs":[{"leg":"eop","role":"eop"}]},"declared":{"tenant":"6f0c1a5e-0000-4000-8000-000000000001"}}`: "declared",
	} {
		_, _, problem := Expected(options)
		switch {
		case key == "" && problem != nil:
			t.Errorf("%s: %+v", options, problem)
		case key != "" && (problem == nil || problem.Key != key || problem.Code != RouteInvalid):
			t.Errorf("%s: %+v, want a refusal of %s", options, problem, key)
		}
	}
}
