package verdict_test

import (
	"fmt"

	"github.com/hopproof/hopproof/header"
	"github.com/hopproof/hopproof/header/verdict"
)

func ExampleParse() {
	s := header.ParseString("X-Spam-Status: No, score=-1.9 required=5.0 tests=BAYES_00\r\n" +
		"X-Proofpoint-Spam-Details: rule=notspam policy=default score=0\r\n\r\n")
	for _, v := range verdict.Parse(&s) {
		fmt.Println(v.Product, v.Word, v.Score, v.Threshold)
	}
	// Output:
	// SpamAssassin not-spam -1.9 5.0
	// Proofpoint not-spam 0
}
