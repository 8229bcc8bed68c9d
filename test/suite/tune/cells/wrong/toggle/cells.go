// Package cells reads lines of tables.
package cells

import "errors"

// ErrQuote says that a quoted cell has no end.
var ErrQuote = errors.New("quote is not closed")

// Split returns the cells of one line of a table. Cells are separated by ';'. A
// cell that begins with '"' is quoted: it ends at the next '"' that is not
// doubled, may hold ';', and `""` in it stands for one '"'. What follows the
// closing quote, up to the next ';', is dropped. A '"' inside a cell that is not
// quoted has no meaning of its own. Spaces belong to cells. An empty line is one
// empty cell. If a quoted cell is not closed, the error is ErrQuote.
//
//	Split(`a;"b;c";d`)  // [a b;c d]
//	Split(`"say ""hi""";`) // [say "hi"] and an empty cell
func Split(line string) ([]string, error) {
	var cells []string
	cell, quoted := "", false
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '"' && quoted && i+1 < len(line) && line[i+1] == '"':
			cell += `"`
			i++
		case c == '"':
			quoted = !quoted
		case c == ';' && !quoted:
			cells = append(cells, cell)
			cell = ""
		default:
			cell += string(c)
		}
	}
	if quoted {
		return nil, ErrQuote
	}
	return append(cells, cell), nil
}
