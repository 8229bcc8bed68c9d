package ferry

import "testing"

func TestPlace(t *testing.T) {
	queue := []string{"Ana", "Ben", "Cem"}
	if got, ok := Place(queue, "Ben"); got != 2 || !ok {
		t.Errorf("Ben: %d, %v", got, ok)
	}
	if got, ok := Place(queue, "Cem"); got != 3 || !ok {
		t.Errorf("Cem: %d, %v", got, ok)
	}
	if got, ok := Place(queue, "Zoe"); got != 0 || ok {
		t.Errorf("Zoe: %d, %v", got, ok)
	}
}
