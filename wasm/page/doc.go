// Package page is what the bundles of the page do, without JavaScript: options
// in JSON, answers in JSON or text, errors with stable codes. The bundles beside
// it connect it to a browser.
//
// The options are one JSON object; every member may be absent:
//
//	lang        "en" (default) or "fr"
//	name        of the input, for the document
//	trust       domains and CIDR ranges whose trace lines are believed too
//	route       a route as ParseJSON of hops/route reads it, the name of a
//	            built-in one, or null: no verdict
//	declared    what a built-in route is filled with: relay_ip, relay_host,
//	            device_ip, domain, destination (lists), tenant (text), shared
//	            (true or false); without route it fills office365-relay
//	token       unique text of the test message
//	sent_after  time (RFC 3339) after which it was sent
//	text        a route file in JSON, in place of route
//	kind, inner_number, inner
//	            what bundle files says of the file that the input was taken from
//	dns         the URL of a DNS over HTTPS resolver; bundle live alone asks it
package page
