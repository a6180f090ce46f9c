// Package route verifies that a message went the way it should have gone.
//
// A [Route] is a list of legs, oldest first. [Verify] lays the legs beside the
// lines of a timeline and says of each whether it is held, broken or unknown,
// with the line that shows it. Held needs a believed line that proves it,
// broken a believed line that contradicts it; everything else is unknown, with
// a reason and what would settle it.
//
// # From which line a condition is read
//
// A leg is a host, and a host is seen in two lines. What it calls itself (by) is
// read from the line that it wrote. How it looked from outside (its address,
// HELO, name in DNS, TLS, login) is read from the line of the host that received
// from it: there these are no words of its own. So the address of a relay is
// proven by the line of Exchange Online Protection, and the device behind the
// relay only by the relay's own line, if that is believed.
//
// # What held does not say
//
// An address is not a host: behind a NAT many machines have one, and a route says
// so with shared. HELO, protocol, TLS and time never hold a leg alone. Which
// certificate a client presented is in no line. [Explain] tells of a route, before
// any message, how each condition is read and how far it can be proven at best.
package route
