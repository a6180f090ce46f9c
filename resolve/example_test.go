package resolve_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/hopproof/hopproof/resolve"
	"github.com/hopproof/hopproof/spf"
)

func ExampleClient_Resolve() {
	client := resolve.New(resolve.Config{}) // without a transport
	_, err := client.Resolve(context.Background(), "contoso.example", spf.TypeTXT)
	var failed *resolve.Error
	fmt.Println(client.Off(), errors.As(err, &failed) && failed.Reason == resolve.ReasonOff)
	// Output:
	// true true
}
