// Command generate writes the table of package header/suffix. Run it in the
// folder of that package: go generate ./header/suffix.
package main

import (
	"log"
	"os"

	"github.com/hopproof/hopproof/internal/suffixgen"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("suffixgen: ")
	list, err := suffixgen.Read()
	if err == nil {
		err = os.WriteFile("table.bin", suffixgen.Encode(list.Rules), 0o644)
	}
	if err == nil {
		err = os.WriteFile("table.origin.txt", []byte(list.Origin()), 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
