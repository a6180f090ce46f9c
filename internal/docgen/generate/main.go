// Command generate writes the files that package docgen derives. It runs in the
// folder of the package: go generate ./report ./scan/summary ./compare.
package main

import (
	"log"
	"os"

	"github.com/hopproof/hopproof/internal/docgen"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("docgen: ")
	files := map[string]map[string]func(string) ([]byte, error){
		"report": {
			"json_gen.go":                   docgen.Writer,
			"schema/hopproof-1.schema.json": docgen.Document.Schema,
			"../site/types/document.d.ts":   docgen.PageTypes,
			"../npm/src/document.d.ts":      docgen.PackageTypes,
		},
		"summary": {"schema/hopproof-summary-1.schema.json": docgen.Summary.Schema},
		"compare": {"schema/hopproof-compare-1.schema.json": docgen.Comparison.Schema},
	}
	for path, make := range files[os.Getenv("GOPACKAGE")] { // which go generate sets
		data, err := make(".")
		if err == nil {
			err = os.WriteFile(path, data, 0o644)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}
