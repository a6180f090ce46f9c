package main

import (
	"io"
	"os"
	"path/filepath"
)

// source is a file of the module by its path.
type source string

func (s source) Path() string                 { return string(s) }
func (s source) Lstat() (os.FileInfo, error)  { return os.Lstat(s.file()) }
func (s source) Open() (io.ReadCloser, error) { return os.Open(s.file()) }
func (s source) file() string                 { return filepath.Join("../..", filepath.FromSlash(string(s))) }
