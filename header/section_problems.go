package header

// Codes of the Problems of a Section. The Span is that of the text in question.
const (
	ProblemByteOrderMark = "byte-order-mark"     // a UTF-8 byte order mark stands first
	ProblemUTF16         = "utf16-text"          // the input is UTF-16; it was read as UTF-8
	ProblemMboxLine      = "mbox-line"           // a "From " line of a mailbox file
	ProblemSummary       = "summary-skipped"     // the summary that a web mail shows above the section
	ProblemOutside       = "text-outside-fields" // lines that belong to no field
	ProblemIndentLost    = "indent-lost"         // continuation lines without white space
	ProblemQuoted        = "quoted-text"         // a quoting mark in front of each line
	ProblemIndented      = "indented-text"       // white space in front of each line, fields too
	ProblemBlankLines    = "blank-lines"         // an empty line between all lines
	ProblemNoBreakSpaces = "no-break-spaces"     // U+00A0 stands for spaces
	ProblemTable         = "table-rebuilt"       // fields put together from the rows of a table
	ProblemCutOff        = "cut-off"             // the input ends inside the name of a field
	ProblemNoFields      = "no-fields"           // there is no field in the input
	ProblemNUL           = "nul-byte"            // at the first one; count
	ProblemBareCR        = "bare-cr"             // a CR that ends no line, at the first one; count
	ProblemBlankFold     = "blank-fold"          // the first fold of nothing but white space
	ProblemSectionLimit  = "section-limit"       // what is beyond MaxSection was not read; limit
	ProblemFieldLimit    = "field-limit"         // what is beyond MaxFields was not read; limit
)
