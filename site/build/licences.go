package main

import "github.com/hopproof/hopproof/internal/licences"

// licences gathers those of everything that is compiled into a bundle.
func (b *build) licences() error {
	root, err := goroot()
	if err == nil {
		b.files["licences.txt"], err = licences.Of(b.goCommand, root, "./wasm/...")
	}
	return err
}
