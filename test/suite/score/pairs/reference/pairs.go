// Package pairs reads lists of attributes.
package pairs

import (
	"fmt"
	"strings"
)

// PartError says which part of a list is wrong, counted from 1.
type PartError struct {
	Part int
	What string
}

// Error returns "part 2: no name".
func (e *PartError) Error() string { return fmt.Sprintf("part %d: %s", e.Part, e.What) }

// Parse reads a list of attributes: parts separated by ';', each "name=value" or
// only "name", whose value is then "". Spaces around names, values and parts
// mean nothing, and parts with nothing in them are passed over, but counted.
// Names are put into lower case; values stay as they are. Everything after the
// first '=' is the value. At the first wrong part Parse stops and returns nil
// and a *PartError: "no name" if nothing stands before '=', "twice" if the name
// was there before.
//
//	Parse("Path=/; secure") // map[path:/ secure:]
func Parse(list string) (map[string]string, error) {
	attributes := make(map[string]string)
	for i, part := range strings.Split(list, ";") {
		part = strings.Trim(part, " ")
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name = strings.ToLower(strings.Trim(name, " "))
		if name == "" {
			return nil, &PartError{i + 1, "no name"}
		}
		if _, ok := attributes[name]; ok {
			return nil, &PartError{i + 1, "twice"}
		}
		attributes[name] = strings.Trim(value, " ")
	}
	return attributes, nil
}
