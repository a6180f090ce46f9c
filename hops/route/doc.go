// Package route verifies that a message went the way it should have gone.
//
// A [Route] is a list of legs, oldest first. [Verify] lays the legs beside the
// lines of a timeline and says of each whether it is held, broken or unknown,
// with the line that shows it. Held needs a believed line that proves it,
// broken a believed line that contradicts it; everything else is unknown, with
// a reason and what would settle it.
package route
