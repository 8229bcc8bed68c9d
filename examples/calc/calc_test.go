package calc

import (
	"errors"
	"testing"
)

func TestEval(t *testing.T) {
	tests := []struct {
		expression string
		want       int
	}{
		{"7", 7},
		{" 42 ", 42},
		{"2 + 3 * 4", 14},
		{"(2 + 3) * 4", 20},
		{"10 - 4 - 3", 3},
		{"24 / 4 / 2", 3},
		{"-(1 - 3) * 2", 4},
		{"2 * -3", -6},
		{"((((5))))", 5},
	}
	for _, tt := range tests {
		got, err := Eval(tt.expression)
		if err != nil || got != tt.want {
			t.Errorf("Eval(%q) = %d, %v, want %d", tt.expression, got, err, tt.want)
		}
	}
}

func TestEvalErrors(t *testing.T) {
	tests := []struct {
		expression string
		want       error
	}{
		{"", ErrSyntax},
		{"2 +", ErrSyntax},
		{"2 3", ErrSyntax},
		{"(1", ErrSyntax},
		{"1)", ErrSyntax},
		{"two", ErrSyntax},
		{"1 / (2 - 2)", ErrDivide},
	}
	for _, tt := range tests {
		if got, err := Eval(tt.expression); !errors.Is(err, tt.want) {
			t.Errorf("Eval(%q) = %d, %v, want %v", tt.expression, got, err, tt.want)
		}
	}
}
