module github.com/hopproof/hopproof

go 1.26
