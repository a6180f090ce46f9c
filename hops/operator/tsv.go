package operator

import "strings"

// maxColumns is the width of the widest table.
const maxColumns = 8

// eachRow calls row for every line of a table below its heading, with the
// cells of the line in the order of the heading.
func eachRow(table string, row func(cells [maxColumns]string)) {
	heading := true
	for line := range strings.Lines(table) {
		if heading {
			heading = false
			continue
		}
		row(cellsOf(strings.TrimSuffix(line, "\n")))
	}
}

func cellsOf(line string) (cells [maxColumns]string) {
	for i := range cells {
		cells[i], line, _ = strings.Cut(line, "\t")
	}
	return cells
}
