// Package hopproof is the root of the module and holds its version. The library
// begins at package report, whose Analyze gives one document about a message;
// header, hops and hops/route are the parts it is made of. The command is
// cmd/hopproof.
package hopproof

// Version is that of a program built from this source, where no release says
// better.
const Version = "0.1.0-dev"
