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

// TestDirectDevice: the device of direct send has a public address, that behind
// a relay need not have one.
func TestDirectDevice(t *testing.T) {
	for options, key := range map[string]string{
		`{"route":"direct-send","declared":{"device_ip":["192.168.20.41"]}}`:     "device_ip",
		`{"route":"direct-send","declared":{"device_ip":["203.0.113.77"]}}`:      "",
		`{"route":"office365-relay","declared":{"device_ip":["192.168.20.41"]}}`: "",
	} {
		_, _, problem := Expected(options)
		if key == "" && problem != nil || key != "" && (problem == nil || problem.Key != key || problem.Code != DeclaredInvalid) {
			t.Errorf("%s: %+v", options, problem)
		}
	}
}
