package chat

import "testing"

func TestIsQuestionHidden(t *testing.T) {
	for message, want := range map[string]bool{
		"":                  false,
		" ":                 false,
		"   ":               false,
		"?":                 true,
		"? ":                true,
		" ?":                true,
		"Ready?   ":         true,
		"Ready":             false,
		"Why? I know.":      false,
		"Really?!":          false,
		"Really!?":          true,
		"?no":               false,
		"One? Two?":         true,
		"Where is it ?":     true,
		"He asked: \"Me?\"": false,
	} {
		if got := IsQuestion(message); got != want {
			t.Errorf("IsQuestion(%q) = %v, want %v", message, got, want)
		}
	}
}
