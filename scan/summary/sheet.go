package summary

import (
	_ "embed" // the style sheet

	"github.com/hopproof/hopproof/internal/markup"
)

//go:embed summary.css
var css string

// Sheet is the style of the pictures and tables, behind that of every report.
var sheet = markup.Sheet{CSS: css, Hash: "sha256-FqQ3lOLCWS+9Yw7a2gpQSSTPJe4+QsYJybs8RHkg0D4="}
