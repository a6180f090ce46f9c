package hops

// LinkOf is linkOf, for measuring links between hops of different messages.
func LinkOf(h, older *Hop) Link { return linkOf(h, older) }
