package spf

// Step is one thing that a check did, in the order of doing: a record fetched,
// a term looked at. What an include did stands below its own step, at a greater
// Depth.
type Step struct {
	Code string
	// Depth is how many includes and redirects lie above.
	Depth int
	// Domain is whose record is at work.
	Domain string
	// Record is the text of the record that was found, for StepRecord.
	Record string
	// Term is the term as written, at the place Span of the record; "" for the
	// steps that fetch a record.
	Term string
	Span Span
	// Target is the domain name that the term comes to, its macros expanded.
	Target    string
	Questions []Question
	// Lookups and Voids are what the check has used of its limits so far, this
	// step included; for an include or a redirect, all that it did.
	Lookups, Voids int
	// Result is what the step gives: of a term that matched or stopped the check,
	// of a record that could not be used. It is None otherwise.
	Result Status
}

// Args are the values for the sentence of the step.
func (s *Step) Args() []Arg {
	return []Arg{{"domain", s.Domain}, {"term", s.Term}, {"target", s.Target}, {"result", s.Result.String()}}
}

// The codes of steps.
const (
	StepRecord      = "record"           // the domain has one SPF record
	StepNoRecord    = "record-none"      // it has none, several, or DNS gave no answer
	StepMatch       = "match"            // a directive matched: its qualifier decides
	StepNoMatch     = "no-match"         // a directive did not match
	StepStop        = "stop"             // the check ends with an error
	StepRedirect    = "redirect"         // another record takes the place of this one
	StepExplanation = "explanation"      // the text for a fail was found
	StepNoText      = "explanation-none" // and here it was not
)

// Question is one question to DNS with its answer.
type Question struct {
	Name   string
	Type   Type
	Answer Answer
	// Err is why there was no answer; "" if there was one.
	Err string
	// Void is whether there was an answer that holds no record.
	Void bool
}

// begin opens a step: for a term, or for the record itself if t is nil.
func (e *evaluation) begin(f *frame, t *Term) {
	if !e.tracing {
		return
	}
	e.step = len(e.steps)
	s := Step{Code: StepNoRecord, Depth: f.depth, Domain: f.domain}
	if t != nil {
		s.Code, s.Term, s.Span = StepStop, f.record.TextOf(t), t.Span
	}
	e.steps = append(e.steps, s)
}

func (e *evaluation) current() *Step { return &e.steps[e.step] }

// found is for a record that can be read.
func (e *evaluation) found(text string) {
	if e.tracing {
		s := e.current()
		s.Code, s.Record = StepRecord, text
		s.Lookups, s.Voids = e.lookups, e.voids
	}
}

// target is for a term whose domain-spec has been expanded.
func (e *evaluation) target(name string) {
	if e.tracing {
		e.current().Target = name
	}
}

// end closes the step with a result, and returns it.
func (e *evaluation) end(status Status) Status {
	if e.tracing {
		s := e.current()
		s.Result, s.Lookups, s.Voids = status, e.lookups, e.voids
		if s.Term != "" && status != TempError && status != PermError {
			s.Code = StepRedirect
		}
	}
	return status
}

// endMechanism closes the step of a directive.
func (e *evaluation) endMechanism(t *Term, o outcome) {
	if !e.tracing {
		return
	}
	s := e.current()
	s.Lookups, s.Voids = e.lookups, e.voids
	switch o {
	case match:
		s.Code, s.Result = StepMatch, t.Qualifier.Status()
	case noMatch:
		s.Code = StepNoMatch
	case stopTemp:
		s.Result = TempError
	case stopPerm:
		s.Result = PermError
	}
}

func (e *evaluation) traceQuestion(name string, t Type, a *Answer, err error) {
	q := Question{Name: name, Type: t, Answer: *a, Void: err == nil && a.Void()}
	if err != nil {
		q.Err = err.Error()
	}
	s := e.current()
	s.Questions = append(s.Questions, q)
}
