package compare

import _ "embed" // the schema

//go:generate go run ../internal/docgen/generate

//go:embed schema/hopproof-compare-1.schema.json
var schema string

// JSONSchema is the JSON Schema (draft 2020-12) of the [Document].
func JSONSchema() string { return schema }
