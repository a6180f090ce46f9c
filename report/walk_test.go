package report

import "reflect"

// walkStrings replaces every string of d by what change makes of it.
func walkStrings(d *Document, change func(string) string) {
	walk(reflect.ValueOf(d).Elem(), change)
}

func walk(v reflect.Value, change func(string) string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(change(v.String()))
	case reflect.Pointer:
		if !v.IsNil() {
			walk(v.Elem(), change)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), change)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			walk(v.Field(i), change)
		}
	}
}

// fill sets every field of v to something known, so that a test sees each key
// of the Document. Numbers count up from n.
func fill(v reflect.Value, n *int, text func() string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(text())
	case reflect.Int, reflect.Int64:
		*n++
		v.SetInt(int64(*n))
	case reflect.Bool:
		*n++
		v.SetBool(*n%2 == 0)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n, text)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		fill(v.Index(0), n, text)
		fill(v.Index(1), n, text)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n, text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n, text)
		}
	}
}
