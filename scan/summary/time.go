package summary

import "strconv"

// unit is the length of a step of the time axis.
type unit string

// The units. Weeks begin on Monday (ISO 8601).
const (
	perDay   unit = "day"
	perWeek  unit = "week"
	perMonth unit = "month"
	perYear  unit = "year"
)

const (
	mostSteps = 62 // of the time axis
	dayLength = 24 * 60 * 60
)

// span is a step of the time axis.
type period struct {
	name string
	Tally
}

// timeline are the outcomes over time.
type timeline struct {
	unit  unit
	steps []period // without gaps
	// earlier and later are messages far off the others, undated those without a
	// believed stamp.
	earlier, later, undated Tally
}

// overTime puts days together so that the steps are few. The middle 98 of 100
// messages choose the unit: a clock that was years off would make one step of all
// the others.
func (s *Summary) overTime() timeline {
	var t timeline
	dated := s.Days.Rows
	if len(dated) > 0 && dated[0].Name == "" {
		t.undated, dated = dated[0].Tally, dated[1:]
	}
	if len(dated) == 0 {
		return t
	}
	first, last := dated[0].Name, dated[len(dated)-1].Name
	from, to := middle(dated)
	for _, t.unit = range [...]unit{perDay, perWeek, perMonth, perYear} {
		if t.unit.index(to)-t.unit.index(from) < mostSteps-10 {
			break
		}
	}
	begin, end := t.unit.index(first), t.unit.index(last)
	if end-begin >= mostSteps {
		begin, end = t.unit.index(from), t.unit.index(to)
		begin = max(begin, end-mostSteps+1)
	}
	for i := begin; i <= end; i++ {
		t.steps = append(t.steps, period{name: t.unit.name(i)})
	}
	for i := range dated {
		switch at := t.unit.index(dated[i].Name); {
		case at < begin:
			t.earlier.add(&dated[i].Tally)
		case at > end:
			t.later.add(&dated[i].Tally)
		default:
			t.steps[at-begin].add(&dated[i].Tally)
		}
	}
	return t
}

// middle are the days between which 98 of 100 messages lie.
func middle(dated []Row) (from, to string) {
	total, sum := int64(0), int64(0)
	for i := range dated {
		total += dated[i].Messages
	}
	for i := range dated {
		sum += dated[i].Messages
		if from == "" && sum*100 > total {
			from = dated[i].Name
		}
		if sum*100 >= total*99 {
			return from, dated[i].Name
		}
	}
	return from, dated[len(dated)-1].Name
}

// index counts the units from some beginning to a day.
func (u unit) index(day string) int {
	days := int(unixOf(day) / dayLength)
	if unixOf(day) < 0 {
		days = -int((-unixOf(day) + dayLength - 1) / dayLength)
	}
	year, _ := strconv.Atoi(day[:4])
	month, _ := strconv.Atoi(day[5:7])
	switch u {
	case perDay:
		return days
	case perWeek: // day 0 is a Thursday
		return (days+3+7*weeksBefore)/7 - weeksBefore
	case perMonth:
		return year*12 + month - 1
	}
	return year
}

// weeksBefore are more than the weeks from the year 0 to 1970.
const weeksBefore = 110000

func (u unit) name(i int) string {
	switch u {
	case perDay:
		return dayText(int64(i) * dayLength)
	case perWeek:
		return dayText(int64(i*7-3) * dayLength)
	case perMonth:
		return year(i/12) + "-" + strconv.Itoa(100 + i%12 + 1)[1:]
	}
	return year(i)
}

func year(n int) string { return strconv.Itoa(10000 + n)[1:] }

// add adds another tally. The examples stay those of the first that has some.
func (t *Tally) add(o *Tally) {
	t.Messages += o.Messages
	t.Held += o.Held
	t.Broken += o.Broken
	t.Unknown += o.Unknown
	t.Missed += o.Missed
	if len(t.Examples) == 0 {
		t.Examples = o.Examples
	}
}
