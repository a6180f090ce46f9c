package connector

import (
	"strings"
	"unicode/utf8"

	"github.com/hopproof/hopproof/internal/ascii"
	"github.com/hopproof/hopproof/internal/tree"
)

// commands are the ones that are read, and what they set up.
var commands = [...]struct {
	name, kind string
	partial    bool
	first      string // the parameter that a value without a name belongs to
}{
	{"New-InboundConnector", "connector", false, "Name"},
	{"Set-InboundConnector", "connector", true, "Identity"},
	{"New-AcceptedDomain", "domain", false, "Name"},
	{"Set-OrganizationConfig", "organization", true, ""},
}

// readCommands reads the commands of a script, and passes all others by.
func readCommands(name, text string) (Setup, error) {
	d := decoder{file: name, command: true}
	s := newShell(text)
	for !s.ended() {
		s.separators()
		s.statement(&d)
	}
	if s.err != nil {
		s.err.File = name
		d.errs = append(d.errs, s.err)
	}
	if len(d.errs) == 0 && !d.found {
		d.fail(&tree.Node{Line: 1, Column: 1}, "no command that creates or changes a connector is in it", "for example New-InboundConnector -Name ...")
	}
	if len(d.errs) > 0 {
		return Setup{}, d.errs
	}
	return d.setup, nil
}

// statement reads an assignment or a command.
func (s *shell) statement(d *decoder) {
	if s.ended() {
		return
	}
	at, piped := s.pos, s.piped
	s.piped = false
	if s.take("$") {
		s.assignment(d, at)
		return
	}
	if name := s.word(); name != "" {
		if ascii.IsAny(name, "if", "else", "elseif", "switch", "for", "foreach", "while", "do", "function", "catch", "trap") {
			d.note("flow-not-followed", "", "word", strings.ToLower(name))
		}
		for i := range commands {
			if ascii.EqualFold(name, commands[i].name) && !piped {
				s.command(d, i, at)
				return
			}
		}
		if changes(name) {
			d.note("command-not-read", "", "command", name)
		}
	}
	s.skip()
}

// changes reports whether a command changes what is read here.
func changes(name string) bool {
	verb, noun, _ := strings.Cut(name, "-")
	return !ascii.EqualFold(verb, "Get") && ascii.IsAny(noun, "InboundConnector", "AcceptedDomain", "OrganizationConfig")
}

// assignment keeps the value of a variable, if it is one that can be read. A
// command whose result is kept is a command.
func (s *shell) assignment(d *decoder, at int) {
	name := strings.ToLower(s.variableName())
	s.blank(false)
	if !s.take("=") { // "+=", a method: something changes it
		s.forget(name, s.problem(at, "what changes the variable here is not read", "write its whole value"))
		s.skip()
		return
	}
	s.blank(true)
	if !s.beginsOperand() {
		s.forget(name, s.problem(at, "what is assigned here is no value that is read", "write the value itself"))
		s.statement(d)
		return
	}
	before := s.pos
	v := s.expression()
	if s.err != nil && s.budget >= 0 {
		// Not all that a script assigns is a value; only a use would matter.
		s.forget(name, s.err)
		s.err, s.pos, s.depth = nil, before, 0
		s.skip()
		return
	}
	if s.spend(sizeOf(&v), at) {
		s.variables[name] = v
	}
}

// forget gives up the value of a variable; a use of it says why.
func (s *shell) forget(name string, why *tree.Error) {
	delete(s.variables, name)
	s.unread[name] = why
}

// skip passes the rest of a statement by. Blocks are looked into: what stands
// in them are statements.
func (s *shell) skip() {
	for !s.ended() {
		switch r := s.peek(); {
		case r == '\n' || r == ';' || r == '{' || r == '}':
			s.next()
			return
		case r == '|': // the next command works on what this one gives
			s.next()
			s.piped = true
			return
		case s.beginsHere():
			s.skipHere()
		case isSingleQuote(r):
			s.single()
		case isDoubleQuote(r):
			s.skipDouble()
		case s.take("@{"), s.take("("):
			s.skipBrackets()
		case r == '`':
			s.next()
			s.next()
		case r == '#' || strings.HasPrefix(s.text[s.pos:], "<#"):
			s.blank(false)
		default:
			s.next()
		}
	}
}

// skipBrackets passes everything by up to the bracket that closes.
func (s *shell) skipBrackets() {
	for depth := 1; depth > 0 && !s.ended(); {
		switch r := s.peek(); {
		case s.beginsHere():
			s.skipHere()
		case isSingleQuote(r):
			s.single()
		case isDoubleQuote(r):
			s.skipDouble()
		case r == '(' || r == '{':
			depth++
			s.next()
		case r == ')' || r == '}':
			depth--
			s.next()
		default:
			s.next()
		}
	}
}

// skipHere passes a here-string by, whatever it contains.
func (s *shell) skipHere() {
	before := s.err
	s.here()
	if s.pos < len(s.text) {
		s.err = before
	}
}

// skipDouble passes a string in double quotes by, whatever it contains.
func (s *shell) skipDouble() {
	s.next()
	for !s.ended() {
		switch r := s.next(); {
		case r == '`':
			s.next()
		case isDoubleQuote(r) && !isDoubleQuote(s.peek()):
			return
		case isDoubleQuote(r):
			s.next()
		}
	}
}

// command reads the parameters of a command into a tree, and that into the
// setup.
func (s *shell) command(d *decoder, which, at int) {
	n := s.node(tree.Map, at)
	for s.err == nil && s.more() {
		s.parameter(d, which, &n)
	}
	if s.err == nil {
		c := &commands[which]
		d.partial = c.partial
		d.object(&n, c.kind)
		s.skip() // what a pipe takes on
	}
}

// more skips to the next parameter, and reports whether there is one.
func (s *shell) more() bool {
	s.blank(false)
	r := s.peek()
	return r != 0 && !strings.ContainsRune("\r\n;|&{})", r)
}

func (s *shell) parameter(d *decoder, which int, n *tree.Node) {
	at := s.pos
	switch r := s.peek(); {
	case isDash(r):
		s.next()
		s.named(at, n)
	case r == '@' && s.pos+1 < len(s.text) && isNameStart(rune(s.text[s.pos+1])):
		s.next()
		s.splat(at, n)
	case commands[which].first == "":
		s.fail(at, "a parameter is expected here", "")
	case memberOf(n, commands[which].first) != nil:
		s.fail(at, "a value without a parameter", "values of a list stand behind commas; text with blanks stands in quotes")
	default:
		v := s.argument()
		v.Key = commands[which].first
		s.put(at, n, v)
	}
}

// named reads a parameter by name, behind its dash.
func (s *shell) named(at int, n *tree.Node) {
	name := s.word()
	if name == "" {
		s.fail(at, "a parameter is expected behind the dash", "")
		return
	}
	name, ok := s.fullName(at, name)
	if !ok {
		return
	}
	colon := s.take(":")
	s.blank(false)
	bare := bareSwitches[foldKey(name)]
	if bare && !colon {
		return
	}
	if !s.more() || s.beginsParameter() {
		s.fail(at, "-"+name+" has no value", "")
		return
	}
	v := s.argument()
	if !bare && !ignored[foldKey(name)] {
		v.Key = name
		s.put(at, n, v)
	}
}

// beginsParameter: a dash and a letter, which is no negative number.
func (s *shell) beginsParameter() bool {
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	return isDash(r) && s.pos+size < len(s.text) && ascii.IsLetter(s.text[s.pos+size])
}

// splat takes over the members of a hash table.
func (s *shell) splat(at int, n *tree.Node) {
	v := s.variable(at)
	if s.err == nil && v.Kind != tree.Map {
		s.fail(at, "what is splatted is no hash table", "write @{ Name = ... }")
		return
	}
	for _, member := range v.Children {
		name, ok := s.fullName(at, member.Key)
		if !ok {
			return
		}
		if member.Key = name; !ignored[foldKey(name)] && !bareSwitches[foldKey(name)] {
			s.put(at, n, member)
		}
	}
}

// maxParameters bounds the parameters of a command; there are about thirty.
const maxParameters = 200

// put adds a parameter, which can be given once.
func (s *shell) put(at int, n *tree.Node, v tree.Node) {
	switch {
	case memberOf(n, v.Key) != nil:
		s.fail(at, "-"+v.Key+" is given twice", "")
		return
	case len(n.Children) == maxParameters:
		s.fail(at, "more parameters than any command has", "")
		return
	}
	n.Children = append(n.Children, v)
}

// ignored are parameters of every command, with a value; bareSwitches those
// that stand alone.
var (
	ignored = map[string]bool{"erroraction": true, "warningaction": true, "informationaction": true, "errorvariable": true,
		"warningvariable": true, "informationvariable": true, "outvariable": true, "outbuffer": true, "pipelinevariable": true}
	bareSwitches = map[string]bool{"whatif": true, "confirm": true, "verbose": true, "debug": true, "force": true}
)

// fullName completes a name that is cut short, as PowerShell does where only
// one parameter begins so.
func (s *shell) fullName(at int, name string) (string, bool) {
	if parameterOf(name) != nil && !strings.ContainsAny(name, "-_") {
		return name, true
	}
	var found []string
	for i := range parameters {
		if p := parameters[i].name; len(name) < len(p) && ascii.HasPrefixFold(p, name) {
			found = append(found, p)
		}
	}
	for _, other := range [...]string{"Identity", "DomainName", "DomainType", "MatchSubDomains", "RejectDirectSend"} {
		if ascii.EqualFold(other, name) {
			return other, true
		}
	}
	switch len(found) {
	case 0:
		return name, true
	case 1:
		return found[0], true
	}
	return "", s.fail(at, "-"+name+" may be "+strings.Join(found, ", "), "write the name out")
}
