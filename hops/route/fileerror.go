package route

import "github.com/hopproof/hopproof/internal/tree"

// Node is one value of a route file, whatever its syntax was.
type Node = tree.Node

// Error is one thing wrong in a route file.
type Error = tree.Error

// Errors are all things wrong in a route file, in the order of the file.
type Errors = tree.Errors
