package resolve

const browserHint = "use off, or DNS over HTTPS such as https://dns.example/dns-query"

// system and parseAddr are what a browser cannot do: it has no sockets.

func system() ([]Transport, error) {
	return nil, &SpecError{"system", "a browser does not tell which resolver the system uses", browserHint}
}

func parseAddr(spec string) ([]Transport, error) {
	return nil, &SpecError{spec, "a browser asks by HTTPS only", browserHint}
}
