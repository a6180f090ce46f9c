// Command generate writes the files that package docgen derives. Run it in the
// folder of package report: go generate ./report.
package main

import (
	"log"
	"os"

	"github.com/hopproof/hopproof/internal/docgen"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("docgen: ")
	for path, make := range map[string]func(string) ([]byte, error){
		"json_gen.go":                   docgen.Writer,
		"schema/hopproof-1.schema.json": docgen.Schema,
		"../site/types/document.d.ts":   docgen.PageTypes,
		"../npm/src/document.d.ts":      docgen.PackageTypes,
	} {
		data, err := make(".")
		if err == nil {
			err = os.WriteFile(path, data, 0o644)
		}
		if err != nil {
			log.Fatal(err)
		}
	}
}
