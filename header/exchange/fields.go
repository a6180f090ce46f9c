package exchange

import "github.com/hopproof/hopproof/header"

// Value is what one field says.
type Value struct {
	// Text is the body. It is empty if the field is absent or occurs with
	// different bodies: then it says nothing.
	Text string
	// Field is the index of the topmost field of that name.
	Field int
	// Count is how often the field occurs; 0: it is absent. A field that EOP
	// strips or overwrites is believed only if it occurs exactly once.
	Count int
	// Guessed: a field of that name exists only by repair of a paste.
	Guessed bool
}

// Fields is what the fields of Microsoft in one header section say. Make it
// with [Parse]; the zero value says nothing.
type Fields struct {
	// Antispam are the pairs of the antispam reports, in the order of the
	// section.
	Antispam []Pair
	// Rest is the text of those reports that has the form of no pair.
	Rest []Piece

	values [nameCount]Value
}

// Parse reads the fields of Microsoft in s. Any section gives Fields.
func Parse(s *header.Section) Fields {
	var fields Fields
	fields.Read(s)
	return fields
}

// usualPairs is how many pairs Read keeps room for.
const usualPairs = 64

// Read makes f what Parse gives, in the memory of its Antispam: what was taken from
// f before is not valid any more.
func (f *Fields) Read(s *header.Section) {
	pairs := f.Antispam
	if clear(pairs); cap(pairs) > usualPairs { // what they point at would stay in memory
		pairs = nil
	}
	*f = Fields{Antispam: pairs[:0]}
	for i := range s.Fields {
		field := &s.Fields[i]
		if n := nameTable.Index(field); n >= 0 {
			f.values[n].add(field, i)
		} else if isReport(field.Name) {
			f.report(field, i)
		}
	}
}

// add takes one more field of the same name.
func (v *Value) add(f *header.Field, index int) {
	text := f.Body()
	if v.Count == 0 {
		v.Field, v.Text = index, text
	} else if v.Text != text {
		v.Text = ""
	}
	v.Count++
	v.Guessed = v.Guessed || f.Mend.Guessed() || f.Obsolete()
}

// Get is what the field n says.
func (f *Fields) Get(n Name) Value { return f.values[n] }

// first is the value of the first of these fields that is there at all. One
// that contradicts itself is not replaced by another.
func (f *Fields) first(list ...Name) Value {
	for _, n := range list {
		if f.values[n].Count > 0 {
			return f.values[n]
		}
	}
	return Value{}
}

// TenantID is the tenant that handled the message last, as a GUID.
func (f *Fields) TenantID() Value { return f.Get(CrossTenantID) }

// Direction says on which side of the tenant EOP saw the message come in:
// "Incoming" or "Originating".
func (f *Fields) Direction() Value { return f.Get(OrganizationDirection) }

// AuthAs says how the submitting side was authenticated. The field of the
// receiving organization goes before its copies for other tenants and premises.
func (f *Fields) AuthAs() Value {
	return f.first(OrganizationAuthAs, CrossTenantAuthAs, CrossPremisesAuthAs)
}

// AuthSource is the server that decided on AuthAs.
func (f *Fields) AuthSource() Value {
	return f.first(OrganizationAuthSource, CrossTenantAuthSource, CrossPremisesAuthSource)
}

// Entity says where the message entered the tenant: "Internet", "Hosted" or
// "HybridOnPrem".
func (f *Fields) Entity() Value {
	return f.first(CrossTenantEntity, OrganizationEntity, TransportEntity)
}

// NetworkMessageID is the GUID under which message trace knows the message.
func (f *Fields) NetworkMessageID() Value {
	return f.first(OrganizationMessageID, CrossTenantMessageID, CorrelationID)
}

// OriginatorOrg is the domain of the tenant that the message left.
func (f *Fields) OriginatorOrg() Value { return f.Get(OriginatorOrg) }
