// Package compare sets the routes of two messages side by side, such as before
// and after a change of a connector: what is the same, and what differs.
//
// It compares what an administrator can have changed: outcome and legs, the
// entry into Microsoft 365, the hosts on the way by their role and operator, the
// encryption, authentication results, attribution, the way of sending, filters,
// delays beyond the usual spread, findings. Numbers, ids, dates and the names of
// Microsoft's nodes differ between any two messages and are left out.
//
// The JSON form has the schema "hopproof-compare/1"; keys may be added, none is
// renamed:
//
//	{ "schema": "hopproof-compare/1", "generator": "", "lang": "en",
//	  "a": {"name":"","subject":"","message_id":""}, "b": {…},
//	  "same": false, "outcome": "held|broken|unknown",
//	  "rows": [ {"group":"entry","code":"address","name":"","label":"address","a":"203.0.113.25","b":"198.51.100.9",
//	             "a_text":"","b_text":"","same":false,"matters":true} ] }
//
// a and b are codes or values, absent if that message has none; a_text and
// b_text say the same in the language of the document. same of the whole is true
// if no row that matters differs and some line of a host is believed in both
// messages; without one, outcome is unknown.
package compare
