package summary

import "github.com/hopproof/hopproof/internal/order"

// Sizes of the flow diagram.
const (
	flowWidth  = 960
	flowMargin = 62 // at both sides, for half a label
	flowBands  = 260
	nodeWidth  = 10
	labelLine  = 15
	nodeGap    = 22 // below a host
	passGap    = 10 // below a crossing
	leastBand  = 1.5
)

// place gives every node and band its height and place, and returns the height of
// the picture.
func (f *flow) place() float64 {
	most := int64(1)
	for _, column := range f.columns {
		sum := int64(0)
		for _, n := range column {
			sum += n.count
		}
		most = max(most, sum)
	}
	scale, height := flowBands/float64(most), 0.0
	for _, column := range f.columns {
		for _, n := range column {
			n.height = n.breadth(scale)
		}
		height = max(height, columnHeight(column))
	}
	for _, column := range f.columns {
		y := (height - columnHeight(column)) / 2
		for _, n := range column {
			n.y = y + n.above()
			y = n.y + n.height + n.gap()
		}
	}
	f.attach(scale)
	return height
}

// breadth is the height of a node: that of its bands, each of which shows.
func (n *node) breadth(scale float64) float64 {
	in, out := 0.0, 0.0
	for _, b := range n.in {
		in += b.breadth(scale)
	}
	for _, b := range n.out {
		out += b.breadth(scale)
	}
	return max(in, out, leastBand)
}

func (b *band) breadth(scale float64) float64 {
	sum := 0.0
	for _, n := range b.counts {
		sum += breadthOf(n, scale)
	}
	return sum
}

func breadthOf(n int64, scale float64) float64 {
	if n == 0 {
		return 0
	}
	return max(float64(n)*scale, leastBand)
}

// above is the room for the label of a node: role, name, number.
func (n *node) above() float64 {
	switch {
	case n.through:
		return passGap
	case n.stop.Name == "":
		return 2*labelLine + 6
	}
	return 3*labelLine + 6
}

func (n *node) gap() float64 {
	if n.through {
		return passGap
	}
	return nodeGap
}

func columnHeight(column []*node) float64 {
	sum := 0.0
	for _, n := range column {
		sum += n.above() + n.height + n.gap()
	}
	return sum
}

// attach puts the ends of bands below each other, in the order of the nodes at
// their other ends.
func (f *flow) attach(scale float64) {
	for _, column := range f.columns {
		for _, n := range column {
			sortBands(n.out, func(b *band) float64 { return b.to.y })
			y := n.y
			for _, b := range n.out {
				b.y0 = y
				y += b.breadth(scale)
			}
			sortBands(n.in, func(b *band) float64 { return b.from.y })
			y = n.y
			for _, b := range n.in {
				b.y1 = y
				y += b.breadth(scale)
			}
		}
	}
	f.scale = scale
}

func sortBands(bands []*band, by func(*band) float64) {
	order.Stable(len(bands), func(i, j int) bool { return by(bands[i]) < by(bands[j]) },
		func(i, j int) { bands[i], bands[j] = bands[j], bands[i] })
}

// x is the left side of a column.
func (f *flow) x(column int) float64 {
	if len(f.columns) < 2 {
		return flowWidth / 2
	}
	return flowMargin + float64(column)*(flowWidth-2*flowMargin-nodeWidth)/float64(len(f.columns)-1)
}

// labelRoom is how many characters of a size fit between two columns.
func (f *flow) labelRoom(perCharacter float64) int {
	if len(f.columns) < 2 {
		return 40
	}
	return int((f.x(1) - f.x(0) - 8) / perCharacter)
}
