// Package watch verifies messages as they arrive in a folder, a Maildir or a
// mailbox, and tells what came of each: for a relay that should go on working.
//
// [Run] takes the messages of a [Source], and goes on when the source is lost and
// comes back. Each message is told once: the [State] says which have been, and
// where the output stood then. Whoever keeps both, and cuts the output back to
// where the state says before going on, has each message once there, whenever the
// program was stopped; whoever passes the events on otherwise may get the last few
// again after a crash, never none.
package watch
