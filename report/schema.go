package report

import _ "embed" // the schema

//go:embed schema/hopproof-1.schema.json
var schema string

// Schema is the JSON Schema (draft 2020-12) of the [Document].
func Schema() string { return schema }
