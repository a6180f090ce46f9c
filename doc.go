// Package hopproof is the root of the module; it holds no code. The library
// begins at package report, whose Analyze gives one document about a message;
// header, hops and hops/route are the parts it is made of. The command is
// cmd/hopproof.
package hopproof
