// Package procgroup runs a command so that all that it starts ends with it.
package procgroup
