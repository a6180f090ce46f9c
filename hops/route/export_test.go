package route

// CommonName is commonName, for its table of forms.
var CommonName = commonName
