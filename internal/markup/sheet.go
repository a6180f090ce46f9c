package markup

import _ "embed" // the style sheets

//go:embed tokens.css
var tokens string

//go:embed picture.css
var picture string

//go:embed report.css
var report string

// Report is the style of every report: colours of the outcomes, light and dark as
// the reader has it, paper, system fonts, narrow screens. The tokens are those of
// the page.
var Report = Sheet{CSS: tokens + report + picture, Hash: "sha256-/HHddAhHIAvFLKDl2+cMA8ga5HLB1j9eYpz9srQeD00="}

// Drawing is the style of a picture that is a file of its own.
var Drawing = Sheet{CSS: tokens + picture, Hash: "sha256-5TruHRr7LdAWqnhaCLoP8AWa2QQx3XSLLY8DYWzWoWs="}
