package lang_test

import (
	"encoding/json"
	"fmt"

	"github.com/hopproof/hopproof/hops/connector/lang"
)

func ExampleText() {
	var sentences map[string]string
	if err := json.Unmarshal([]byte(lang.Text("fr")), &sentences); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(sentences["certify.issuer-private"])
	// Output:
	// La chaîne finit à {issuer}, qu’aucune liste d’autorités publiques ne connaît : Exchange Online ne l’accepte pas.
}
