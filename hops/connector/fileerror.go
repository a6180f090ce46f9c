package connector

import "github.com/hopproof/hopproof/internal/tree"

// Node is one value of a file with connectors, whatever its syntax was.
type Node = tree.Node

// Error is one thing wrong in a file with connectors: File, Line and Column (from
// 1, in characters) say where, Key which key it is about, Problem what is wrong,
// and Hint what to do.
type Error = tree.Error

// Errors are all things wrong in such a file, in the order of the file.
type Errors = tree.Errors
