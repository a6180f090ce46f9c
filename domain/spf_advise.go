package domain

func (c *check) wantedSPF() string   { return "" }
func (c *check) spfChange() []Change { return nil }
func (c *check) mergedSPF() []Change { return nil }
