// Package flow says what kind of mail a message is: how it was handed to
// Microsoft 365, as whom, by which forwarding and through which filters.
package flow
