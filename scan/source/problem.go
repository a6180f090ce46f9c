package source

import (
	"errors"
	"io/fs"
	"strconv"

	"github.com/hopproof/hopproof/header"
)

// Problem is why something could not be read. Its sentence is that of the
// Document's problems.
type Problem struct {
	Code string
	Args []header.Arg
}

// Codes of Problems.
const (
	Unreadable = "unreadable"      // the system's cause
	Special    = "special-file"    // a pipe, socket or device in a folder
	LinkLoop   = "link-loop"       // a folder that was read already
	TooLarge   = "too-large"       // limit, in bytes
	Damaged    = "archive-damaged" // cause
	Bomb       = "archive-bomb"    // limit, as a ratio
	Nested     = "archive-nested"  // limit, in layers
	Encrypted  = "archive-encrypted"
	LongList   = "archive-list" // limit, in bytes
)

func (p *Problem) Error() string { return p.Code }

func arg(name, value string) header.Arg { return header.Arg{Name: name, Value: value} }

func problem(code string, args ...header.Arg) *Problem { return &Problem{Code: code, Args: args} }

func limited(code string, limit int) *Problem {
	return problem(code, arg("limit", strconv.Itoa(limit)))
}

// unreadable is the problem of an error of the system, without the path, which
// the name of the message tells.
func unreadable(err error) *Problem { return failed(Unreadable, err) }

// failed is the problem that err is, or one of that code with err as its cause.
func failed(code string, err error) *Problem {
	var p *Problem
	if errors.As(err, &p) {
		return p
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return problem(code, arg("cause", err.Error()))
}
