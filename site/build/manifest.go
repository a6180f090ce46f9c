package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
)

// manifest is what the page's scripts are told by manifest.js.
type manifest struct {
	Wasm     string   `json:"wasm"`
	More     string   `json:"more"`
	Live     string   `json:"live"`
	Files    string   `json:"files"`
	Reports  string   `json:"reports"`
	Version  string   `json:"version"`
	Precache []string `json:"precache"`
	Build    string   `json:"build"` // stands for the content of Precache
}

// module is the source of manifest.js.
func (m manifest) module() (string, error) {
	var b strings.Builder
	for _, member := range []struct {
		name  string
		value any
	}{
		{"wasm", m.Wasm}, {"more", m.More}, {"live", m.Live}, {"files", m.Files}, {"reports", m.Reports},
		{"version", m.Version}, {"precache", slices.Concat([]string{}, m.Precache)}, {"build", m.Build},
	} {
		value, err := json.Marshal(member.value)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "export const %s = %s;\n", member.name, value)
	}
	return b.String(), nil
}

// add takes a file under a name that ends in a hash of its content, so that it
// can be cached for good, and returns that name.
func (b *build) add(name string, data []byte) string {
	ext := path.Ext(name)
	name = strings.TrimSuffix(name, ext) + "-" + hash(data) + ext
	b.files[name] = data
	return name
}

func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:5])
}
