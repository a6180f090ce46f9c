package main

import "github.com/hopproof/hopproof/internal/wasmbuild"

// bundles are the commands of folder wasm that the page runs. Lean ones are
// compiled without what the overlay leaves out.
var bundles = []struct {
	folder string
	lean   bool
	to     func(*manifest) *string
}{
	{"offline", true, func(m *manifest) *string { return &m.Wasm }},
	{"more", true, func(m *manifest) *string { return &m.More }},
	{"live", false, func(m *manifest) *string { return &m.Live }},
	{"files", false, func(m *manifest) *string { return &m.Files }},
	{"reports", false, func(m *manifest) *string { return &m.Reports }},
}

// compileBundles compiles each of them.
func (b *build) compileBundles() error {
	b.manifest.Version = b.version
	for _, bundle := range bundles {
		data, err := b.sources().Compile(bundle.folder, bundle.lean)
		if err != nil {
			return err
		}
		name := "hopproof-" + bundle.folder + ".wasm"
		if bundle.folder == "offline" {
			name = "hopproof.wasm"
		}
		*bundle.to(&b.manifest) = b.add(name, data)
	}
	return nil
}

// licences gathers those of everything that is compiled into a bundle.
func (b *build) licences() (err error) {
	b.files["licences.txt"], err = b.sources().Licences("./wasm/...")
	return err
}

func (b *build) sources() wasmbuild.Build {
	return wasmbuild.Build{Root: b.root, Version: b.version}
}
