package summary

import _ "embed" // the schema

//go:generate go run ../../internal/docgen/generate

//go:embed schema/hopproof-summary-1.schema.json
var schema string

// Schema is the JSON Schema (draft 2020-12) of the [Summary].
func Schema() string { return schema }
