package page

// Error is why there is no answer. Code is stable; Message is an English
// sentence.
type Error struct {
	Code    string
	Message string
	// Key and Value are the declaration that was refused, Hint what to do
	// instead; they are empty for other codes.
	Key, Value, Hint string
}

// The codes of errors.
const (
	OptionsInvalid  = "options-invalid"  // no JSON object, or a member of another kind
	DeclaredInvalid = "declared-invalid" // Key, Value and Hint say what
	RouteInvalid    = "route-invalid"    // no such route, not well formed, or declarations beside a whole route
	InputTooLarge   = "input-too-large"
)

// Error is the sentence.
func (e *Error) Error() string { return e.Message }

func invalid(problem string) *Error {
	return &Error{Code: OptionsInvalid, Message: "The options are not usable: " + problem + "."}
}
